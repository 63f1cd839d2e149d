package dev.eku.examples.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eku.command.output.ExitCode;
import dev.eku.json.Json;
import dev.eku.text.Message;
import dev.eku.text.NextStep;
import dev.eku.text.Operation;
import dev.eku.text.Option;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ToolTest {
    @TempDir
    private Path here = Path.of("");

    private Call call(String... arguments) {
        return Call.of(here, arguments);
    }

    @ParameterizedTest
    @CsvSource({
        "products,                                                        AS_DESIRED",
        "inspect --hosts=memory:sfb-2015,                                 AS_DESIRED",
        "plan --hosts=memory:sfb-2015,                                    AS_DESIRED",
        "apply --hosts=memory:sfb-2015,                                   AS_DESIRED",
        "rehearse --hosts=memory:sfb-2015,                                AS_DESIRED",
        "capture --hosts=memory:sfb-2015,                                 AS_DESIRED",
        "export --hosts=memory:sfb-2015,                                  AS_DESIRED",
        "history --hosts=memory:sfb-2015,                                 AS_DESIRED",
        "unlock --hosts=memory:sfb-2015,                                  AS_DESIRED",
        "diagnose --hosts=memory:edge-storm,                              AS_DESIRED",
        "verify --hosts=memory:sfb-2015,                                  NOT_AS_DESIRED",
        "diagnose --hosts=memory:edge-storm --fail-on=needed,             NOT_AS_DESIRED",
        "diagnose --hosts=memory:misplaced --fail-on=failing,             NOT_AS_DESIRED",
        "plan --hosts=memory:sfb-2015 --product=lync-2010,                REFUSED",
        "apply --hosts=memory:sfb-2015 --product=lync-2010,               REFUSED",
        "apply --hosts=memory:sfb-2015 --restart=sometimes,               REFUSED",
        "export --hosts=memory:sfb-2015 --form=msi,                       REFUSED",
        "rehearse --hosts=memory:sfb-2015 --product=lync,                 REFUSED",
        "rollback --hosts=memory:sfb-2015,                                REFUSED",
        "unlock --hosts=memory:sfb-2015 --holder=alice@ADMIN01,           REFUSED",
        "certificates,                                                    REFUSED",
        "inspect --hosts=smbb://fe01,                                     REFUSED",
        "verify --hosts=memory:sfb-2015 --host=memory:sfb-2015,           REFUSED",
        "verify --hosts=memory:sfb-2015 --kerberos=cache --smb-encryption=required, REFUSED",
        "inspect --inventory=missing.txt,                                 ENVIRONMENT",
        "history --hosts=memory:missing.json,                             ENVIRONMENT",
        "capture --hosts=memory:missing.json,                             ENVIRONMENT",
        "certificates --certificates=missing.cer,                         ENVIRONMENT"
    })
    void exitCodeSaysHowItEnded(String line, ExitCode code) {
        Call call = call(line.split(" +", -1));

        assertThat(call.code()).as("%s%n%s%s", line, call.out(), call.err()).isEqualTo(code);
        if (code != ExitCode.AS_DESIRED) {
            assertThat(call.err()).isNotBlank();
        }
    }

    @Test
    void nothingTypedShowsWhatCanBeTyped() {
        Call call = call();

        assertThat(call.code()).isEqualTo(ExitCode.REFUSED);
        assertThat(call.err()).contains("Usage: eku ").contains("rollback");
        assertThat(call("--version").out()).startsWith("eku ");
        assertThat(call("--help").code()).isEqualTo(ExitCode.AS_DESIRED);
    }

    @ParameterizedTest
    @EnumSource(Operation.class)
    void helpFitsAScreenAndNamesEveryOption(Operation operation) {
        Call call = call(operation.id(), "--help");

        assertThat(call.code()).isEqualTo(ExitCode.AS_DESIRED);
        assertThat(call.out().lines()).hasSizeLessThanOrEqualTo(50).allMatch(line -> line.length() <= 100);
        for (Option option : Options.of(operation)) {
            assertThat(call.out()).contains(Options.name(option));
        }
        assertThat(call("--help").out().lines()).hasSizeLessThanOrEqualTo(25);
    }

    @ParameterizedTest
    @EnumSource(Operation.class)
    void unknownOptionListsThoseThatThereAre(Operation operation) {
        Call call = call(operation.id(), "--hsots=local:");

        assertThat(call.code()).isEqualTo(ExitCode.REFUSED);
        assertThat(call.err())
                .startsWith("INVALID_PARAMETER: unknown option --hsots of eku " + operation.id()
                        + "\n  Next: choose one of ");
        for (Option option : Options.of(operation)) {
            assertThat(call.err()).contains(Options.name(option));
        }
        assertThat(here).isEmptyDirectory();
    }

    /** Neither an empty text, nor one that stands twice, nor a word without an option. */
    @ParameterizedTest
    @EnumSource(Operation.class)
    void nothingGivenIsDropped(Operation operation) {
        for (Option option : Options.of(operation)) {
            if (option != Option.STACK_TRACE) {
                String name = Options.name(option);
                assertThat(call(operation.id(), name + "=")).as(name).satisfies(refused -> {
                    assertThat(refused.code()).isEqualTo(ExitCode.REFUSED);
                    assertThat(refused.err()).startsWith("INVALID_PARAMETER: " + name + " is empty\n");
                });
                if (!Options.isRepeatable(option)) {
                    assertThat(call(operation.id(), name + "=1", name + "=2"))
                            .as(name)
                            .satisfies(refused -> {
                                assertThat(refused.code()).isEqualTo(ExitCode.REFUSED);
                                assertThat(refused.err())
                                        .startsWith("INVALID_PARAMETER: " + name + " is given twice\n");
                            });
                }
            }
        }
        assertThat(call(operation.id(), "now").err()).startsWith("INVALID_PARAMETER: unknown option now of ");
        assertThat(here).isEmptyDirectory();
    }

    @ParameterizedTest
    @CsvSource({
        "products",
        "verify --hosts=memory:sfb-2015",
        "apply --hosts=memory:sfb-2015",
        "plan --hosts=memory:pool-of-four",
        "rollback --hosts=memory:sfb-2015",
        "diagnose --hosts=memory:edge-storm --language=ja",
        "history --hosts=memory:missing.json",
        "certificates"
    })
    void jsonIsTheReportAndNothingElse(String line) throws Exception {
        Call call = call((line + " --json").split(" ", -1));

        assertThat(call.err()).isEmpty();
        Path report = here.resolve("eku-reports").resolve(line.split(" ", -1)[0] + ".json");
        assertThat(call.out()).isEqualTo(Files.readString(report));
        assertThat(Json.read(report)).isNotNull();
    }

    @Test
    void commandToRunNextRuns() throws Exception {
        Call planned = call("plan", "--hosts=memory:sfb-2015@trial.json", "--reason=change 4711");
        assertThat(planned.code()).isEqualTo(ExitCode.AS_DESIRED);

        String next = planned.out()
                .lines()
                .filter(line -> line.startsWith("eku apply "))
                .findFirst()
                .orElseThrow();
        assertThat(next)
                .isEqualTo("eku apply \"--hosts=memory:sfb-2015@trial.json\" \"--plan-file=eku-reports/" + computer()
                        + ".plan.json\"");
    }

    private String computer() throws Exception {
        try (var files = Files.list(here.resolve("eku-reports"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".plan.json"))
                    .map(name -> name.substring(0, name.length() - ".plan.json".length()))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void commandForHostsRepeatsHowToReachThem() {
        GivenOptions given = TypedOptionsTest.given(
                "plan",
                "--hosts=smb://fe01,smb://fe02",
                "--user=CONTOSO\\admin",
                "--password-file=p.txt",
                "--canary=1");
        ToolFrontEnd frontEnd = new ToolFrontEnd(Operation.PLAN, given, Optional.empty());

        assertThat(frontEnd.command(new NextStep.Run(Message.of("x"), Operation.VERIFY)))
                .map(Object::toString)
                .contains(
                        "eku verify \"--user=CONTOSO\\admin\" \"--hosts=smb://fe01,smb://fe02\" \"--password-file=p.txt\"");
        assertThat(frontEnd.on("smb://fe02").command(new NextStep.Run(Message.of("x"), Operation.APPLY)))
                .map(Object::toString)
                .contains("eku apply \"--hosts=smb://fe02\" \"--user=CONTOSO\\admin\" \"--password-file=p.txt\"");
    }

    @Test
    void textsSayOptionsAndCommandsOfTheCommandLine() {
        String all = call("plan", "--hosts=memory:misplaced").out()
                + call("apply", "--hosts=memory:sfb-2015").out()
                + call("verify", "--hosts=memory:sfb-2015").err()
                + call("apply", "--hosts=memory:sfb-2015", "--restart=never", "--stop=stop")
                        .err()
                + call("verify").err()
                + call("diagnose", "--hosts=memory:wrapper").out();

        assertThat(all).doesNotContain("eku:", "mvn", "POM", "settings.xml", "Maven");
        assertThat(Pattern.compile("\\beku\\.[a-z]").matcher(all).find()).isFalse();
        assertThat(all).contains("--restart=never");
    }

    @Test
    void languageIsThatOfTheOption() {
        assertThat(call("verify", "--hosts=memory:sfb-2015", "--language=fr").err())
                .isEqualToNormalizingNewlines(
                        "INVALID_PARAMETER: --language: 'fr' is not allowed\n  Next: choose one of en, ja\n");
        assertThat(call("verify", "--hosts=memory:sfb-2015", "--language=en").err())
                .contains("NOT_COMPLIANT");
    }

    @Test
    void applicationsOfOnesOwnAreTyped() {
        assertThat(call("plan", "--hosts=memory:sfb-2015", "--application=id=billing")
                        .err())
                .contains("--application: 'id=billing' has neither executable nor service");
        assertThat(call("plan", "--hosts=memory:sfb-2015", "--application=id=billing;clr=v9;service=Billing")
                        .err())
                .contains("--application, clr: 'v9' is not allowed");
        assertThat(call("plan", "--hosts=memory:sfb-2015", "--application=id=billing;colour=red")
                        .err())
                .contains("'colour=red' is not a part of an application");
        Call own = call(
                "inspect",
                "--hosts=memory:sfb-2015",
                "--application=id=billing;service=RTCDATAMCU",
                "--application=id=other;service=RTCDATAMCU");
        assertThat(own.out()).contains("billing").contains("other");
    }

    @Test
    void bashCompletesEveryCommandAndOption() {
        String script = call("completion").out();

        for (Operation operation : Operation.values()) {
            assertThat(script).contains(operation.id());
            for (Option option : Options.of(operation)) {
                assertThat(script).contains("'" + Options.name(option) + "'");
            }
        }
    }

    @Test
    void stackTraceIsPrintedOnlyWhenAskedFor() {
        assertThat(call("verify", "--hosts=memory:missing.json").err()).doesNotContain("\tat ");
        assertThat(call("verify", "--hosts=memory:missing.json", "--stack-trace")
                        .err())
                .contains("\tat dev.eku.");
    }

    @Test
    void everyTextOfAnOptionIsThere() {
        Set<Option> used = EnumSet.noneOf(Option.class);
        for (Operation operation : Operation.values()) {
            used.addAll(Options.of(operation));
        }
        assertThat(used).hasSize(Option.values().length - 1);
    }
}
