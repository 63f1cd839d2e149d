package dev.eku.host;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Who to be on a host, proven by a Kerberos ticket. Realm and KDC are those of the Java runtime ({@code krb5.conf}). Holds
 * nothing secret. Immutable.
 */
public sealed interface Kerberos {
    /**
     * By the ticket that {@code kinit} or the logon has left in the cache of our own process's user.
     *
     * @param principal whose ticket it has to be, as {@code name@REALM}; empty for whoever the cache belongs to
     */
    record TicketCache(Optional<String> principal) implements Kerberos {}

    /**
     * By the key in a file; the ticket is asked for anew for each connection and kept nowhere.
     *
     * @param file its path; what is in it is as secret as a password
     * @param principal whose key to take, as {@code name@REALM}
     */
    record Keytab(Path file, String principal) implements Kerberos {}
}
