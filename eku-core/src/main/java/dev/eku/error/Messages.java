package dev.eku.error;

import dev.eku.text.Message;
import java.text.MessageFormat;
import java.util.Arrays;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.regex.Pattern;

/**
 * The message catalogue of eku-core: every text a user sees, by key. English is the base; a translation is one more file.
 * Thread-safe.
 */
public final class Messages {
    private static final ResourceBundle CATALOGUE = ResourceBundle.getBundle("dev.eku.messages", Locale.getDefault());

    private static final Pattern STEERING =
            Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}\\uFFFE\\uFFFF&&[^\\n\\r\\t]]|\\r(?!\\n)");

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

    /** Whether the catalogue has that key. */
    static boolean has(String key) {
        return CATALOGUE.containsKey(key);
    }

    /**
     * The text of a message; messages among its arguments are put into words, too.
     *
     * @throws java.util.MissingResourceException if the catalogue lacks a key
     */
    public static String text(Message message) {
        return text(
                message.key(),
                message.arguments().stream()
                        .map(argument -> argument instanceof Message inner ? text(inner) : argument)
                        .toArray());
    }

    /**
     * A text that screens and files take for no more than a text, whoever wrote parts of it: each character that would steer a
     * terminal, change the direction of the text around it or be no character at all is replaced. Line ends and tabs stay.
     */
    public static String plain(String text) {
        return STEERING.matcher(text).replaceAll("\uFFFD");
    }
}
