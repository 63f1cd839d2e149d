package dev.eku;

import dev.eku.host.ForwardingHost;
import dev.eku.host.Host;
import dev.eku.host.event.EventLog;
import dev.eku.host.event.EventQuery;
import dev.eku.host.event.LogExcerpt;
import dev.eku.host.event.LoggedEvent;
import java.util.List;
import java.util.Optional;

/** A host whose event log is given, whatever is asked of it. */
public record LoggingHost(Host host, LogExcerpt log) implements ForwardingHost, EventLog {
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
