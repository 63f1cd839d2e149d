package dev.eku.report;

import dev.eku.error.Messages;
import java.util.ArrayList;
import java.util.List;

/** The lines of a report while it is made. Not thread-safe. */
final class Body {
    private static final String INDENT = "  ";

    private final List<String> lines = new ArrayList<>();

    /** A line of the catalogue. */
    Body line(int depth, String key, Object... arguments) {
        return text(depth, Messages.text(key, arguments));
    }

    /** A text that may have several lines. What a host has written of it steers no terminal. */
    Body text(int depth, String text) {
        Messages.plain(text).lines().forEach(line -> lines.add((INDENT.repeat(depth) + line).stripTrailing()));
        return this;
    }

    /** An empty line, unless there is one already or nothing stands above. */
    Body gap() {
        if (!lines.isEmpty() && !lines.get(lines.size() - 1).isEmpty()) {
            lines.add("");
        }
        return this;
    }

    /** Cells below each other, each column as wide as it has to be; the first row holds the headings. */
    Body table(List<List<String>> rows) {
        int[] widths = new int[rows.get(0).size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        for (List<String> row : rows) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                text.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + 2));
            }
            text(0, text.toString());
        }
        return this;
    }

    List<String> lines() {
        return lines;
    }

    /**
     * A number with its noun.
     *
     * @param key the catalogue has {@code key.one} and {@code key.many}
     */
    static String count(String key, long number) {
        return Messages.text(number == 1 ? key + ".one" : key + ".many", number);
    }
}
