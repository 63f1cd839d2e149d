package dev.eku.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eku.backend.memory.MemoryHost;
import dev.eku.host.HostSnapshotFile;
import dev.eku.maven.given.Refusal;
import dev.eku.maven.given.Refusal.Place;
import dev.eku.maven.given.RefusalText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What no goal may drop in silence, tried on every goal and every parameter that the plugin's descriptor names. */
class EveryGoalModelTest {
    @TempDir
    private Path folder = Path.of("");

    private Path host = Path.of("");

    @BeforeEach
    void hostOfItsOwn() throws Exception {
        host = folder.resolve("fe01.json");
        Files.writeString(
                host,
                HostSnapshotFile.print(
                        MemoryHost.skypeForBusiness2015FrontEnd().build().snapshot()));
    }

    /** What is given to a goal that looks at hosts and would go well. */
    private GoalRun run(String goal) {
        GoalRun run = new GoalRun(goal, folder);
        return GoalRun.parameters(goal).containsValue(Optional.of("eku.hosts"))
                ? run.typed("eku.hosts", "memory:" + host)
                : run;
    }

    private void isRefused(GoalRun run, String... words) throws Exception {
        byte[] before = Files.readAllBytes(host);
        String message = run.failure().orElseThrow(() -> new AssertionError("not refused: " + run.logged));
        assertThat(message).contains("INVALID_PARAMETER: ").contains(words);
        assertThat(Files.readAllBytes(host)).isEqualTo(before);
        assertThat(run.json()).contains("\"succeeded\" : false").contains("\"hosts\" : [ ]");
    }

    /** The same without a run: each of these reasons keeps a goal from its run, which the other tests show. */
    private static void says(GoalRun run, String... words) throws Exception {
        List<Refusal> refusals = run.refusals();
        assertThatThrownBy(() -> RefusalText.requireNone(refusals))
                .hasMessageStartingWith("INVALID_PARAMETER: ")
                .hasMessageContainingAll(words);
    }

    @TestFactory
    Stream<DynamicTest> everyKindOfReasonKeepsTheGoalFromItsRun() {
        return each(goal -> {
            isRefused(run(goal).typed("eku.outputDirectory", ""), "eku.outputDirectory is empty\n");
            isRefused(run(goal).configured("<outputDirectory/>"), "<outputDirectory> is empty\n");
            isRefused(run(goal).executed("<reason>1</reason><reason>2</reason>"), "<reason> stands twice");
            isRefused(
                    run(goal)
                            .typed("eku.outputDirectory", "typed")
                            .configured("<outputDirectory>pom</outputDirectory>"),
                    "eku.outputDirectory: 'typed' is given, but");
            String other = goal.equals("rollback") ? "eku.planFile" : "eku.forget";
            isRefused(run(goal).typed(other, "true"), other + " is a parameter of ");
        });
    }

    /** A report would take the place of what the goal reads, or of another host. */
    @Test
    void fileThatIsReadOrAnothersIsNotWrittenOver() throws Exception {
        Path reports = Files.createDirectories(folder.resolve("target/eku"));
        byte[] before = Files.readAllBytes(host);
        for (String goal : List.of("apply", "verify", "history")) {
            Path report = Files.copy(host, reports.resolve(goal + ".json"));
            GoalRun run = new GoalRun(goal, folder).typed("eku.hosts", "memory:" + report);
            assertThat(run.failure().orElseThrow())
                    .isEqualTo("INVALID_PARAMETER: memory:" + report + " names the file " + report
                            + ", which this run reads and would overwrite\n"
                            + "  Next: give another eku.outputDirectory, or move the file");
            assertThat(Files.readAllBytes(report)).isEqualTo(before);
            assertThat(run.logged).noneMatch(line -> line.startsWith("Written: "));
        }
        isRefused(run("capture").typed("eku.file", host.toString()), "eku.file names the file " + host);
        isRefused(run("plan").typed("eku.planFile", host.toString()), "eku.planFile names the file " + host);
        Path fleet = Files.writeString(folder.resolve("fleet.txt"), "memory:" + host + "\n");
        assertThat(run("plan").typed("eku.planFile", fleet.toString()).failure().orElseThrow())
                .isEqualTo("INVALID_PARAMETER: eku.planFile: " + fleet
                        + " exists and is not a plan, so it is not overwritten\n"
                        + "  Next: give another eku.planFile, or delete the file");
        String plan = folder.resolve("plan.json").toString();
        for (int i = 0; i < 2; i++) {
            assertThat(run("plan").typed("eku.planFile", plan).failure()).isEmpty();
        }
    }

    @Test
    void captureReplacesOnlyACaptureOfTheSameComputer() throws Exception {
        Path other = folder.resolve("fe02.json");
        Files.writeString(other, Files.readString(host).replace("FE01", "FE02"));
        byte[] before = Files.readAllBytes(other);
        assertThat(run("capture").typed("eku.file", other.toString()).failure().orElseThrow())
                .isEqualTo("INVALID_PARAMETER: eku.file: " + other
                        + " is a snapshot of another computer (FE02, not FE01), so it is not overwritten\n"
                        + "  Next: give another eku.file, or delete the file");
        assertThat(Files.readAllBytes(other)).isEqualTo(before);
        Path text = Files.writeString(folder.resolve("notes.json"), "mine");
        assertThat(run("capture").typed("eku.file", text.toString()).failure().orElseThrow())
                .contains("exists and is not a snapshot, so it is not overwritten");
        for (int i = 0; i < 2; i++) {
            assertThat(run("capture")
                            .typed("eku.file", folder.resolve("nightly.json").toString())
                            .failure())
                    .isEmpty();
            assertThat(run("capture").failure()).isEmpty();
        }
    }

    @Test
    void choiceThatNoHostUsesIsRefused() throws Exception {
        isRefused(
                run("apply").typed("eku.smb.encryption", "required"),
                "eku.smb.encryption=required has no effect, since none of the hosts is reached over a network\n",
                "Next: remove eku.smb.encryption, or name a host such as smb://fe01");
        isRefused(
                run("verify").typed("eku.remoteRegistry", "start"),
                "eku.remoteRegistry=start has no effect, since none of the hosts is reached over a network\n");
        assertThat(run("verify").typed("eku.remoteRegistry", "leave").failure().orElseThrow())
                .startsWith("NOT_COMPLIANT");
        assertThat(run("verify").typed("eku.kerberos", "cache").failure().orElseThrow())
                .isEqualTo("UNSUPPORTED: nobody can log on to memory:" + host + " by Kerberos\n"
                        + "  Cause: it is a simulated host; it is kept by this program, and has no accounts\n"
                        + "  Next: remove eku.kerberos, or name a real host");
    }

    @Test
    void wayToStopServicesIsRefusedWhereNoneIsStopped() throws Exception {
        for (String option : List.of("stop=drain", "drainTimeout=5m", "atDrainDeadline=stop", "stopTimeout=1m")) {
            String name = "eku." + option.substring(0, option.indexOf('='));
            String value = option.substring(option.indexOf('=') + 1);
            isRefused(
                    run("apply").typed("eku.restart", "never").typed(name, value),
                    name + ": with eku.restart=never no service is stopped, so it would have no effect\n",
                    "Next: remove " + name + ", or remove eku.restart=never");
            isRefused(run("rollback").configured("<restart>never</restart>").typed(name, value), name + ": with ");
        }
        assertThat(run("plan")
                        .typed("eku.restart", "never")
                        .ofPom("eku.stop", "drain")
                        .configured("<drainTimeout>5m</drainTimeout>")
                        .failure())
                .isEmpty();
    }

    @Test
    void wayToDrainOrToStartServicesIsRefusedWhereNoneDrainsOrStarts() throws Exception {
        for (String option : List.of("drainTimeout=5m", "atDrainDeadline=stop")) {
            String name = "eku." + option.substring(0, option.indexOf('='));
            String value = option.substring(option.indexOf('=') + 1);
            for (String goal : List.of("plan", "apply", "rollback")) {
                isRefused(
                        run(goal).typed("eku.stop", "stop").typed(name, value),
                        name + ": with eku.stop=stop no service is drained, so it would have no effect\n",
                        "Next: remove " + name + ", or give eku.stop=drain");
            }
        }
        isRefused(
                run("plan").typed("eku.restart", "never").typed("eku.startTimeout", "1m"),
                "eku.startTimeout: with eku.restart=never no service is started, so it would have no effect\n");
        assertThat(run("plan")
                        .typed("eku.stop", "stop")
                        .configured("<drainTimeout>5m</drainTimeout>")
                        .failure())
                .isEmpty();
    }

    @Test
    void propertyThatIsTypedTwiceIsRefused() throws Exception {
        for (String goal : GoalRun.goals()) {
            if (!GoalRun.parameters(goal).containsKey("hosts")) {
                continue;
            }
            isRefused(
                    run(goal)
                            .ofMavenOpts(
                                    "env.MAVEN_CMD_LINE_ARGS",
                                    " eku:" + goal + " -Deku.hosts=fe01 -Deku.hosts=" + host),
                    "eku.hosts is on the command line twice, with different values;",
                    "Next: give it once");
        }
    }

    @Test
    void listThatOnlyThePomCanHoldIsNoProperty() throws Exception {
        for (String name : List.of("applications", "fleet", "aplications")) {
            String element = name.equals("aplications") ? "applications" : name;
            isRefused(
                    run("apply").typed("eku." + name, "data-mcu"),
                    "eku." + name + " is no parameter; the parameter <" + element + "> can only be given in the POM\n",
                    "Next: add <" + element
                            + "> to the <configuration> of the plugin; eku:help -Ddetail shows an example");
        }
    }

    @Test
    void hostByTwoPathsIsRefused() throws Exception {
        String twice = folder + "/./" + host.getFileName();
        isRefused(
                new GoalRun("apply", folder).typed("eku.hosts", "memory:" + host + ",memory:" + twice),
                "memory:" + host + " and memory:" + twice + " are one host: both are the file ");
    }

    @TestFactory
    Stream<DynamicTest> unknownPropertyIsRefusedAndTheNearestNamed() {
        return each(goal -> isRefused(
                run(goal).typed("eku.zzzzzzzzzzzz", "1"),
                "unknown parameter eku.zzzzzzzzzzzz\n",
                "Next: the nearest is eku."));
    }

    @TestFactory
    Stream<DynamicTest> wishForADryRunIsAnsweredWithThePlan() {
        return each(goal -> {
            for (String wish : List.of(
                    "dryRun",
                    "dry-run",
                    "dry.run",
                    "dryrun",
                    "DRY_RUN",
                    "dryRuns",
                    "confirm",
                    "confirmed",
                    "whatIf",
                    "noop",
                    "preview",
                    "simulate",
                    "planOnly",
                    "yes")) {
                says(
                        run(goal).typed("eku." + wish, "true"),
                        "unknown parameter eku." + wish + ": a goal that changes hosts does so whenever it runs\n",
                        "Next: run eku:plan, which shows what eku:apply would do and changes nothing");
            }
            isRefused(run(goal).typed("eku.dryRun", "true"), "unknown parameter eku.dryRun: ", "eku:plan");
            isRefused(run(goal).configured("<dryRun>true</dryRun>"), "unknown parameter <dryRun>: ", "eku:plan");
            isRefused(run(goal).ofPom("eku.dryRun", "true"), "unknown parameter eku.dryRun: ", "eku:plan");
        });
    }

    @TestFactory
    Stream<DynamicTest> slipInEveryPropertyIsRefusedAndTheRightOneNamed() {
        return each(goal -> {
            Set<String> known = new HashSet<>();
            GoalRun.parameters(goal).values().forEach(property -> property.ifPresent(known::add));
            for (String property : known) {
                for (String slip : slips(property)) {
                    if (!allProperties().contains(slip)) {
                        assertThat(run(goal).typed(slip, "x").refusals())
                                .as(slip)
                                .containsExactly(new Refusal.Slip(Place.COMMAND_LINE, slip, property));
                        assertThat(new GoalRun(goal, folder).ofPom(slip, "x").refusals())
                                .as(slip)
                                .containsExactly(new Refusal.Slip(Place.SUPPLIED, slip, property));
                        assertThat(new GoalRun(goal, folder)
                                        .ofMavenOpts(slip, "x")
                                        .refusals())
                                .as(slip)
                                .containsExactly(new Refusal.Slip(Place.SUPPLIED, slip, property));
                    }
                }
            }
            isRefused(run(goal).typed("eku.skp", "true"), "unknown parameter eku.skp\n  Next: did you mean eku.skip?");
            isRefused(
                    run(goal).ofPom("eku.skp", "true"),
                    "unknown parameter eku.skp, which the POM, settings.xml or MAVEN_OPTS sets\n  Next: did you mean eku.skip?");
        });
    }

    @TestFactory
    Stream<DynamicTest> parameterOfAGoalThatDoesNotRunIsRefused() {
        return each(goal -> {
            List<Optional<String>> own =
                    new ArrayList<>(GoalRun.parameters(goal).values());
            for (String property : allProperties()) {
                if (!own.contains(Optional.of(property))) {
                    says(
                            run(goal).typed(property, "1"),
                            property + " is a parameter of ",
                            "and this build runs no such goal",
                            "Next: remove " + property);
                }
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> emptyPropertyIsRefused() {
        return each(goal -> {
            for (Optional<String> property : GoalRun.parameters(goal).values()) {
                if (property.isPresent()) {
                    says(new GoalRun(goal, folder).typed(property.get(), ""), property.get() + " is empty\n");
                    for (String blank : List.of("", " ", "${nothing}")) {
                        String said = property.get() + " (in the POM, settings.xml or MAVEN_OPTS) is empty\n";
                        GoalRun run = new GoalRun(goal, folder).ofPom("nothing", " ");
                        says(run.ofPom(property.get(), blank), said);
                        says(new GoalRun(goal, folder).ofPom("nothing", "").ofMavenOpts(property.get(), blank), said);
                    }
                }
            }
        });
    }

    /** Of {@code -Deku.reason} Maven makes {@code true}, which only a flag can mean. */
    @TestFactory
    Stream<DynamicTest> propertyWithoutAValueIsRefusedUnlessItIsAFlag() {
        Set<String> flags = Set.of("eku.skip", "eku.tidy", "eku.overwrite", "eku.forget");
        return each(goal -> {
            for (Optional<String> property : GoalRun.parameters(goal).values()) {
                if (property.isPresent()) {
                    GoalRun run = new GoalRun(goal, folder).typed(property.get(), "true");
                    if (flags.contains(property.get())) {
                        assertThat(run.refusals()).isEmpty();
                    } else {
                        says(run, property.get() + " has no value");
                    }
                }
            }
            isRefused(
                    run(goal).typed("eku.outputDirectory", "true"),
                    "eku.outputDirectory has no value; Maven takes -Deku.outputDirectory for"
                            + " -Deku.outputDirectory=true\n",
                    "Next: write -Deku.outputDirectory= and the value behind it, or remove eku.outputDirectory");
        });
    }

    @TestFactory
    Stream<DynamicTest> referenceThatIsNotSetIsRefusedInEveryParameter() {
        return each(goal -> {
            for (Map.Entry<String, Optional<String>> parameter :
                    GoalRun.parameters(goal).entrySet()) {
                String element = parameter.getKey();
                for (String value : List.of("${my.value}", "before ${my.value}", "before ${my.value} after")) {
                    String filled = "<" + element + ">" + value + "</" + element + ">";
                    says(
                            new GoalRun(goal, folder).configured(filled),
                            "<" + element + "> refers to ${my.value}, which is not set\n");
                    String property = parameter.getValue().orElse("");
                    if (!property.isEmpty()) {
                        String said = " refers to ${my.value}, which is not set\n";
                        String supplied = property + " (in the POM, settings.xml or MAVEN_OPTS)" + said;
                        says(new GoalRun(goal, folder).typed(property, value), property + said);
                        says(new GoalRun(goal, folder).ofPom(property, value), supplied);
                        says(new GoalRun(goal, folder).ofMavenOpts(property, value), supplied);
                        assertThat(new GoalRun(goal, folder)
                                        .ofPom("my.value", "1")
                                        .executed(filled)
                                        .refusals())
                                .isEmpty();
                        assertThat(new GoalRun(goal, folder)
                                        .executed("<" + element + ">${" + property + "}</" + element + ">")
                                        .refusals())
                                .isEmpty();
                    }
                }
            }
            isRefused(
                    run(goal).configured("<outputDirectory>${env.NOT_SET}</outputDirectory>"),
                    "<outputDirectory> refers to ${env.NOT_SET}, which is not set\n",
                    "Next: set the environment variable");
            isRefused(
                    run(goal).ofPom("eku.outputDirectory", "${env.NOT_SET}"),
                    "eku.outputDirectory (in the POM, settings.xml or MAVEN_OPTS) refers to ${env.NOT_SET}");
        });
    }

    @TestFactory
    Stream<DynamicTest> unknownElementIsRefusedInThePluginAndInTheExecution() {
        return each(goal -> {
            isRefused(
                    run(goal).configured("<zzzzzzz>1</zzzzzzz>"),
                    "unknown parameter <zzzzzzz>\n",
                    "Next: the nearest is <");
            isRefused(run(goal).executed("<zzzzzzz>1</zzzzzzz>"), "unknown parameter <zzzzzzz>\n");
            isRefused(
                    run(goal).configured("<reasn>1</reasn>"),
                    "unknown parameter <reasn>\n",
                    "Next: did you mean <reason>?");
            isRefused(run(goal).executed("<eku.skip>true</eku.skip>"), "Next: did you mean <skip>?");
            isRefused(run(goal).configured("<session>1</session>"), "unknown parameter <session>\n");
        });
    }

    @TestFactory
    Stream<DynamicTest> elementOfAnotherGoalIsAllowed() {
        return each(goal -> {
            for (String other : GoalRun.goals()) {
                for (String element : GoalRun.parameters(other).keySet()) {
                    String filled = "<" + element + ">1</" + element + ">";
                    assertThat(new GoalRun(goal, folder).configured(filled).refusals())
                            .as(filled)
                            .isEmpty();
                }
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> elementThatIsEmptyOrStandsTwiceIsRefused() {
        return each(goal -> {
            for (String element : GoalRun.parameters(goal).keySet()) {
                String filled = "<" + element + ">false</" + element + ">";
                says(run(goal).configured("<" + element + "/>"), "<" + element + "> is empty\n");
                says(run(goal).executed("<" + element + "> </" + element + ">"), "<" + element + "> is empty\n");
                says(run(goal).configured(filled + filled), "<" + element + "> stands twice");
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> contentOfAConfigurationThatMavenDropsIsRefused() {
        return each(goal -> {
            isRefused(
                    run(goal).configured("<outputDirectory dryRun=\"true\">here</outputDirectory>"),
                    "<outputDirectory> has the attribute dryRun, which Maven drops\n");
            isRefused(
                    run(goal).executed("<fleet><pool><name>a</name><name>b</name></pool></fleet>"),
                    "<name> stands twice in one <fleet><pool>\n");
            isRefused(
                    run(goal)
                            .configured("<applications><application><id>a</id><id>b</id></application></applications>"),
                    "<id> stands twice in one <applications><application>\n");
            Files.writeString(
                    folder.resolve("pom.xml"),
                    "<project><build><plugins><plugin><groupId>" + GoalRun.PLUGIN.getGroupId()
                            + "</groupId><artifactId>" + GoalRun.PLUGIN.getArtifactId()
                            + "</artifactId><configuration><stop>stop</stop>never</configuration>"
                            + "</plugin></plugins></build></project>");
            isRefused(
                    run(goal).configured("<stop>stop</stop>"),
                    "<configuration> holds the text 'never' outside of its elements, where Maven drops it\n");
        });
    }

    @TestFactory
    Stream<DynamicTest> propertyThatThePomOverrulesIsRefusedWithBothValues() {
        return each(goal -> {
            for (Map.Entry<String, Optional<String>> parameter :
                    GoalRun.parameters(goal).entrySet()) {
                if (parameter.getValue().isEmpty()) {
                    continue;
                }
                String property = parameter.getValue().get();
                String element = parameter.getKey();
                String[] words = {
                    property + ": 'typed' is given, but <" + element
                            + "> in the <configuration> of the POM says 'pom'\n",
                    "<" + property + ">pom</" + property + "> in the <properties> of the POM"
                };
                says(
                        new GoalRun(goal, folder)
                                .typed(property, "typed")
                                .configured("<" + element + ">pom</" + element + ">"),
                        words);
                says(
                        new GoalRun(goal, folder)
                                .typed(property, "typed")
                                .ofPom("mine", "pom")
                                .executed("<" + element + ">${mine}</" + element + ">"),
                        words);
                for (String same : List.of("typed", "${" + property + "}", "${mine}", " typed ")) {
                    assertThat(new GoalRun(goal, folder)
                                    .typed(property, "typed")
                                    .ofPom("mine", "typed")
                                    .configured("<" + element + ">" + same + "</" + element + ">")
                                    .refusals())
                            .as(same)
                            .isEmpty();
                }
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> defaultOfThePomIsOverruledByTheCommandLine() {
        return each(goal -> {
            for (Optional<String> property : GoalRun.parameters(goal).values()) {
                if (property.isPresent()) {
                    assertThat(new GoalRun(goal, folder)
                                    .typed(property.get(), "typed")
                                    .ofPom(property.get(), "pom")
                                    .ofMavenOpts(property.get(), "options")
                                    .refusals())
                            .isEmpty();
                }
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> whatIsNotOursIsLeftAlone() {
        return each(goal -> assertThat(new GoalRun(goal, folder)
                        .ofPom("eku.version", "1.0")
                        .ofPom("eku.it.require", "")
                        .ofMavenOpts("eku.golden.update", "true")
                        .typed("maven.test.skip", "true")
                        .ofPom("ekubo.version", "1.0")
                        .typed("reku.hosts", "x")
                        .refusals())
                .isEmpty());
    }

    @TestFactory
    Stream<DynamicTest> whatThePomRefersToIsAccepted() {
        return each(goal -> {
            for (String name :
                    List.of("eku.version", "eku.host", "eku.dryRun", "eku.zzzzzzzzzzzz", "ekuHosts", "Eku-it")) {
                assertThat(new GoalRun(goal, folder)
                                .typed(name, "2.0")
                                .ofPom("used", "before ${" + name + "} after")
                                .refusals())
                        .as(name)
                        .isEmpty();
                assertThat(new GoalRun(goal, folder)
                                .ofPom(name, "2.0")
                                .ofPom("used", "${" + name + "}")
                                .refusals())
                        .as(name)
                        .isEmpty();
            }
        });
    }

    @Test
    void parameterOfAnotherGoalIsAcceptedWhereThePomRefersToIt() throws Exception {
        assertThat(run("history")
                        .typed("eku.file", "x")
                        .ofPom("used", "${eku.file}")
                        .refusals())
                .isEmpty();
    }

    @TestFactory
    Stream<DynamicTest> prefixInAnotherCaseIsASlip() {
        return each(goal -> assertThat(new GoalRun(goal, folder)
                        .typed("EKU.outputDirectory", "x")
                        .refusals())
                .containsExactly(new Refusal.Slip(Place.COMMAND_LINE, "EKU.outputDirectory", "eku.outputDirectory")));
    }

    @TestFactory
    Stream<DynamicTest> parameterInAnotherSpellingIsRefused() {
        return each(goal -> {
            isRefused(run(goal).typed("eku_dryRun", "true"), "unknown parameter eku_dryRun: ", "eku:plan");
            isRefused(run(goal).typed("ekudryrun", "true"), "unknown parameter ekudryrun: ", "eku:plan");
            isRefused(run(goal).typed("ekuSkip", "x"), "unknown parameter ekuSkip\n", "did you mean eku.skip?");
            isRefused(run(goal).ofPom("eku_skip", "x"), "unknown parameter eku_skip, which", "eku.skip?");
            isRefused(run(goal).typed("eku", "true"), "unknown parameter eku\n");
        });
    }

    @Test
    void parameterOfAnotherGoalOfTheBuildIsAccepted() throws Exception {
        assertThat(run("history")
                        .typed("eku.forget", "true")
                        .tasks("eku:history", "eku:rollback@x")
                        .refusals())
                .isEmpty();
        assertThat(run("history")
                        .typed("eku.forget", "true")
                        .tasks("verify")
                        .bound("here")
                        .beside("rollback", "integration-test")
                        .refusals())
                .isEmpty();
        assertThat(run("history")
                        .typed("eku.forget", "true")
                        .tasks("validate")
                        .bound("here")
                        .beside("rollback", "integration-test")
                        .refusals())
                .containsExactly(new Refusal.OfAnotherGoal("eku.forget", List.of("rollback")));
        assertThat(run("history")
                        .typed("eku.forget", "true")
                        .beside("rollback", "validate")
                        .refusals())
                .containsExactly(new Refusal.OfAnotherGoal("eku.forget", List.of("rollback")));
    }

    @Test
    void everyReasonIsNamedAtOnce() throws Exception {
        isRefused(
                run("apply").typed("eku.dryRun", "true").typed("eku.reson", "x").configured("<stpo>stop</stpo>"),
                "unknown parameter eku.dryRun",
                "did you mean eku.reason?",
                "did you mean <stop>?");
    }

    /** It is not the POM's to skip what the command line says to do, nor the other way round. */
    @TestFactory
    Stream<DynamicTest> contradictionAboutSkippingIsRefused() {
        return each(goal -> {
            isRefused(
                    run(goal).typed("eku.skip", "false").configured("<skip>true</skip>"),
                    "eku.skip: 'false' is given, but");
            isRefused(
                    run(goal).typed("eku.skip", "true").configured("<skip>false</skip>"),
                    "eku.skip: 'true' is given, but");
        });
    }

    /**
     * No goal offers a parameter that it does not read, and each is read before any host, also what only fleets use.
     */
    @TestFactory
    Stream<DynamicTest> whatCannotBeReadIsRefusedInEveryParameterBeforeAnyHost() {
        return each(goal -> {
            for (Optional<String> property : GoalRun.parameters(goal).values()) {
                if (property.isPresent()) {
                    isRefused(
                            run(goal).typed(property.get(), "a\u0007b"),
                            property.get() + ": 'a<U+0007>b' holds a control character\n");
                    isRefused(
                            run(goal).typed(property.get(), "a\uFFFDb"),
                            property.get() + ": 'a\uFFFDb' holds U+FFFD, ",
                            "LC_ALL=C.UTF-8");
                }
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> whatOnlyFleetsUseIsCheckedForASingleHost() {
        return each(goal -> {
            Map<String, String> malformed = Map.of(
                    "eku.canary", "zzz",
                    "eku.soak", "never",
                    "eku.maxUnavailable", "-3",
                    "eku.maxFailures", "x",
                    "eku.unreachable", "ignore",
                    "eku.concurrency", "0",
                    "eku.pools", "pool-a");
            for (Map.Entry<String, String> given : malformed.entrySet()) {
                if (GoalRun.parameters(goal).containsValue(Optional.of(given.getKey()))) {
                    byte[] before = Files.readAllBytes(host);
                    GoalRun run = run(goal).typed(given.getKey(), given.getValue());
                    assertThat(run.failure().orElse("")).as(given.getKey()).contains(given.getValue());
                    assertThat(run.json()).contains("\"hosts\" : [ ]");
                    assertThat(Files.readAllBytes(host)).isEqualTo(before);
                }
            }
        });
    }

    @Test
    void rehearsalOffersNothingOfFleetsThatItDoesNotRead() {
        assertThat(GoalRun.parameters("rehearse"))
                .doesNotContainKeys("canary", "soak", "maxUnavailable", "maxFailures", "unreachable");
    }

    @TestFactory
    Stream<DynamicTest> outputFolderThatCannotBeWrittenIsFoundBeforeAnyHost() {
        return each(goal -> {
            byte[] before = Files.readAllBytes(host);
            Path file = Files.writeString(folder.resolve("file"), "in the way");
            GoalRun run =
                    run(goal).typed("eku.outputDirectory", file.resolve("below").toString());
            assertThat(run.failure().orElse("")).contains("FILE_FAILURE");
            assertThat(run.logged).noneMatch(line -> line.contains("SIMULATED") || line.contains("Plan for"));

            Files.createDirectories(folder.resolve("target/eku/" + goal + ".txt"));
            GoalRun other = run(goal);
            assertThat(other.failure().orElse("")).contains("FILE_FAILURE");
            assertThat(other.json()).contains("\"hosts\" : [ ]");
            assertThat(Files.readAllBytes(host)).isEqualTo(before);
        });
    }

    @Test
    void fileThatCannotBeWrittenIsFoundBeforeAnyHost() throws Exception {
        Files.writeString(folder.resolve("file"), "in the way");
        for (String goal : List.of("plan", "capture")) {
            GoalRun run = run(goal).typed(goal.equals("plan") ? "eku.planFile" : "eku.file", "file/below.json");
            assertThat(run.failure().orElse("")).contains("FILE_FAILURE").contains("below.json");
            assertThat(run.json()).contains("\"hosts\" : [ ]");
        }
    }

    @TestFactory
    Stream<DynamicTest> variableOfTheSettingsThatIsNotSetIsToldAsThat() {
        return each(goal -> {
            for (String parameter : List.of("eku.serverId", "eku.certificatesServerId")) {
                if (GoalRun.parameters(goal).containsValue(Optional.of(parameter))) {
                    String next = "Next: set the environment variable";
                    String said =
                            parameter + ": the server 'fe' of the settings refers to ${env.EKU_PW}, which is not set\n";
                    GoalRun run = run(goal).typed(parameter, "fe").server("fe", "alice", "${env.EKU_PW}");
                    isRefused(
                            parameter.equals("eku.serverId") ? run : run.typed("eku.endpoints", "127.0.0.1:1"),
                            said,
                            next);
                }
            }
            if (GoalRun.parameters(goal).containsValue(Optional.of("eku.serverId"))) {
                isRefused(
                        run(goal).typed("eku.serverId", "fe").server("fe", "${env.EKU_USER}", "secret"),
                        "refers to ${env.EKU_USER}, which is not set\n");
                isRefused(
                        run(goal)
                                .typed("eku.serverId", "fe")
                                .typed("eku.kerberos", "cache")
                                .server("fe", "${env.EKU_USER}", "secret"),
                        "refers to ${env.EKU_USER}, which is not set\n");
            }
        });
    }

    @Test
    void optionBesideThePlanThatHasDecidedItIsRefused() throws Exception {
        assertThat(run("plan").typed("eku.stop", "stop").failure()).isEmpty();
        Map<String, String> options = Map.ofEntries(
                Map.entry("eku.restart", "if-needed"),
                Map.entry("eku.stop", "stop"),
                Map.entry("eku.atDrainDeadline", "resume"),
                Map.entry("eku.drainTimeout", "15m"),
                Map.entry("eku.stopTimeout", "2m"),
                Map.entry("eku.startTimeout", "2m"),
                Map.entry("eku.setting", "require-certificate-ekus"),
                Map.entry("eku.product", "sfb-2015"),
                Map.entry("eku.reason", "change 4711"),
                Map.entry("eku.owner", "uc-team"),
                Map.entry("eku.expires", "2099-01-01"),
                Map.entry("eku.tidy", "false"));
        for (Map.Entry<String, String> option : options.entrySet()) {
            isRefused(
                    apply().typed(option.getKey(), option.getValue()),
                    option.getKey() + " is given beside eku.planFile, whose plan has already decided it\n",
                    "Next: remove " + option.getKey());
        }
    }

    @Test
    void optionOfThePomIsRefusedWhereThePlanSaysOtherwise() throws Exception {
        assertThat(run("plan")
                        .typed("eku.stop", "stop")
                        .typed("eku.reason", "change 4711")
                        .failure())
                .isEmpty();
        String said = ", which is configured for every run, differs from the plan of eku.planFile\n";
        for (String option : List.of(
                "restart=never",
                "stop=drain",
                "atDrainDeadline=stop",
                "drainTimeout=1m",
                "stopTimeout=1m",
                "startTimeout=1m",
                "setting=sch-send-aux-record",
                "product=sfb-2015",
                "reason=other",
                "owner=uc-team",
                "expires=2099-01-01")) {
            String name = option.substring(0, option.indexOf('='));
            String value = option.substring(option.indexOf('=') + 1);
            isRefused(apply().configured("<" + name + ">" + value + "</" + name + ">"), "eku." + name + said);
            isRefused(apply().ofPom("eku." + name, value), "eku." + name + said);
        }
        assertThat(apply().configured("<reason>change 4711</reason><stop>stop</stop><restart>if-needed</restart>"
                                + "<drainTimeout>15m</drainTimeout><tidy>true</tidy>")
                        .failure())
                .isEmpty();
    }

    @Test
    void savedPlanIsNotDroppedWhereTheHostIsAFleetOfOne() throws Exception {
        assertThat(run("plan").typed("eku.stop", "stop").failure()).isEmpty();
        Path inventory = Files.writeString(folder.resolve("fleet.txt"), "memory:" + host + "\n");
        isRefused(
                new GoalRun("apply", folder)
                        .typed("eku.inventory", inventory.toString())
                        .typed("eku.planFile", "target/eku/FE01.plan.json"),
                "eku.planFile is for one host named by eku.hosts, not for a fleet\n");
        isRefused(
                new GoalRun("plan", folder)
                        .typed("eku.inventory", inventory.toString())
                        .typed("eku.planFile", "saved.json"),
                "eku.planFile is for one host named by eku.hosts, not for a fleet\n");
        isRefused(
                new GoalRun("rollback", folder)
                        .typed("eku.inventory", inventory.toString())
                        .typed("eku.record", "000001"),
                "eku.record is for one host named by eku.hosts, not for a fleet\n");
        isRefused(
                apply().typed("eku.soak", "1m"), "eku.planFile is for one host named by eku.hosts, not for a fleet\n");
    }

    @Test
    void singleHostIsAFleetOfOneWhereOnlyAFleetDoesWhatIsAskedFor() throws Exception {
        GoalRun run = run("apply").typed("eku.stop", "stop").typed("eku.soak", "1s");

        assertThat(run.failure()).isEmpty();
        assertThat(run.logged).anyMatch(line -> line.equals("Restarting, 1 host"));
    }

    @Test
    void goalOfTheParentIsDoneOnceInABuildOfManyModules() throws Exception {
        GoalRun first = bound("a");
        assertThat(first.failure()).isEmpty();
        byte[] applied = Files.readAllBytes(host);

        for (String module : List.of("b", "c")) {
            GoalRun later = bound(module).inTheBuildOf(first, module);
            assertThat(later.failure()).isEmpty();
            assertThat(later.logged)
                    .containsExactly("eku:apply (everywhere) is already done in this build, by module a");
        }
        assertThat(Files.readAllBytes(host)).isEqualTo(applied);
    }

    @Test
    void goalThatFailedInTheBuildIsNeitherDoneNorTriedAgain() throws Exception {
        GoalRun first = bound("a").executed("<stop>drain</stop><drainTimeout>5s</drainTimeout>");
        assertThat(first.failure()).isPresent();
        byte[] left = Files.readAllBytes(host);

        GoalRun later = bound("b")
                .executed("<stop>drain</stop><drainTimeout>5s</drainTimeout>")
                .inTheBuildOf(first, "b");
        assertThat(later.failure().orElse(""))
                .startsWith(
                        "eku:apply (everywhere) has already failed in this build, in module a; it is not run again\n");
        assertThat(Files.readAllBytes(host)).isEqualTo(left);
    }

    @Test
    void goalRunsAgainWithAnotherExecutionAnotherConfigurationOrAnotherFile() throws Exception {
        GoalRun first = bound("a");
        assertThat(first.failure()).isEmpty();

        for (GoalRun other : List.of(
                bound("b").executed("<stop>stop</stop><reason>other</reason>").inTheBuildOf(first, "b"),
                bound("b").ofPom("eku.owner", "uc-team").inTheBuildOf(first, "b"),
                bound("b").bound("elsewhere").inTheBuildOf(first, "b"),
                run("verify").bound("everywhere").inTheBuildOf(first, "b"))) {
            assertThat(other.failure()).isEmpty();
            assertThat(other.logged)
                    .noneMatch(line -> line.contains("already done"))
                    .isNotEmpty();
        }
        GoalRun elsewhere = bound("b")
                .executed("<stop>stop</stop><outputDirectory>reports</outputDirectory>")
                .inTheBuildOf(first, "b");
        assertThat(elsewhere.failure()).isEmpty();
        assertThat(elsewhere.logged)
                .containsExactly("eku:apply (everywhere) is already done in this build, by module a");
    }

    /** MAVEN_OPTS win over the POM, so that the module's own property changes nothing. */
    @Test
    void goalIsDoneOnceWhereMavenOptsNameTheHost() throws Exception {
        GoalRun first = new GoalRun("apply", folder);
        first.inTheBuildOf(first, "a")
                .executed("<stop>stop</stop>")
                .bound("everywhere")
                .ofMavenOpts("eku.hosts", "memory:" + host);
        assertThat(first.ofPom("eku.hosts", "memory:a.json").failure()).isEmpty();

        GoalRun later = new GoalRun("apply", folder)
                .executed("<stop>stop</stop>")
                .bound("everywhere")
                .ofPom("eku.hosts", "memory:b.json")
                .inTheBuildOf(first, "b");
        assertThat(later.failure()).isEmpty();
        assertThat(later.logged).containsExactly("eku:apply (everywhere) is already done in this build, by module a");
    }

    private GoalRun bound(String module) {
        GoalRun run = run("apply");
        return run.inTheBuildOf(run, module).executed("<stop>stop</stop>").bound("everywhere");
    }

    private GoalRun apply() {
        return run("apply").typed("eku.planFile", "target/eku/FE01.plan.json");
    }

    private interface Check {
        void of(String goal) throws Exception;
    }

    private Stream<DynamicTest> each(Check check) {
        return GoalRun.goals().stream().map(goal -> DynamicTest.dynamicTest(goal, () -> check.of(goal)));
    }

    private static Set<String> allProperties() {
        Set<String> all = new HashSet<>();
        GoalRun.goals().forEach(goal -> GoalRun.parameters(goal).values().forEach(one -> one.ifPresent(all::add)));
        return all;
    }

    private static List<String> slips(String property) {
        int middle = "eku.".length() + (property.length() - "eku.".length()) / 2;
        String head = property.substring(0, middle);
        String tail = property.substring(middle);
        return List.of(
                head + tail.substring(1),
                head + tail.charAt(0) + tail,
                head.substring(0, middle - 1) + tail.charAt(0) + head.charAt(middle - 1) + tail.substring(1),
                "eku." + property.substring(4).toUpperCase(Locale.ROOT),
                property + "x");
    }
}
