package dev.eku.probe;

import java.net.SocketTimeoutException;
import java.time.Duration;

/** The instant by which something must be done, on a clock that cannot be set. Immutable. */
final class Deadline {
    private final Duration whole;
    private final long nanos;

    private Deadline(Duration whole, long nanos) {
        this.whole = whole;
        this.nanos = nanos;
    }

    static Deadline in(Duration duration) {
        return new Deadline(duration, System.nanoTime() + duration.toNanos());
    }

    /** The whole time at the start. */
    Duration whole() {
        return whole;
    }

    /** The remaining time, but at most the given time. It is never 0, because sockets would take 0 for no limit. */
    int millis(Duration atMost) throws SocketTimeoutException {
        return (int) Math.max(1, Math.min(Integer.MAX_VALUE, Math.min(left().toMillis(), atMost.toMillis())));
    }

    /**
     * The remaining time.
     *
     * @throws SocketTimeoutException if there is none
     */
    Duration left() throws SocketTimeoutException {
        long left = nanos - System.nanoTime();
        if (left <= 0) {
            throw new SocketTimeoutException();
        }
        return Duration.ofNanos(left);
    }
}
