package dev.eku.probe;

import java.net.SocketTimeoutException;
import java.time.Duration;

/** The instant by which something must be done, on the clock that nobody sets. Immutable. */
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

    /** How long it was at first. */
    Duration whole() {
        return whole;
    }

    /** What is left, but no more than the given; as sockets want it, so never 0. */
    int millis(Duration atMost) throws SocketTimeoutException {
        return (int) Math.max(1, Math.min(Integer.MAX_VALUE, Math.min(left().toMillis(), atMost.toMillis())));
    }

    /**
     * What is left.
     *
     * @throws SocketTimeoutException if nothing is
     */
    Duration left() throws SocketTimeoutException {
        long left = nanos - System.nanoTime();
        if (left <= 0) {
            throw new SocketTimeoutException();
        }
        return Duration.ofNanos(left);
    }
}
