package dev.eku;

import dev.eku.host.ForwardingHost;
import dev.eku.host.Host;
import dev.eku.host.event.EventLog;
import dev.eku.host.event.EventQuery;
import dev.eku.host.event.LogExcerpt;
import dev.eku.host.event.LoggedEvent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A host whose event log is given, whatever is asked of it. */
public record LoggingHost(Host host, LogExcerpt log) implements ForwardingHost, EventLog {
    /** A front end with that log. */
    public static LoggingHost frontEnd(LogExcerpt log) {
        return new LoggingHost(FrontEnd.frontEnd().build(), log);
    }

    /**
     * A log that tells of the time from its begin on.
     *
     * @param unreadable how many of its events could not be read
     * @param altered how many were read without some of their characters
     */
    public static LogExcerpt log(Instant begin, int unreadable, int altered, LoggedEvent... events) {
        return new LogExcerpt(List.of(events), Optional.of(begin), Optional.empty(), unreadable, altered);
    }

    @Override
    public Optional<EventLog> events() {
        return Optional.of(this);
    }

    @Override
    public Optional<List<LoggedEvent>> query(EventQuery query) {
        return Optional.of(log.events());
    }

    @Override
    public Optional<LogExcerpt> read(EventQuery query) {
        return Optional.of(log);
    }
}
