package dev.eku.report.html;

import dev.eku.error.EkuException;
import dev.eku.fleet.FleetPlan;
import dev.eku.fleet.FleetPlan.Entry;
import dev.eku.fleet.HostAssessment;
import dev.eku.inspect.DownService;
import dev.eku.plan.Plan;
import dev.eku.report.FleetPlanText;
import dev.eku.report.PlanSummary;
import dev.eku.report.html.FleetPart.Column;
import dev.eku.text.Message;
import dev.eku.text.Words;
import dev.eku.verify.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is to be done on the hosts of a fleet, as a page for a browser: a table of the hosts with the most urgent ones
 * first, then the changes, once for hosts that need the same. As {@link HtmlReport}, it loads nothing, runs no script
 * and escapes everything; equal hosts share a row if there are more than 50. Immutable.
 *
 * @param context what the page has in common with others of the run
 */
public record FleetPlanPage(PageContext context, FleetPlan plan) {
    /** The whole page. */
    public String text() {
        return context.page(this::write);
    }

    private void write(Markup page) {
        Words words = page.words();
        List<FleetPlan.Group> changes = plan.groups();
        FleetPart<Host> fleet = new FleetPart<>(page, hosts(changes));
        DonePart<Host> part = new DonePart<>(page, context.wordsOf(), host -> Optional.empty());
        Overview overview = fleet.open();
        List<Message> summary = FleetPlanText.summary(plan);
        overview.headline(words.text(summary.get(0)));
        summary.stream().skip(1).forEach(line -> page.leaf("p", words.text(line)));
        FleetPlanText.exemption(words, plan).forEach(line -> page.leaf("p", line));
        context.next(page);
        overview.observed(plan.entries().stream()
                .flatMap(entry -> entry.assessment().stream())
                .flatMap(assessment -> assessment.plan().stream())
                .map(Plan::madeAt)
                .toList());
        fleet.counts(overview);
        List<Group<Host>> groups = fleet.groups();
        fleet.table(
                words.text("html.plan.caption"),
                List.of(
                        new Column<>("pool", group -> pools(words, group)),
                        new Column<>("changes", group -> changes(words, group.first()))),
                index -> Optional.of(
                        groups.get(index).first().group().map(FleetPlanPage::id).orElse(Page.id(index))));
        for (int i = 0; i < groups.size(); i++) {
            if (groups.get(i).first().group().isEmpty()) {
                part.write(Page.id(i), groups.get(i));
            }
        }
        // A group has the number that it has in the text, though what is to be done comes first.
        for (boolean folded : List.of(false, true)) {
            for (int i = 0; i < changes.size(); i++) {
                if (folded != needsAction(changes.get(i))) {
                    new ChangesPart(page, id(i), folded).write(changes.get(i), i + 1, changes.size());
                }
            }
        }
    }

    private static boolean needsAction(FleetPlan.Group group) {
        return group.entries().stream()
                .anyMatch(entry -> new Host(entry, Optional.empty()).level().needsAction());
    }

    private List<Host> hosts(List<FleetPlan.Group> changes) {
        Map<Entry, Integer> groupOf = new HashMap<>();
        for (int i = 0; i < changes.size(); i++) {
            for (Entry entry : changes.get(i).entries()) {
                groupOf.put(entry, i);
            }
        }
        return plan.entries().stream()
                .map(entry -> new Host(entry, Optional.ofNullable(groupOf.get(entry))))
                .toList();
    }

    private static String id(int index) {
        return "group-" + (index + 1);
    }

    private static String pools(Words words, Group<Host> group) {
        return PoolText.of(
                words,
                group.members().stream()
                        .map(host -> host.entry().member().pool())
                        .toList());
    }

    private static String changes(Words words, Host host) {
        return host.entry()
                .assessment()
                .flatMap(HostAssessment::plan)
                .map(changes -> PlanSummary.of(changes).text(words))
                .orElse("-");
    }

    private record Host(Entry entry, Optional<Integer> group) implements ShownHost {
        /** What is to be done about a host, the worst first. */
        private enum State {
            UNREACHABLE(Level.UNREAD),
            BLOCKED(Level.ACT),
            INTERRUPTED(Level.SOON),
            OWES_RESTART(Level.SOON),
            TO_CHANGE(Level.SOON),
            NOTHING_TO_ROLL_BACK(Level.WELL),
            AS_WANTED(Level.WELL);

            private final Level level;

            State(Level level) {
                this.level = level;
            }

            static State of(HostAssessment found) {
                if (!found.blocking().isEmpty()) {
                    return BLOCKED;
                }
                if (found.interrupted()) {
                    return INTERRUPTED;
                }
                if (found.hasOutstandingRestart()) {
                    return OWES_RESTART;
                }
                if (found.plan().isEmpty()) {
                    return NOTHING_TO_ROLL_BACK;
                }
                if (found.hasWork()) {
                    return TO_CHANGE;
                }
                return found.verdict()
                                .filter(Verdict.PendingRestart.class::isInstance)
                                .isPresent()
                        ? OWES_RESTART
                        : AS_WANTED;
            }
        }

        private State state() {
            return entry.assessment().map(State::of).orElse(State.UNREACHABLE);
        }

        @Override
        public String host() {
            return entry.member().toString();
        }

        @Override
        public Optional<String> computer() {
            return entry.assessment().map(HostAssessment::computer);
        }

        @Override
        public boolean simulated() {
            return entry.assessment().filter(HostAssessment::simulated).isPresent();
        }

        @Override
        public Level resultLevel() {
            return state().level;
        }

        @Override
        public Message result() {
            return Message.of("html.plan.state." + state());
        }

        @Override
        public List<DownService> down() {
            return entry.assessment().map(HostAssessment::stopped).orElse(List.of());
        }

        @Override
        public Optional<EkuException> failure() {
            return entry.result().failure();
        }

        @Override
        public List<Object> likeness() {
            List<Object> values = new ArrayList<>();
            values.add(group);
            values.add(simulated());
            values.add(down());
            values.add(failure().map(EkuException::code));
            return values;
        }
    }
}
