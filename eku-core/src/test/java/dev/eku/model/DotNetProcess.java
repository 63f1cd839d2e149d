package dev.eku.model;

import dev.eku.service.ServiceStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A process as .NET runs in it: it reads REG_DWORD 0 under the path of its executable at its first use of TLS, and keeps what it
 * has read. Written after the source that domain facts cite, not after eku's own rule. Not thread-safe.
 */
final class DotNetProcess {
    private final OptionalLong id;
    private final Optional<Instant> started;
    /** By a clock that nobody can set. */
    private final Duration firstUse;

    private Optional<Boolean> read = Optional.empty();
    private boolean ranWithout;

    /** @param firstUse when it uses TLS for the first time */
    DotNetProcess(ServiceStatus status, Duration firstUse) {
        this.id = status.processId();
        this.started = status.processStarted();
        this.firstUse = firstUse;
    }

    boolean isThatOf(ServiceStatus status) {
        return id.equals(status.processId()) && started.equals(status.processStarted());
    }

    /** Lives on to that moment, at which the value is 0 or is not. */
    void lives(Duration now, boolean zero) {
        ranWithout |= !zero;
        if (read.isEmpty() && now.compareTo(firstUse) >= 0) {
            read = Optional.of(zero);
        }
    }

    /** Whether it is exempt or, if it has not used TLS yet, will be if nothing changes. */
    boolean isExempt(boolean zero) {
        return read.orElse(zero);
    }

    /** Whether the value was another than 0 at any moment of its life. */
    boolean ranWithout() {
        return ranWithout;
    }
}
