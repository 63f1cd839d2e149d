package dev.eku.report.html;

import dev.eku.error.EkuException;
import dev.eku.inspect.DownService;
import dev.eku.verify.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A host of a fleet that was verified, or why it could not be. Immutable.
 *
 * @param host how it was named
 * @param seen what was found; empty if it could not be inspected
 * @param failure why it is not as it should be, or could not be inspected
 */
public record VerifiedHost(String host, Optional<Seen> seen, Optional<EkuException> failure) {
    /**
     * What was found on a host. Immutable.
     *
     * @param takenAt when it was inspected, by its clock
     * @param down its services that are down
     */
    public record Seen(String computer, boolean simulated, Instant takenAt, Verdict verdict, List<DownService> down) {
        public Seen {
            down = List.copyOf(down);
        }
    }
}
