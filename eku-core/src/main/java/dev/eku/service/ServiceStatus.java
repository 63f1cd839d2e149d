package dev.eku.service;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What the service control manager reports about a service at one moment ({@code SERVICE_STATUS_PROCESS}). Immutable.
 *
 * @param accepts the commands that it accepts now
 * @param exitCode the Win32 exit code of its last run; 0 while it runs
 * @param checkpoint a number that grows while a pending state makes progress
 * @param waitHint how long the service asks us to wait for the next checkpoint; zero if it does not say
 * @param processId the process in which it runs, if the host reports it
 * @param processStarted when that process started, by the host's clock, if the host reports it
 */
public record ServiceStatus(
        ServiceState state,
        Set<ServiceCommand> accepts,
        int exitCode,
        int checkpoint,
        Duration waitHint,
        OptionalLong processId,
        Optional<Instant> processStarted) {
    public ServiceStatus {
        accepts = Set.copyOf(accepts);
    }

    /** The same status of a process that started then. */
    public ServiceStatus startedAt(Instant started) {
        return new ServiceStatus(state, accepts, exitCode, checkpoint, waitHint, processId, Optional.of(started));
    }

    /** Whether it is stopped. A service that is starting or stopping is not. */
    public boolean isStopped() {
        return state == ServiceState.STOPPED;
    }
}
