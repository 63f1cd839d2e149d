package dev.eku.inspect;

import dev.eku.host.event.LoggedEvent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a host's event log says of its connections over a time. Immutable.
 *
 * @param from the begin of the time looked at
 * @param to its end
 * @param events the events of {@link dev.eku.product.PeerEvents}, the oldest first; empty if the log was not checked
 * @param problem why not, if it was not
 */
public record LogFacts(Instant from, Instant to, Optional<List<LoggedEvent>> events, Optional<String> problem) {
    public LogFacts {
        events = events.map(List::copyOf);
    }
}
