package dev.eku.diagnose.events;

import dev.eku.host.event.LoggedEvent;
import dev.eku.product.PeerEvents;
import dev.eku.product.PeerEvents.Certainty;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What the events say about one peer. Immutable.
 *
 * @param name empty if the events name no peer
 * @param connected how often a connection succeeded
 * @param lost how often a connection was lost
 * @param alternations how often a connection that had succeeded was lost
 * @param busiestHour the number of alternations in the hour with the most
 * @param busiestThrottled the largest number within one hour of alternations that {@link PeerEvents#oneLost} reports,
 *     which is not logged each time
 * @param last the last alternation
 * @param busiestUnpaired the largest number within one hour of losses without a connection before them. The connection
 *     was never made, or the log does not hold its success, for example because it was saved without information events
 * @param events all events about this peer, the oldest first
 */
public record PeerSymptom(
        PeerEvents pair,
        Optional<PeerName> name,
        int connected,
        int lost,
        int alternations,
        int busiestHour,
        int busiestThrottled,
        Optional<Instant> last,
        int busiestUnpaired,
        List<LoggedEvent> events) {
    /** From this number an hour on, it is not an ordinary loss of the network. */
    private static final int FLAPPING_PER_HOUR = 4;

    private static final Duration HOUR = Duration.ofHours(1);

    /** The largest number that is logged within an hour if the connection is lost all the time. */
    private static final int SICK_THROTTLED = (int) HOUR.dividedBy(PeerEvents.THROTTLE);

    public PeerSymptom {
        events = List.copyOf(events);
    }

    /** Counts the events. */
    static PeerSymptom of(PeerEvents pair, Optional<PeerName> name, List<LoggedEvent> events) {
        int connected = 0;
        boolean up = false;
        List<Instant> alternations = new ArrayList<>();
        List<Instant> throttled = new ArrayList<>();
        List<Instant> unpaired = new ArrayList<>();
        for (LoggedEvent event : events) {
            boolean succeeds = event.id() == pair.connected();
            connected += succeeds ? 1 : 0;
            if (!succeeds && up) {
                alternations.add(event.at());
                if (event.id() == pair.oneLost()) {
                    throttled.add(event.at());
                }
            }
            if (!succeeds && !up) {
                unpaired.add(event.at());
            }
            up = succeeds;
        }
        Optional<Instant> last =
                alternations.isEmpty() ? Optional.empty() : Optional.of(alternations.get(alternations.size() - 1));
        return new PeerSymptom(
                pair,
                name,
                connected,
                events.size() - connected,
                alternations.size(),
                busiest(alternations),
                busiest(throttled),
                last,
                busiest(unpaired),
                events);
    }

    private static int busiest(List<Instant> times) {
        int busiest = 0;
        Deque<Instant> hour = new ArrayDeque<>();
        for (Instant time : times) {
            hour.addLast(time);
            while (Duration.between(hour.getFirst(), time).compareTo(HOUR) >= 0) {
                hour.removeFirst();
            }
            busiest = Math.max(busiest, hour.size());
        }
        return busiest;
    }

    /** What its events since that time say. */
    public PeerSymptom since(Instant begin) {
        return of(
                pair,
                name,
                events.stream().filter(event -> !event.at().isBefore(begin)).toList());
    }

    /** Whether the connection alternates as it does if a certificate is refused. */
    public boolean isFlapping() {
        return busiestHour >= FLAPPING_PER_HOUR || isFlappingByThrottled();
    }

    /** Whether it is flapping by the rate of only the event that is not logged each time. */
    public boolean isFlappingByThrottled() {
        return busiestThrottled >= SICK_THROTTLED;
    }

    /**
     * Whether losses were logged as often as if a certificate were refused, but without the connections before them.
     * They show that there was no connection, but not why.
     */
    public boolean isLosing() {
        return !isFlapping() && busiestUnpaired >= SICK_THROTTLED;
    }

    /** Whether it is flapping only if an event means what it is inferred to mean. */
    public boolean isInferred() {
        return isFlapping()
                && pair.oneLostIs() == Certainty.INFERRED
                && !of(
                                pair,
                                name,
                                events.stream()
                                        .filter(event -> event.id() != pair.oneLost())
                                        .toList())
                        .isFlapping();
    }

    /**
     * The events that reported a loss, such as {@code 41024/41026}; without a loss, the one that reports the loss of
     * all peers.
     */
    public String lossEvents() {
        String told = events.stream()
                .map(LoggedEvent::id)
                .filter(id -> id != pair.connected())
                .distinct()
                .sorted()
                .map(String::valueOf)
                .collect(Collectors.joining("/"));
        return told.isEmpty() ? String.valueOf(pair.lost()) : told;
    }

    /** The average number of alternations an hour. */
    public double perHour(Duration over) {
        return over.isZero() ? alternations : alternations * 3600.0 / over.toSeconds();
    }
}
