package dev.eku.backend.memory;

import dev.eku.host.HostSnapshot.StoredLog;
import dev.eku.host.event.EventLog;
import dev.eku.host.event.EventQuery;
import dev.eku.host.event.LogExcerpt;
import dev.eku.host.event.LoggedEvent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The event logs of a memory host. An event later than its clock has not happened yet. Thread-safe. */
record MemoryEventLog(Machine machine, PortCalls calls) implements EventLog {
    @Override
    public Optional<List<LoggedEvent>> query(EventQuery query) {
        return read(query).map(LogExcerpt::events);
    }

    @Override
    public Optional<LogExcerpt> read(EventQuery query) {
        return calls.make(PortCall.Kind.EVENT_QUERY, query.log(), () -> {
            Instant now = machine.timeline().now();
            return machine.logs().stream()
                    .filter(log -> log.name().equals(query.log()))
                    .map(log -> excerpt(log, query, now))
                    .findFirst();
        });
    }

    private static LogExcerpt excerpt(StoredLog log, EventQuery query, Instant now) {
        List<LoggedEvent> matching = log.events().stream()
                .filter(event -> query.matches(event) && !event.at().isAfter(now))
                .toList();
        List<LoggedEvent> newest = matching.subList(Math.max(0, matching.size() - MAX_EVENTS), matching.size());
        Instant since = newest.size() < matching.size()
                ? newest.get(0).at()
                : log.since().orElse(Instant.MIN);
        return new LogExcerpt(newest, Optional.of(since), Optional.empty(), log.unreadable(), 0);
    }
}
