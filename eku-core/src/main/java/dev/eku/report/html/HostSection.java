package dev.eku.report.html;

import dev.eku.diagnose.DiagnosedHost;
import dev.eku.diagnose.Diagnosis;
import dev.eku.diagnose.Enforcement;
import dev.eku.diagnose.Enforcement.Input;
import dev.eku.diagnose.Finding;
import dev.eku.inspect.DownService;
import dev.eku.inspect.Inspection;
import dev.eku.report.DownText;
import dev.eku.report.ReportedHost;
import dev.eku.report.Reports;
import dev.eku.text.Message;
import java.util.List;

/** What is known about one host: the findings, then the evidence. Not thread-safe. */
final class HostSection {
    private final Markup page;
    private final String id;
    private final boolean ofFleet;

    /** @param ofFleet whether other hosts are on the page, below a table */
    HostSection(Markup page, String id, boolean ofFleet) {
        this.page = page;
        this.id = id;
        this.ofFleet = ofFleet;
    }

    void write(Alike alike) {
        DiagnosedHost host = alike.first();
        page.open("section", "id", id, "class", "host", "aria-labelledby", id + "-name");
        if (host.diagnosis().isPresent()) {
            diagnosed(host, host.diagnosis().get());
        } else {
            name(host.host());
            page.open("p");
            Level.UNREAD.write(page, page.words().text("html.unread"));
            page.close();
            new FailurePart(page).write(host.failure());
        }
        if (!alike.others().isEmpty()) {
            new OtherHosts(page).write(alike);
        }
        if (ofFleet) {
            page.leaf("a", page.words().text("html.back"), "href", "#fleet", "class", "back");
        }
        page.close();
    }

    private void name(String name) {
        page.leaf("h2", name, "id", id + "-name");
    }

    private void diagnosed(DiagnosedHost host, Diagnosis diagnosis) {
        Inspection inspection = diagnosis.inspected().inspection();
        ReportedHost where = ReportedHost.of(inspection);
        name(where.name());
        if (where.simulated()) {
            page.leaf("p", new Reports(page.words()).simulated(where.host()), "class", "simulated");
        }
        page.leaf(
                "p",
                page.words().text("html.taken", where.host(), inspection.host().takenAt()),
                "class",
                "quiet");
        for (Message line : DownText.messages(where.name(), DownService.of(inspection))) {
            page.open("p");
            Level.ACT.write(page, page.words().text(line));
            page.close();
        }
        diagnosis.findings().forEach(finding -> finding(where, finding));
        boolean folded = ofFleet && !Level.of(host).needsAction();
        if (folded) {
            page.open("details").leaf("summary", page.words().text("html.evidence"));
        }
        evidence(diagnosis);
        if (folded) {
            page.close();
        }
    }

    private void evidence(Diagnosis diagnosis) {
        List<Enforcement> enforcements = diagnosis.enforcements();
        for (int i = 0; i < enforcements.size(); i++) {
            enforcement(enforcements.get(i), id + "-path-" + (i + 1));
        }
        new PeersPart(page).write(diagnosis.peers());
        if (diagnosis.isOfDataMcu()) {
            new EventsPart(page, id + "-events").write(diagnosis);
        }
    }

    private void finding(ReportedHost where, Finding finding) {
        Level level = Level.of(finding.situation());
        page.open("article", "class", "finding " + level.style());
        page.open("h3");
        level.write(
                page,
                page.words()
                        .text(
                                "report.diagnosis." + finding.situation(),
                                where.name(),
                                finding.about(),
                                page.words().text("report.diagnosis.confidence." + finding.confidence())));
        page.close();
        page.leaf("p", page.words().text(finding.cause()));
        if (!finding.evidence().isEmpty()) {
            page.open("ul");
            finding.evidence().forEach(line -> page.leaf("li", page.words().text(line)));
            page.close();
        }
        new NextPart(page).write(finding.next());
        page.close();
    }

    private void enforcement(Enforcement enforcement, String figure) {
        String application = enforcement.application().id();
        page.leaf("h3", page.words().text("html.path", application));
        page.open("div", "class", "beside");
        page.open("figure");
        new DecisionFigure(page, figure).write(enforcement);
        page.leaf("figcaption", page.words().text("html.path.caption"));
        page.close();
        page.open("div");
        inputs(enforcement, application);
        page.leaf(
                "p",
                page.words()
                        .text("report.diagnosis.running", enforcement.effect().reason()));
        if (!enforcement.certain()) {
            page.leaf("p", page.words().text("report.diagnosis.uncertain"));
        }
        page.close().close();
    }

    private void inputs(Enforcement enforcement, String application) {
        Table table = new Table(page, "input", "place", "value");
        table.open(page.words().text("html.inputs", application));
        for (Input input : enforcement.inputs()) {
            boolean decides = enforcement.row().deciding().contains(input.kind())
                    && input.value().isPresent();
            table.row();
            table.header();
            page.text(page.words().text("html.input." + input.kind()));
            if (decides) {
                page.text(" ").leaf("strong", page.words().text("html.decides"), "class", "tag");
            }
            table.end();
            table.text(page.words().text(input.place()));
            table.text(page.words().text("text.as-is", input.shown()));
            table.end();
        }
        if (enforcement.row() == Enforcement.Row.OTHERWISE) {
            table.row();
            table.header();
            page.text(page.words().text("diagnose.row.OTHERWISE"));
            page.text(" ").leaf("strong", page.words().text("html.decides"), "class", "tag");
            table.end();
            table.text("");
            table.text("");
            table.end();
        }
        table.close();
    }
}
