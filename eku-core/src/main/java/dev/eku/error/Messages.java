package dev.eku.error;

import dev.eku.text.FrontEnd;
import dev.eku.text.Message;
import dev.eku.text.Plain;
import dev.eku.text.Words;
import java.util.Locale;

/**
 * The message catalogue of eku-core: every text a user sees, by key. English is the base; a translation is one more file.
 * Thread-safe.
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

    /** Whether the catalogue has that key. */
    static boolean has(String key) {
        return WORDS.has(key);
    }

    /**
     * The text of a message; messages among its arguments are put into words, too.
     *
     * @throws java.util.MissingResourceException if the catalogue lacks a key
     */
    public static String text(Message message) {
        return WORDS.text(message);
    }

    /**
     * A text that screens and files take for no more than a text, whoever wrote parts of it: each character that would steer a
     * terminal, change the direction of the text around it or be no character at all is replaced. Line ends and tabs stay.
     */
    public static String plain(String text) {
        return Plain.text(text);
    }
}
