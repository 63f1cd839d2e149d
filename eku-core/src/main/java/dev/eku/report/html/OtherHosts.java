package dev.eku.report.html;

import dev.eku.diagnose.DiagnosedHost;
import dev.eku.diagnose.Diagnosis;
import dev.eku.diagnose.Finding;
import dev.eku.diagnose.events.PeerSymptom;
import dev.eku.diagnose.peer.PeerAnswer;
import dev.eku.diagnose.peer.PeerAssessment;
import dev.eku.inspect.DownService;
import dev.eku.inspect.Inspection;
import dev.eku.report.DownText;
import dev.eku.report.ReportedHost;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The other hosts of a section, besides the one that is described in full. Each has a row with what differs in words
 * for this host. For hosts without trouble, the row shows only when they were inspected. Not thread-safe.
 */
final class OtherHosts {
    private final Markup page;

    OtherHosts(Markup page) {
        this.page = page;
    }

    void write(Alike alike) {
        boolean well = alike.isWell();
        page.leaf("h3", page.words().text("html.alike", alike.others().size()));
        page.leaf("p", page.words().text(well ? "html.alike.well" : "html.alike.rows"), "class", "quiet");
        Set<String> told = new HashSet<>(lines(alike.first()));
        page.open("ul", "class", "alike");
        for (DiagnosedHost host : alike.others()) {
            page.open("li").leaf("strong", name(host));
            host.diagnosis().ifPresent(diagnosis -> page.text(" " + taken(diagnosis)));
            if (!well) {
                lines(host).stream().filter(line -> !told.contains(line)).forEach(line -> page.leaf("div", line));
            }
            page.close();
        }
        page.close();
    }

    private static String name(DiagnosedHost host) {
        return host.diagnosis()
                .map(diagnosis ->
                        ReportedHost.of(diagnosis.inspected().inspection()).name())
                .orElse(host.host());
    }

    private String taken(Diagnosis diagnosis) {
        Inspection inspection = diagnosis.inspected().inspection();
        return page.words()
                .text(
                        "html.taken",
                        ReportedHost.of(inspection).host(),
                        inspection.host().takenAt());
    }

    /** The lines that a section of its own would have, without the drawings and what equal hosts have in common. */
    private List<String> lines(DiagnosedHost host) {
        return host.diagnosis()
                .map(this::lines)
                .orElseGet(() -> host.failure().stream()
                        .flatMap(failure -> failure.lines(page.words()).stream())
                        .map(String::strip)
                        .toList());
    }

    private List<String> lines(Diagnosis diagnosis) {
        Inspection inspection = diagnosis.inspected().inspection();
        List<String> lines = new ArrayList<>(
                DownText.messages(ReportedHost.of(inspection).name(), DownService.of(inspection)).stream()
                        .map(page.words()::text)
                        .toList());
        for (Finding finding : diagnosis.findings()) {
            lines.add(page.words().text(finding.cause()));
            finding.evidence().forEach(line -> lines.add(page.words().text(line)));
            finding.next().forEach(step -> lines.addAll(page.words().lines("html.alike.next", step)));
        }
        diagnosis
                .enforcements()
                .forEach(enforcement -> lines.add(page.words()
                        .text("report.diagnosis.running", enforcement.effect().reason())));
        for (PeerAssessment peer : diagnosis.peers()) {
            if (peer.answer() instanceof PeerAnswer.Failed failed) {
                lines.add(page.words().text("html.of", peer.answer().name(), failed.detail()));
            }
        }
        diagnosis.symptoms().problem().map(page.words()::text).ifPresent(lines::add);
        diagnosis.symptoms().gaps().forEach(gap -> lines.add(page.words().text(gap.message())));
        for (PeerSymptom peer : diagnosis.symptoms().peers()) {
            lines.add(page.words()
                    .text(
                            "html.timeline.peer",
                            EventsPart.name(page.words(), peer),
                            peer.connected(),
                            peer.lost(),
                            peer.alternations()));
        }
        return lines.stream().distinct().toList();
    }
}
