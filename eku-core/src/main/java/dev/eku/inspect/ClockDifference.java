package dev.eku.inspect;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How far a host's clock differs from ours, if it differs by much. The times in records, starts of processes and events
 * are then wrong for everybody else, and they become misleading when the clock is corrected. Immutable.
 *
 * @param ahead how far the host's clock is ahead of ours; negative if it is behind
 */
public record ClockDifference(Duration ahead) {
    /**
     * The difference that Windows domains do not tolerate by default (Kerberos, RFC 4120 section 8.2: clock skew of 5
     * minutes).
     */
    public static final Duration FAR = Duration.ofMinutes(5);

    /**
     * The difference, or empty if the clocks agree well enough.
     *
     * @param before when the inspection started, by a clock that the caller trusts
     * @param after when the inspection ended, by the same clock
     */
    public static Optional<ClockDifference> of(Inspection inspection, Instant before, Instant after) {
        Instant theirs = inspection.host().takenAt();
        Instant ours = theirs.isBefore(before) ? before : theirs.isAfter(after) ? after : theirs;
        Duration ahead = Duration.between(ours, theirs);
        return Optional.of(new ClockDifference(ahead))
                .filter(difference -> ahead.abs().compareTo(FAR) > 0);
    }

    /** Whether the host's clock is behind ours. */
    public boolean isBehind() {
        return ahead.isNegative();
    }
}
