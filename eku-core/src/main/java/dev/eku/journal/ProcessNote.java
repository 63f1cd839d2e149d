package dev.eku.journal;

import dev.eku.service.ServiceName;
import dev.eku.service.ServiceStatus;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The process in which a service ran when eku looked. Kept so that the very same process is known again later, whatever
 * the host's clock has done in between. Immutable.
 *
 * @param processId empty if the service had no process, or the host does not report it
 * @param started when the process started, by the host's clock, if the host reports it
 * @param stopped whether the service was stopped, so that any process it has later is a new one
 */
public record ProcessNote(ServiceName service, OptionalLong processId, Optional<Instant> started, boolean stopped) {
    /** What a service's status says about its process. */
    public static ProcessNote of(ServiceName service, ServiceStatus status) {
        return new ProcessNote(service, status.processId(), status.processStarted(), status.isStopped());
    }

    /**
     * Whether a status speaks of this process. Where either tells no start time the id alone counts; Windows uses ids
     * again, so that this can be said of another process that came later.
     */
    public boolean isOf(ServiceStatus status) {
        boolean sameStart =
                started.isEmpty() || status.processStarted().isEmpty() || started.equals(status.processStarted());
        return processId.isPresent() && processId.equals(status.processId()) && sameStart;
    }
}
