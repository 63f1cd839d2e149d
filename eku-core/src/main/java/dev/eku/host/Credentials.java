package dev.eku.host;

/**
 * The account to use on a host. {@link #toString} never shows the password. Immutable.
 *
 * @param user the account, as {@code DOMAIN\name} or {@code name@domain}
 */
public record Credentials(String user, String password) {
    /** The user, without the password. */
    @Override
    public String toString() {
        return "Credentials[" + user + "]";
    }
}
