package dev.eku.report;

import dev.eku.diagnose.Diagnosis;
import dev.eku.diagnose.Enforcement;
import dev.eku.diagnose.Enforcement.Input;
import dev.eku.diagnose.Finding;
import dev.eku.diagnose.events.PeerSymptom;
import dev.eku.diagnose.events.Symptoms;
import dev.eku.text.Message;
import dev.eku.text.Words;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** What is wrong with a host: the short answer, then what to do, then the evidence. */
final class DiagnosisReport {
    private DiagnosisReport() {}

    static Report of(Words words, Diagnosis diagnosis) {
        ReportedHost where = ReportedHost.of(diagnosis.inspected().inspection());
        TextBuilder body = new TextBuilder(words);
        DownText.first(body, where, DownText.of(diagnosis.inspected().inspection()));
        diagnosis.findings().forEach(finding -> finding(body, where, finding));
        diagnosis.enforcements().forEach(enforcement -> enforcement(body, enforcement));
        body.gap().line(0, diagnosis.peers().isEmpty() ? "report.diagnosis.no-peers" : "report.diagnosis.peers");
        PeerText.peers(body, diagnosis.peers());
        if (diagnosis.isOfDataMcu()) {
            symptoms(body, diagnosis.symptoms());
        }
        PeerText.requests(body, diagnosis.peers());
        body.urgent(isUrgent(diagnosis)).closing();
        headline(body, where, diagnosis.first());
        int others = diagnosis.findings().size() - 1;
        if (others > 0) {
            body.line(0, TextBuilder.count("report.diagnosis.others", others));
        }
        body.next().next(0, diagnosis.first().next());
        return body.report("diagnosis", Optional.of(where), DiagnosisJson.of(diagnosis));
    }

    static boolean isUrgent(Diagnosis diagnosis) {
        return diagnosis.first().situation().isTrouble();
    }

    private static void headline(TextBuilder body, ReportedHost where, Finding finding) {
        body.line(
                0,
                "report.diagnosis." + finding.situation(),
                where.name(),
                finding.about(),
                Message.of("report.diagnosis.confidence." + finding.confidence()));
    }

    private static void finding(TextBuilder body, ReportedHost where, Finding finding) {
        headline(body.gap(), where, finding);
        body.line(1, finding.cause());
        finding.evidence().forEach(line -> body.line(1, "report.item", line));
        body.next(0, finding.next());
    }

    private static void enforcement(TextBuilder body, Enforcement enforcement) {
        body.gap().line(0, "report.diagnosis.inputs", enforcement.application().id());
        for (Input input : enforcement.inputs()) {
            boolean decides = enforcement.row().deciding().contains(input.kind())
                    && input.value().isPresent();
            body.line(
                    1,
                    decides ? "report.diagnosis.deciding" : "report.item",
                    Message.of("report.diagnosis.input." + input.kind(), input.place(), input.shown()));
        }
        if (enforcement.row() == Enforcement.Row.OTHERWISE) {
            body.line(1, "report.diagnosis.deciding", Message.of("diagnose.row.OTHERWISE"));
        }
        body.line(1, "report.diagnosis.running", enforcement.effect().reason());
        if (!enforcement.certain()) {
            body.line(1, "report.diagnosis.uncertain");
        }
    }

    private static void symptoms(TextBuilder body, Symptoms symptoms) {
        body.gap().line(0, "report.diagnosis.events", symptoms.from(), symptoms.to());
        symptoms.problem().ifPresent(why -> body.line(1, "report.diagnosis.not-checked", why));
        if (symptoms.checked() && symptoms.peers().isEmpty()) {
            body.line(1, "report.diagnosis.no-events");
        }
        symptoms.gaps().forEach(gap -> body.line(1, "report.diagnosis.gap", gap.message()));
        Duration over = Duration.between(symptoms.from(), symptoms.to());
        for (PeerSymptom peer : symptoms.peers()) {
            body.line(
                    1,
                    peer.isFlapping() ? "report.diagnosis.sick" : "report.diagnosis.not-sick",
                    peer.pair().connected(),
                    peer.lossEvents(),
                    TextBuilder.shown(peer.name(), "report.diagnosis.unnamed"),
                    peer.connected(),
                    peer.lost(),
                    peer.alternations(),
                    String.format(Locale.ROOT, "%.1f", peer.perHour(over)),
                    peer.busiestHour());
        }
    }
}
