package dev.eku.contract;

import static dev.eku.contract.Win32Failures.assertRefused;
import static dev.eku.service.ServiceCommand.CONTINUE;
import static dev.eku.service.ServiceCommand.PAUSE;
import static dev.eku.service.ServiceCommand.STOP;
import static dev.eku.service.ServiceState.PAUSED;
import static dev.eku.service.ServiceState.PAUSE_PENDING;
import static dev.eku.service.ServiceState.RUNNING;
import static dev.eku.service.ServiceState.START_PENDING;
import static dev.eku.service.ServiceState.STOPPED;
import static dev.eku.service.ServiceState.STOP_PENDING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eku.error.Win32Error;
import dev.eku.service.ServiceCommand;
import dev.eku.service.ServiceName;
import dev.eku.service.ServiceState;
import dev.eku.service.ServiceStatus;
import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What a running service does when told. */
public interface ServiceCommandContract extends ServiceFixture {
    @Test
    default void stopBringsARunningServiceToStopped() {
        running();

        ServiceStatus told = services().command(service(), STOP);

        assertThat(told.state()).isIn(RUNNING, STOP_PENDING, STOPPED);
        ServiceStatus stopped = await(service(), STOPPED);
        assertThat(stopped.accepts()).isEmpty();
        assertThat(stopped.exitCode()).isZero();
        assertThat(stopped.checkpoint()).isZero();
        assertThat(stopped.processId()).isEmpty();
    }

    @Test
    default void everyCommandIsRefusedWhenTheServiceIsStopped() {
        Limit.STATE_CODES.abortIfIn(limits());
        for (ServiceCommand command : ServiceCommand.values()) {
            assertRefused(() -> services().command(service(), command), Win32Error.SERVICE_NOT_ACTIVE);
        }
        assertThat(status().state()).isEqualTo(STOPPED);
    }

    @Test
    default void stopIsRefusedWhileTheServiceStops() {
        behave(Behaviour.ordinary().stopsIn(Duration.ofSeconds(2)));
        running();
        services().command(service(), STOP);
        ServiceStatus pending = await(service(), STOP_PENDING);
        assertThat(pending.accepts()).isEmpty();

        assertRefused(() -> services().command(service(), STOP), Win32Error.SERVICE_CANNOT_ACCEPT_CTRL);
        await(service(), STOPPED);
    }

    /** Windows answers 1061; Wine 8.0 looks at what the service accepts instead and answers 1052. */
    @Test
    default void stopIsRefusedWhileTheServiceStarts() {
        behave(Behaviour.ordinary().startsIn(Duration.ofSeconds(2)));
        services().start(service());
        await(service(), START_PENDING);

        assertRefused(
                () -> services().command(service(), STOP),
                Win32Error.SERVICE_CANNOT_ACCEPT_CTRL,
                Win32Error.INVALID_SERVICE_CONTROL);
        await(service(), RUNNING);
    }

    @Test
    default void checkpointAdvancesWhileASlowStopMakesProgress() {
        behave(Behaviour.ordinary().stopsIn(Duration.ofSeconds(2)));
        running();
        services().command(service(), STOP);
        int early = await(service(), STOP_PENDING).checkpoint();

        clock().sleep(Duration.ofSeconds(1));
        ServiceStatus later = status();

        assertThat(later.state()).isEqualTo(STOP_PENDING);
        assertThat(later.checkpoint()).isGreaterThan(early);
        assertThat(later.waitHint()).isPositive();
        await(service(), STOPPED);
    }

    /** JNA's issue 797: the waiter must not take the old state for a failure. */
    @Test
    default void stopIsAcceptedWhenTheOldStateStillShows() {
        behave(Behaviour.ordinary().showsLate(Duration.ofSeconds(1)).stopsIn(Duration.ofSeconds(1)));
        running();

        assertThat(services().command(service(), STOP).state()).isEqualTo(RUNNING);
        assertThat(status().state()).isEqualTo(RUNNING);

        await(service(), STOP_PENDING);
        await(service(), STOPPED);
    }

    @Test
    default void stopThatHangsStaysPendingWithoutProgress() {
        Limit.HUNG_SERVICE.abortIfIn(limits());
        behave(Behaviour.ordinary().hangsAtStop());
        running();
        services().command(service(), STOP);
        int checkpoint = await(service(), STOP_PENDING).checkpoint();

        clock().sleep(Duration.ofSeconds(2));

        assertThat(status().state()).isEqualTo(STOP_PENDING);
        assertThat(status().checkpoint()).isEqualTo(checkpoint);
    }

    @Test
    default void pauseAndContinueGoBackAndForthInOneProcess() {
        Limit.PAUSE.abortIfIn(limits());
        OptionalLong process = running().processId();
        for (int twice = 0; twice < 2; twice++) {
            services().command(service(), PAUSE);
            ServiceStatus paused = await(service(), PAUSED);
            assertThat(paused.accepts()).contains(STOP, CONTINUE);
            assertThat(paused.processId()).isEqualTo(process);

            services().command(service(), CONTINUE);
            assertThat(await(service(), RUNNING).processId()).isEqualTo(process);
        }
    }

    @Test
    default void stopIsTakenWhilePaused() {
        Limit.PAUSE.abortIfIn(limits());
        running();
        services().command(service(), PAUSE);
        await(service(), PAUSED);

        services().command(service(), STOP);
        await(service(), STOPPED);
    }

    @Test
    default void startIsRefusedWhilePaused() {
        Limit.PAUSE.abortIfIn(limits());
        running();
        services().command(service(), PAUSE);
        await(service(), PAUSED);

        assertRefused(() -> services().start(service()), Win32Error.SERVICE_ALREADY_RUNNING);
        assertThat(status().state()).isEqualTo(PAUSED);
    }

    @Test
    default void pauseIsRefusedWhenTheServiceDoesNotAcceptIt() {
        behave(Behaviour.ordinary().refusesPause());
        assertThat(running().accepts()).containsExactly(STOP);

        assertRefused(() -> services().command(service(), PAUSE), Win32Error.INVALID_SERVICE_CONTROL);
        assertThat(status().state()).isEqualTo(RUNNING);
    }

    @Test
    default void serviceThatHasDrainedMayStopByItself() {
        behave(Behaviour.ordinary().stopsAfterPauseOf(Duration.ofSeconds(1)));
        running();
        services().command(service(), PAUSE);

        await(service(), PAUSED);
        assertThat(await(service(), STOPPED).exitCode()).isZero();
    }

    @Test
    default void serviceThatIsPausedMayStayPaused() {
        Limit.PAUSE.abortIfIn(limits());
        running();
        assertThat(services().command(service(), PAUSE).state()).isIn(RUNNING, PAUSE_PENDING, PAUSED);
        await(service(), PAUSED);

        clock().sleep(Duration.ofSeconds(2));
        assertThat(status().state()).isEqualTo(PAUSED);
    }

    @Test
    default void stopAndStartWorkTwiceInARow() {
        for (int twice = 0; twice < 2; twice++) {
            assertThat(running().state()).isEqualTo(RUNNING);
            services().command(service(), STOP);
            assertThat(await(service(), STOPPED).state()).isEqualTo(STOPPED);
        }
    }

    @Test
    default void stopIsRefusedWhileAServiceThatNeedsItRuns() {
        ServiceName dependent = dependentService();
        running();
        services().start(dependent);
        await(dependent, ServiceState.RUNNING);

        assertRefused(() -> services().command(service(), STOP), Win32Error.DEPENDENT_SERVICES_RUNNING);
        assertThat(status().state()).isEqualTo(RUNNING);

        services().command(dependent, STOP);
        await(dependent, STOPPED);
        services().command(service(), STOP);
        await(service(), STOPPED);
    }
}
