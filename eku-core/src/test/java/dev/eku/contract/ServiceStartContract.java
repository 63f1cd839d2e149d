package dev.eku.contract;

import static dev.eku.contract.Win32Failures.assertRefused;
import static dev.eku.service.ServiceState.RUNNING;
import static dev.eku.service.ServiceState.START_PENDING;
import static dev.eku.service.ServiceState.STOPPED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eku.error.Win32Error;
import dev.eku.service.ServiceCommand;
import dev.eku.service.ServiceName;
import dev.eku.service.ServiceStatus;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** How a service starts, and how it fails to. */
public interface ServiceStartContract extends ServiceFixture {
    @Test
    default void startBringsAStoppedServiceToRunning() {
        ServiceStatus status = running();

        assertThat(status.accepts()).contains(ServiceCommand.STOP);
        if (!limits().contains(Limit.PAUSE)) {
            assertThat(status.accepts()).contains(ServiceCommand.PAUSE, ServiceCommand.CONTINUE);
        }
        assertThat(status.exitCode()).isZero();
        assertThat(status.checkpoint()).isZero();
        assertThat(status.waitHint()).isEqualTo(Duration.ZERO);
    }

    @Test
    default void startShowsStartPendingWhileTheServiceIsSlow() {
        behave(Behaviour.ordinary().startsIn(Duration.ofSeconds(2)));

        services().start(service());

        ServiceStatus pending = await(service(), START_PENDING);
        assertThat(pending.accepts()).isEmpty();
        await(service(), RUNNING);
    }

    @Test
    default void startIsRefusedWhenTheServiceRuns() {
        Limit.STATE_CODES.abortIfIn(limits());
        running();

        assertRefused(() -> services().start(service()), Win32Error.SERVICE_ALREADY_RUNNING);
        assertThat(status().state()).isEqualTo(RUNNING);
    }

    @Test
    default void startIsRefusedWhileTheServiceStarts() {
        behave(Behaviour.ordinary().startsIn(Duration.ofSeconds(2)));
        services().start(service());

        assertRefused(() -> services().start(service()), Win32Error.SERVICE_ALREADY_RUNNING);
        await(service(), RUNNING);
    }

    /** A restart that does not wait for the stop would leave the service stopped. */
    @Test
    default void startIsRefusedWhileTheServiceStopsAndItEndsStopped() {
        behave(Behaviour.ordinary().stopsIn(Duration.ofSeconds(2)));
        running();
        services().command(service(), ServiceCommand.STOP);

        assertRefused(() -> services().start(service()), Win32Error.SERVICE_ALREADY_RUNNING);
        await(service(), STOPPED);
    }

    @Test
    default void startIsRefusedWhenTheServiceIsDisabled() {
        ServiceName disabled = disabledService();

        for (int twice = 0; twice < 2; twice++) {
            assertRefused(() -> services().start(disabled), Win32Error.SERVICE_DISABLED);
            assertThat(services().status(disabled).state()).isEqualTo(STOPPED);
        }
        assertRefused(() -> services().command(disabled, ServiceCommand.STOP), Win32Error.SERVICE_NOT_ACTIVE);
    }

    @Test
    default void startIsRefusedWhenTheServiceIsMarkedForDeletion() {
        ServiceName deleted = deletedService();

        assertRefused(() -> services().start(deleted), Win32Error.SERVICE_MARKED_FOR_DELETE);
    }

    @Test
    default void startFailsWhenTheProcessEndsBeforeItReports() {
        behave(Behaviour.ordinary().with(Behaviour.Start.EXITS_BEFORE_REPORTING));

        assertRefused(() -> services().start(service()), Win32Error.SERVICE_REQUEST_TIMEOUT);

        ServiceStatus status = await(service(), STOPPED);
        assertThat(status.processId()).isEmpty();
    }

    @Test
    default void statusTellsTheExitCodeWhenTheServiceGivesUpAtItsStart() {
        behave(Behaviour.ordinary().startsIn(Duration.ofSeconds(1)).with(Behaviour.Start.GIVES_UP));

        services().start(service());

        await(service(), START_PENDING);
        ServiceStatus status = await(service(), STOPPED);
        assertThat(status.exitCode()).isEqualTo(Behaviour.GIVEN_UP);
        assertThat(status.processId()).isEmpty();
    }

    @Test
    default void startWorksAgainAfterAFailedStart() {
        behave(Behaviour.ordinary().startsIn(Duration.ofSeconds(1)).with(Behaviour.Start.GIVES_UP));
        services().start(service());
        await(service(), START_PENDING);
        await(service(), STOPPED);

        behave(Behaviour.ordinary());
        assertThat(running().exitCode()).isZero();
    }

    @Test
    default void statusTellsTheProcessAndTheHostWhenItStarted() {
        // A server's clock is known over a network to the second only.
        Duration tolerance = Duration.ofSeconds(2);
        Instant before = clock().now();
        ServiceStatus status = running();

        assertThat(status.processId()).isPresent();
        assertThat(services().processStarted(status).orElseThrow())
                .isBetween(before.minus(tolerance), clock().now().plus(tolerance));
    }

    @Test
    default void everyStartMakesAnotherProcess() {
        Instant first = services().processStarted(running()).orElseThrow();
        services().command(service(), ServiceCommand.STOP);
        await(service(), STOPPED);

        assertThat(services().processStarted(running()).orElseThrow()).isAfter(first);
    }
}
