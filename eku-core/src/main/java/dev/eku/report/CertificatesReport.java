package dev.eku.report;

import dev.eku.diagnose.certificate.CertificateVerdict;
import dev.eku.diagnose.certificate.Role;
import dev.eku.diagnose.peer.PeerAssessment;
import dev.eku.text.Message;
import dev.eku.text.Words;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether certificates would pass: the short answer, a row for each certificate, then what is missing and what else is
 * worth knowing.
 */
final class CertificatesReport {
    private CertificatesReport() {}

    static Report of(Words words, List<PeerAssessment> peers) {
        long passing = peers.stream().filter(PeerAssessment::passes).count();
        long unseen = peers.stream().filter(PeerAssessment::isUnseen).count();
        long failing = peers.size() - passing - unseen;
        TextBuilder body = new TextBuilder(words);
        Message sum = Message.of("report.certificates.sum", peers.size(), passing, failing, unseen);
        body.line(0, sum);
        table(body.gap(), peers);
        body.gap().line(0, "report.certificates.details");
        PeerText.peers(body, peers);
        PeerText.requests(body, peers);
        body.urgent(failing + unseen > 0).closing().line(0, sum);
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("passing", passing);
        json.put("failing", failing);
        json.put("unseen", unseen);
        json.put("peers", peers.stream().map(DiagnosisJson::peer).toList());
        return body.report("certificates", Optional.empty(), json);
    }

    private static void table(TextBuilder body, List<PeerAssessment> peers) {
        List<List<String>> cells = new ArrayList<>();
        cells.add(List.of(
                body.words().text("report.certificates.from"),
                body.words().text("report.certificates.server"),
                body.words().text("report.certificates.client"),
                body.words().text("report.certificates.subject")));
        for (PeerAssessment peer : peers) {
            cells.add(List.of(
                    peer.answer().name(),
                    verdict(body.words(), peer, Role.TLS_SERVER),
                    verdict(body.words(), peer, Role.TLS_CLIENT),
                    peer.isUnseen() ? "-" : peer.chain().get(0).subject()));
        }
        body.table(cells);
    }

    private static String verdict(Words words, PeerAssessment peer, Role role) {
        return peer.verdicts().stream()
                .filter(verdict -> verdict.role() == role)
                .map(CertificateVerdict::passes)
                .map(passes -> words.text(passes ? "report.certificates.passes" : "report.certificates.fails"))
                .findFirst()
                .orElseGet(() ->
                        words.text(peer.isUnseen() ? "report.certificates.unseen" : "report.certificates.not-asked"));
    }
}
