package dev.eku.remote;

import dev.eku.error.ErrorCode;
import dev.eku.error.Messages;
import java.text.MessageFormat;
import java.util.Arrays;
import java.util.Locale;
import java.util.ResourceBundle;

/** The message catalogue of eku-remote: every text of this module that a user sees. Thread-safe. */
public final class Texts {
    private static final ResourceBundle CATALOGUE =
            ResourceBundle.getBundle("dev.eku.remote.messages", Locale.getDefault());

    private Texts() {}

    /** The catalogue's text for a key, its placeholders filled in. Numbers are written plainly. */
    public static String text(String key, Object... arguments) {
        Object[] plain = Arrays.stream(arguments).map(String::valueOf).toArray();
        return new MessageFormat(CATALOGUE.getString(key), Locale.ROOT).format(plain);
    }

    /**
     * The whole message of an error: its code, what happened, the likely cause and the next step.
     *
     * @param key the catalogue's entry of what happened; {@code key.cause} and {@code key.next} are the others
     */
    public static String error(ErrorCode code, String key, Object... arguments) {
        return code
                + ": "
                + text(key, arguments)
                + Messages.text("error.cause", text(key + ".cause", arguments))
                + Messages.text("error.next", text(key + ".next", arguments));
    }
}
