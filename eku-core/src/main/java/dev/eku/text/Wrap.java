package dev.eku.text;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Breaks long lines of prose where their language allows it, and nowhere else. */
final class Wrap {
    /** Stands for a blank at which no line may break. No text of others has this control character. */
    static final char KEPT_BLANK = '\u001F';

    private static final int HANGING = 2;

    /** A blank, and the Japanese full stop and comma. */
    private static final String PHRASE_ENDS = " \u3002\u3001";

    private Wrap() {}

    /**
     * The lines of a text, each of at most that many columns if its words allow it. A path or a name is never broken,
     * so that it can be copied. The lines that follow the first are indented.
     *
     * @param text may have several lines; {@link #KEPT_BLANK} is written as a blank
     */
    static List<String> lines(String text, int columns) {
        List<String> lines = new ArrayList<>();
        for (String line : text.lines().toList()) {
            if (Columns.of(line) <= columns) {
                lines.add(shown(line));
            } else {
                wrap(line, columns, lines);
            }
        }
        return lines;
    }

    private static void wrap(String line, int columns, List<String> lines) {
        int indent = 0;
        while (indent < line.length() && line.charAt(indent) == ' ') {
            indent++;
        }
        String hanging = " ".repeat(indent + HANGING);
        String before = "";
        int start = 0;
        int last = indent;
        for (int end : breaks(line, indent)) {
            boolean fits = width(before + line.substring(start, end)) <= columns;
            // What is too long for any line stays on this one.
            if (!fits && last > indent && width(hanging + line.substring(last, end)) <= columns) {
                int at = afterAPhrase(line, start, last);
                lines.add(shown(before + line.substring(start, at)));
                before = hanging;
                start = at;
            }
            last = end;
        }
        lines.add(shown(before + line.substring(start)));
    }

    /** In a language without blanks, a line rather ends where a phrase does, if it is not much shorter then. */
    private static int afterAPhrase(String line, int start, int last) {
        for (int at = last; at > start + (last - start) / 2; at--) {
            if (PHRASE_ENDS.indexOf(line.charAt(at - 1)) >= 0) {
                return at;
            }
        }
        return last;
    }

    private static int width(String line) {
        return Columns.of(line.stripTrailing());
    }

    private static String shown(String line) {
        return line.stripTrailing().replace(KEPT_BLANK, ' ');
    }

    /** Where a line may begin, and the end of the text. */
    private static List<Integer> breaks(String line, int indent) {
        BreakIterator iterator = BreakIterator.getLineInstance(Locale.ROOT);
        iterator.setText(line.replace(KEPT_BLANK, '_'));
        List<Integer> breaks = new ArrayList<>();
        for (int at = iterator.first(); at != BreakIterator.DONE; at = iterator.next()) {
            if (at > indent && (at == line.length() || isBetweenWords(line, at))) {
                breaks.add(at);
            }
        }
        return breaks;
    }

    /**
     * A hyphen or a slash ends no word here, because it may be part of a name, and {@code REG_DWORD 0} is one value.
     */
    private static boolean isBetweenWords(String line, int at) {
        if (line.startsWith("REG_", line.lastIndexOf(' ', at - 2) + 1)) {
            return false;
        }
        return line.charAt(at - 1) == ' ' || isWide(line.codePointBefore(at)) || isWide(line.codePointAt(at));
    }

    private static boolean isWide(int character) {
        return Columns.of(Character.toString(character)) > 1;
    }
}
