package dev.eku.host;

import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import java.time.Duration;
import java.util.Optional;

/**
 * What a user may choose for the way to a host. A backend ignores what it has no use for and refuses what it cannot grant.
 * Immutable; each method returns a changed copy.
 *
 * @param credentials who to be there, by a password; empty for the identity of our own process
 * @param kerberos who to be there, by Kerberos in the place of a password; then no other way is tried
 * @param encryptionRequired whether to refuse a connection that others could read
 * @param remoteRegistryStarted whether the host's service RemoteRegistry may be started if it is stopped, to be stopped again when
 *     the host is closed
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
    /** The longest that connecting or a call may be given. */
    public static final Duration MAX_DEADLINE = Duration.ofDays(1);

    /** As our own process, encrypted where the host can, no service started; ten seconds to connect, a minute for each call. */
    public static final HostAccess DEFAULT = new HostAccess(
            Optional.empty(), Optional.empty(), false, false, Duration.ofSeconds(10), Duration.ofSeconds(60));

    /** @throws EkuException {@code INVALID_PARAMETER} for a deadline that is not more than nothing and at most a day */
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

    /** As somebody else; the way to a host in one word for most callers. */
    public static HostAccess as(Optional<Credentials> credentials) {
        return DEFAULT.by(credentials);
    }

    /** As that user, or as our own process if empty. */
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

    /** Encrypted or not at all. */
    public HostAccess encrypted() {
        return new HostAccess(credentials, kerberos, true, remoteRegistryStarted, connectDeadline, callDeadline);
    }

    /** With the host's service RemoteRegistry started where it is stopped, and put back at the end. */
    public HostAccess startingRemoteRegistry() {
        return new HostAccess(credentials, kerberos, encryptionRequired, true, connectDeadline, callDeadline);
    }

    /** With other deadlines. */
    public HostAccess within(Duration connecting, Duration calling) {
        return new HostAccess(credentials, kerberos, encryptionRequired, remoteRegistryStarted, connecting, calling);
    }
}
