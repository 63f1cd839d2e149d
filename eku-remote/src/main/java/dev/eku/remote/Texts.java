package dev.eku.remote;

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
}
