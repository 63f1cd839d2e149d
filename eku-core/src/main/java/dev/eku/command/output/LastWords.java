package dev.eku.command.output;

import dev.eku.report.Report;
import java.util.ArrayList;
import java.util.List;

/** The lines that a run ends with: what sums it up, and what to do next. Not thread-safe. */
final class LastWords {
    private record Line(String text, boolean urgent) {}

    private final List<Line> lines = new ArrayList<>();

    /** Adds what sums up a result and its next step. */
    void add(Report report) {
        for (String line : report.closing()) {
            lines.add(new Line(line, report.urgent()));
        }
        add(report.next());
    }

    /** Adds lines. */
    void add(List<String> more) {
        for (String line : more) {
            lines.add(new Line(line, false));
        }
    }

    List<String> texts() {
        List<String> texts = new ArrayList<>();
        for (Line line : lines) {
            texts.add(line.text);
        }
        return texts;
    }

    void show(Lines log) {
        for (Line line : lines) {
            if (line.urgent) {
                log.warn(line.text);
            } else {
                log.info(line.text);
            }
        }
    }
}
