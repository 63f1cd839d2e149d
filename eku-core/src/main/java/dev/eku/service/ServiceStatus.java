package dev.eku.service;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What the service control manager says of a service at one moment ({@code SERVICE_STATUS_PROCESS}). Immutable.
 *
 * @param accepts the commands it takes now
 * @param exitCode the Win32 exit code of its last run; 0 while running
 * @param checkpoint counts up while a pending state makes progress
 * @param waitHint how long the service asks us to wait for the next checkpoint; zero if it does not say
 * @param processId the process it runs in, where the host tells
 * @param processStarted when that process started, by the host's clock, where the host tells
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

    /** Whether it does not run and is not on its way. */
    public boolean isStopped() {
        return state == ServiceState.STOPPED;
    }
}
