package dev.eku.command.input;

import dev.eku.host.Credentials;

/** The accounts that a front end's options name. A password never stands on a command line. */
public interface Accounts {
    /**
     * The user and the password that {@link dev.eku.text.Option#CREDENTIALS} names.
     *
     * @param given the text of the option
     * @throws BadParameter if there are none
     */
    Credentials credentials(String given);

    /**
     * The user alone, whose password is not needed.
     *
     * @param given the text of {@link dev.eku.text.Option#CREDENTIALS}
     * @throws BadParameter if there is none
     */
    String user(String given);

    /**
     * The password that {@link dev.eku.text.Option#CERTIFICATES_CREDENTIALS} names.
     *
     * @param given the text of the option
     * @throws BadParameter if there is none
     */
    String password(String given);

    /** A keytab is given, but no user whose key it holds. */
    BadParameter keytabWithoutUser(String keytab);

    /** A file needs a password, but none is given. */
    BadParameter fileWithoutPassword(String file);
}
