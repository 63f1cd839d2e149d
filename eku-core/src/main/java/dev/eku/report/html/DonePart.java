package dev.eku.report.html;

import dev.eku.report.DownText;
import dev.eku.report.Reports;
import dev.eku.text.Message;
import dev.eku.text.Words;
import dev.eku.verify.Verdict;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What is to be said of a host beside its row, such as why something failed on it: the first of equal hosts in full,
 * the others by what differs. Not thread-safe.
 */
final class DonePart<T extends ShownHost> {
    private final Markup page;
    private final Function<String, Words> wordsOf;
    private final Function<T, Optional<Verdict>> verdict;

    /**
     * @param wordsOf the words for what concerns the host of that name
     * @param verdict the verdict about a host, whose evidence is shown
     */
    DonePart(Markup page, Function<String, Words> wordsOf, Function<T, Optional<Verdict>> verdict) {
        this.page = page;
        this.wordsOf = wordsOf;
        this.verdict = verdict;
    }

    /** Whether more is to be said than the row says. */
    boolean isNeeded(Group<T> group) {
        T host = group.first();
        return host.failure().isPresent()
                || !host.down().isEmpty()
                || !group.others().isEmpty()
                || verdict.apply(host).isPresent();
    }

    void write(String id, Group<T> group) {
        T host = group.first();
        page.open("section", "id", id, "class", "part", "aria-labelledby", id + "-name");
        page.leaf("h2", host.name(), "id", id + "-name");
        boolean folded = !host.level().needsAction();
        if (folded) {
            page.open("details").leaf("summary", page.words().text("html.evidence"));
        }
        if (host.simulated()) {
            page.leaf("p", new Reports(page.words()).simulated(host.host()), "class", "simulated");
        } else if (!host.name().equals(host.host())) {
            page.leaf("p", host.host(), "class", "quiet");
        }
        finding(host);
        if (!group.others().isEmpty()) {
            others(group);
        }
        if (folded) {
            page.close();
        }
        page.leaf("a", page.words().text("html.back"), "href", "#fleet", "class", "back");
        page.close();
    }

    private void finding(T host) {
        page.open("article", "class", "finding " + host.level().style());
        for (Message line : DownText.messages(host.name(), host.down())) {
            page.open("p");
            Level.ACT.write(page, page.words().text(line));
            page.close();
        }
        page.open("h3");
        host.resultLevel().write(page, page.words().text(host.result()));
        page.close();
        verdict.apply(host).ifPresent(known -> evidence(known, host.failure().isEmpty()));
        if (host.failure().isPresent()) {
            new FailurePart(page, wordsOf.apply(host.host())).write(host.failure());
        }
        page.close();
    }

    private void evidence(Verdict known, boolean next) {
        page.open("ul");
        known.evidence().forEach(line -> page.leaf("li", page.words().text(line)));
        page.close();
        if (next) {
            page.leaf("p", page.words().text("error.next", Message.of("report.verdict." + known.name() + ".next")));
        }
    }

    private void others(Group<T> group) {
        page.leaf("h3", page.words().text("html.alike", group.others().size()));
        page.leaf("p", page.words().text("html.alike.rows"), "class", "quiet");
        Set<String> told = new HashSet<>(lines(group.first()));
        page.open("ul", "class", "alike");
        for (T host : group.others()) {
            page.open("li").leaf("strong", host.name());
            if (!host.name().equals(host.host())) {
                page.text(" " + host.host());
            }
            lines(host).stream().filter(line -> !told.contains(line)).forEach(line -> page.leaf("div", line));
            page.close();
        }
        page.close();
    }

    private List<String> lines(T host) {
        List<String> lines = new ArrayList<>();
        DownText.messages(host.name(), host.down())
                .forEach(line -> lines.add(page.words().text(line)));
        if (host.level().needsAction()) {
            verdict.apply(host)
                    .ifPresent(known -> known.evidence()
                            .forEach(line -> lines.add(page.words().text(line))));
        }
        host.failure().ifPresent(why -> why.lines(wordsOf.apply(host.host())).forEach(line -> lines.add(line.strip())));
        return lines;
    }
}
