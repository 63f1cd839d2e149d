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
 * A host that forwards every call to another host. Implement it to change single answers. It is as thread-safe as the
 * other host.
 */
public interface ForwardingHost extends Host {
    /** The host that receives the calls. */
    Host host();

    @Override
    default HostRef ref() {
        return host().ref();
    }

    @Override
    default Registry registry() {
        return host().registry();
    }

    @Override
    default ServiceControl services() {
        return host().services();
    }

    @Override
    default HostFiles files() {
        return host().files();
    }

    @Override
    default Optional<GracefulControl> graceful() {
        return host().graceful();
    }

    @Override
    default Optional<EventLog> events() {
        return host().events();
    }

    @Override
    default Optional<Processes> processes() {
        return host().processes();
    }

    @Override
    default HostClock clock() {
        return host().clock();
    }

    @Override
    default boolean simulated() {
        return host().simulated();
    }

    @Override
    default List<ServiceName> startedToReach() {
        return host().startedToReach();
    }

    @Override
    default void askTogether(Supplier<List<Runnable>> questions) {
        host().askTogether(questions);
    }

    @Override
    default Traffic traffic() {
        return host().traffic();
    }

    @Override
    default void close() {
        host().close();
    }
}
