package dev.eku.report.html;

import java.util.ArrayList;
import java.util.List;

/**
 * Where a narrow screen may break a path or a long name: after a backslash, and after a dot of a name that is long
 * itself, such as a setting of .NET. A browser that breaks there adds nothing to the text that is copied.
 */
final class Breaks {
    /** A name up to this length has its place on any screen. */
    private static final int LONG = 24;

    private Breaks() {}

    /** The text in pieces, between which a line may be broken. */
    static List<String> pieces(String text) {
        List<String> pieces = new ArrayList<>();
        int from = 0;
        for (int i = 1; i < text.length() - 1; i++) {
            char at = text.charAt(i);
            boolean mayBreak = (at == '\\' && isInPath(text, i)) || (at == '.' && isInLongName(text, i));
            if (mayBreak) {
                pieces.add(text.substring(from, i + 1));
                from = i + 1;
            }
        }
        pieces.add(text.substring(from));
        return pieces;
    }

    /** Not the backslashes before a server's name, and not the last one. */
    private static boolean isInPath(String text, int i) {
        return isOfName(text.charAt(i - 1)) && isOfName(text.charAt(i + 1));
    }

    private static boolean isInLongName(String text, int i) {
        if (!Character.isLetterOrDigit(text.charAt(i - 1)) || !Character.isLetter(text.charAt(i + 1))) {
            return false;
        }
        int begin = i;
        while (begin > 0 && isOfName(text.charAt(begin - 1))) {
            begin--;
        }
        int end = i;
        while (end < text.length() && isOfName(text.charAt(end))) {
            end++;
        }
        return end - begin > LONG;
    }

    private static boolean isOfName(char character) {
        return character > ' ' && "\\\"',;()".indexOf(character) < 0;
    }
}
