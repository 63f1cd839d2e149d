package dev.eku.host;

import dev.eku.host.event.EventLog;
import dev.eku.registry.Registry;
import dev.eku.service.GracefulControl;
import dev.eku.service.ServiceControl;
import dev.eku.service.ServiceName;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One Windows machine. Not thread-safe unless an implementation says so. The ports are valid until the host is closed.
 */
public interface Host extends AutoCloseable {
    /** The reference by which it was named. */
    HostRef ref();

    Registry registry();

    ServiceControl services();

    HostFiles files();

    /** The product's own cmdlets, if the machine we run on has them. */
    Optional<GracefulControl> graceful();

    /** Its event logs, if the backend can read them. */
    default Optional<EventLog> events() {
        return Optional.empty();
    }

    /** Its processes, if the backend can report what they run. */
    default Optional<Processes> processes() {
        return Optional.empty();
    }

    HostClock clock();

    /**
     * Whether the host is simulated, so that no real server is read or changed. Every report about such a host says so.
     */
    boolean simulated();

    /**
     * The services that had to be started to reach the host, by us or by an earlier run that was cut off. They are
     * stopped when the host is closed. If that is not possible, {@link #close} fails with {@code SERVICE_NOT_PUT_BACK}.
     */
    default List<ServiceName> startedToReach() {
        return List.of();
    }

    /**
     * Says what is going to be asked, so that a host that is far away can ask for all of it at once. What asks keeps
     * the answers; a host keeps none, so no answer is older than the question. The default does nothing.
     *
     * @param questions Each reads through the ports of this host, changes nothing, and may be run several times or not
     *     at all. What it throws is ignored, because whoever needs the answer asks again. A question may have parts
     *     that it asks together in the same way; no two of them may ask the same.
     * @throws dev.eku.error.EkuException if the host cannot be asked at all
     */
    default void askTogether(Supplier<List<Runnable>> questions) {}

    /** What was exchanged over the network so far; nothing if the backend uses no network or does not count. */
    default Traffic traffic() {
        return Traffic.NONE;
    }

    @Override
    void close();
}
