package dev.eku.backend.smb;

import dev.eku.backend.smb.rpc.EventRecord;
import dev.eku.host.event.EventLog;
import dev.eku.host.event.EventQuery;
import dev.eku.host.event.LogExcerpt;
import dev.eku.host.event.LoggedEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What was read of a log for a query, so that the next one needs only the records since. Immutable.
 *
 * @param query what was asked for
 * @param events those that match it, in the order of the log
 * @param altered the numbers of those whose texts have U+FFFD in the place of what is no character
 * @param newest the newest record of the log, whether it matches or not; empty if the log is empty
 * @param since from when on no event is missing
 * @param missing how many records the log does not show although it shows older ones, or shows but cannot be read
 */
record KnownEvents(
        EventQuery query,
        List<LoggedEvent> events,
        Set<Long> altered,
        Optional<EventRecord> newest,
        Instant since,
        int missing) {
    KnownEvents {
        events = List.copyOf(events);
        altered = Set.copyOf(altered);
    }

    /** Of a log without any event. */
    static KnownEvents none(EventQuery query) {
        return new KnownEvents(query, List.of(), Set.of(), Optional.empty(), query.to(), 0);
    }

    /** Whether everything that the other query asks for is among these events and later ones. */
    boolean serves(EventQuery other) {
        return newest.isPresent()
                && other.source().equals(query.source())
                && other.ids().equals(query.ids())
                && !other.from().isBefore(query.from());
    }

    /**
     * The same with later records.
     *
     * @param later in the order of the log; at least one
     */
    KnownEvents with(List<EventRecord> later) {
        List<LoggedEvent> all = new ArrayList<>(events);
        Set<Long> replaced = new HashSet<>(altered);
        long lost = missing;
        int next = (int) newest.orElseThrow().number() + 1;
        for (EventRecord record : later) {
            lost += (int) record.number() - next + (record.isReadable() ? 0 : 1);
            next = (int) record.number() + 1;
            event(query, record).ifPresent(all::add);
            if (record.condition() == EventRecord.Condition.ALTERED) {
                replaced.add(record.number());
            }
        }
        Instant complete = since;
        int tooMany = Math.max(0, all.size() - EventLog.MAX_EVENTS);
        for (int i = 0; tooMany > 0 && i <= tooMany; i++) {
            Instant at = all.get(i).at();
            complete = at.isAfter(complete) ? at : complete;
        }
        all.subList(0, tooMany).clear();
        return new KnownEvents(query, all, replaced, Optional.of(later.get(later.size() - 1)), complete, atMost(lost));
    }

    /** What answers that query. */
    LogExcerpt excerpt(EventQuery asked) {
        List<LoggedEvent> matching = events.stream().filter(asked::matches).toList();
        long replaced = matching.stream()
                .filter(event -> altered.contains(event.record()))
                .count();
        return new LogExcerpt(
                matching,
                Optional.of(newest.isPresent() ? since : asked.to()),
                Optional.empty(),
                missing,
                atMost(replaced));
    }

    /** The event of a record, if its source and id are asked for. Sources are keys, so their case does not matter. */
    static Optional<LoggedEvent> event(EventQuery query, EventRecord record) {
        return record.isReadable()
                        && record.source().equalsIgnoreCase(query.source())
                        && query.ids().contains(record.id())
                ? Optional.of(new LoggedEvent(
                        at(record), record.number(), record.id(), query.source(), record.strings(), Optional.empty()))
                : Optional.empty();
    }

    static Instant at(EventRecord record) {
        return Instant.ofEpochSecond(record.seconds());
    }

    static int atMost(long count) {
        return (int) Math.min(count, Integer.MAX_VALUE);
    }
}
