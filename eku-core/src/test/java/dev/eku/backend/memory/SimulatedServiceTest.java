package dev.eku.backend.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eku.error.Win32Error;
import dev.eku.error.Win32Exception;
import dev.eku.service.GracefulControl.Call;
import dev.eku.service.GracefulControl.Result;
import dev.eku.service.ServiceCommand;
import dev.eku.service.ServiceConfig;
import dev.eku.service.ServiceName;
import dev.eku.service.ServiceState;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SimulatedServiceTest {
    private static final ServiceName DATA_MCU = ServiceName.of("RTCDATAMCU");
    private static final Duration LONG = Duration.ofHours(8);

    @Test
    void pausedServiceDrainsAndStaysPausedUntilItIsStopped() {
        MemoryHost host = behaving(ServiceBehaviour.ordinary().drainsIn(Duration.ofMinutes(10)));

        host.services().command(DATA_MCU, ServiceCommand.PAUSE);
        host.clock().sleep(LONG);
        assertThat(state(host)).isEqualTo(ServiceState.PAUSED);

        host.services().command(DATA_MCU, ServiceCommand.STOP);
        host.clock().sleep(Duration.ofSeconds(2));
        assertThat(state(host)).isEqualTo(ServiceState.STOPPED);
        assertThat(host.service("RTCDATAMCU").cutStops()).isZero();
    }

    @Test
    void pausedServiceStopsByItselfWhenItHasDrained() {
        MemoryHost host = behaving(
                ServiceBehaviour.ordinary().drainsIn(Duration.ofMinutes(10)).stopsWhenDrained());

        host.services().command(DATA_MCU, ServiceCommand.PAUSE);
        host.clock().sleep(Duration.ofMinutes(9));
        assertThat(state(host)).isEqualTo(ServiceState.PAUSED);
        host.clock().sleep(Duration.ofMinutes(2));
        assertThat(state(host)).isEqualTo(ServiceState.STOPPED);
        assertThat(host.service("RTCDATAMCU").cutStops()).isZero();
    }

    @Test
    void drainThatNeverEndsIsCutByAStopAndEndedByAContinue() {
        MemoryHost host = behaving(ServiceBehaviour.ordinary().neverDrains().stopsWhenDrained());
        host.services().command(DATA_MCU, ServiceCommand.PAUSE);
        host.clock().sleep(LONG);
        assertThat(state(host)).isEqualTo(ServiceState.PAUSED);

        host.services().command(DATA_MCU, ServiceCommand.CONTINUE);
        host.clock().sleep(Duration.ofSeconds(1));
        assertThat(state(host)).isEqualTo(ServiceState.RUNNING);
        assertThat(host.service("RTCDATAMCU").cutStops()).isZero();

        host.services().command(DATA_MCU, ServiceCommand.STOP);
        assertThat(host.service("RTCDATAMCU").cutStops()).isEqualTo(1);
    }

    @Test
    void commandThatTimesOutIsObeyedLater() {
        MemoryHost host = behaving(ServiceBehaviour.ordinary().obeysAfterTimeout(Duration.ofSeconds(15)));
        assertThatThrownBy(() -> host.services().command(DATA_MCU, ServiceCommand.STOP))
                .isInstanceOfSatisfying(
                        Win32Exception.class,
                        failure -> assertThat(failure.error()).isEqualTo(Win32Error.SERVICE_REQUEST_TIMEOUT));
        assertThat(state(host)).isEqualTo(ServiceState.RUNNING);
        host.clock().sleep(Duration.ofSeconds(14));
        assertThat(state(host)).isEqualTo(ServiceState.RUNNING);
        host.clock().sleep(Duration.ofSeconds(1));
        assertThat(state(host)).isEqualTo(ServiceState.STOP_PENDING);
        host.clock().sleep(Duration.ofSeconds(1));
        assertThat(state(host)).isEqualTo(ServiceState.STOPPED);
    }

    @Test
    void stopOfARunningServiceCutsItsSessions() {
        MemoryHost busy = behaving(ServiceBehaviour.ordinary());
        busy.services().command(DATA_MCU, ServiceCommand.STOP);
        assertThat(busy.service("RTCDATAMCU").cutStops()).isEqualTo(1);

        MemoryHost idle = behaving(ServiceBehaviour.ordinary().drainsIn(Duration.ZERO));
        idle.services().command(DATA_MCU, ServiceCommand.STOP);
        assertThat(idle.service("RTCDATAMCU").cutStops()).isZero();
    }

    @Test
    void continueDuringADrainKeepsItFromStopping() {
        MemoryHost host = behaving(
                ServiceBehaviour.ordinary().drainsIn(Duration.ofMinutes(10)).stopsWhenDrained());
        host.services().command(DATA_MCU, ServiceCommand.PAUSE);
        host.clock().sleep(Duration.ofMinutes(5));
        host.services().command(DATA_MCU, ServiceCommand.CONTINUE);
        host.clock().sleep(LONG);

        assertThat(state(host)).isEqualTo(ServiceState.RUNNING);
    }

    @Test
    void startAndStopThatNeverEndStayPending() {
        MemoryHost host = behaving(ServiceBehaviour.ordinary().neverStops());
        host.services().command(DATA_MCU, ServiceCommand.STOP);
        host.clock().sleep(LONG);
        assertThat(state(host)).isEqualTo(ServiceState.STOP_PENDING);

        MemoryHost other = stopped(ServiceBehaviour.ordinary().neverStarts());
        other.services().start(DATA_MCU);
        other.clock().sleep(LONG);
        assertThat(state(other)).isEqualTo(ServiceState.START_PENDING);
    }

    @Test
    void processIsAnotherOneAfterEachStart() {
        MemoryHost host = stopped(ServiceBehaviour.ordinary());
        host.services().start(DATA_MCU);
        long first = host.services().status(DATA_MCU).processId().orElseThrow();
        assertThat(host.services().status(DATA_MCU).processStarted())
                .contains(host.clock().now());
        host.service("RTCDATAMCU").crash(1067);
        assertThat(host.services().status(DATA_MCU).exitCode()).isEqualTo(1067);

        host.services().start(DATA_MCU);
        assertThat(host.services().status(DATA_MCU).processId().orElseThrow()).isNotEqualTo(first);
        assertThat(host.service("RTCDATAMCU").starts()).isEqualTo(2);
    }

    @Test
    void servicesThatShareAProcessHaveOne() {
        MemoryHost host = MemoryHost.builder()
                .service(config("One", 0x20))
                .service(config("Two", 0x20))
                .service(config("Own", 0x10))
                .build();
        long shared = host.services().status(ServiceName.of("One")).processId().orElseThrow();

        assertThat(host.services().status(ServiceName.of("Two")).processId()).hasValue(shared);
        assertThat(host.services().status(ServiceName.of("Own")).processId().orElseThrow())
                .isNotEqualTo(shared);

        host.services().command(ServiceName.of("One"), ServiceCommand.STOP);
        host.clock().sleep(Duration.ofMinutes(1));
        host.services().start(ServiceName.of("One"));
        assertThat(host.services().status(ServiceName.of("One")).processId()).hasValue(shared);
    }

    @Test
    void dependentsAreListedInTheOrderInWhichTheyMustBeStopped() {
        MemoryHost host = MemoryHost.builder()
                .service(config("Base", 0x10))
                .service(config("Middle", 0x10, "BASE"))
                .service(config("Alone", 0x10, "+Group"))
                .service(config("Top", 0x10, "Middle", "Base"))
                .build();

        assertThat(host.services().dependents(ServiceName.of("base")))
                .containsExactly(ServiceName.of("Top"), ServiceName.of("Middle"));
        assertThat(host.services().dependents(ServiceName.of("Top"))).isEmpty();
    }

    @Test
    void startBringsUpWhatTheServiceNeeds() {
        MemoryHost host = MemoryHost.builder()
                .service(config("Base", 0x10))
                .service(config("Top", 0x10, "Base"))
                .service(config("Lost", 0x10, "Missing"))
                .service(config("Barred", 0x10, "Disabled"))
                .service(config("Disabled", 0x10))
                .startType("Disabled", ServiceConfig.StartType.DISABLED)
                .state("Base", ServiceState.STOPPED)
                .state("Top", ServiceState.STOPPED)
                .state("Lost", ServiceState.STOPPED)
                .state("Barred", ServiceState.STOPPED)
                .state("Disabled", ServiceState.STOPPED)
                .build();

        host.services().start(ServiceName.of("Top"));
        host.clock().sleep(Duration.ofMinutes(1));
        assertThat(host.service("Base").state()).isEqualTo(ServiceState.RUNNING);
        assertThat(host.service("Top").state()).isEqualTo(ServiceState.RUNNING);
        assertThatThrownBy(() -> host.services().start(ServiceName.of("Lost"))).hasMessageContaining("(1075)");
        assertThatThrownBy(() -> host.services().start(ServiceName.of("Barred")))
                .hasMessageContaining("(1068)");
    }

    @Test
    void commandsAreDeniedWithoutTheRight() {
        MemoryHost host =
                MemoryHost.lync2013FrontEnd().uncontrollable("RTCDATAMCU").build();

        assertThat(host.services().controllable(DATA_MCU)).isFalse();
        assertThatThrownBy(() -> host.services().command(DATA_MCU, ServiceCommand.STOP))
                .isInstanceOf(Win32Exception.class)
                .hasMessageStartingWith("ACCESS_DENIED: ControlService failed on memory:FE01 RTCDATAMCU");
        assertThatThrownBy(() -> host.services().start(DATA_MCU)).hasMessageStartingWith("ACCESS_DENIED");
    }

    @Test
    void pendingStateOfASnapshotGoesOn() {
        MemoryHost host = behaving(ServiceBehaviour.ordinary());
        host.services().command(DATA_MCU, ServiceCommand.STOP);

        MemoryHost next = MemoryHost.from(host.snapshot());

        assertThat(state(next)).isEqualTo(ServiceState.STOP_PENDING);
        next.clock().sleep(Duration.ofMinutes(1));
        assertThat(state(next)).isEqualTo(ServiceState.STOPPED);
    }

    @Test
    void gracefulStopDrainsAndStops() {
        MemoryHost host = behaving(ServiceBehaviour.ordinary().drainsIn(Duration.ofMinutes(10)));
        Call call = host.graceful().orElseThrow().stop(DATA_MCU);

        host.clock().sleep(Duration.ofMinutes(9));
        assertThat(call.result()).isEmpty();
        assertThat(state(host)).isEqualTo(ServiceState.PAUSED);
        host.clock().sleep(Duration.ofMinutes(2));
        assertThat(call.result()).contains(new Result(0, ""));
        assertThat(state(host)).isEqualTo(ServiceState.STOPPED);
        assertThat(host.service("RTCDATAMCU").cutStops()).isZero();
        call.close();
    }

    @Test
    void gracefulStopDrainsAServiceThatCannotBePaused() {
        MemoryHost host = behaving(ServiceBehaviour.ordinary().refusesPause().drainsIn(Duration.ofMinutes(10)));
        Call call = host.graceful().orElseThrow().stop(DATA_MCU);

        host.clock().sleep(Duration.ofMinutes(9));
        assertThat(state(host)).isEqualTo(ServiceState.RUNNING);
        host.clock().sleep(Duration.ofMinutes(2));
        assertThat(call.result()).contains(new Result(0, ""));
        assertThat(host.service("RTCDATAMCU").cutStops()).isZero();
    }

    @Test
    void gracefulStopThatIsClosedLeavesTheServicePaused() {
        MemoryHost host = behaving(ServiceBehaviour.ordinary().drainsIn(Duration.ofMinutes(10)));
        Call call = host.graceful().orElseThrow().stop(DATA_MCU);
        host.clock().sleep(Duration.ofMinutes(1));

        call.close();
        host.clock().sleep(LONG);

        assertThat(call.result()).isEmpty();
        assertThat(state(host)).isEqualTo(ServiceState.PAUSED);
    }

    @Test
    void gracefulStopNeverEndsWhileASessionDoesNotEnd() {
        MemoryHost host = behaving(ServiceBehaviour.ordinary().neverDrains());
        Call call = host.graceful().orElseThrow().stop(DATA_MCU);
        host.clock().sleep(LONG);

        assertThat(call.result()).isEmpty();
        assertThat(state(host)).isEqualTo(ServiceState.PAUSED);
    }

    @Test
    void cmdletsMayFailOrNeverEnd() {
        MemoryHost failing = behaving(ServiceBehaviour.ordinary().cmdletsFailWith(1, "Access denied."));
        Call failed = failing.graceful().orElseThrow().stop(DATA_MCU);
        failing.clock().sleep(Duration.ofSeconds(1));
        assertThat(failed.result()).contains(new Result(1, "Access denied."));
        assertThat(state(failing)).isEqualTo(ServiceState.RUNNING);

        MemoryHost hanging = behaving(ServiceBehaviour.ordinary().cmdletsNeverEnd());
        Call endless = hanging.graceful().orElseThrow().stop(DATA_MCU);
        hanging.clock().sleep(LONG);
        assertThat(endless.result()).isEmpty();
        assertThat(state(hanging)).isEqualTo(ServiceState.STOPPED);
    }

    @Test
    void cmdletsTellWhatTheyCannotDo() {
        MemoryHost host = MemoryHost.builder()
                .service(config("Base", 0x10))
                .service(config("Top", 0x10, "Base"))
                .cmdlets(true)
                .build();

        assertThat(host.graceful()
                        .orElseThrow()
                        .stop(ServiceName.of("Missing"))
                        .result()
                        .orElseThrow()
                        .exitCode())
                .isEqualTo(1);
        Call stop = host.graceful().orElseThrow().stop(ServiceName.of("Base"));
        host.clock().sleep(Duration.ofMinutes(5));
        assertThat(stop.result().orElseThrow().exitCode()).isEqualTo(1);
        assertThat(host.service("Base").state()).isEqualTo(ServiceState.PAUSED);
        assertThat(host.graceful()
                        .orElseThrow()
                        .start(ServiceName.of("Base"))
                        .result()
                        .orElseThrow()
                        .errorText())
                .isEqualTo("The service is paused.");
    }

    @Test
    void cmdletStartsAService() {
        MemoryHost host = stopped(ServiceBehaviour.ordinary());
        Call start = host.graceful().orElseThrow().start(DATA_MCU);
        assertThat(start.result()).isEmpty();
        host.clock().sleep(Duration.ofMinutes(1));
        assertThat(start.result()).contains(new Result(0, ""));
        assertThat(state(host)).isEqualTo(ServiceState.RUNNING);

        MemoryHost failing = stopped(ServiceBehaviour.ordinary().givesUpAtStart(1064));
        Call failed = failing.graceful().orElseThrow().start(DATA_MCU);
        failing.clock().sleep(Duration.ofMinutes(1));
        assertThat(failed.result().orElseThrow().exitCode()).isEqualTo(1);

        MemoryHost silent = stopped(ServiceBehaviour.ordinary().exitsBeforeReporting());
        assertThat(silent.graceful()
                        .orElseThrow()
                        .start(DATA_MCU)
                        .result()
                        .orElseThrow()
                        .errorText())
                .contains("ERROR_SERVICE_REQUEST_TIMEOUT (1053)");
    }

    private static ServiceState state(MemoryHost host) {
        return host.services().status(DATA_MCU).state();
    }

    private static MemoryHost behaving(ServiceBehaviour behaviour) {
        return MemoryHost.skypeForBusiness2015FrontEnd()
                .behaviour("RTCDATAMCU", behaviour)
                .build();
    }

    private static MemoryHost stopped(ServiceBehaviour behaviour) {
        return MemoryHost.skypeForBusiness2015FrontEnd()
                .behaviour("RTCDATAMCU", behaviour)
                .state("RTCDATAMCU", ServiceState.STOPPED)
                .build();
    }

    private static ServiceConfig config(String name, int type, String... dependencies) {
        return new ServiceConfig(
                ServiceName.of(name),
                name,
                "C:\\Windows\\host.exe",
                ServiceConfig.StartType.MANUAL,
                type,
                "LocalSystem",
                List.of(dependencies));
    }
}
