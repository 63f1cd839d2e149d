package dev.eku.host;

import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import java.time.Duration;
import java.util.Optional;

/**
 * What a user may choose for the connection to a host. A backend ignores a choice that it does not need, and refuses a
 * choice that it cannot fulfil. Immutable; each method returns a changed copy.
 *
 * @param credentials the account to log on with by a password; empty for the identity of our own process
 * @param kerberos the account to log on with by Kerberos instead of a password; then no other way is tried
 * @param encryptionRequired whether to refuse a connection that others could read
 * @param remoteRegistryStarted whether the host's service RemoteRegistry may be started if it is stopped; it is stopped
 *     again when the host is closed
 * @param connectDeadline how long connecting may take
 * @param callDeadline how long one call may take
 */
public record HostAccess(
        Optional<Credentials> credentials,
        Optional<Kerberos> kerberos,
        boolean encryptionRequired,
        boolean remoteRegistryStarted,
        Duration connectDeadline,
        Duration callDeadline) {
    /** The longest deadline for connecting or for a call. */
    public static final Duration MAX_DEADLINE = Duration.ofDays(1);

    /**
     * As our own process, encrypted if the host can, no service started, ten seconds to connect, a minute for each
     * call.
     */
    public static final HostAccess DEFAULT = new HostAccess(
            Optional.empty(), Optional.empty(), false, false, Duration.ofSeconds(10), Duration.ofSeconds(60));

    /**
     * @throws EkuException {@code INVALID_PARAMETER} for a deadline that is not more than zero or is more than a day
     */
    public HostAccess {
        requireWithinBounds("connectDeadline", connectDeadline);
        requireWithinBounds("callDeadline", callDeadline);
        if (credentials.isPresent() && kerberos.isPresent()) {
            throw new IllegalArgumentException("a password or Kerberos, not both");
        }
    }

    private static void requireWithinBounds(String name, Duration deadline) {
        if (deadline.isNegative() || deadline.isZero() || deadline.compareTo(MAX_DEADLINE) > 0) {
            throw new EkuException(ErrorCode.INVALID_PARAMETER, name, deadline, "PT60S");
        }
    }

    /** As that account, with the defaults for everything else. This is enough for most callers. */
    public static HostAccess as(Optional<Credentials> credentials) {
        return DEFAULT.by(credentials);
    }

    /** As that account, or as our own process if empty. */
    public HostAccess by(Optional<Credentials> who) {
        return new HostAccess(
                who, Optional.empty(), encryptionRequired, remoteRegistryStarted, connectDeadline, callDeadline);
    }

    /** As a user known to Kerberos. */
    public HostAccess by(Kerberos who) {
        return new HostAccess(
                Optional.empty(),
                Optional.of(who),
                encryptionRequired,
                remoteRegistryStarted,
                connectDeadline,
                callDeadline);
    }

    /** Only with encryption. */
    public HostAccess encrypted() {
        return new HostAccess(credentials, kerberos, true, remoteRegistryStarted, connectDeadline, callDeadline);
    }

    /** With the host's service RemoteRegistry started if it is stopped, and stopped again at the end. */
    public HostAccess startingRemoteRegistry() {
        return new HostAccess(credentials, kerberos, encryptionRequired, true, connectDeadline, callDeadline);
    }

    /** With other deadlines. */
    public HostAccess within(Duration connecting, Duration calling) {
        return new HostAccess(credentials, kerberos, encryptionRequired, remoteRegistryStarted, connecting, calling);
    }
}
