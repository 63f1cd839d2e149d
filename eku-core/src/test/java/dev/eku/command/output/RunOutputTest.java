package dev.eku.command.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.report.ReportedHost;
import dev.eku.report.Reports;
import dev.eku.text.Message;
import dev.eku.text.NextStep;
import dev.eku.verify.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunOutputTest {
    private static final String MARK =
            "SIMULATED: memory:fe01.json is not a real host; no real server is read or changed";

    @TempDir
    private Path folder = Path.of("");

    private final List<String> logged = new ArrayList<>();
    private RunOutput output = output();

    @BeforeEach
    void begin() {
        output = output();
    }

    private RunOutput output() {
        return output(logged::add);
    }

    private RunOutput output(Consumer<String> printed) {
        return new RunOutput(
                "plan",
                new OutputFiles(folder, folder.resolve("eku"), folder),
                Reports.ENGLISH,
                host -> Reports.ENGLISH,
                new Lines() {
                    @Override
                    public void info(String line) {
                        printed.accept(line);
                    }

                    @Override
                    public void warn(String line) {
                        printed.accept("warning: " + line);
                    }

                    @Override
                    public void error(String line) {
                        printed.accept("error: " + line);
                    }
                });
    }

    /** The second host answers only when it was said that the first has. */
    @Test
    void fleetThatTakesItsTimeIsNotSilent() {
        CountDownLatch told = new CountDownLatch(1);
        List<String> printed = Collections.synchronizedList(new ArrayList<>());
        RunOutput slow = output(line -> {
            printed.add(line);
            if (line.startsWith("Visited: 1 of 2 hosts")) {
                told.countDown();
            }
        });
        HostSection first = slow.hostOfFleet("memory:fe01.json");
        HostSection second = slow.hostOfFleet("memory:fe02.json");
        slow.tellTogether(
                List.of(() -> first.opened(true), () -> {
                    assertThatCode(() ->
                                    assertThat(told.await(1, TimeUnit.MINUTES)).isTrue())
                            .doesNotThrowAnyException();
                    second.opened(true);
                }),
                2,
                hosts -> slow.reports().ofFleet(List.of()));

        assertThat(printed.get(0)).startsWith("SIMULATED");
        assertThat(printed.get(1)).startsWith("Visited: 1 of 2 hosts").contains("to go");
        assertThat(slow.end()).isEmpty();
        assertThat(folder.resolve("eku/plan.txt")).content().doesNotContain("Visited");
    }

    /** Maven shows a warning in a colour. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatSumsUpComesLastAndIsAWarningIfSomebodyHasToAct(boolean compliant) {
        HostSection host = output.host("memory:fe01.json");
        host.opened(true);
        List<Message> evidence = List.of(Message.asIs("evidence"));
        Verdict verdict = compliant ? new Verdict.Compliant(evidence) : new Verdict.Drifted(evidence);
        host.conclude(
                host.reports().of(new ReportedHost("memory:fe01.json", Optional.of("FE01"), true), verdict, List.of()));
        host.next(NextStep.advice("goal.next.apply"));

        assertThat(output.end()).isEmpty();
        String headline = compliant
                ? "Compliant: FE01 is exempt, and the exemption is in effect."
                : "Drifted: FE01 is not in the desired state.";
        assertThat(logged)
                .startsWith(MARK, headline, "  - evidence", "Written: eku/plan.json and eku/plan.txt")
                .contains(compliant ? headline : "warning: " + headline)
                .endsWith("Next: apply it", MARK);
        assertThat(logged.get(4)).endsWith(headline);
        assertThat(logged.get(5)).startsWith("Next: ");
    }

    @Test
    void runWithoutAPageLeavesNoPageOfAnEarlierRun() throws Exception {
        Path page = Files.createDirectories(folder.resolve("eku")).resolve("plan.html");
        Files.writeString(page, "of an earlier run");
        assertThat(output.end()).isEmpty();
        assertThat(page).doesNotExist();
    }

    @Test
    void pageThatCannotBeMadeTakesNothingElseWithIt() {
        output.page(hosts -> {
            throw new IllegalStateException("defect");
        });
        output.line("Hello.");
        output.next(NextStep.advice("goal.next.apply"));
        assertThat(output.end()).isPresent();
        assertThat(folder.resolve("eku/plan.txt")).content().contains("Hello.", "Next: apply it");
        assertThat(folder.resolve("eku/plan.json")).exists();
    }

    @Test
    void simulatedHostIsMarkedOnTheFirstAndOnTheLastLine() throws Exception {
        HostSection host = output.host("memory:fe01.json");
        host.opened(true);
        host.say("Hello.");
        host.next(NextStep.advice("goal.next.apply"));

        assertThat(output.end()).isEmpty();
        assertThat(logged)
                .containsExactly(MARK, "Hello.", "Written: eku/plan.json and eku/plan.txt", "Next: apply it", MARK);
        assertThat(Files.readAllLines(folder.resolve("eku/plan.txt"))).isEqualTo(logged);
    }

    @Test
    void hostsOfAFleetAreToldOfInTheirOrderAndMarkedOnce() {
        HostSection first = output.hostOfFleet("memory:fe01.json");
        HostSection second = output.hostOfFleet("memory:fe02.json");
        CountDownLatch secondIsDone = new CountDownLatch(1);

        output.tellInOrder(
                List.of(
                        () -> {
                            assertThatCode(secondIsDone::await).doesNotThrowAnyException();
                            first.opened(true);
                            first.say("One.");
                            first.next(NextStep.advice("goal.next.verify"));
                        },
                        () -> {
                            second.opened(true);
                            second.say("Two.");
                            secondIsDone.countDown();
                        }),
                2);
        output.next(NextStep.advice("goal.next.plan"));

        assertThat(output.end()).isEmpty();
        String mark =
                "SIMULATED: hosts such as memory:fe01.json are not real hosts; nothing real is read or changed on them";
        assertThat(logged)
                .containsExactly(
                        mark,
                        "",
                        "memory:fe01.json:",
                        "One.",
                        "",
                        "memory:fe02.json:",
                        "Two.",
                        "Written: eku/plan.json and eku/plan.txt",
                        "Next: see what would be changed",
                        mark);
    }

    @Test
    void whatIsToBeDoneWhenAllIsOverIsDoneAfterTheFilesAreWritten() {
        List<Boolean> written = new ArrayList<>();
        output.whenOver(() -> written.add(Files.exists(folder.resolve("eku/plan.json"))));

        output.end();

        assertThat(written).containsExactly(true);
    }

    @Test
    void filesAreWrittenOnFailureToo() throws Exception {
        HostSection host = output.host("memory:fe01.json");
        host.opened(true);
        host.next(NextStep.advice("goal.next.apply"));
        host.failed(refused());

        assertThat(output.end()).isPresent();
        assertThat(logged).doesNotContain("Next: apply it");
        assertThat(Files.readAllLines(folder.resolve("eku/plan.txt")))
                .contains("NO_RECORD: memory:fe01.json: nothing")
                .endsWith(MARK);
        assertThat(Files.readString(folder.resolve("eku/plan.json")))
                .contains("\"succeeded\" : false")
                .contains("\"code\" : \"NO_RECORD\"");
    }

    @Test
    void negativeAnswerIsARefusal() {
        output.host("local:").failed(refused());

        Failure failure = output.end().orElseThrow();

        assertThat(failure.kind()).isEqualTo(ErrorCode.Kind.REFUSED);
        assertThat(failure.message()).isEqualTo(refused().getMessage());
    }

    @Test
    void oneBrokenHostMakesItAFaultOfTheEnvironmentThatNamesThemAll() {
        output.host("\\\\fe01").failed(refused());
        output.host("\\\\fe02").opened(false);
        output.host("\\\\fe03").failed(new EkuException(ErrorCode.UNSUPPORTED, "this"));

        Failure failure = output.end().orElseThrow();

        assertThat(failure.kind()).isEqualTo(ErrorCode.Kind.ENVIRONMENT);
        assertThat(failure.message())
                .isEqualTo("failed for 2 of 3 hosts\n\n\\\\fe01\n" + refused().getMessage() + "\n\n\\\\fe03\n"
                        + new EkuException(ErrorCode.UNSUPPORTED, "this").getMessage());
        assertThat(logged).contains("error: failed for \\\\fe01", "error: failed for \\\\fe03");
    }

    @Test
    void filesThatCannotBeWrittenFailTheGoal() throws Exception {
        Files.writeString(folder.resolve("eku"), "in the way");

        Optional<Failure> failure = output.end();

        assertThat(failure).map(Failure::kind).contains(ErrorCode.Kind.ENVIRONMENT);
        assertThat(failure.orElseThrow().message()).startsWith("FILE_FAILURE: the file ");
    }

    @Test
    void fileThatCannotBeWrittenCostsNoOtherAndNoneIsSaidToBeWritten() throws Exception {
        Files.createDirectories(folder.resolve("eku/plan.json"));
        output.page(hosts -> Optional.of("<page>"));
        output.line("Hello.");

        Optional<Failure> failure = output.end();

        assertThat(failure.orElseThrow().message()).startsWith("FILE_FAILURE: the file ");
        assertThat(Files.readAllLines(folder.resolve("eku/plan.txt"))).containsExactly("Hello.");
        assertThat(folder.resolve("eku/plan.html")).hasContent("<page>");
        assertThat(logged)
                .noneMatch(line -> line.startsWith("Written:"))
                .anyMatch(line -> line.startsWith("error: FILE_FAILURE"));
    }

    @Test
    void pageWithNothingToShowIsNotWritten() throws Exception {
        output.page(hosts -> Optional.empty());

        assertThat(output.end()).isEmpty();
        assertThat(folder.resolve("eku/plan.html")).doesNotExist();
        assertThat(logged).anyMatch(line -> line.startsWith("Written:")).noneMatch(line -> line.contains("plan.html"));
    }

    @Test
    void halfASurrogatePairCostsNoFile() throws Exception {
        HostSection host = output.host("local:");
        host.opened(false);
        host.say("a name: \uD800");
        output.page(hosts -> Optional.of("<page>\uDC00"));

        assertThat(output.end()).isEmpty();
        assertThat(Files.readAllLines(folder.resolve("eku/plan.txt"))).contains("a name: ?");
        assertThat(folder.resolve("eku/plan.html")).hasContent("<page>?");
    }

    private static EkuException refused() {
        return new EkuException(ErrorCode.NO_RECORD, "memory:fe01.json", "nothing");
    }
}
