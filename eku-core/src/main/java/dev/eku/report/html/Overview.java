package dev.eku.report.html;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What stands above the table of a fleet. Not thread-safe. */
final class Overview {
    private final Markup page;

    Overview(Markup page) {
        this.page = page;
    }

    void headline(String text) {
        page.leaf("p", text, "class", "headline");
    }

    /** How many of the hosts need action. */
    void needy(Collection<Level> levels) {
        long needy = levels.stream().filter(Level::needsAction).count();
        headline(page.words().text("html.fleet.need-action", needy, levels.size()));
    }

    /** When the hosts were read. */
    void observed(List<Instant> times) {
        Optional<Instant> first = times.stream().min(Instant::compareTo);
        Optional<Instant> last = times.stream().max(Instant::compareTo);
        if (first.isPresent() && last.isPresent()) {
            page.leaf(
                    "p",
                    first.equals(last)
                            ? page.words().text("html.observed", first.get())
                            : page.words().text("html.observed.between", first.get(), last.get()),
                    "class",
                    "quiet");
        }
    }

    /** How many hosts have each result. */
    void counts(List<String> results) {
        Map<String, Integer> counts = new TreeMap<>();
        results.forEach(result -> counts.merge(result, 1, Integer::sum));
        page.open("ul", "class", "counts");
        counts.forEach((result, count) -> page.leaf("li", page.words().text("html.fleet.count", count, result)));
        page.close();
    }

    /** What of the table is shown is chosen without a script: the style looks at these. The table must follow. */
    void choices() {
        for (String choice : List.of("all", "needy")) {
            String id = "show-" + choice;
            if (choice.equals("all")) {
                page.empty("input", "type", "radio", "name", "show", "id", id, "checked", "checked");
            } else {
                page.empty("input", "type", "radio", "name", "show", "id", id);
            }
            page.text(" ").leaf("label", page.words().text("html.fleet.show." + choice), "for", id);
        }
    }
}
