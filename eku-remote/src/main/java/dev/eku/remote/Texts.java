package dev.eku.remote;

import dev.eku.error.ErrorCode;
import dev.eku.error.Messages;

/** The message catalogue of eku-remote: every text of this module that a user sees. Thread-safe. */
public final class Texts {
    private Texts() {}

    /** The catalogue's text for a key, its placeholders filled in. Numbers are written plainly. */
    public static String text(String key, Object... arguments) {
        return Messages.text(key, arguments);
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
