package dev.eku.service;

import java.util.List;
import java.util.Optional;

/**
 * The service control manager of one host. Commands only begin something: the caller watches {@link #status} until it is
 * done, and right after a command the old state may still show. What is refused is a {@link dev.eku.error.Win32Exception} with
 * the code Windows gives.
 *
 * <p>Not thread-safe unless an implementation says so. The behaviour is fixed by {@code ServiceControlContract} in the test jar.
 */
public interface ServiceControl {
    /** How a service is set up, or empty if there is no such service. */
    Optional<ServiceConfig> config(ServiceName service);

    /**
     * What a service is doing now.
     *
     * @throws dev.eku.error.Win32Exception {@code ERROR_SERVICE_DOES_NOT_EXIST (1060)}
     */
    ServiceStatus status(ServiceName service);

    /**
     * The services that need this one, directly or not, stopped or not, in the order in which they must be stopped; empty for
     * a service nobody needs.
     *
     * @throws dev.eku.error.Win32Exception {@code ERROR_SERVICE_DOES_NOT_EXIST (1060)}
     */
    List<ServiceName> dependents(ServiceName service);

    /**
     * Sends a command and returns what the service manager says right after it.
     *
     * @throws dev.eku.error.Win32Exception {@code 1062} not running, {@code 1052} not accepted, {@code 1061} or {@code
     *     1052} in a pending state, {@code 1051} other running services need it, {@code 1060} no such service
     */
    ServiceStatus command(ServiceName service, ServiceCommand command);

    /**
     * Begins to start a service.
     *
     * @throws dev.eku.error.Win32Exception {@code 1056} not stopped, {@code 1058} disabled, {@code 1053} its process does not
     *     report, {@code 1060} no such service, {@code 1072} marked for delete
     */
    void start(ServiceName service);

    /**
     * Whether we hold the rights to stop, pause and start it. Changes nothing.
     *
     * @throws dev.eku.error.Win32Exception {@code ERROR_SERVICE_DOES_NOT_EXIST (1060)}
     */
    boolean controllable(ServiceName service);

    /**
     * All of these answers at once, or empty if there is no such service. The same as asking one by one; a backend to which each
     * question is a journey of its own asks all in one.
     */
    default Optional<ServiceLook> look(ServiceName service) {
        return config(service)
                .map(config -> new ServiceLook(config, status(service), dependents(service), controllable(service)));
    }
}
