package dev.eku.backend.smb;

import dev.eku.backend.smb.rpc.EventRecord;
import dev.eku.host.event.EventLog;
import dev.eku.host.event.EventQuery;
import dev.eku.host.event.LoggedEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Gathers records from the newest one back. The numbers count on beyond 32 bits, but only these bits are sent, so they
 * are compared by their difference.
 *
 * <p>Records are in the order in which they were logged, by a clock that may have been wrong for a while. So the first
 * record that is older than asked for is not the end, but {@value #OLDER_RECORDS} in a row are. What was logged before
 * a longer stretch of a clock that was behind is not seen. Not thread-safe.
 */
final class EventsBackwards {
    /** More than a server logs while it starts, and fewer than two answers hold. */
    static final int OLDER_RECORDS = 200;

    private final EventQuery query;
    private final int first;
    private final List<LoggedEvent> events = new ArrayList<>();
    private final Set<Long> altered = new HashSet<>();
    private Optional<EventRecord> newest = Optional.empty();
    private Instant last;
    private Instant lastInTime;
    private boolean isEnd;
    private int older;
    private int next;
    private long missing;
    /** Missing among records that are older than asked for. */
    private long missingOlder;

    /** @param first the number of the newest record */
    EventsBackwards(EventQuery query, int first) {
        this.query = query;
        this.first = first;
        this.next = first;
        this.last = query.to();
        this.lastInTime = query.to();
    }

    /** The record that must be read next. */
    int next() {
        return next;
    }

    /** Takes records, the newest first. */
    void take(List<EventRecord> records) {
        for (EventRecord record : records) {
            int lost = next - (int) record.number() + (record.isReadable() ? 0 : 1);
            missing += older == 0 ? lost : 0;
            missingOlder += older == 0 ? 0 : lost;
            next = (int) record.number() - 1;
            newest = newest.or(() -> Optional.of(record));
            if (record.isReadable()) {
                read(record);
            }
        }
    }

    private void read(EventRecord record) {
        last = KnownEvents.at(record);
        if (last.isBefore(query.from())) {
            older++;
        } else {
            older = 0;
            missing += missingOlder;
            missingOlder = 0;
            lastInTime = last;
        }
        KnownEvents.event(query, record).ifPresent(events::add);
        if (record.condition() == EventRecord.Condition.ALTERED) {
            altered.add(record.number());
        }
    }

    /**
     * Whether nothing remains to be read, because older records do not exist or are not asked for.
     *
     * @param oldest the number of the oldest record; if the log was cleared, it is none of those that were read
     */
    boolean reach(int oldest) {
        isEnd = newest.isPresent() && ((oldest - next > 0 && holdsFirst(oldest)) || older >= OLDER_RECORDS);
        return isEnd || events.size() >= EventLog.MAX_EVENTS;
    }

    /** Whether the next record, and the first one, are among those of a log, so that it should have shown the next. */
    boolean isHole(int oldest, int count) {
        return newest.isPresent() && next - oldest >= 0 && oldest + count - 1 - first >= 0;
    }

    private boolean holdsFirst(int oldest) {
        return first - oldest >= 0;
    }

    /** What was read. If it ends too early, a record of a wrong clock does not tell from when on it is complete. */
    KnownEvents all() {
        List<LoggedEvent> oldestFirst = new ArrayList<>(events);
        Collections.reverse(oldestFirst);
        return new KnownEvents(
                query, oldestFirst, altered, newest, isEnd ? last : lastInTime, KnownEvents.atMost(missing));
    }
}
