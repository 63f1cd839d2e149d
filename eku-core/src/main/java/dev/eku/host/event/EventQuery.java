package dev.eku.host.event;

import java.time.Instant;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which events are asked for. Immutable.
 *
 * @param log the log's name, for example {@code Lync Server}
 * @param source who logged them
 * @param ids their event ids; at least one
 * @param from not before
 * @param to not after
 */
public record EventQuery(String log, String source, Set<Integer> ids, Instant from, Instant to) {
    private static final Pattern NAME = Pattern.compile("[^'\"<>&\\p{Cntrl}]+");

    /** @throws IllegalArgumentException if a name is none, or no id is given */
    public EventQuery {
        ids = Set.copyOf(ids);
        if (!NAME.matcher(log).matches() || !NAME.matcher(source).matches() || ids.isEmpty()) {
            throw new IllegalArgumentException("no query: " + log + ", " + source + ", " + ids);
        }
    }

    /** Whether an event of the log is one of those meant. */
    public boolean matches(LoggedEvent event) {
        return event.source().equals(source)
                && ids.contains(event.id())
                && !event.at().isBefore(from)
                && !event.at().isAfter(to);
    }
}
