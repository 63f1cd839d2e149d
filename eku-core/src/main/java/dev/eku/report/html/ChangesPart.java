package dev.eku.report.html;

import dev.eku.action.Action;
import dev.eku.fleet.FleetPlan.Entry;
import dev.eku.fleet.FleetPlan.Group;
import dev.eku.fleet.HostAssessment;
import dev.eku.plan.Plan;
import dev.eku.plan.Problem;
import dev.eku.report.ActionText;
import dev.eku.report.DownText;
import dev.eku.text.Message;
import dev.eku.text.Words;
import java.util.List;
import java.util.Optional;

/** What is to be done on hosts that need the same changes: their names, problems, and each change. Not thread-safe. */
final class ChangesPart {
    private final Markup page;
    private final Words words;
    private final String id;
    private final boolean folded;

    /** @param folded whether there is nothing to do on these hosts */
    ChangesPart(Markup page, String id, boolean folded) {
        this.page = page;
        this.words = page.words();
        this.id = id;
        this.folded = folded;
    }

    void write(Group group, int number, int of) {
        HostAssessment found = group.sample();
        page.open("section", "id", id, "class", "part", "aria-labelledby", id + "-name");
        page.leaf(
                "h2",
                words.text("html.plan.group", number, of, hosts(group.entries().size())),
                "id",
                id + "-name");
        if (folded) {
            page.open("details").leaf("summary", words.text("html.evidence"));
        }
        names(group.entries());
        for (Entry entry : group.entries()) {
            entry.assessment()
                    .ifPresent(each ->
                            DownText.messages(each.computer(), each.stopped()).forEach(this::down));
        }
        Optional<Plan> plan = found.plan();
        if (found.interrupted()) {
            page.leaf("p", words.text("report.fleet.interrupted"));
        }
        if (found.hasOutstandingRestart()) {
            page.leaf(
                    "p",
                    words.text(
                            "report.fleet.owes-restart",
                            found.verdict().orElseThrow().evidence()));
        } else if (plan.isEmpty()) {
            page.leaf("p", words.text("report.fleet.nothing-to-roll-back"));
        } else {
            changes(found, plan.get());
        }
        if (folded) {
            page.close();
        }
        page.leaf("a", words.text("html.back"), "href", "#fleet", "class", "back");
        page.close();
    }

    private void down(Message line) {
        page.open("p");
        Level.ACT.write(page, words.text(line));
        page.close();
    }

    private static Message hosts(int number) {
        return Message.of(number == 1 ? "report.fleet.hosts.one" : "report.fleet.hosts.many", number);
    }

    private void names(List<Entry> entries) {
        boolean many = entries.size() > dev.eku.report.html.Group.ALL_IN_FULL;
        if (many) {
            page.open("details").leaf("summary", words.text("html.plan.names"));
        }
        page.leaf("p", words.list(entries.stream().map(this::name).toList()));
        if (many) {
            page.close();
        }
    }

    private String name(Entry entry) {
        String ref = entry.member().toString();
        return entry.name().equals(ref) ? ref : words.text("report.fleet.name", entry.name(), ref);
    }

    private void changes(HostAssessment found, Plan plan) {
        plan.rollsBack().ifPresent(record -> page.leaf("p", words.text("report.fleet.rolls-back", record)));
        problems(Level.ACT, "report.plan.blocked", found.blocking());
        problems(
                Level.TIDY,
                "report.plan.know",
                plan.problems().stream().filter(problem -> !problem.blocking()).toList());
        if (plan.isEmpty()) {
            page.leaf("p", words.text(found.blocking().isEmpty() ? "report.fleet.as-wanted" : "report.plan.none"));
            return;
        }
        Table table = new Table(page, "change", "in", "becomes", "why");
        table.open(words.text("html.plan.changes"));
        for (Action action : plan.actions()) {
            ActionText.Shown shown = ActionText.shown(words, action);
            table.row();
            table.header();
            page.leaf("div", shown.kind(), "class", "quiet");
            page.leaf("div", shown.subject());
            table.end();
            table.cell();
            if (shown.place().isEmpty()) {
                page.text("-");
            }
            shown.place().forEach(line -> page.leaf("div", line));
            table.end();
            table.text(shown.change());
            table.text(shown.why());
            table.end();
        }
        table.close();
    }

    private void problems(Level level, String title, List<Problem> problems) {
        if (problems.isEmpty()) {
            return;
        }
        page.open("article", "class", "finding " + level.style());
        page.open("h3");
        level.write(page, words.text(title));
        page.close();
        for (Problem problem : problems) {
            page.leaf("p", words.text("report.problem", problem.code(), problem.what()));
            new NextPart(page).step("report.next", problem.next());
        }
        page.close();
    }
}
