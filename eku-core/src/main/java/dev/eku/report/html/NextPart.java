package dev.eku.report.html;

import dev.eku.text.NextStep;
import java.util.List;

/** The next steps, with each command in a block of its own, so that it can be copied. Not thread-safe. */
final class NextPart {
    private final Markup page;

    NextPart(Markup page) {
        this.page = page;
    }

    void write(List<NextStep> steps) {
        page.open("p", "class", "next").leaf("strong", page.words().text("html.next"));
        page.close();
        steps(steps);
    }

    /** A block for each step, without a heading. */
    void steps(List<NextStep> steps) {
        steps.forEach(step -> block(page.words().lines(step)));
    }

    /**
     * A block for a step.
     *
     * @param key the text that its sentence is put into
     */
    void step(String key, NextStep step) {
        block(page.words().lines(key, step));
    }

    private void block(List<String> lines) {
        page.leaf("p", lines.get(0));
        lines.stream().skip(1).forEach(command -> page.lines("pre", command));
    }
}
