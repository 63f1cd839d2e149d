package dev.eku.journal;

import dev.eku.service.ServiceName;
import dev.eku.service.ServiceStatus;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The process in which a service ran when eku read its status. It is kept so that the same process is recognised later,
 * whatever the host's clock has done in the meantime. Immutable.
 *
 * @param processId empty if the service had no process, or the host does not report it
 * @param started when the process started, by the host's clock, if the host reports it
 * @param stopped whether the service was stopped, so that any later process of it is a new one
 */
public record ProcessNote(ServiceName service, OptionalLong processId, Optional<Instant> started, boolean stopped) {
    /** What a service's status says about its process. */
    public static ProcessNote of(ServiceName service, ServiceStatus status) {
        return new ProcessNote(service, status.processId(), status.processStarted(), status.isStopped());
    }

    /**
     * Whether a status is about this process. If one of the two has no start time, only the id counts. Windows uses ids
     * again, so the answer can then be true for a later process.
     */
    public boolean isOf(ServiceStatus status) {
        boolean sameStart =
                started.isEmpty() || status.processStarted().isEmpty() || started.equals(status.processStarted());
        return processId.isPresent() && processId.equals(status.processId()) && sameStart;
    }
}
