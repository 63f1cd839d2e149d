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

    /** A text that may have several lines. */
    Body text(int depth, String text) {
        text.lines().forEach(line -> lines.add((INDENT.repeat(depth) + line).stripTrailing()));
        return this;
    }

    /** An empty line, unless there is one already or nothing stands above. */
    Body gap() {
        if (!lines.isEmpty() && !lines.get(lines.size() - 1).isEmpty()) {
            lines.add("");
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
