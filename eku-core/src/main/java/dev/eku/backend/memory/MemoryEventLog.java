package dev.eku.backend.memory;

import dev.eku.host.EventLog;
import dev.eku.host.HostSnapshot.StoredLog;
import dev.eku.host.event.EventQuery;
import dev.eku.host.event.LoggedEvent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The event logs of a memory host; an event later than its clock is still to come. Thread-safe. */
record MemoryEventLog(Machine machine, PortCalls calls) implements EventLog {
    @Override
    public Optional<List<LoggedEvent>> query(EventQuery query) {
        return calls.make(PortCall.Kind.EVENT_QUERY, query.log(), () -> {
            Instant now = machine.timeline().now();
            return machine.logs().stream()
                    .filter(log -> log.name().equals(query.log()))
                    .map(StoredLog::events)
                    .map(events -> events.stream()
                            .filter(event -> query.matches(event) && !event.at().isAfter(now))
                            .toList())
                    .map(events -> events.subList(Math.max(0, events.size() - MAX_EVENTS), events.size()))
                    .findFirst();
        });
    }
}
