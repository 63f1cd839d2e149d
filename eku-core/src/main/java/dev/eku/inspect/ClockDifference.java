package dev.eku.inspect;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How far a host's clock is from ours, where that is far: records, starts of processes and events then tell times that
 * nobody else knows, and a clock that is put right makes them lie. Immutable.
 *
 * @param ahead of ours; negative if it is behind
 */
public record ClockDifference(Duration ahead) {
    /** What Windows domains take for too far by default (Kerberos, RFC 4120 section 8.2: clock skew of 5 minutes). */
    public static final Duration FAR = Duration.ofMinutes(5);

    /**
     * The difference, or empty if the clocks agree well enough.
     *
     * @param before when the inspection started, by a clock that the caller trusts
     * @param after when it was done
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
