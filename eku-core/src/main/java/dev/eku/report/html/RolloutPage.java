package dev.eku.report.html;

import dev.eku.error.EkuException;
import dev.eku.fleet.RolloutResult;
import dev.eku.fleet.RolloutResult.Row;
import dev.eku.inspect.DownService;
import dev.eku.report.RolloutText;
import dev.eku.report.html.FleetPart.Column;
import dev.eku.text.Durations;
import dev.eku.text.Message;
import dev.eku.text.Words;
import dev.eku.verify.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a rollout did, as a page for a browser: the end, a table of the hosts with the most urgent ones first, when
 * services were restarted, and why hosts failed. As {@link HtmlReport}, it loads nothing, runs no script and escapes
 * everything; equal hosts share a row if there are more than 50. Immutable.
 *
 * @param context what the page has in common with others of the run
 */
public record RolloutPage(PageContext context, RolloutResult result) {
    /** The whole page. */
    public String text() {
        return context.page(this::write);
    }

    private void write(Markup page) {
        Words words = page.words();
        FleetPart<Host> fleet =
                new FleetPart<>(page, result.rows().stream().map(Host::new).toList());
        DonePart<Host> part =
                new DonePart<>(page, context.wordsOf(), host -> host.row().verdict());
        Overview overview = fleet.open();
        List<Message> summary = RolloutText.summary(result);
        overview.headline(words.text(summary.get(0)));
        overview.needy(result.rows().stream().map(Host::new).map(Host::level).toList());
        summary.stream().skip(1).forEach(line -> page.leaf("p", words.text(line)));
        context.next(page);
        page.leaf(
                "p",
                words.text(
                        "html.rollout.time",
                        result.startedAt(),
                        result.startedAt().plus(result.elapsed())),
                "class",
                "quiet");
        fleet.counts(overview);
        List<Group<Host>> groups = fleet.groups();
        fleet.table(
                words.text("html.rollout.caption"),
                List.of(
                        new Column<>("pool", group -> pools(words, group)),
                        new Column<>(
                                "reached",
                                group ->
                                        RolloutText.reached(words, group.first().row())),
                        new Column<>(
                                "verdict",
                                group -> group.first()
                                        .row()
                                        .verdict()
                                        .map(Verdict::name)
                                        .orElse("-")),
                        new Column<>("took", group -> took(words, group))),
                index -> part.isNeeded(groups.get(index)) ? Optional.of(Page.id(index)) : Optional.empty());
        new RestartsPart(page, result).write();
        for (int i = 0; i < groups.size(); i++) {
            if (part.isNeeded(groups.get(i))) {
                part.write(Page.id(i), groups.get(i));
            }
        }
    }

    private static String pools(Words words, Group<Host> group) {
        return PoolText.of(
                words,
                group.members().stream().map(host -> host.row().member().pool()).toList());
    }

    private static String took(Words words, Group<Host> group) {
        List<Duration> times = group.members().stream()
                .map(host -> host.row().total())
                .sorted()
                .toList();
        String shortest = Durations.text(times.get(0));
        String longest = Durations.text(times.get(times.size() - 1));
        return shortest.equals(longest) ? longest : words.text("html.rollout.took", shortest, longest);
    }

    private record Host(Row row) implements ShownHost {
        @Override
        public String host() {
            return row.member().toString();
        }

        @Override
        public Optional<String> computer() {
            return row.computer();
        }

        @Override
        public boolean simulated() {
            return row.simulated();
        }

        /** A host that was left as it was may still wait for a restart. */
        private RolloutResult.State state() {
            return row.state() == RolloutResult.State.ALREADY_COMPLIANT
                            && row.verdict()
                                    .filter(Verdict.PendingRestart.class::isInstance)
                                    .isPresent()
                    ? RolloutResult.State.RESTART_PENDING
                    : row.state();
        }

        @Override
        public Level resultLevel() {
            return switch (state()) {
                case FAILED -> Level.ACT;
                case NOT_REACHED, RESTART_PENDING -> Level.SOON;
                case UNVERIFIED, SKIPPED -> Level.UNREAD;
                case DONE, ALREADY_COMPLIANT -> Level.WELL;
            };
        }

        @Override
        public Message result() {
            return Message.of(row.isLeftStopped() ? "html.rollout.left-stopped" : "report.rollout.state." + state());
        }

        @Override
        public List<DownService> down() {
            return row.down();
        }

        @Override
        public boolean isDown() {
            return row.isLeftStopped() || !row.down().isEmpty();
        }

        @Override
        public Optional<EkuException> failure() {
            return row.failure();
        }

        @Override
        public List<Object> likeness() {
            return List.of(
                    row.state(),
                    row.restarted(),
                    row.reached(),
                    row.verdict().map(Verdict::name),
                    row.simulated(),
                    row.down(),
                    row.failure().map(EkuException::code));
        }
    }
}
