package dev.eku.report;

import dev.eku.text.Message;
import dev.eku.text.NextStep;
import dev.eku.text.Plain;
import dev.eku.text.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The lines of a report while it is made. Not thread-safe. */
final class TextBuilder {
    private static final String INDENT = "  ";

    private final Words words;
    private final List<String> lines = new ArrayList<>();

    TextBuilder(Words words) {
        this.words = words;
    }

    /** What the lines are said with. */
    Words words() {
        return words;
    }

    /** A line of the catalogue. */
    TextBuilder line(int depth, String key, Object... arguments) {
        return line(depth, Message.of(key, arguments));
    }

    /** A line of the catalogue. */
    TextBuilder line(int depth, Message message) {
        return text(depth, words.text(message));
    }

    /** What to do next, each command alone on its line. */
    TextBuilder next(int depth, List<NextStep> steps) {
        for (NextStep step : steps) {
            List<String> said = words.lines(step);
            line(depth, "report.next", said.get(0));
            said.stream().skip(1).forEach(command -> text(depth, command));
        }
        return this;
    }

    /** A text that may have several lines. What a host has written of it steers no terminal. */
    TextBuilder text(int depth, String text) {
        for (String line : Plain.text(text).lines().toList()) {
            lines.add((INDENT.repeat(depth) + line).stripTrailing());
        }
        return this;
    }

    /** An empty line, unless there is one already or nothing stands above. */
    TextBuilder gap() {
        if (!lines.isEmpty() && !lines.get(lines.size() - 1).isEmpty()) {
            lines.add("");
        }
        return this;
    }

    /** Cells below each other, each column as wide as it has to be; the first row holds the headings. */
    TextBuilder table(List<List<String>> cells) {
        List<List<String>> rows = cells.stream()
                .map(row -> row.stream().map(Plain::line).toList())
                .toList();
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
     * A value, or what is said where there is none.
     *
     * @param key the catalogue's text for that
     */
    static Object shown(Optional<?> value, String key) {
        return value.isPresent() ? value.get() : Message.of(key);
    }

    /** The report that has these lines. */
    Report report(String kind, Optional<ReportedHost> where, Map<String, Object> content) {
        Optional<String> mark = where.isPresent() && where.get().simulated()
                ? Optional.of(words.text("report.simulated", where.get().host()))
                : Optional.empty();
        return new Report(kind, where, mark, lines, content);
    }

    /**
     * A number with its noun.
     *
     * @param key the catalogue has {@code key.one} and {@code key.many}
     */
    static Message count(String key, long number) {
        return Message.of(number == 1 ? key + ".one" : key + ".many", number);
    }
}
