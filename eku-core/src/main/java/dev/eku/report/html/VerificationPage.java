package dev.eku.report.html;

import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.inspect.DownService;
import dev.eku.report.html.FleetPart.Column;
import dev.eku.report.html.VerifiedHost.Seen;
import dev.eku.text.Message;
import dev.eku.text.Words;
import dev.eku.verify.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether the exemption is in effect on the hosts of a fleet, as a page for a browser. As {@link HtmlReport}, it loads
 * nothing, runs no script and escapes everything; equal hosts share a row if there are more than 50. Immutable.
 *
 * @param context what the page has in common with others of the run
 * @param hosts in any order; hosts that are equally urgent stay in theirs
 */
public record VerificationPage(PageContext context, List<VerifiedHost> hosts) {
    public VerificationPage {
        hosts = List.copyOf(hosts);
    }

    /** The whole page. */
    public String text() {
        return context.page(this::write);
    }

    private void write(Markup page) {
        Words words = page.words();
        List<Host> shown = hosts.stream().map(Host::new).toList();
        FleetPart<Host> fleet = new FleetPart<>(page, shown);
        DonePart<Host> part = new DonePart<>(page, context.wordsOf(), Host::verdict);
        Overview overview = fleet.open();
        overview.needy(shown.stream().map(Host::level).toList());
        context.next(page);
        overview.observed(hosts.stream()
                .flatMap(host -> host.seen().stream())
                .map(Seen::takenAt)
                .toList());
        fleet.counts(overview);
        List<Group<Host>> groups = fleet.groups();
        fleet.table(
                words.text("html.verify.caption"),
                List.of(new Column<>("next", group -> next(words, group.first()))),
                index -> Optional.of(Page.id(index)));
        for (int i = 0; i < groups.size(); i++) {
            part.write(Page.id(i), groups.get(i));
        }
    }

    private static String next(Words words, Host host) {
        return host.failure()
                .flatMap(EkuException::next)
                .map(step -> words.text(step.what()))
                .or(() -> host.verdict().map(verdict -> words.text("report.verdict." + verdict.name() + ".next")))
                .orElse("-");
    }

    private record Host(VerifiedHost verified) implements ShownHost {
        Optional<Verdict> verdict() {
            return verified.seen().map(Seen::verdict);
        }

        @Override
        public String host() {
            return verified.host();
        }

        @Override
        public Optional<String> computer() {
            return verified.seen().map(Seen::computer);
        }

        @Override
        public boolean simulated() {
            return verified.seen().filter(Seen::simulated).isPresent();
        }

        @Override
        public Level resultLevel() {
            return verdict().map(Host::level).orElse(Level.UNREAD);
        }

        private static Level level(Verdict verdict) {
            if (verdict instanceof Verdict.Compliant) {
                return Level.WELL;
            }
            if (verdict instanceof Verdict.PendingRestart) {
                return Level.SOON;
            }
            return verdict instanceof Verdict.Unverifiable ? Level.UNREAD : Level.ACT;
        }

        @Override
        public Message result() {
            return verdict()
                    .map(verdict -> Message.of("html.verdict." + verdict.name()))
                    .orElseGet(() -> Message.of("html.unread"));
        }

        @Override
        public List<DownService> down() {
            return verified.seen().map(Seen::down).orElse(List.of());
        }

        /** What the verdict says is not said twice. */
        @Override
        public Optional<EkuException> failure() {
            return verified.failure().filter(why -> why.code() != ErrorCode.NOT_COMPLIANT);
        }

        @Override
        public List<Object> likeness() {
            List<Object> values = new ArrayList<>();
            values.add(simulated());
            values.add(verdict().map(Verdict::name));
            values.add(down());
            values.add(failure().map(EkuException::code));
            return values;
        }
    }
}
