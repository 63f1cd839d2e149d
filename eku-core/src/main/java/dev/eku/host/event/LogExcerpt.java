package dev.eku.host.event;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a log answers to a query, and how much that is worth. Immutable.
 *
 * @param events those that match, the oldest first
 * @param since from when on no event is missing: when the oldest event of the log was logged, of whatever kind, or the
 *     oldest of those given where there are more than are given; {@link Instant#MIN} if none was ever lost; empty if it
 *     is not known
 * @param until when the newest event of the log was logged; empty if the log goes on until now
 * @param unreadable how many events could not be read that may have matched
 * @param altered how many of the events given had characters that are none, and have U+FFFD in their place
 * @param computers whose logs the events of the log are of, where they tell it; of many some
 */
public record LogExcerpt(
        List<LoggedEvent> events,
        Optional<Instant> since,
        Optional<Instant> until,
        int unreadable,
        int altered,
        List<String> computers) {
    public LogExcerpt {
        events = List.copyOf(events);
        computers = List.copyOf(computers);
    }

    /** Of a log that does not tell whose it is. */
    public LogExcerpt(
            List<LoggedEvent> events, Optional<Instant> since, Optional<Instant> until, int unreadable, int altered) {
        this(events, since, until, unreadable, altered, List.of());
    }

    /** Events of a log of which nothing else is known. */
    public static LogExcerpt of(List<LoggedEvent> events) {
        return new LogExcerpt(events, Optional.empty(), Optional.empty(), 0, 0);
    }
}
