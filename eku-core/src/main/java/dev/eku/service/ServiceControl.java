package dev.eku.service;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The service control manager of one host. A command only starts something. The caller watches {@link #status} until it
 * is done; directly after a command, the status may still show the old state. A refusal is a
 * {@link dev.eku.error.Win32Exception} with the error code of Windows.
 *
 * <p>Not thread-safe unless an implementation says so. {@code ServiceControlContract} in the test jar defines the
 * behaviour.
 */
public interface ServiceControl {
    /** How a service is set up; empty if there is no such service. */
    Optional<ServiceConfig> config(ServiceName service);

    /**
     * What a service is doing now.
     *
     * @throws dev.eku.error.Win32Exception {@code ERROR_SERVICE_DOES_NOT_EXIST (1060)}
     */
    ServiceStatus status(ServiceName service);

    /**
     * The services that need this one, directly or not, stopped or not, in the order in which they must be stopped.
     * Empty if no service needs it.
     *
     * @throws dev.eku.error.Win32Exception {@code ERROR_SERVICE_DOES_NOT_EXIST (1060)}
     */
    List<ServiceName> dependents(ServiceName service);

    /**
     * Sends a command and returns what the service manager reports directly after it.
     *
     * @throws dev.eku.error.Win32Exception {@code 1062} not running, {@code 1052} not accepted, {@code 1061} or {@code
     *     1052} in a pending state, {@code 1051} other running services need it, {@code 1060} no such service
     */
    ServiceStatus command(ServiceName service, ServiceCommand command);

    /**
     * Starts a service and does not wait until it runs.
     *
     * @throws dev.eku.error.Win32Exception {@code 1056} not stopped, {@code 1058} disabled, {@code 1053} its process
     *     does not report, {@code 1060} no such service, {@code 1072} marked for delete
     */
    void start(ServiceName service);

    /**
     * Whether we have the rights to stop, pause and start it. Changes nothing.
     *
     * @throws dev.eku.error.Win32Exception {@code ERROR_SERVICE_DOES_NOT_EXIST (1060)}
     */
    boolean controllable(ServiceName service);

    /**
     * When the process of a service started, by the host's own clock. A host that reports this with every status need
     * not answer in another way. For other hosts it is expensive, so ask only what nothing else proves.
     *
     * @param status a status of one of this host's services
     * @return empty if the host does not tell; that is no failure
     */
    default Optional<Instant> processStarted(ServiceStatus status) {
        return status.processStarted();
    }

    /**
     * All of these answers at once; empty if there is no such service. The answers are the same as those of single
     * calls. A backend that needs a request for each question asks all of them in one.
     */
    default Optional<ServiceLook> look(ServiceName service) {
        Optional<ServiceConfig> config = config(service);
        return config.isPresent()
                ? Optional.of(
                        new ServiceLook(config.get(), status(service), dependents(service), controllable(service)))
                : Optional.empty();
    }

    /**
     * The configuration and the status of a service at once, for a verdict about its process. The look tells no
     * dependents, and not that the service is controllable, since neither was asked for.
     *
     * @return empty if there is no such service
     */
    default Optional<ServiceLook> lookAtProcess(ServiceName service) {
        Optional<ServiceConfig> config = config(service);
        return config.isPresent()
                ? Optional.of(new ServiceLook(config.get(), status(service), List.of(), false))
                : Optional.empty();
    }
}
