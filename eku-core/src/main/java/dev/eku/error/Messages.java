package dev.eku.error;

import dev.eku.text.FrontEnd;
import dev.eku.text.Message;
import dev.eku.text.Words;
import java.util.Locale;

/**
 * Texts in the language of this machine, for what still makes words below {@code report}; new code hands on messages. Thread-safe.
 */
public final class Messages {
    private static final Words WORDS = Words.of(Locale.getDefault(), FrontEnd.NONE);

    private Messages() {}

    /**
     * The catalogue's text for a key, its placeholders filled in. Numbers are written plainly, without grouping.
     *
     * @throws java.util.MissingResourceException if the catalogue lacks the key
     */
    public static String text(String key, Object... arguments) {
        return WORDS.text(key, arguments);
    }

    /**
     * The text of a message; messages among its arguments are put into words, too.
     *
     * @throws java.util.MissingResourceException if the catalogue lacks a key
     */
    public static String text(Message message) {
        return WORDS.text(message);
    }
}
