package dev.eku.diagnose;

import dev.eku.host.event.LoggedEvent;
import dev.eku.product.PeerEvents;
import java.time.Duration;
import java.time.Instant;
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

    public PeerSymptom {
        events = List.copyOf(events);
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
