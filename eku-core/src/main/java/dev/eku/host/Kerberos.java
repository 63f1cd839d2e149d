package dev.eku.host;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The account to use on a host, proven by a Kerberos ticket. Realm and KDC are those of the Java runtime
 * ({@code krb5.conf}). Holds no secrets. Immutable.
 */
public sealed interface Kerberos {
    /**
     * Uses the ticket that {@code kinit} or the logon has put into the cache of our own process's user.
     *
     * @param principal the owner that the ticket must have, as {@code name@REALM}; empty for any owner of the cache
     */
    record TicketCache(Optional<String> principal) implements Kerberos {}

    /**
     * Uses the key in a file. A new ticket is requested for each connection, and is not kept.
     *
     * @param file the path of the file; its content is as secret as a password
     * @param principal the owner of the key to use, as {@code name@REALM}
     */
    record Keytab(Path file, String principal) implements Kerberos {}
}
