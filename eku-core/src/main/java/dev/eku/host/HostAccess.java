package dev.eku.host;

import java.time.Duration;
import java.util.Optional;

/**
 * What a user may choose for the way to a host. A backend ignores what it has no use for and refuses what it cannot grant.
 * Immutable; each method returns a changed copy.
 *
 * @param credentials who to be there; empty for the identity of our own process
 * @param encryptionRequired whether to refuse a connection that others could read
 * @param connectDeadline how long connecting may take
 * @param callDeadline how long one call may take
 */
public record HostAccess(
        Optional<Credentials> credentials,
        boolean encryptionRequired,
        Duration connectDeadline,
        Duration callDeadline) {
    /** As our own process, encrypted where the host can; ten seconds to connect, a minute for each call. */
    public static final HostAccess DEFAULT =
            new HostAccess(Optional.empty(), false, Duration.ofSeconds(10), Duration.ofSeconds(60));

    /** As somebody else; the way to a host in one word for most callers. */
    public static HostAccess as(Optional<Credentials> credentials) {
        return DEFAULT.by(credentials);
    }

    /** As that user, or as our own process if empty. */
    public HostAccess by(Optional<Credentials> who) {
        return new HostAccess(who, encryptionRequired, connectDeadline, callDeadline);
    }

    /** Encrypted or not at all. */
    public HostAccess encrypted() {
        return new HostAccess(credentials, true, connectDeadline, callDeadline);
    }

    /** With other deadlines. */
    public HostAccess within(Duration connecting, Duration calling) {
        return new HostAccess(credentials, encryptionRequired, connecting, calling);
    }
}
