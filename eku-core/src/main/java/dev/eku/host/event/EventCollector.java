package dev.eku.host.event;

import dev.eku.host.event.EventXml.Reading;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Puts together what the texts of a log's events say: the events that are asked for, the time that the log covers, and
 * how much of it could not be read. Not thread-safe.
 */
public final class EventCollector {
    private static final Comparator<LoggedEvent> BY_TIME =
            Comparator.comparing(LoggedEvent::at).thenComparing(LoggedEvent::record);

    private static final int AT_ONCE = 100;

    private static final int MOST_COMPUTERS = 10;

    /** In characters. */
    private static final int LONG = 1_000_000;

    private final List<XmlText> waiting = new ArrayList<>();
    private final EventQuery query;
    private final EventXml xml = new EventXml();
    private final List<LoggedEvent> events = new ArrayList<>();
    /** Whose logs they are of; some of them are enough. */
    private final Set<String> computers = new LinkedHashSet<>();

    private Optional<Instant> oldest = Optional.empty();
    private Optional<Instant> newest = Optional.empty();
    private Optional<Instant> oldestKept = Optional.empty();
    private @Nullable String foreignLog;
    private String place = "";
    private int length;
    private int ofTheLog;
    private int unreadable;
    private int altered;

    /** Nothing was read yet. */
    public EventCollector(EventQuery query) {
        this.query = query;
    }

    /**
     * Takes one event. One that cannot be read is counted, unless it says of itself that it is not asked for.
     *
     * @param text as Windows renders it as XML
     */
    public void read(String text) {
        waiting.add(XmlText.of(text));
        length += text.length();
        if (waiting.size() == AT_ONCE || length > LONG) {
            readWaiting();
        }
    }

    private void readWaiting() {
        List<Reading> readings = xml.read(waiting.stream().map(XmlText::text).toList());
        for (int i = 0; i < readings.size(); i++) {
            take(readings.get(i), waiting.get(i).altered());
        }
        waiting.clear();
        length = 0;
    }

    private void take(Reading reading, boolean damaged) {
        if (isForeign(reading)) {
            foreignLog = reading.channel().orElse(reading.provider());
            return;
        }
        if (reading.event().isEmpty()) {
            boolean other = !reading.provider().isEmpty() && !isOfTheSource(reading.provider());
            unreadable += other || (reading.id() != 0 && !query.ids().contains(reading.id())) ? 0 : 1;
            place = reading.place();
            return;
        }
        ofTheLog++;
        reading.computer().filter(name -> computers.size() < MOST_COMPUTERS).ifPresent(computers::add);
        LoggedEvent event = named(reading.event().get());
        oldest = oldest.isEmpty() || event.at().isBefore(oldest.get()) ? Optional.of(event.at()) : oldest;
        newest = newest.isEmpty() || event.at().isAfter(newest.get()) ? Optional.of(event.at()) : newest;
        if (query.matches(event)) {
            altered += damaged ? 1 : 0;
            events.add(event);
            if (events.size() == 2 * EventLog.MAX_EVENTS) {
                keepNewest();
            }
        }
    }

    /** One that cannot be read at all. */
    public void unreadable() {
        unreadable++;
    }

    /**
     * Whether it says that it is of another log; one that says nothing is of this one if who logs there has logged it.
     */
    private boolean isForeign(Reading reading) {
        return reading.channel()
                .map(log -> !log.equalsIgnoreCase(query.log()))
                .orElseGet(() -> !reading.provider().isEmpty() && !isOfTheSource(reading.provider()));
    }

    /** Sources of events are named by keys of the registry, so their case does not matter. */
    private boolean isOfTheSource(String provider) {
        return provider.equalsIgnoreCase(query.source());
    }

    private LoggedEvent named(LoggedEvent event) {
        return isOfTheSource(event.source())
                ? new LoggedEvent(event.at(), event.record(), event.id(), query.source(), event.data(), event.message())
                : event;
    }

    private void keepNewest() {
        // Exports that overlap, one behind the other, hold some events twice.
        Set<LoggedEvent> told = new HashSet<>();
        events.removeIf(event -> event.record() != 0 && !told.add(event));
        events.sort(BY_TIME);
        if (events.size() > EventLog.MAX_EVENTS) {
            events.subList(0, events.size() - EventLog.MAX_EVENTS).clear();
            oldestKept = Optional.of(events.get(0).at());
        }
    }

    /** How many events of the log were read, whether asked for or not. */
    public int ofTheLog() {
        readWaiting();
        return ofTheLog;
    }

    /** How many could not be read. */
    public int unread() {
        readWaiting();
        return unreadable;
    }

    /** Where in the last event that could not be read reading ended. */
    String place() {
        readWaiting();
        return place;
    }

    /** Another log, or who logs there, of which events were read; empty if there was none. */
    Optional<String> foreignLog() {
        readWaiting();
        return Optional.ofNullable(foreignLog);
    }

    /** When the oldest of the log's events was logged, asked for or not. */
    public Optional<Instant> oldest() {
        readWaiting();
        return oldestKept.or(() -> oldest);
    }

    /** When the newest was. */
    Optional<Instant> newest() {
        readWaiting();
        return newest;
    }

    /**
     * What was read so far.
     *
     * @param since as {@link LogExcerpt#since()}, as far as the log goes; where more events matched than are given,
     *     later
     * @param until as {@link LogExcerpt#until()}
     */
    public LogExcerpt excerpt(Optional<Instant> since, Optional<Instant> until) {
        readWaiting();
        keepNewest();
        return new LogExcerpt(events, oldestKept.or(() -> since), until, unreadable, altered, List.copyOf(computers));
    }
}
