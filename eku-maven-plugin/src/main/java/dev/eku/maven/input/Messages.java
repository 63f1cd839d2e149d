package dev.eku.maven.input;

import java.text.MessageFormat;
import java.util.Arrays;
import java.util.Locale;
import java.util.ResourceBundle;

/** The message catalogue of the plugin: every text a user sees that is not the library's, by key. Thread-safe. */
public final class Messages {
    private static final ResourceBundle CATALOGUE =
            ResourceBundle.getBundle("dev.eku.maven.messages", Locale.getDefault(), Messages.class.getClassLoader());

    private Messages() {}

    /**
     * The catalogue's text for a key, its placeholders filled in.
     *
     * @throws java.util.MissingResourceException if the catalogue lacks the key
     */
    public static String text(String key, Object... arguments) {
        Object[] plain = Arrays.stream(arguments).map(String::valueOf).toArray();
        return new MessageFormat(CATALOGUE.getString(key), Locale.ROOT).format(plain);
    }
}
