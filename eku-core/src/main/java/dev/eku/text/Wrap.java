package dev.eku.text;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;

/** Breaks long lines of prose where their language allows it, and nowhere else. */
final class Wrap {
    /** Stands before a part in which no line may break. No text of others has this control character. */
    static final char OPEN = '\u001E';

    /** Stands after such a part. */
    static final char CLOSE = '\u001D';

    private static final int HANGING = 2;

    /** A blank, and the Japanese full stop and comma. */
    private static final String PHRASE_ENDS = " \u3002\u3001";

    /** The type of a registry value and its data are one word. It is no longer than that. */
    private static final int LONGEST_TYPE = 40;

    private Wrap() {}

    /**
     * The lines of a text, each of at most that many columns if its words allow it. A path or a name is never broken,
     * so that it can be copied. The lines that follow the first are indented.
     *
     * @param text may have several lines; {@link #OPEN} and {@link #CLOSE} are left out
     */
    static List<String> lines(String text, int columns) {
        List<String> lines = new ArrayList<>();
        for (String line : text.lines().toList()) {
            wrap(line, columns, lines);
        }
        return lines;
    }

    private static void wrap(String marked, int columns, List<String> lines) {
        StringBuilder plain = new StringBuilder();
        BitSet kept = new BitSet();
        boolean inside = false;
        for (int i = 0; i < marked.length(); i++) {
            char character = marked.charAt(i);
            if (character == OPEN || character == CLOSE) {
                inside = character == OPEN;
            } else {
                kept.set(plain.length(), inside && marked.charAt(i - 1) != OPEN);
                plain.append(character);
            }
        }
        String line = plain.toString();
        if (width(line) <= columns) {
            lines.add(line.stripTrailing());
        } else {
            wrap(line, kept, columns, lines);
        }
    }

    private static void wrap(String line, BitSet kept, int columns, List<String> lines) {
        int indent = 0;
        while (indent < line.length() && line.charAt(indent) == ' ') {
            indent++;
        }
        String hanging = " ".repeat(indent + HANGING);
        String before = "";
        int start = 0;
        List<Integer> breaks = new ArrayList<>();
        for (int end : breaks(line, kept, indent)) {
            int last = breaks.isEmpty() ? start : breaks.get(breaks.size() - 1);
            boolean fits = width(before + line.substring(start, end)) <= columns;
            if (!fits && !breaks.isEmpty() && isBetterBelow(line, before, start, last, end, hanging, columns)) {
                int at = afterAPhrase(line, start, breaks);
                lines.add((before + line.substring(start, at)).stripTrailing());
                before = hanging;
                start = at;
                int from = start;
                breaks.removeIf(place -> place <= from);
            }
            breaks.add(end);
        }
        lines.add((before + line.substring(start)).stripTrailing());
    }

    /** What is too long for any line stays on this one, unless that is half full already. */
    private static boolean isBetterBelow(
            String line, String before, int start, int last, int end, String hanging, int columns) {
        return width(hanging + line.substring(last, end)) <= columns
                || width(before + line.substring(start, last)) > columns / 2;
    }

    /** In a language without blanks, a line rather ends where a phrase does, if it is not much shorter then. */
    private static int afterAPhrase(String line, int start, List<Integer> breaks) {
        int last = breaks.get(breaks.size() - 1);
        for (int i = breaks.size() - 1; i >= 0 && breaks.get(i) > start + (last - start) / 2; i--) {
            if (PHRASE_ENDS.indexOf(line.charAt(breaks.get(i) - 1)) >= 0) {
                return breaks.get(i);
            }
        }
        return last;
    }

    private static int width(String line) {
        return Columns.of(line.stripTrailing());
    }

    /** Where a line may begin, and the end of the text. */
    private static List<Integer> breaks(String line, BitSet kept, int indent) {
        BreakIterator iterator = BreakIterator.getLineInstance(Locale.ROOT);
        iterator.setText(line);
        List<Integer> breaks = new ArrayList<>();
        for (int at = iterator.first(); at != BreakIterator.DONE; at = iterator.next()) {
            if (at > indent && (at == line.length() || (!kept.get(at) && isBetweenWords(line, at)))) {
                breaks.add(at);
            }
        }
        return breaks;
    }

    /**
     * A hyphen or a slash ends no word here, because it may be part of a name, and {@code REG_DWORD 0} is one value.
     */
    private static boolean isBetweenWords(String line, int at) {
        if (line.charAt(at - 1) == ' ') {
            int from = Math.max(0, at - LONGEST_TYPE);
            String word = line.substring(from, at - 1);
            return !word.startsWith("REG_", word.lastIndexOf(' ') + 1);
        }
        return isWide(line.codePointBefore(at)) || isWide(line.codePointAt(at));
    }

    private static boolean isWide(int character) {
        return Columns.of(Character.toString(character)) > 1;
    }
}
