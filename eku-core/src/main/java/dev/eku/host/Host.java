package dev.eku.host;

import dev.eku.host.event.EventLog;
import dev.eku.registry.Registry;
import dev.eku.service.GracefulControl;
import dev.eku.service.ServiceControl;
import dev.eku.service.ServiceName;
import java.util.List;
import java.util.Optional;

/** One Windows machine. Not thread-safe unless an implementation says so; the ports are valid until it is closed. */
public interface Host extends AutoCloseable {
    /** How it was named. */
    HostRef ref();

    Registry registry();

    ServiceControl services();

    HostFiles files();

    /** The product's own cmdlets, if the machine we run on has them. */
    Optional<GracefulControl> graceful();

    /** Its event logs, where the backend can read them. */
    default Optional<EventLog> events() {
        return Optional.empty();
    }

    /** Its processes, where the backend can tell what they run. */
    default Optional<Processes> processes() {
        return Optional.empty();
    }

    HostClock clock();

    /** Whether nothing real is behind it; every report of such a host says so. */
    boolean simulated();

    /**
     * The services that had to be started so that the host can be reached at all, by us or by an earlier run that was cut off.
     * They are stopped when the host is closed; {@link #close} fails with {@code SERVICE_NOT_PUT_BACK} where that cannot be.
     */
    default List<ServiceName> startedToReach() {
        return List.of();
    }

    /** How many requests were sent over the network so far; 0 where nothing is, or where nobody counts. */
    default int requests() {
        return 0;
    }

    @Override
    void close();
}
