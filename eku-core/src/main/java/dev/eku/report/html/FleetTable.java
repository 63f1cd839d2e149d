package dev.eku.report.html;

import dev.eku.diagnose.DiagnosedHost;
import dev.eku.diagnose.Diagnosis;
import dev.eku.diagnose.Enforcement;
import dev.eku.diagnose.Finding;
import dev.eku.diagnose.peer.PeerAnswer;
import dev.eku.diagnose.peer.PeerAssessment;
import dev.eku.inspect.DownService;
import dev.eku.inspect.Inspection;
import dev.eku.journal.JournalRecord;
import dev.eku.report.ReportedHost;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** An overview of the fleet with a row for each host. Not thread-safe. */
final class FleetTable {
    private final Markup page;
    private final Table table;
    /** Those that several hosts have, so that only their references tell them apart. */
    private final Set<String> names = new HashSet<>();

    FleetTable(Markup page) {
        this.page = page;
        this.table = new Table(page, "host", "answer", "check", "exemption", "peers", "next");
    }

    void write(List<DiagnosedHost> hosts, List<Alike> sections) {
        noteNames(hosts);
        page.open("section", "aria-labelledby", "fleet");
        page.leaf("h2", page.words().text("html.fleet"), "id", "fleet");
        summary(hosts);
        boolean shared = sections.size() < hosts.size();
        if (shared) {
            page.leaf("p", page.words().text("html.fleet.shared", Group.ALL_IN_FULL));
        }
        table.open(page.words().text(shared ? "html.fleet.caption.shared" : "html.fleet.caption"));
        for (int i = 0; i < sections.size(); i++) {
            String anchor = "#" + Page.id(i);
            Alike alike = sections.get(i);
            alike.first()
                    .diagnosis()
                    .ifPresentOrElse(diagnosis -> row(anchor, diagnosis, alike), () -> unread(anchor, alike));
        }
        table.close();
        page.close();
    }

    private void noteNames(List<DiagnosedHost> hosts) {
        Set<String> seen = new HashSet<>();
        for (DiagnosedHost host : hosts) {
            String name = host.diagnosis()
                    .map(diagnosis ->
                            ReportedHost.of(diagnosis.inspected().inspection()).name())
                    .orElse("");
            if (!seen.add(name)) {
                names.add(name);
            }
        }
    }

    private void summary(List<DiagnosedHost> hosts) {
        Overview overview = new Overview(page);
        overview.needy(hosts.stream().map(Level::of).toList());
        overview.observed(hosts.stream()
                .flatMap(host -> host.diagnosis().stream())
                .map(diagnosis -> diagnosis.inspected().inspection().host().takenAt())
                .toList());
        overview.counts(hosts.stream()
                .map(host -> host.diagnosis()
                        .map(this::situation)
                        .orElseGet(() -> page.words().text("html.unread")))
                .toList());
        overview.choices();
    }

    private void row(String anchor, Diagnosis diagnosis, Alike alike) {
        ReportedHost where = ReportedHost.of(diagnosis.inspected().inspection());
        Finding first = diagnosis.first();
        table.row(alike.urgency().needsAction() ? "needy" : "at-rest");
        table.header();
        page.leaf("a", where.name(), "href", anchor);
        if (names.contains(where.name())) {
            page.leaf("div", where.host(), "class", "quiet");
        }
        if (where.simulated()) {
            page.text(" ").leaf("span", page.words().text("html.simulated"), "class", "tag");
        }
        others(alike);
        table.end();
        table.cell();
        Level.down(page, DownService.of(diagnosis.inspected().inspection()));
        Level.of(first.situation()).write(page, situation(diagnosis));
        page.text(" ")
                .leaf("span", page.words().text("report.diagnosis.confidence." + first.confidence()), "class", "quiet");
        table.end();
        lines(diagnosis, enforcement -> page.words().text("html.check." + enforcement.check()));
        lines(diagnosis, enforcement -> exemption(diagnosis, enforcement));
        table.text(peers(diagnosis.peers()));
        table.cell();
        new NextPart(page).steps(first.next());
        table.end();
        table.end();
    }

    private void others(Alike alike) {
        if (!alike.others().isEmpty()) {
            page.leaf(
                    "div", page.words().text("html.fleet.others", alike.others().size()));
        }
    }

    private void unread(String anchor, Alike alike) {
        DiagnosedHost host = alike.first();
        table.row("needy");
        table.header();
        page.leaf("a", host.host(), "href", anchor);
        others(alike);
        table.end();
        table.wide();
        Level.UNREAD.write(page, page.words().text("html.unread"));
        new FailurePart(page).write(host.failure());
        table.end();
        table.end();
    }

    /** A line for each application, with its name if there are several. */
    private void lines(Diagnosis diagnosis, Function<Enforcement, String> text) {
        table.cell();
        List<Enforcement> all = diagnosis.enforcements();
        for (Enforcement enforcement : all) {
            String line = text.apply(enforcement);
            page.leaf(
                    "div",
                    all.size() == 1
                            ? line
                            : page.words()
                                    .text("html.of", enforcement.application().id(), line));
        }
        if (all.isEmpty()) {
            page.text(page.words().text("html.none"));
        }
        table.end();
    }

    private String situation(Diagnosis diagnosis) {
        return page.words().text("html.situation." + diagnosis.first().situation());
    }

    private String exemption(Diagnosis diagnosis, Enforcement enforcement) {
        String by = page.words().text("html.exemption." + enforcement.row());
        return switch (enforcement.check()) {
            case ON, NOT_IMPLEMENTED -> by;
            case OFF -> {
                String effect =
                        page.words().text("html.effect." + enforcement.effect().kind());
                yield expires(diagnosis.inspected().inspection())
                        .map(day -> page.words().text("html.exemption.until", by, effect, day))
                        .orElseGet(() -> page.words().text("html.exemption", by, effect));
            }
        };
    }

    private static Optional<LocalDate> expires(Inspection inspection) {
        return inspection
                .recorded()
                .map(JournalRecord::exemption)
                .orElse(inspection.exemption())
                .expires();
    }

    private String peers(List<PeerAssessment> peers) {
        if (peers.isEmpty()) {
            return page.words().text("html.peers.none");
        }
        long failing = peers.stream().filter(peer -> !peer.failures().isEmpty()).count();
        long unseen = peers.stream()
                .filter(peer -> peer.answer() instanceof PeerAnswer.Failed)
                .count();
        return unseen == 0
                ? page.words().text("html.peers.failing", failing, peers.size())
                : page.words().text("html.peers.failing-unseen", failing, peers.size(), unseen);
    }
}
