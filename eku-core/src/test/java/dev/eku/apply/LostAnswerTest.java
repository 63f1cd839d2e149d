package dev.eku.apply;

import static dev.eku.FrontEnd.MCU;
import static dev.eku.FrontEnd.STOP;
import static dev.eku.FrontEnd.frontEnd;
import static dev.eku.FrontEnd.service;
import static dev.eku.Said.said;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.eku.Eku;
import dev.eku.FrontEnd;
import dev.eku.apply.Outcome.Status;
import dev.eku.apply.Progress.Unanswered;
import dev.eku.backend.memory.Faults;
import dev.eku.backend.memory.Faults.Fails;
import dev.eku.backend.memory.Faults.LosesAnswer;
import dev.eku.backend.memory.MemoryHost;
import dev.eku.backend.memory.MemoryHostBuilder;
import dev.eku.backend.memory.PortCall;
import dev.eku.backend.memory.RunKilled;
import dev.eku.backend.memory.ServiceBehaviour;
import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.error.Win32Error;
import dev.eku.host.ForwardingHost;
import dev.eku.journal.JournalRecord;
import dev.eku.plan.Plan;
import dev.eku.plan.PlanOptions;
import dev.eku.plan.PlanOptions.Stop;
import dev.eku.report.ReportedHost;
import dev.eku.report.Reports;
import dev.eku.service.ServiceControl;
import dev.eku.service.ServiceState;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Commands and questions whose answer is lost or comes too late: what the service does counts, not what the call said.
 * {@link Trial} checks besides that no service goes down unannounced.
 */
class LostAnswerTest {
    private static final PlanOptions TIMEOUTS =
            PlanOptions.DEFAULT.timeouts(Duration.ofSeconds(100), Duration.ofSeconds(40), Duration.ofSeconds(30));
    private static final Win32Error UNREACHABLE = new Win32Error(1722);

    private static ServiceBehaviour ordinary() {
        return ServiceBehaviour.ordinary();
    }

    private static Faults lost(PortCall.Kind kind, int error) {
        return Faults.none().at(kind, 1, new LosesAnswer(new Win32Error(error)));
    }

    /** Polls of that numbers are lost; the first four are those of the plan and of the look under the lock. */
    private static Faults pollsLost(Faults faults, int first, int last) {
        return IntStream.rangeClosed(first, last)
                .boxed()
                .reduce(
                        faults,
                        (some, poll) -> some.at(PortCall.Kind.SERVICE_STATUS, poll, new Fails(UNREACHABLE)),
                        (one, other) -> other);
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                6, 53, 55, 64, 109, 121, 232, 233, 240, 1053, 1064, 1235, 1237, 1460, 1722, 1723, 1726, 1727, 1728,
                1818, 10_054, 4711
            })
    void stopWhoseAnswerIsLostIsFollowedThoughTheServiceShowsLate(int error) {
        Trial trial = Trial.of(
                frontEnd().behaviour(MCU, ordinary().showsLate(Duration.ofSeconds(15))),
                TIMEOUTS.stop(Stop.STOP),
                lost(PortCall.Kind.SERVICE_COMMAND, error));
        assertThat(trial.outcome().status()).isEqualTo(Status.DONE);
        assertThat(trial.sawExemption()).isTrue();
        assertThat(trial.host.service(MCU).starts()).isEqualTo(1);
        assertThat(trial.host.service(MCU).cutStops()).as("told once").isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 15, 39})
    void serviceThatStopsAfterTheCommandTimedOutIsRestarted(int seconds) {
        Trial trial = Trial.of(
                frontEnd().behaviour(MCU, ordinary().obeysAfterTimeout(Duration.ofSeconds(seconds))),
                TIMEOUTS.stop(Stop.STOP));
        assertThat(trial.outcome().status()).isEqualTo(Status.DONE);
        assertThat(trial.sawExemption()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(
            value = Stop.class,
            names = {"STOP", "DRAIN"})
    void serviceThatHasNotObeyedAtTheDeadlineMayStillDoSoAndThatIsSaid(Stop stop) {
        Trial trial = Trial.of(
                frontEnd().behaviour(MCU, ordinary().obeysAfterTimeout(Duration.ofMinutes(5))), TIMEOUTS.stop(stop));
        assertThat(trial.failure().code()).isEqualTo(ErrorCode.SERVICE_TIMEOUT);
        assertThat(trial.firstLine())
                .isEqualTo("SERVICE_TIMEOUT: memory:FE01 RTCDATAMCU was told to "
                        + (stop == Stop.STOP ? "stop" : "pause") + " and is still RUNNING after 40 s: "
                        + (stop == Stop.STOP
                                ? "it may still stop"
                                : "it may still pause, and then it may still stop by itself"));
        assertThat(trial.failure().getMessage())
                .contains("ERROR_SERVICE_REQUEST_TIMEOUT (1053)", "watch it with sc.exe query");
    }

    @Test
    void serviceThatTookTheStopAndShowsNothingAtTheDeadlineMayStillStopAndThatIsSaid() {
        Trial trial = Trial.of(
                frontEnd().behaviour(MCU, ordinary().showsLate(Duration.ofMinutes(5))), TIMEOUTS.stop(Stop.STOP));
        assertThat(trial.firstLine())
                .isEqualTo("SERVICE_TIMEOUT: memory:FE01 RTCDATAMCU accepted the command to stop and is still RUNNING"
                        + " after 40 s: it may still stop");
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 87, 1051, 1052, 1061, 1115})
    void stopThatIsRefusedIsNotWaitedFor(int error) {
        Trial trial = Trial.of(
                frontEnd(),
                TIMEOUTS.stop(Stop.STOP),
                Faults.none().at(PortCall.Kind.SERVICE_COMMAND, 1, new Fails(new Win32Error(error))));
        assertThat(trial.failure().getMessage()).contains("ControlService failed", "(" + error + ")");
        assertThat(trial.took).isLessThan(Duration.ofSeconds(2));
    }

    /** The call that writes the exempting value, after those of the lock and of the journal. */
    private static int callOfTheValue() {
        for (int call = 1; ; call++) {
            MemoryHost host = frontEnd()
                    .faults(Faults.none().at(PortCall.Kind.REGISTRY_SET_VALUE, call, new Faults.Kills()))
                    .build();
            Plan plan = FrontEnd.plan(frontEnd(), STOP);
            RunKilled killed =
                    catchThrowableOfType(RunKilled.class, () -> Eku.on(host).apply(plan, event -> {}));
            if (String.valueOf(killed.getMessage()).contains(FrontEnd.KEY.toString())) {
                return call;
            }
        }
    }

    /** The value is written, and no answer says so. */
    @Test
    void stepWhoseAnswerIsLostMayHaveBeenDone() {
        Trial trial = Trial.of(
                frontEnd(),
                TIMEOUTS.stop(Stop.STOP),
                Faults.none().at(PortCall.Kind.REGISTRY_SET_VALUE, callOfTheValue(), new LosesAnswer(UNREACHABLE)));

        Eku eku = Eku.on(trial.host);
        JournalRecord record = eku.history().records().get(0);
        assertThat(record.failure()).isPresent();
        assertThat(record.mayBeDone(record.steps().get(1))).isTrue();
        assertThat(record.mayBeDone(record.steps().get(2))).isFalse();
        assertThat(trial.failure().getMessage()).contains("Done: at least 1 of 4 steps.");
        assertThat(Reports.ENGLISH
                        .of(new ReportedHost("memory:FE01", Optional.empty(), true), eku.history())
                        .body())
                .anyMatch(line -> line.startsWith("  [perhaps done] + value"))
                .anyMatch(line -> line.startsWith("  [not done] x service "));
        assertThat(eku.recover(event -> {}).orElseThrow().status()).isEqualTo(Status.DONE);
        assertThat(eku.history().records().get(0).steps()).noneMatch(JournalRecord.Step::inDoubt);
    }

    @ParameterizedTest
    @CsvSource({"5, false", "1722, true"})
    void valueThatIsNotWrittenMayHaveBeenWrittenOnlyIfNoAnswerSaysThatItIsNot(int error, boolean inDoubt) {
        Trial trial = Trial.of(
                frontEnd(),
                TIMEOUTS.stop(Stop.STOP),
                Faults.none().at(PortCall.Kind.REGISTRY_SET_VALUE, callOfTheValue(), new Fails(new Win32Error(error))));
        assertThat(trial.failure().record().steps())
                .extracting(JournalRecord.Step::inDoubt)
                .containsExactly(false, inDoubt, false, false);
    }

    @Test
    void stopThatTheServiceMayStillObeyMayHaveBeenDone() {
        Trial late = Trial.of(
                frontEnd().behaviour(MCU, ordinary().showsLate(Duration.ofMinutes(5))), TIMEOUTS.stop(Stop.STOP));
        assertThat(late.failure().record().steps().get(2).inDoubt()).isTrue();
        Trial refused = Trial.of(
                frontEnd(),
                TIMEOUTS.stop(Stop.STOP),
                Faults.none().at(PortCall.Kind.SERVICE_COMMAND, 1, new Fails(new Win32Error(5))));
        assertThat(refused.failure().record().steps().get(2).inDoubt()).isFalse();
    }

    /** Whatever ends the run: what a service was told, and has not done yet, is not passed over. */
    @ParameterizedTest
    @EnumSource(
            value = Stop.class,
            names = {"STOP", "DRAIN"})
    void runThatEndsWhileAServiceMayStillObeySaysSo(Stop stop) {
        Trial trial = Trial.of(
                frontEnd().behaviour(MCU, ordinary().showsLate(Duration.ofMinutes(5))),
                TIMEOUTS.stop(stop),
                Faults.none().at(PortCall.Kind.SERVICE_STATUS, 8, new Fails(new Win32Error(5))));
        assertThat(trial.failure().code()).isEqualTo(ErrorCode.ACCESS_DENIED);
        assertThat(trial.failure().getMessage().lines().limit(2))
                .containsExactly(
                        "SERVICE MAY STILL STOP: RTCDATAMCU, which was told to stop or to pause, is RUNNING; watch it with"
                                + " sc.exe query",
                        "ACCESS_DENIED: QueryServiceStatusEx failed on memory:FE01 RTCDATAMCU: ERROR_ACCESS_DENIED (5)");
    }

    @Test
    void pauseThatIsTakenAndNotShownInAllTheDrainMayStillComeAndThatIsSaid() {
        Trial trial = Trial.of(
                frontEnd().behaviour(MCU, ordinary().showsLate(Duration.ofMinutes(5))), TIMEOUTS.stop(Stop.DRAIN));
        assertThat(trial.firstLine())
                .isEqualTo("SERVICE_TIMEOUT: memory:FE01 RTCDATAMCU accepted the command to pause and is still RUNNING"
                        + " after 100 s: it may still pause, and then it may still stop by itself");
    }

    @Test
    void drainWhosePauseIsNotAnsweredIsCarriedOn() {
        Trial trial = Trial.of(
                frontEnd()
                        .behaviour(
                                MCU,
                                ordinary()
                                        .showsLate(Duration.ofSeconds(15))
                                        .drainsIn(Duration.ofSeconds(80))
                                        .stopsWhenDrained()),
                TIMEOUTS.stop(Stop.DRAIN),
                lost(PortCall.Kind.SERVICE_COMMAND, 1722));
        assertThat(trial.outcome().status()).isEqualTo(Status.DONE);
        assertThat(trial.host.service(MCU).cutStops()).isZero();
        assertThat(trial.sawExemption()).isTrue();
    }

    @Test
    void serviceThatIsToGoOnAfterItsDrainGoesOnThoughThatIsNotAnswered() {
        Trial trial = Trial.of(
                frontEnd().behaviour(MCU, ordinary().neverDrains()),
                TIMEOUTS.stop(Stop.DRAIN),
                Faults.none().at(PortCall.Kind.SERVICE_COMMAND, 2, new LosesAnswer(new Win32Error(1726))));
        assertThat(trial.outcome().status()).isEqualTo(Status.RESTART_PENDING);
        assertThat(trial.host.service(MCU).starts()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {1053, 1722, 1726})
    void startWhoseAnswerIsLostIsFollowedUntilItsTimeout(int error) {
        Trial trial = Trial.of(
                frontEnd().behaviour(MCU, ordinary().startsIn(Duration.ofSeconds(25))),
                TIMEOUTS.stop(Stop.STOP),
                lost(PortCall.Kind.SERVICE_START, error));
        assertThat(trial.outcome().status()).isEqualTo(Status.DONE);
        assertThat(trial.host.service(MCU).starts()).isEqualTo(1);
        assertThat(trial.sawExemption()).isTrue();
    }

    @Test
    void refusalIsNotFollowed() {
        Trial trial = Trial.of(
                frontEnd(),
                TIMEOUTS.stop(Stop.STOP),
                Faults.none().at(PortCall.Kind.SERVICE_COMMAND, 1, new Fails(Win32Error.ACCESS_DENIED)));
        assertThat(trial.firstLine()).startsWith("ACCESS_DENIED: ControlService failed");
        assertThat(trial.took).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void pollThatIsLostInADrainIsAskedAgainAndTold() {
        Trial trial = Trial.of(
                frontEnd()
                        .behaviour(
                                MCU, ordinary().drainsIn(Duration.ofSeconds(60)).stopsWhenDrained()),
                TIMEOUTS.stop(Stop.DRAIN),
                pollsLost(Faults.none(), 8, 30));
        assertThat(trial.outcome().status()).isEqualTo(Status.DONE);
        assertThat(trial.sawExemption()).isTrue();
        assertThat(trial.events.stream().filter(Unanswered.class::isInstance).map(event -> said(event.line())))
                .hasSizeBetween(2, 8)
                .allMatch(text -> text.startsWith("    RTCDATAMCU: the host does not report its state"
                        + " (RPC_S_SERVER_UNAVAILABLE (1722)); eku asks again, waiting for STOPPED ("));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14})
    void anyOnePollThatIsLostEndsNoRun(int poll) {
        for (Stop stop : new Stop[] {Stop.STOP, Stop.DRAIN, Stop.GRACEFUL}) {
            MemoryHost host = frontEnd()
                    .behaviour(MCU, ordinary().stopsWhenDrained().startsIn(Duration.ofSeconds(9)))
                    .build();
            int inspected = (int) polls(host.reconnect());
            Trial trial = Trial.of(
                    host,
                    TIMEOUTS.stop(stop),
                    pollsLost(Faults.none(), inspected + poll, inspected + poll),
                    event -> {});
            assertThat(trial.outcome().status()).as("%s", stop).isEqualTo(Status.DONE);
        }
    }

    /** How many polls a look takes. */
    private static long polls(MemoryHost host) {
        Eku.on(host).plan(FrontEnd.EXEMPTION, TIMEOUTS);
        return host.portCalls().stream()
                .filter(call -> call.kind() == PortCall.Kind.SERVICE_STATUS)
                .count();
    }

    @ParameterizedTest
    @ValueSource(strings = {"REGISTRY_CREATE_KEY", "REGISTRY_SET_VALUE"})
    void hostThatIsLostBeforeAnyStopIsTheFirstLineAndNoServiceIsSaidToBeLeftStopped(PortCall.Kind write) {
        int first = calls(write, "v4.0.30319");
        Faults lost = IntStream.range(first, first + 500)
                .boxed()
                .reduce(Faults.none(), (some, call) -> some.at(call, new Fails(UNREACHABLE)), (one, other) -> other);
        Trial trial = Trial.of(frontEnd(), STOP, lost);
        assertThat(trial.failure().code()).isEqualTo(ErrorCode.HOST_UNREACHABLE);
        assertThat(trial.failure().getMessage())
                .startsWith("HOST_UNREACHABLE: " + write.function() + " failed on ")
                .doesNotContain("LEFT STOPPED");
    }

    /** The number, among all calls of a whole run, of the first one of that kind about that subject. */
    private static int calls(PortCall.Kind kind, String subject) {
        MemoryHost host = frontEnd().build();
        Plan plan = FrontEnd.plan(host, STOP);
        MemoryHost run = host.reconnect();
        Eku.on(run).apply(plan, event -> {});
        List<PortCall> calls = run.portCalls();
        return 1
                + IntStream.range(0, calls.size())
                        .filter(i -> calls.get(i).kind() == kind
                                && calls.get(i).subject().contains(subject))
                        .findFirst()
                        .orElseThrow();
    }

    @Test
    void fullDiskAtTheFirstStepIsTheFirstLine() {
        Trial trial = Trial.of(
                frontEnd(),
                STOP,
                Faults.none()
                        .at(calls(PortCall.Kind.REGISTRY_CREATE_KEY, "v4.0.30319"), new Fails(new Win32Error(112))));
        assertThat(trial.failure().getMessage())
                .startsWith("WIN32_FAILURE: RegCreateKeyEx failed on ")
                .doesNotContain("LEFT STOPPED");
    }

    @Test
    void dependentsOfWhichOneWasStoppedAreSaidToBeLeftStoppedAndTheRestIsNot() {
        MemoryHostBuilder host = frontEnd()
                .service(service("First", "C:\\a.exe", MCU))
                .service(service("Second", "C:\\b.exe", "First"))
                .behaviour("Second", ordinary().exitsBeforeReporting());
        Trial trial = Trial.of(
                host, STOP, Faults.none().at(PortCall.Kind.SERVICE_COMMAND, 2, new Fails(Win32Error.ACCESS_DENIED)));
        assertThat(trial.failure().getMessage())
                .startsWith("SERVICE LEFT STOPPED: Second, which was running before, is STOPPED\nACCESS_DENIED: ");
    }

    @Test
    void runThatIsInterruptedAtItsStopIsNotOverBeforeTheServiceHasObeyedAndIsUpAgain() {
        MemoryHost host = frontEnd()
                .behaviour(MCU, ordinary().showsLate(Duration.ofSeconds(15)))
                .build();
        Plan plan = FrontEnd.plan(host, STOP);
        ApplyException failure = catchThrowableOfType(
                ApplyException.class,
                () -> Eku.on(new InterruptedAtCommand(host)).apply(plan, event -> {}));
        assertThat(failure.code()).isEqualTo(ErrorCode.INTERRUPTED);
        host.clock().sleep(Duration.ofMinutes(5));
        assertThat(host.service(MCU).state()).isEqualTo(ServiceState.RUNNING);
        assertThat(host.service(MCU).starts()).isEqualTo(1);
    }

    /** As over a network: the command is sent, and its answer not waited for. */
    private record InterruptedAtCommand(MemoryHost host) implements ForwardingHost {
        @Override
        public ServiceControl services() {
            ServiceControl services = host.services();
            return (ServiceControl) Proxy.newProxyInstance(
                    ServiceControl.class.getClassLoader(),
                    new Class<?>[] {ServiceControl.class},
                    (proxy, method, arguments) -> {
                        Object answer = method.invoke(services, arguments);
                        if (method.getName().equals("command")) {
                            throw new EkuException(ErrorCode.INTERRUPTED);
                        }
                        return answer;
                    });
        }
    }
}
