package dev.eku.host.event;

import java.util.List;
import java.util.Optional;

/** A host's event logs; read only. */
public interface EventLog {
    /** The most events that one query answers. */
    int MAX_EVENTS = 100_000;

    /**
     * The events that match, the oldest first; where there are more than {@link #MAX_EVENTS}, the newest of them.
     *
     * @return empty if there is no such log
     * @throws dev.eku.error.EkuException if the log cannot be read
     */
    Optional<List<LoggedEvent>> query(EventQuery query);

    /**
     * The same events, with what is known of how far the log goes and of events that could not be read. Who implements
     * it without saying so tells that the start of the log is not known.
     *
     * @return empty if there is no such log
     * @throws dev.eku.error.EkuException if the log cannot be read
     */
    default Optional<LogExcerpt> read(EventQuery query) {
        return query(query).map(LogExcerpt::of);
    }
}
