package dev.eku.journal;

import dev.eku.service.ServiceName;
import dev.eku.service.ServiceStatus;
import java.time.Duration;
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
     * Whether a status may be about this process: the id is the same, and no start says otherwise. If one of the two
     * has no start time, Windows may have used the id again, and some servers report the id of a connection.
     */
    public boolean isOf(ServiceStatus status) {
        return processId.isPresent()
                && processId.equals(status.processId())
                && (started.isEmpty() || status.processStarted().isEmpty() || isStartOf(status));
    }

    /** Whether a status is about this process: id and start are the same. */
    public boolean isSurely(ServiceStatus status) {
        return isOf(status) && isStartOf(status);
    }

    /** Not every way to ask a host reports the same digits. No id is used again as fast as that. */
    private boolean isStartOf(ServiceStatus status) {
        return started.isPresent()
                && status.processStarted()
                        .filter(now ->
                                Duration.between(started.get(), now).abs().compareTo(DoneSteps.TOLERANCE) <= 0)
                        .isPresent();
    }
}
