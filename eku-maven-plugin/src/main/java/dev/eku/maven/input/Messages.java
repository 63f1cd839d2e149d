package dev.eku.maven.input;

/** The message catalogue of the plugin: every text a user sees that is not the library's, by key. Thread-safe. */
public final class Messages {
    private Messages() {}

    /**
     * The catalogue's text for a key, its placeholders filled in.
     *
     * @throws java.util.MissingResourceException if the catalogue lacks the key
     */
    public static String text(String key, Object... arguments) {
        return dev.eku.error.Messages.text(key, arguments);
    }
}
