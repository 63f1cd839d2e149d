package dev.eku.report.html;

import dev.eku.report.Reports;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * The head of a page about what was done, or is to be done, on a fleet: the finding, and a table with a row for each
 * host, or for equal hosts if there are many. Not thread-safe.
 */
final class FleetPart<T extends ShownHost> {
    private final Markup page;
    private final List<T> hosts;
    private final List<Group<T>> groups;
    /** Those that several hosts have, so that only their references tell them apart. */
    private final Set<String> ambiguous = new HashSet<>();

    /**
     * A column besides those of the host and the result.
     *
     * @param key the key of its name, after {@code html.column.}
     */
    record Column<T>(String key, Function<Group<T>, String> text) {}

    FleetPart(Markup page, List<T> hosts) {
        this.page = page;
        this.hosts = hosts;
        this.groups = Group.of(hosts, ShownHost::likeness, ShownHost.byUrgency());
        Set<String> seen = new HashSet<>();
        for (T host : hosts) {
            if (!seen.add(host.name())) {
                ambiguous.add(host.name());
            }
        }
    }

    List<Group<T>> groups() {
        return groups;
    }

    /** Starts the section, with the finding. */
    Overview open() {
        hosts.stream()
                .filter(ShownHost::simulated)
                .findFirst()
                .ifPresent(host ->
                        page.leaf("p", new Reports(page.words()).simulatedFleet(host.host()), "class", "simulated"));
        page.open("section", "aria-labelledby", "fleet");
        page.leaf("h2", page.words().text("html.fleet"), "id", "fleet");
        return new Overview(page);
    }

    /** How many hosts have each result, and the choice of rows. */
    void counts(Overview overview) {
        overview.counts(
                hosts.stream().map(host -> page.words().text(host.result())).toList());
        overview.choices();
        if (groups.size() < hosts.size()) {
            page.leaf("p", page.words().text("html.rows.shared", Group.ALL_IN_FULL));
        }
    }

    /**
     * Writes the table and ends the section.
     *
     * @param anchor the id of the part of the page about the group of that index, if there is one
     */
    void table(String caption, List<Column<T>> columns, IntFunction<Optional<String>> anchor) {
        String[] keys = new String[columns.size() + 2];
        keys[0] = "host";
        keys[1] = "answer";
        for (int i = 0; i < columns.size(); i++) {
            keys[i + 2] = columns.get(i).key();
        }
        Table table = new Table(page, keys);
        table.open(caption);
        for (int i = 0; i < groups.size(); i++) {
            Group<T> group = groups.get(i);
            table.row(group.first().level().needsAction() ? "needy" : "at-rest");
            header(table, group, anchor.apply(i));
            result(table, group.first());
            columns.forEach(column -> table.text(column.text().apply(group)));
            table.end();
        }
        table.close();
        page.close();
    }

    private void header(Table table, Group<T> group, Optional<String> anchor) {
        T host = group.first();
        table.header();
        anchor.ifPresentOrElse(
                id -> page.leaf("a", host.name(), "href", "#" + id), () -> page.leaf("span", host.name()));
        if (ambiguous.contains(host.name())) {
            page.leaf("div", host.host(), "class", "quiet");
        }
        if (host.simulated()) {
            page.text(" ").leaf("span", page.words().text("html.simulated"), "class", "tag");
        }
        if (!group.others().isEmpty()) {
            page.leaf(
                    "div", page.words().text("html.fleet.others", group.others().size()));
        }
        table.end();
    }

    private void result(Table table, T host) {
        table.cell();
        Level.down(page, host.down());
        host.resultLevel().write(page, page.words().text(host.result()));
        host.failure().ifPresent(why -> page.leaf("div", page.words().text(why.summary())));
        table.end();
    }
}
