package dev.eku.apply;

import static dev.eku.FrontEnd.MCU;
import static dev.eku.FrontEnd.STOP;
import static dev.eku.FrontEnd.exempted;
import static dev.eku.FrontEnd.frontEnd;
import static dev.eku.FrontEnd.plan;
import static dev.eku.FrontEnd.service;
import static dev.eku.Said.said;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.eku.Eku;
import dev.eku.action.Action.DrainDeadline;
import dev.eku.action.Action.StartService;
import dev.eku.action.Action.StopService;
import dev.eku.apply.Outcome.Status;
import dev.eku.apply.Progress.Done;
import dev.eku.apply.Progress.Started;
import dev.eku.apply.Progress.Waiting;
import dev.eku.backend.memory.Faults;
import dev.eku.backend.memory.MemoryHost;
import dev.eku.backend.memory.MemoryHostBuilder;
import dev.eku.backend.memory.PortCall;
import dev.eku.backend.memory.ServiceBehaviour;
import dev.eku.error.ErrorCode;
import dev.eku.error.Win32Error;
import dev.eku.journal.JournalRecord.Result;
import dev.eku.plan.PlanOptions;
import dev.eku.plan.PlanOptions.Stop;
import dev.eku.service.ServiceCommand;
import dev.eku.service.ServiceName;
import dev.eku.service.ServiceState;
import dev.eku.verify.Verdict.PendingRestart;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How services are stopped and started, whatever they do; {@link Trial} checks what always holds. */
class RestarterTest {
    private static final PlanOptions TIMEOUTS =
            PlanOptions.DEFAULT.timeouts(Duration.ofSeconds(100), Duration.ofSeconds(40), Duration.ofSeconds(30));

    private static final Win32Error UNREACHABLE = new Win32Error(1722);

    private static ServiceBehaviour ordinary() {
        return ServiceBehaviour.ordinary();
    }

    private static Trial trial(ServiceBehaviour behaviour, Stop stop) {
        return Trial.of(frontEnd().behaviour(MCU, behaviour), TIMEOUTS.stop(stop));
    }

    private static Consumer<Progress> whenStarted(Class<?> action, Runnable happening) {
        return event -> {
            if (event instanceof Started started && action.isInstance(started.action())) {
                happening.run();
            }
        };
    }

    @ParameterizedTest
    @EnumSource(Stop.class)
    void serviceIsRestartedThoughItsPendingStatesShowLate(Stop stop) {
        Trial trial = trial(ordinary().showsLate(Duration.ofSeconds(3)).stopsWhenDrained(), stop);
        assertThat(trial.outcome().status()).isEqualTo(Status.DONE);
        assertThat(trial.sawExemption()).isTrue();
    }

    @Test
    void serviceThatCountsCheckpointsWhileItStopsSlowlyIsNotSaidToStall() {
        Trial trial = trial(ordinary().stopsIn(Duration.ofSeconds(39)), Stop.STOP);
        assertThat(trial.outcome().status()).isEqualTo(Status.DONE);
        assertThat(trial.waits()).noneMatch(Waiting::stalled);
        assertThat(trial.waits())
                .filteredOn(wait -> wait.goal() == ServiceState.STOPPED)
                .extracting(Waiting::checkpoint)
                .hasSizeGreaterThan(8)
                .isSorted()
                .doesNotContain(0);
    }

    @Test
    void serviceThatCountsNoCheckpointsIsSaidToStallAfterItsWaitHintAndWaitedForAllTheSame() {
        Trial trial = trial(
                ordinary().stopsIn(Duration.ofSeconds(35)).countsNoCheckpoints().asksToWait(Duration.ofSeconds(20)),
                Stop.STOP);
        assertThat(trial.outcome().status()).isEqualTo(Status.DONE);
        List<Waiting> stops = trial.waits().stream()
                .filter(wait -> wait.goal() == ServiceState.STOPPED)
                .toList();
        assertThat(stops)
                .allSatisfy(wait ->
                        assertThat(wait.stalled()).isEqualTo(wait.elapsed().compareTo(Duration.ofSeconds(20)) > 0));
        assertThat(stops).anyMatch(Waiting::stalled);
        assertThat(said(stops.get(stops.size() - 1).line()))
                .matches("    RTCDATAMCU: STOP_PENDING, waiting for STOPPED \\([0-9]+ of 40 s\\); it makes no"
                        + " progress \\(checkpoint 1\\)");
    }

    @Test
    void serviceWithoutAWaitHintIsGivenTenSecondsBetweenCheckpoints() {
        Trial trial = trial(
                ordinary().stopsIn(Duration.ofSeconds(35)).countsNoCheckpoints().asksToWait(Duration.ZERO), Stop.STOP);
        assertThat(trial.waits())
                .filteredOn(wait -> wait.goal() == ServiceState.STOPPED)
                .isNotEmpty()
                .allSatisfy(wait ->
                        assertThat(wait.stalled()).isEqualTo(wait.elapsed().compareTo(Duration.ofSeconds(10)) > 0));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 10, 45, 60, 600})
    void watcherIsToldEveryFiveSecondsWhateverTheWaitHint(int hint) {
        Trial trial = trial(ordinary().neverStops().asksToWait(Duration.ofSeconds(hint)), Stop.STOP);
        assertThat(trial.waits()).hasSizeGreaterThanOrEqualTo(8);
        assertThat(trial.waits()).as("nor flooded").hasSizeLessThanOrEqualTo(60);
    }

    @Test
    void serviceThatHangsInItsStopIsTheFirstLineOfTheFailure() {
        Trial trial = trial(ordinary().neverStops(), Stop.STOP);
        assertThat(trial.failure().code()).isEqualTo(ErrorCode.SERVICE_LEFT_STOPPED);
        assertThat(trial.failure().getMessage())
                .startsWith("SERVICE LEFT STOPPED: RTCDATAMCU, which was running before, is STOP_PENDING\n"
                        + "SERVICE_TIMEOUT: ");
        assertThat(trial.failure().getMessage()).contains("memory:FE01 RTCDATAMCU", "STOPPED", "40 s", "STOP_PENDING");
        assertThat(trial.took).as("40 s to stop, 30 s to bring it up").isEqualTo(Duration.ofSeconds(70));
        assertThat(trial.warnings()).singleElement().asString().startsWith("SERVICE_TIMEOUT: ");
    }

    @Test
    void serviceThatDrainsIsNotCutOff() {
        for (Stop stop : List.of(Stop.GRACEFUL, Stop.DRAIN)) {
            Trial trial = trial(ordinary().drainsIn(Duration.ofSeconds(90)).stopsWhenDrained(), stop);
            assertThat(trial.outcome().status()).isEqualTo(Status.DONE);
            assertThat(trial.host.service(MCU).cutStops()).isZero();
            assertThat(trial.sawExemption()).isTrue();
            assertThat(trial.took).isBetween(Duration.ofSeconds(90), Duration.ofSeconds(100));
        }
    }

    @Test
    void serviceThatIsStoppedAtOnceIsCutOff() {
        Trial trial = trial(ordinary(), Stop.STOP);
        assertThat(trial.host.service(MCU).cutStops()).isEqualTo(1);
        assertThat(trial.took).isLessThan(Duration.ofSeconds(5));
    }

    @ParameterizedTest
    @CsvSource({"GRACEFUL, true", "GRACEFUL, false", "DRAIN, true"})
    void serviceThatNeverDrainsGoesOnAtTheDeadline(Stop stop, boolean pauses) {
        Trial trial = trial(
                pauses ? ordinary().neverDrains() : ordinary().neverDrains().refusesPause(), stop);
        assertThat(trial.outcome().status()).isEqualTo(Status.RESTART_PENDING);
        assertThat(trial.results())
                .extracting(Trial.JournalResult::step, Trial.JournalResult::result)
                .endsWith(tuple("StopService", "RESUMED"), tuple("StartService", "ALREADY_SO"));
        assertThat(trial.host.service(MCU).cutStops()).isZero();
        assertThat(trial.host.service(MCU).starts()).isZero();
        assertThat(trial.sawExemption()).isFalse();
        assertThat(Eku.on(trial.host).verify()).isInstanceOf(PendingRestart.class);
        assertThat(trial.took).isBetween(Duration.ofSeconds(100), Duration.ofSeconds(105));
        assertThat(trial.events.stream().map(event -> said(event.line())))
                .contains("[3/4] service RTCDATAMCU: did not drain in time and was resumed");
    }

    @ParameterizedTest
    @CsvSource({"GRACEFUL, true", "GRACEFUL, false", "DRAIN, true"})
    void serviceThatNeverDrainsIsStoppedAtTheDeadlineWhenToldSo(Stop stop, boolean pauses) {
        Trial trial = Trial.of(
                frontEnd()
                        .behaviour(
                                MCU,
                                pauses
                                        ? ordinary().neverDrains()
                                        : ordinary().neverDrains().refusesPause()),
                TIMEOUTS.stop(stop).atDrainDeadline(DrainDeadline.STOP));
        assertThat(trial.outcome().status()).isEqualTo(Status.DONE);
        assertThat(trial.host.service(MCU).cutStops()).isEqualTo(1);
        assertThat(trial.sawExemption()).isTrue();
        assertThat(trial.took).isBetween(Duration.ofSeconds(100), Duration.ofSeconds(105));
    }

    @Test
    void nextApplyRestartsAServiceThatWasLetGoOn() {
        Trial first = trial(ordinary().neverDrains(), Stop.GRACEFUL);
        first.host.service(MCU).behave(ordinary());
        Trial second = Trial.of(first.host, TIMEOUTS, Faults.none(), event -> {});
        assertThat(second.outcome().status()).isEqualTo(Status.DONE);
        assertThat(second.sawExemption()).isTrue();
    }

    @Test
    void serviceThatHasStartedToStopAtTheDrainDeadlineIsWaitedFor() {
        // Drained at 95 s, it needs 20 s more to stop.
        ServiceBehaviour slow =
                ordinary().drainsIn(Duration.ofSeconds(95)).stopsWhenDrained().stopsIn(Duration.ofSeconds(20));
        for (Stop stop : List.of(Stop.DRAIN, Stop.GRACEFUL)) {
            Trial trial = trial(slow, stop);
            assertThat(trial.outcome().status()).isEqualTo(Status.DONE);
            assertThat(trial.sawExemption()).isTrue();
            assertThat(trial.host.service(MCU).cutStops()).isZero();
        }
    }

    @Test
    void cmdletThatFailsIsToldWithItsExitCodeAndText() {
        Trial trial = trial(ordinary().cmdletsFailWith(3, "  Access denied by policy.\r\n"), Stop.GRACEFUL);
        assertThat(trial.failure().code()).isEqualTo(ErrorCode.GRACEFUL_FAILED);
        assertThat(trial.firstLine())
                .isEqualTo("GRACEFUL_FAILED: the product's cmdlet failed for memory:FE01 RTCDATAMCU with exit code 3:"
                        + " Access denied by policy.");
        assertThat(trial.host.service(MCU).state()).isEqualTo(ServiceState.RUNNING);
        assertThat(trial.failure().record().steps().get(2).result()).isEmpty();
    }

    @Test
    void cmdletThatNeverEndsIsEndedAsSoonAsTheServiceHasStopped() {
        Trial trial = trial(ordinary().drainsIn(Duration.ofSeconds(20)).cmdletsNeverEnd(), Stop.GRACEFUL);
        assertThat(trial.outcome().status()).isEqualTo(Status.DONE);
        assertThat(trial.sawExemption()).isTrue();
        assertThat(trial.host.service(MCU).cutStops()).isZero();
        assertThat(trial.took).isLessThan(Duration.ofSeconds(40));
    }

    @Test
    void everyCmdletIsEnded() {
        for (ServiceBehaviour behaviour : List.of(
                ordinary(),
                ordinary().cmdletsNeverEnd(),
                ordinary().neverDrains(),
                ordinary().cmdletsFailWith(1, "no"))) {
            MemoryHost host = frontEnd().behaviour(MCU, behaviour).build();
            try {
                Eku.on(host).apply(plan(host, TIMEOUTS), event -> {});
            } catch (ApplyException failed) {
                assertThat(failed.code()).isEqualTo(ErrorCode.GRACEFUL_FAILED);
            }
            List<PortCall.Kind> kinds =
                    host.portCalls().stream().map(PortCall::kind).toList();
            long started = kinds.stream()
                    .filter(kind -> kind == PortCall.Kind.GRACEFUL_STOP || kind == PortCall.Kind.GRACEFUL_START)
                    .count();
            assertThat(kinds.stream()
                            .filter(PortCall.Kind.GRACEFUL_CLOSE::equals)
                            .count())
                    .isEqualTo(started)
                    .isPositive();
        }
    }

    @Test
    void startThatFailsIsTriedOnceMoreAndThenTheFirstLine() {
        Trial trial = trial(ordinary().exitsBeforeReporting(), Stop.STOP);
        assertThat(trial.failure().code()).isEqualTo(ErrorCode.SERVICE_LEFT_STOPPED);
        assertThat(trial.failure().getMessage())
                .startsWith("SERVICE LEFT STOPPED: RTCDATAMCU, which was running before, is STOPPED\n"
                        + "WIN32_FAILURE: StartService failed on memory:FE01 RTCDATAMCU:"
                        + " ERROR_SERVICE_REQUEST_TIMEOUT (1053)\n");
        assertThat(trial.host.service(MCU).starts()).isEqualTo(2);
        assertThat(trial.warnings())
                .singleElement()
                .asString()
                .startsWith("WIN32_FAILURE: StartService failed on memory:FE01 RTCDATAMCU");
    }

    @Test
    void startByTheCmdletThatFailsIsTriedOnceMoreThroughTheServiceManager() {
        MemoryHost host = frontEnd().build();
        Consumer<Progress> meddler = whenStarted(
                StartService.class, () -> host.service(MCU).behave(ordinary().cmdletsFailWith(1, "broken")));
        Trial trial = Trial.of(host, TIMEOUTS, Faults.none(), meddler);
        assertThat(trial.firstLine())
                .isEqualTo("GRACEFUL_FAILED: the product's cmdlet failed for memory:FE01 RTCDATAMCU with exit code 1:"
                        + " broken");
        assertThat(host.service(MCU).state()).isEqualTo(ServiceState.RUNNING);
        assertThat(trial.sawExemption()).isTrue();
        assertThat(trial.warnings()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Stop.class,
            names = {"STOP", "GRACEFUL"})
    void serviceThatDiesWhileItStartsIsToldWithItsExitCode(Stop stop) {
        Trial trial = trial(ordinary().givesUpAtStart(1066), stop);
        assertThat(trial.failure().code()).isEqualTo(ErrorCode.SERVICE_LEFT_STOPPED);
        assertThat(trial.failure().getMessage())
                .startsWith("SERVICE LEFT STOPPED: RTCDATAMCU, which was running before, is STOPPED\n");
        assertThat(trial.failure().getMessage())
                .contains(stop == Stop.STOP ? "ERROR_SERVICE_SPECIFIC_ERROR (1066)" : "The service did not start.");
        assertThat(trial.took).as("nobody waits for the deadline").isLessThan(Duration.ofSeconds(50));
    }

    @Test
    void serviceThatHangsInItsStartIsWaitedForUntilTheDeadline() {
        Trial trial = trial(ordinary().neverStarts(), Stop.STOP);
        assertThat(trial.failure().getMessage())
                .startsWith("SERVICE LEFT STOPPED: RTCDATAMCU, which was running before, is START_PENDING\n"
                        + "SERVICE_TIMEOUT: ");
        assertThat(trial.took)
                .as("1 s to stop, twice 30 s to start")
                .isBetween(Duration.ofSeconds(61), Duration.ofSeconds(62));
    }

    @Test
    void serviceThatNeedsItsWholeTimeToStartIsWaitedFor() {
        Trial trial = trial(ordinary().startsIn(Duration.ofSeconds(30)), Stop.STOP);
        assertThat(trial.outcome().status()).isEqualTo(Status.DONE);
    }

    @Test
    void serviceThatWasDisabledMeanwhileIsTheFirstLine() {
        Trial trial = Trial.of(
                frontEnd(),
                STOP,
                Faults.none().always(PortCall.Kind.SERVICE_START, new Faults.Fails(Win32Error.SERVICE_DISABLED)));
        assertThat(trial.failure().getMessage())
                .startsWith(
                        "SERVICE LEFT STOPPED: RTCDATAMCU, which was running before, is STOPPED\n"
                                + "WIN32_FAILURE: StartService failed on memory:FE01 RTCDATAMCU: ERROR_SERVICE_DISABLED (1058)");
    }

    @Test
    void serviceWhoseStateCannotBeReadAfterwardsIsTheFirstLine() {
        MemoryHost host = frontEnd().build();
        Faults faults = Faults.none()
                .always(PortCall.Kind.SERVICE_COMMAND, new Faults.Fails(UNREACHABLE))
                .always(PortCall.Kind.SERVICE_START, new Faults.Fails(UNREACHABLE));
        for (int poll = 5; poll < 1000; poll++) {
            faults = faults.at(PortCall.Kind.SERVICE_STATUS, poll, new Faults.Fails(UNREACHABLE));
        }
        assertThat(catchApply(host.reconnect(faults)).getMessage())
                .startsWith("SERVICE LEFT STOPPED: RTCDATAMCU, which was running before, is in an unknown state"
                        + " (HOST_UNREACHABLE)\nSERVICE_TIMEOUT: memory:FE01 RTCDATAMCU was told to stop and is still in"
                        + " an unknown state (HOST_UNREACHABLE) after 120 s: it may still stop\n");
    }

    private static ApplyException catchApply(MemoryHost failing) {
        return catchThrowableOfType(
                ApplyException.class, () -> Eku.on(failing).apply(plan(frontEnd(), STOP), event -> {}));
    }

    @Test
    void serviceThatSomebodyStartsMeanwhileIsRunning() {
        MemoryHost host = frontEnd().build();
        Trial trial = Trial.of(
                host,
                STOP,
                Faults.none(),
                whenStarted(StartService.class, () -> host.services().start(ServiceName.of(MCU))));
        assertThat(trial.outcome().status()).isEqualTo(Status.DONE);
        assertThat(host.service(MCU).starts()).isEqualTo(1);
    }

    @Test
    void startThatIsRefusedSinceTheServiceRunsIsNoFailure() {
        Trial trial = Trial.of(
                frontEnd(),
                STOP,
                Faults.none()
                        .at(PortCall.Kind.SERVICE_START, 1, new Faults.Fails(Win32Error.SERVICE_ALREADY_RUNNING))
                        .at(PortCall.Kind.SERVICE_START, 2, new Faults.Fails(Win32Error.SERVICE_ALREADY_RUNNING)));
        assertThat(trial.failure().getMessage())
                .as("it was no truth, so the service did not come up within ten seconds")
                .startsWith("SERVICE_LEFT_STOPPED: ");
        assertThat(trial.took).isBetween(Duration.ofSeconds(11), Duration.ofSeconds(15));
        assertThat(trial.sawExemption()).as("and was started once more").isTrue();
    }

    @Test
    void serviceThatCrashedMeanwhileIsStartedAgain() {
        MemoryHost host = frontEnd().build();
        Trial trial = Trial.of(
                host,
                STOP,
                Faults.none(),
                whenStarted(StopService.class, () -> host.service(MCU).crash(1)));
        assertThat(trial.results()).contains(new Trial.JournalResult("StopService", Result.ALREADY_SO.name()));
        assertThat(trial.sawExemption()).isTrue();
    }

    @Test
    void serviceThatIsOnItsWayDownAlreadyIsWaitedForAndNotToldAgain() {
        MemoryHost host = frontEnd().build();
        Trial trial = Trial.of(
                host,
                STOP,
                Faults.none(),
                whenStarted(
                        StopService.class, () -> host.services().command(ServiceName.of(MCU), ServiceCommand.STOP)));
        assertThat(trial.results()).contains(new Trial.JournalResult("StopService", Result.ALREADY_SO.name()));
        assertThat(trial.sawExemption()).isTrue();
    }

    @Test
    void serviceThatRefusesToPauseAfterAllGoesOn() {
        MemoryHost host = frontEnd().build();
        Trial trial = Trial.of(
                host,
                TIMEOUTS.stop(Stop.DRAIN),
                Faults.none(),
                whenStarted(
                        StopService.class,
                        () -> host.service(MCU).behave(ordinary().refusesPause())));
        assertThat(trial.firstLine())
                .isEqualTo("WIN32_FAILURE: ControlService failed on memory:FE01 RTCDATAMCU:"
                        + " ERROR_INVALID_SERVICE_CONTROL (1052)");
        assertThat(host.service(MCU).starts()).isZero();
    }

    @Test
    void serviceThatIsPausedWhenItShouldStartIsResumed() {
        MemoryHost host = exempted().build();
        Consumer<Progress> meddler = event -> {
            if (event instanceof Started started && started.action() instanceof StartService) {
                host.services().start(ServiceName.of(MCU));
                host.clock().sleep(Duration.ofSeconds(3));
                host.services().command(ServiceName.of(MCU), ServiceCommand.PAUSE);
                host.clock().sleep(Duration.ofSeconds(1));
            }
        };
        Trial trial = Trial.of(host, STOP.restart(PlanOptions.Restart.ALWAYS), Faults.none(), meddler);
        assertThat(trial.outcome().status()).isEqualTo(Status.DONE);
        assertThat(host.service(MCU).starts()).isEqualTo(1);
    }

    @Test
    void hostThatHasLostItsCmdletsStillHasItsService() {
        MemoryHost without = frontEnd().cmdlets(false).build();
        ApplyException failure = catchThrowableOfType(
                ApplyException.class, () -> Eku.on(without).apply(plan(frontEnd(), PlanOptions.DEFAULT), event -> {}));
        assertThat(failure)
                .hasMessageStartingWith("UNSUPPORTED: Stop-CsWindowsService -Graceful is not supported here");
        assertThat(without.service(MCU).state()).isEqualTo(ServiceState.RUNNING);
    }

    private static MemoryHostBuilder withDependents() {
        return frontEnd().service(service("First", "C:\\a.exe", MCU)).service(service("Second", "C:\\b.exe", "First"));
    }

    @Test
    void dependentsAreStoppedFirstAndStartedAfterwards() {
        Trial trial = Trial.of(withDependents(), STOP);
        assertThat(trial.outcome().status()).isEqualTo(Status.DONE);
        assertThat(trial.events.stream()
                        .filter(Done.class::isInstance)
                        .map(event -> ((Done) event).action())
                        .filter(action -> action instanceof StopService || action instanceof StartService)
                        .map(action -> said(action.subject()) + " " + said(action.after())))
                .containsExactly(
                        "service Second stopped",
                        "service First stopped",
                        "service RTCDATAMCU stopped",
                        "service RTCDATAMCU running",
                        "service First running",
                        "service Second running");
        for (String name : List.of("First", "Second")) {
            assertThat(trial.host.service(name).state()).isEqualTo(ServiceState.RUNNING);
            assertThat(trial.host.service(name).starts()).isEqualTo(1);
        }
    }

    @Test
    void dependentThatSomebodyStartedMeanwhileHindersTheStopAndNothingStaysDown() {
        MemoryHost host = withDependents().build();
        Consumer<Progress> meddler = event -> {
            if (event instanceof Started started
                    && started.action() instanceof StopService stop
                    && stop.service().equals(ServiceName.of(MCU))) {
                host.services().start(ServiceName.of("First"));
            }
        };
        Trial trial = Trial.of(host, STOP, Faults.none(), meddler);
        assertThat(trial.firstLine())
                .isEqualTo("WIN32_FAILURE: ControlService failed on memory:FE01 RTCDATAMCU:"
                        + " ERROR_DEPENDENT_SERVICES_RUNNING (1051)");
        assertThat(host.service("First").state()).isEqualTo(ServiceState.RUNNING);
        assertThat(host.service("Second").state()).isEqualTo(ServiceState.RUNNING);
        Eku.on(host).recover(event -> {});
        assertThat(trial.sawExemption()).isTrue();
    }

    @Test
    void dependentThatDoesNotComeUpIsTheFirstLine() {
        Trial trial = Trial.of(withDependents().behaviour("First", ordinary().exitsBeforeReporting()), STOP);
        assertThat(trial.failure().getMessage()).startsWith("""
                        SERVICE LEFT STOPPED: First, which was running before, is STOPPED
                        SERVICE LEFT STOPPED: Second, which was running before, is STOPPED
                        WIN32_FAILURE: StartService failed on memory:FE01 First""");
        assertThat(trial.sawExemption()).isTrue();
    }

    @Test
    void serviceThatDrainsBeforeItsDependentHasStoppedIsNotTouched() {
        Trial trial =
                Trial.of(withDependents().behaviour("Second", ordinary().neverStops()), TIMEOUTS.stop(Stop.GRACEFUL));
        assertThat(trial.firstLine())
                .isEqualTo("SERVICE LEFT STOPPED: Second, which was running before, is STOP_PENDING");
        assertThat(trial.host.service(MCU).starts()).isZero();
        assertThat(trial.host.service("First").starts()).isZero();
    }
}
