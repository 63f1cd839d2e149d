package dev.eku.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eku.host.HostClock;
import dev.eku.registry.Registry;
import dev.eku.service.ServiceControl;
import dev.eku.service.ServiceName;
import dev.eku.service.ServiceState;
import dev.eku.service.ServiceStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/** What a backend supplies to be tested as a service manager. */
public interface ServiceFixture {
    /** A name no service has. */
    ServiceName MISSING = ServiceName.of("EkuNoSuchService");

    /** How long a test waits for a state before it fails, by the host's clock. */
    Duration PATIENCE = Duration.ofSeconds(30);

    /** The service manager under test. */
    ServiceControl services();

    /** The registry of its host, where it keeps how its services are set up. */
    Registry registry();

    /** The clock of its host; tests wait by it. */
    HostClock clock();

    /**
     * A service in a process of its own, of start type manual, that nothing depends on but {@link #dependentService}.
     * Stopped and of {@link Behaviour#ordinary} behaviour before each test.
     */
    ServiceName service();

    /** How {@link #service} behaves from its next start on. */
    default void behave(Behaviour behaviour) {
        throw Limit.BEHAVIOUR.missing(limits());
    }

    /** What cannot be shown here. */
    default Set<Limit> limits() {
        return Set.of();
    }

    /** A service that depends on {@link #service}, stopped before each test. */
    default ServiceName dependentService() {
        throw Limit.DEPENDENTS.missing(limits());
    }

    /** A stopped service that was set up with exactly this command line, of type REG_EXPAND_SZ. */
    default ServiceName serviceOf(String commandLine) {
        throw Limit.MADE_SERVICES.missing(limits());
    }

    /** A stopped service of that name, which depends on nothing. */
    default ServiceName serviceNamed(String name) {
        throw Limit.MADE_SERVICES.missing(limits());
    }

    /** A stopped service of that name that depends on {@link #service}. */
    default ServiceName dependentNamed(String name) {
        throw Limit.DEPENDENTS.missing(limits());
    }

    /** Ends the process of {@link #service}, which runs, as the task manager does. */
    default void kill() {
        throw Limit.DEAD_PROCESS.missing(limits());
    }

    /** A disabled service, stopped. */
    default ServiceName disabledService() {
        throw Limit.DISABLED_SERVICE.missing(limits());
    }

    /** A stopped service that is marked for deletion. */
    default ServiceName deletedService() {
        throw Limit.DELETED_SERVICE.missing(limits());
    }

    /** What {@link #service} is doing. */
    default ServiceStatus status() {
        return services().status(service());
    }

    /** Starts {@link #service} and waits until it runs. */
    default ServiceStatus running() {
        services().start(service());
        return await(service(), ServiceState.RUNNING);
    }

    /** Waits until the service shows that state. */
    default ServiceStatus await(ServiceName name, ServiceState wanted) {
        Instant deadline = clock().now().plus(PATIENCE);
        ServiceStatus status = services().status(name);
        while (status.state() != wanted) {
            assertThat(clock().now())
                    .as("%s shows %s instead of %s", name, status, wanted)
                    .isBefore(deadline);
            clock().sleep(Duration.ofMillis(20));
            status = services().status(name);
        }
        return status;
    }
}
