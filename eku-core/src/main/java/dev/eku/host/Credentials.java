package dev.eku.host;

/**
 * Who to be on a host. The password never leaves through {@link #toString}. Immutable.
 *
 * @param user the account, as {@code DOMAIN\name} or {@code name@domain}
 */
public record Credentials(String user, String password) {
    /** The user alone. */
    @Override
    public String toString() {
        return "Credentials[" + user + "]";
    }
}
