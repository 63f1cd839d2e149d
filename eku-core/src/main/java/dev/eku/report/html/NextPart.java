package dev.eku.report.html;

import dev.eku.text.NextStep;
import java.util.List;

/** What to do next, each command in a block of its own, to be copied as it is. Not thread-safe. */
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

    /** A block each, without a heading. */
    void steps(List<NextStep> steps) {
        for (NextStep step : steps) {
            List<String> lines = page.words().lines(step);
            page.leaf("p", lines.get(0));
            lines.stream().skip(1).forEach(command -> page.lines("pre", command));
        }
    }
}
