package dev.eku.diagnose;

import dev.eku.host.event.LoggedEvent;
import dev.eku.product.PeerEvents;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * What the events say of one peer. Immutable.
 *
 * @param name empty if the events name nobody
 * @param connected how often a connection has succeeded
 * @param lost how often one was lost
 * @param alternations how often one that had succeeded was lost
 * @param busiestHour how often of these within the hour that had most
 * @param last the last of them
 * @param events all that tell of it, the oldest first
 */
public record PeerSymptom(
        PeerEvents pair,
        Optional<PeerName> name,
        int connected,
        int lost,
        int alternations,
        int busiestHour,
        Optional<Instant> last,
        List<LoggedEvent> events) {
    /** From so many an hour on it is no ordinary loss of the network. */
    private static final int SICK_PER_HOUR = 4;

    private static final Duration HOUR = Duration.ofHours(1);

    public PeerSymptom {
        events = List.copyOf(events);
    }

    /** Counts them. */
    static PeerSymptom of(PeerEvents pair, Optional<PeerName> name, List<LoggedEvent> events) {
        int connected = 0;
        int lost = 0;
        int busiest = 0;
        boolean up = false;
        List<Instant> alternations = new ArrayList<>();
        Deque<Instant> hour = new ArrayDeque<>();
        for (LoggedEvent event : events) {
            boolean succeeds = event.id() == pair.connected();
            connected += succeeds ? 1 : 0;
            lost += succeeds ? 0 : 1;
            if (!succeeds && up) {
                alternations.add(event.at());
                hour.addLast(event.at());
                while (Duration.between(hour.getFirst(), event.at()).compareTo(HOUR) >= 0) {
                    hour.removeFirst();
                }
                busiest = Math.max(busiest, hour.size());
            }
            up = succeeds;
        }
        Optional<Instant> last =
                alternations.isEmpty() ? Optional.empty() : Optional.of(alternations.get(alternations.size() - 1));
        return new PeerSymptom(pair, name, connected, lost, alternations.size(), busiest, last, events);
    }

    /** What those of its events say that are not older. */
    PeerSymptom since(Instant begin) {
        return of(
                pair,
                name,
                events.stream().filter(event -> !event.at().isBefore(begin)).toList());
    }

    /** Whether the connection alternates as where a certificate is refused. */
    public boolean isSick() {
        return busiestHour >= SICK_PER_HOUR;
    }

    /** How many alternations an hour there were on average. */
    public double perHour(Duration over) {
        return over.isZero() ? alternations : alternations * 3600.0 / over.toSeconds();
    }
}
