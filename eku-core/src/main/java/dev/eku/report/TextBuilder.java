package dev.eku.report;

import dev.eku.text.Columns;
import dev.eku.text.Message;
import dev.eku.text.NextStep;
import dev.eku.text.Plain;
import dev.eku.text.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Builds the lines of a report. Not thread-safe. */
final class TextBuilder {
    private static final String INDENT = "  ";

    private final Words words;
    private final List<String> opening = new ArrayList<>();
    private final List<String> closing = new ArrayList<>();
    private final List<String> next = new ArrayList<>();
    private List<String> lines = opening;
    private boolean urgent;

    TextBuilder(Words words) {
        this.words = words;
    }

    /** The words for the lines. */
    Words words() {
        return words;
    }

    /** A line that comes first, and again where the result is summed up: a service is down. */
    TextBuilder alarm(Message message) {
        line(0, message);
        List<String> here = lines;
        closing().line(0, message);
        lines = here;
        return urgent(true);
    }

    /** Notes whether somebody has to act. */
    TextBuilder urgent(boolean isUrgent) {
        urgent |= isUrgent;
        return this;
    }

    /** From here on, the lines sum up the result. */
    TextBuilder closing() {
        lines = closing;
        return this;
    }

    /** From here on, the lines say what to do next. */
    TextBuilder next() {
        lines = next;
        return this;
    }

    /** A line of the catalogue. */
    TextBuilder line(int depth, String key, Object... arguments) {
        return line(depth, Message.of(key, arguments));
    }

    /** A line of the catalogue, which goes on in lines below it if it is long. */
    TextBuilder line(int depth, Message message) {
        for (String line : words.lines(message, Report.WIDTH - INDENT.length() * depth)) {
            text(depth, line);
        }
        return this;
    }

    /** The next steps, each command on a line of its own. */
    TextBuilder next(int depth, List<NextStep> steps) {
        for (NextStep step : steps) {
            line(depth, "report.next", words.sentence(step));
            Optional<String> command = words.typed(step);
            if (command.isPresent()) {
                text(depth, command.get());
            }
        }
        return this;
    }

    /**
     * A text that may have several lines. Control characters in it are replaced, because text from a host must not
     * control a terminal.
     */
    TextBuilder text(int depth, String text) {
        for (String line : Plain.text(text).lines().toList()) {
            lines.add((INDENT.repeat(depth) + line).stripTrailing());
        }
        return this;
    }

    /** An empty line, unless there is one already or it would be the first line. */
    TextBuilder gap() {
        if (!lines.isEmpty() && !lines.get(lines.size() - 1).isEmpty()) {
            lines.add("");
        }
        return this;
    }

    /** A table whose columns are as wide as they need to be; the first row holds the headings. */
    TextBuilder table(List<List<String>> cells) {
        List<List<String>> rows = cells.stream()
                .map(row -> row.stream().map(Plain::line).toList())
                .toList();
        int[] widths = new int[rows.get(0).size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], Columns.of(row.get(i)));
            }
        }
        for (List<String> row : rows) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                text.append(row.get(i)).append(" ".repeat(widths[i] - Columns.of(row.get(i)) + 2));
            }
            text(0, text.toString());
        }
        return this;
    }

    /** The lines before those that sum up. */
    List<String> opening() {
        return opening;
    }

    /** Whether there is no line yet. */
    boolean isEmpty() {
        return opening.isEmpty();
    }

    /**
     * A value, or a text if there is none.
     *
     * @param key the key of that text in the catalogue
     */
    static Object shown(Optional<?> value, String key) {
        return value.isPresent() ? value.get() : Message.of(key);
    }

    /** The report with these lines. */
    Report report(String kind, Optional<ReportedHost> where, Map<String, Object> content) {
        Optional<String> mark = where.isPresent() && where.get().simulated()
                ? Optional.of(words.text("report.simulated", where.get().host()))
                : Optional.empty();
        return new Report(kind, where, mark, urgent, opening, closing, next, content);
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
