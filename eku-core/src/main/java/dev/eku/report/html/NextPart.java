package dev.eku.report.html;

import dev.eku.text.NextStep;
import dev.eku.text.Words;
import java.util.List;

/** The next steps, with each command in a block of its own, so that it can be copied. Not thread-safe. */
final class NextPart {
    private final Markup page;
    private final Words words;

    NextPart(Markup page) {
        this(page, page.words());
    }

    /** @param words the words for what concerns one host of several, whose commands name it */
    NextPart(Markup page, Words words) {
        this.page = page;
        this.words = words;
    }

    void write(List<NextStep> steps) {
        page.open("p", "class", "next").leaf("strong", page.words().text("html.next"));
        page.close();
        steps(steps);
    }

    /** A block for each step, without a heading. */
    void steps(List<NextStep> steps) {
        steps.forEach(step -> block(words.lines(step)));
    }

    /**
     * A block for a step.
     *
     * @param key the text that its sentence is put into
     */
    void step(String key, NextStep step) {
        block(words.lines(key, step));
    }

    private void block(List<String> lines) {
        page.leaf("p", lines.get(0));
        lines.stream().skip(1).forEach(command -> page.lines("pre", command));
    }
}
