package dev.eku.maven.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eku.contract.Shells;
import dev.eku.maven.given.Declared;
import dev.eku.maven.given.Given.Configured;
import dev.eku.maven.given.Known;
import dev.eku.text.FrontEnd;
import dev.eku.text.Message;
import dev.eku.text.NextStep;
import dev.eku.text.Operation;
import dev.eku.text.Option;
import dev.eku.text.Setting;
import dev.eku.text.ShellCommand;
import dev.eku.text.ShellCommand.Shell;
import dev.eku.text.Words;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class MavenFrontEndTest {
    private static final MavenCall SHORT = new MavenCall(List.of(), "eku", "plan", Optional.empty(), Map.of());
    private static final Known KNOWN = known();

    /** What hosts, files and people can be called, and what a shell would make of it. */
    private static final List<String> HOSTILE = List.of(
            "bob; touch PWNED #@x$(touch P2)",
            "a$(touch P).json",
            "`id`",
            "%PATH%",
            "a&calc",
            "a|b",
            "a^b",
            "a > b",
            "it's",
            "say \"hello\"",
            "one two",
            "end\\",
            "\\\\fe01\\share",
            "a!b",
            "#x",
            "a\nNext: mvn eku:unlock",
            "a\u2028b",
            "\u202Egnp",
            "\u201Cquoted\u201D",
            "~root",
            "{a,b}",
            "*.json",
            "-x",
            "");

    private static Known known() {
        List<String> hosts = List.of(
                "hosts", "inventory", "pools", "serverId", "kerberos", "remoteRegistry", "outputDirectory", "language");
        Map<String, List<Declared>> goals = new HashMap<>();
        for (Operation operation : Operation.values()) {
            List<String> names = new ArrayList<>(hosts);
            names.addAll(
                    switch (operation) {
                        case PLAN, APPLY -> List.of("planFile", "restart", "reason");
                        case ROLLBACK ->
                            List.of(
                                    "record",
                                    "restart",
                                    "concurrency",
                                    "canary",
                                    "maxUnavailable",
                                    "maxFailures",
                                    "unreachable",
                                    "soak");
                        case UNLOCK -> List.of("holder");
                        default -> List.of("product");
                    });
            goals.put(
                    operation.id(),
                    names.stream()
                            .map(name -> new Declared(name, Optional.empty(), Optional.of("eku." + name)))
                            .toList());
        }
        return new Known(goals);
    }

    private static String line(FrontEnd frontEnd, NextStep.Run run) {
        return frontEnd.command(run).orElseThrow().toString();
    }

    private static NextStep.Run run(Operation operation, Setting... settings) {
        return new NextStep.Run(Message.of("goal.next.apply"), operation, List.of(settings));
    }

    private static MavenFrontEnd frontEnd(MavenCall call, Map<String, String> given) {
        return MavenFrontEnd.of(call, KNOWN, given, Map.of(), List::of);
    }

    @Test
    void commandIsToldTheHostAndHowToReachItAndWhatTheGoalTakes() {
        FrontEnd host = frontEnd(
                        SHORT,
                        Map.of(
                                "eku.hosts", "memory:a,memory:b",
                                "eku.serverId", "fe",
                                "eku.reason", "KB 1",
                                "eku.restart", "never",
                                "eku.outputDirectory", "out",
                                "eku.planFile", "x.json"))
                .on("memory:b");
        assertThat(line(host, run(Operation.VERIFY)))
                .isEqualTo("mvn eku:verify \"-Deku.hosts=memory:b\" \"-Deku.serverId=fe\"");
        assertThat(line(host, run(Operation.APPLY, new Setting(Option.RESTART, "always"))))
                .isEqualTo("mvn eku:apply \"-Deku.hosts=memory:b\" \"-Deku.reason=KB 1\" \"-Deku.serverId=fe\""
                        + " \"-Deku.restart=always\"");
    }

    @Test
    void savedPlanHasDecidedAllButHowToReachTheHost() {
        FrontEnd host = frontEnd(
                        SHORT,
                        Map.of(
                                "eku.serverId", "fe",
                                "eku.language", "ja",
                                "eku.reason", "KB 1",
                                "eku.version", "2"))
                .on("memory:b");
        assertThat(line(host, run(Operation.APPLY, new Setting(Option.PLAN_FILE, "b.json"))))
                .isEqualTo("mvn eku:apply \"-Deku.hosts=memory:b\" \"-Deku.language=ja\" \"-Deku.serverId=fe\""
                        + " \"-Deku.version=2\""
                        + " \"-Deku.planFile=b.json\"");
    }

    @Test
    void fleetIsNamedAsItWasGiven() {
        Map<String, String> given = Map.of("eku.inventory", "fleet.txt", "eku.outputDirectory", "out");
        assertThat(line(frontEnd(SHORT, given), run(Operation.ROLLBACK)))
                .isEqualTo("mvn eku:rollback \"-Deku.inventory=fleet.txt\"");
        assertThat(line(frontEnd(SHORT, given), run(Operation.PLAN)))
                .isEqualTo("mvn eku:plan \"-Deku.inventory=fleet.txt\" \"-Deku.outputDirectory=out\"");
    }

    @Test
    void goalIsNamedInFullAndWithItsModuleAndExecutionWhereThatIsNeeded() {
        MavenCall full =
                new MavenCall(List.of("-N"), "dev.eku:eku-maven-plugin:1.0", "apply", Optional.of("exempt"), Map.of());
        assertThat(line(frontEnd(full, Map.of()), run(Operation.VERIFY)))
                .isEqualTo("mvn -N \"dev.eku:eku-maven-plugin:1.0:verify@exempt\"");
    }

    /** Without the profile, the settings and that property the same POM would select other hosts. */
    @Test
    void profilesSettingsAndWhatTheyReferToAreRepeated() {
        MavenCall call = new MavenCall(
                List.of("-s", "ci/settings.xml", "-Pprod,-lab"),
                "eku",
                "apply",
                Optional.empty(),
                Map.of("site", "new york", "env", "prod"));
        assertThat(line(frontEnd(call, Map.of("eku.restart", "never")), run(Operation.ROLLBACK)))
                .isEqualTo(
                        "mvn -s ci/settings.xml \"-Pprod,-lab\" eku:rollback \"-Denv=prod\" \"-Dsite=new york\" \"-Deku.restart=never\"");
        MavenCall hostile = new MavenCall(List.of("-P$(id)"), "eku", "apply", Optional.empty(), Map.of());
        assertThat(frontEnd(hostile, Map.of()).command(run(Operation.ROLLBACK)).orElseThrow())
                .isInstanceOf(ShellCommand.None.class);
    }

    @Test
    void hostsThatAPropertyOfThePomSelectsAreNamed() {
        MavenFrontEnd fleet = MavenFrontEnd.of(
                SHORT,
                KNOWN,
                Map.of("eku.restart", "never"),
                Map.of("eku.inventory", "prod.txt", "eku.serverId", "fe"),
                List::of);
        assertThat(line(fleet, run(Operation.ROLLBACK)))
                .isEqualTo("mvn eku:rollback \"-Deku.inventory=prod.txt\" \"-Deku.restart=never\""
                        + " \"-Deku.serverId=fe\"");
        assertThat(Words.of(Locale.ROOT, fleet.on("memory:a")).lines(run(Operation.VERIFY)))
                .containsExactly("Next: apply it (no command can be shown here: eku.inventory in the properties of the"
                        + " POM, of the settings or of MAVEN_OPTS selects other hosts)");
        MavenFrontEnd hosts =
                MavenFrontEnd.of(SHORT, KNOWN, Map.of(), Map.of("eku.hosts", "memory:a,memory:b"), List::of);
        assertThat(line(hosts.on("memory:a"), run(Operation.VERIFY)))
                .isEqualTo("mvn eku:verify \"-Deku.hosts=memory:a\"");
    }

    /** The copy of a real host is reached by nobody. */
    @Test
    void copyIsNotToldHowToReachTheRealHost() {
        NextStep.Run rehearse = run(Operation.REHEARSE, new Setting(Option.HOSTS, "memory:fe01.json"));
        FrontEnd real = frontEnd(SHORT, Map.of("eku.hosts", "smb://fe01", "eku.serverId", "fe"))
                .on("smb://fe01");
        assertThat(line(real, rehearse)).isEqualTo("mvn eku:rehearse \"-Deku.hosts=memory:fe01.json\"");
        MavenFrontEnd ofPom = MavenFrontEnd.of(SHORT, KNOWN, Map.of(), Map.of("eku.serverId", "fe"), List::of);
        assertThat(Words.of(Locale.ROOT, ofPom).lines(rehearse))
                .containsExactly(
                        "Next: apply it (no command can be shown here: eku.serverId, which the POM, the settings"
                                + " or MAVEN_OPTS sets, is not for a simulated host)");
    }

    @Test
    void hostThatAListCannotNameIsNoCommand() {
        assertThat(Words.of(Locale.ROOT, frontEnd(SHORT, Map.of()).on("memory:a,b.json"))
                        .lines(run(Operation.VERIFY)))
                .containsExactly(
                        "Next: apply it (no command can be shown here: eku.hosts separates hosts by commas, and"
                                + " memory:a,b.json holds one)");
    }

    @Test
    void thePomIsNotContradicted() {
        Declared restart = new Declared("restart", Optional.empty(), Optional.of("eku.restart"));
        MavenFrontEnd never =
                MavenFrontEnd.of(SHORT, KNOWN, Map.of(), Map.of(), () -> List.of(new Configured(restart, "never")));
        NextStep.Run always = run(Operation.APPLY, new Setting(Option.RESTART, "always"));
        assertThat(Words.of(Locale.ROOT, never).lines(always))
                .containsExactly(
                        "Next: apply it (no command can be shown here: <restart> in the <configuration> of the POM"
                                + " says otherwise)");
        assertThat(line(never, run(Operation.APPLY, new Setting(Option.RESTART, "never"))))
                .isEqualTo("mvn eku:apply \"-Deku.restart=never\"");
        Declared fleet = new Declared("fleet", Optional.empty(), Optional.empty());
        MavenFrontEnd pools =
                MavenFrontEnd.of(SHORT, KNOWN, Map.of(), Map.of(), () -> List.of(new Configured(fleet, "x")));
        assertThat(pools.on("memory:a").command(run(Operation.VERIFY)).orElseThrow())
                .isInstanceOf(ShellCommand.None.class);
        assertThat(line(pools, run(Operation.VERIFY))).isEqualTo("mvn eku:verify");
    }

    @Test
    void whatOnlyThePomCanGiveIsNoCommandAndTheReasonIsSaid() {
        MavenFrontEnd maven = frontEnd(SHORT, Map.of()).on("memory:a");
        NextStep.Run own = run(Operation.APPLY, new Setting(Option.APPLICATIONS, "[{id=a}]"));
        assertThat(Words.of(Locale.ROOT, maven).lines(own))
                .containsExactly("Next: apply it (no command can be shown here: <applications> can stand only in the"
                        + " <configuration> of the POM)");
    }

    @Test
    void everyOptionThatACommandCanTellIsAProperty() {
        MavenFrontEnd maven = frontEnd(SHORT, Map.of());
        for (Option option : Option.values()) {
            ShellCommand command = maven.command(run(Operation.APPLY, new Setting(option, "1")))
                    .orElseThrow();
            if (command instanceof ShellCommand.Line line) {
                assertThat(line.text()).matches("mvn eku:apply \"-Deku\\.[a-zA-Z.]+=1\"");
            } else {
                assertThat(option).isIn(Option.APPLICATIONS, Option.FLEET, Option.STACK_TRACE);
            }
        }
    }

    @Test
    void commandForOneHostIsNotToldHowAFleetIsWorkedOn() {
        Map<String, String> given = Map.of(
                "eku.hosts", "memory:a,memory:b",
                "eku.concurrency", "1",
                "eku.canary", "memory:b",
                "eku.maxUnavailable", "2",
                "eku.maxFailures", "3",
                "eku.unreachable", "skip",
                "eku.soak", "1m");
        NextStep.Run step = run(Operation.ROLLBACK);
        assertThat(line(frontEnd(SHORT, given).on("memory:a"), step))
                .isEqualTo("mvn eku:rollback \"-Deku.hosts=memory:a\" \"-Deku.soak=1m\"");
        assertThat(line(frontEnd(SHORT, given), run(Operation.ROLLBACK, new Setting(Option.HOSTS, "memory:a"))))
                .isEqualTo("mvn eku:rollback \"-Deku.soak=1m\" \"-Deku.hosts=memory:a\"");
        assertThat(line(frontEnd(SHORT, given), step)).contains("eku.canary", "eku.concurrency", "eku.maxFailures");
    }

    @Test
    void eachPrintedCommandSurvivesTheShells() throws Exception {
        int printed = 0;
        for (String hostile : HOSTILE) {
            for (String host : List.of("memory:" + hostile, "\\\\fe01", "local:")) {
                for (Operation operation : List.of(Operation.APPLY, Operation.UNLOCK, Operation.VERIFY)) {
                    FrontEnd frontEnd = frontEnd(SHORT, Map.of("eku.serverId", hostile, "eku.reason", hostile))
                            .on(host);
                    for (Option option : List.of(Option.HOLDER, Option.PLAN_FILE, Option.PRODUCT)) {
                        ShellCommand command = frontEnd.command(run(operation, new Setting(option, hostile)))
                                .orElseThrow();
                        if (command instanceof ShellCommand.Line line) {
                            requireWhole(line.text(), host, frontEnd.name(option) + "=" + hostile);
                            printed++;
                        } else {
                            Message why = ((ShellCommand.None) command).why();
                            assertThat(Words.ENGLISH.text(why)).startsWith("no command can be shown here: ");
                        }
                    }
                }
            }
        }
        assertThat(printed).isGreaterThan(100);
    }

    private static void requireWhole(String line, String host, String setting) throws Exception {
        Set<Shell> shells = host.startsWith("memory:") ? Shell.ALL : Shell.WINDOWS;
        assertThat(line.lines()).hasSize(1);
        List<String> first = Shells.arguments(Shell.CMD, line).orElseThrow();
        assertThat(first).startsWith("mvn").contains("-Deku.hosts=" + host, "-D" + setting);
        assertThat(first.subList(2, first.size())).allMatch(argument -> argument.startsWith("-Deku."));
        for (Shell shell : shells) {
            if (!Shells.answers(shell)) {
                continue;
            }
            assertThat(Shells.arguments(shell, line)).as("%s: %s", shell, line).contains(first);
        }
    }
}
