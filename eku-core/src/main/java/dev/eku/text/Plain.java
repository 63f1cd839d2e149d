package dev.eku.text;

import java.util.regex.Pattern;

/** Makes a text that others wrote no more than a text, for screens and for files. */
public final class Plain {
    private static final Pattern STEERING =
            Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}\\uFFFE\\uFFFF&&[^\\n\\r\\t]]|\\r(?!\\n)");

    private static final Pattern BREAK = Pattern.compile("\\r\\n|[\\r\\n]");

    private Plain() {}

    /**
     * A text whose lines are its own: each character that would steer a terminal, change the direction of the text
     * around it or be no character at all is replaced. Line ends and tabs stay.
     */
    public static String text(String text) {
        return isPlain(text) ? text : STEERING.matcher(text).replaceAll("\uFFFD");
    }

    /** A text that goes into a line of somebody else's: its line ends are replaced as well. */
    public static String line(String text) {
        return isPlain(text)
                ? text
                : STEERING.matcher(BREAK.matcher(text).replaceAll("\uFFFD")).replaceAll("\uFFFD");
    }

    /** Almost every text is, and is told so without a pattern. */
    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character < ' ' || character > '~') {
                return false;
            }
        }
        return true;
    }
}
