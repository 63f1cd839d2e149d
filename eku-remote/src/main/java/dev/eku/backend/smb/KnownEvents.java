package dev.eku.backend.smb;

import dev.eku.backend.smb.rpc.EventRecord;
import dev.eku.host.event.EventLog;
import dev.eku.host.event.EventQuery;
import dev.eku.host.event.LogExcerpt;
import dev.eku.host.event.LoggedEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * What was read of a log for a query, so that the next one needs only the records since. Immutable.
 *
 * @param query what was asked for
 * @param events those that match it, the oldest first
 * @param newest the newest record of the log, whether it matches or not; empty if the log is empty
 * @param since from when on no event is missing
 * @param missing how many records the log does not show although it shows older ones
 */
record KnownEvents(
        EventQuery query, List<LoggedEvent> events, Optional<EventRecord> newest, Instant since, int missing) {
    KnownEvents {
        events = List.copyOf(events);
    }

    /** Of a log without any event. */
    static KnownEvents none(EventQuery query) {
        return new KnownEvents(query, List.of(), Optional.empty(), query.to(), 0);
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
        later.forEach(record -> event(query, record).ifPresent(all::add));
        int tooMany = Math.max(0, all.size() - EventLog.MAX_EVENTS);
        all.subList(0, tooMany).clear();
        return new KnownEvents(
                query,
                all,
                Optional.of(later.get(later.size() - 1)),
                tooMany == 0 ? since : all.get(0).at(),
                missing);
    }

    /** What answers that query. */
    LogExcerpt excerpt(EventQuery asked) {
        return new LogExcerpt(
                events.stream().filter(asked::matches).toList(),
                Optional.of(newest.isPresent() ? since : asked.to()),
                Optional.empty(),
                missing,
                0);
    }

    /** The event of a record, if its source and id are asked for. Sources are keys, so their case does not matter. */
    static Optional<LoggedEvent> event(EventQuery query, EventRecord record) {
        return record.source().equalsIgnoreCase(query.source()) && query.ids().contains(record.id())
                ? Optional.of(new LoggedEvent(
                        at(record), record.number(), record.id(), query.source(), record.strings(), Optional.empty()))
                : Optional.empty();
    }

    static Instant at(EventRecord record) {
        return Instant.ofEpochSecond(record.seconds());
    }

    /**
     * Gathers records from the newest one back. The numbers count on beyond 32 bits, but only these bits are sent, so
     * they are compared by their difference. Not thread-safe.
     */
    static final class Backwards {
        private final EventQuery query;
        private final int first;
        private final List<LoggedEvent> events = new ArrayList<>();
        private Optional<EventRecord> newest = Optional.empty();
        private Instant since;
        private int next;
        private long missing;

        /** @param first the number of the newest record */
        Backwards(EventQuery query, int first) {
            this.query = query;
            this.first = first;
            this.next = first;
            this.since = query.to();
        }

        /** The record that must be read next. */
        int next() {
            return next;
        }

        /**
         * Takes records, the newest first.
         *
         * @return whether they are what was to be read next
         */
        boolean take(List<EventRecord> records) {
            for (EventRecord record : records) {
                int skipped = next - (int) record.number();
                if (skipped < 0) {
                    return false;
                }
                missing += skipped;
                next = (int) record.number() - 1;
                since = at(record);
                newest = newest.or(() -> Optional.of(record));
                event(query, record).ifPresent(events::add);
            }
            return true;
        }

        /**
         * Whether nothing remains to be read, because older records do not exist or are not asked for.
         *
         * @param oldest the number of the oldest record; if the log was cleared, it is none of those that were read
         */
        boolean reach(int oldest) {
            boolean isEnd = oldest - next > 0 && first - oldest >= 0;
            return newest.isPresent()
                    && (isEnd || since.isBefore(query.from()) || events.size() >= EventLog.MAX_EVENTS);
        }

        /** What was read. */
        KnownEvents all() {
            List<LoggedEvent> oldestFirst = new ArrayList<>(events);
            Collections.reverse(oldestFirst);
            return new KnownEvents(query, oldestFirst, newest, since, (int) Math.min(missing, Integer.MAX_VALUE));
        }
    }
}
