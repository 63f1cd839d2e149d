package dev.eku.error;

import java.text.MessageFormat;
import java.util.Arrays;
import java.util.Locale;
import java.util.ResourceBundle;

/**
 * The message catalogue of eku-core: every text a user sees, by key. English is the base; a translation is one more file.
 * Thread-safe.
 */
public final class Messages {
    private static final ResourceBundle CATALOGUE = ResourceBundle.getBundle("dev.eku.messages", Locale.getDefault());

    private Messages() {}

    /**
     * The catalogue's text for a key, its placeholders filled in. Numbers are written plainly, without grouping.
     *
     * @throws java.util.MissingResourceException if the catalogue lacks the key
     */
    public static String text(String key, Object... arguments) {
        Object[] plain = Arrays.stream(arguments).map(String::valueOf).toArray();
        return new MessageFormat(CATALOGUE.getString(key), Locale.ROOT).format(plain);
    }
}
