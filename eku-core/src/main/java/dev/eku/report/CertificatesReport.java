package dev.eku.report;

import dev.eku.diagnose.JudgedPeer;
import dev.eku.diagnose.certificate.CertificateVerdict;
import dev.eku.diagnose.certificate.Role;
import dev.eku.error.Messages;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether certificates would pass: the short answer, a row for each, then what is missing and what else there is to know. */
final class CertificatesReport {
    private CertificatesReport() {}

    static Report of(List<JudgedPeer> peers) {
        long passing = peers.stream().filter(JudgedPeer::passes).count();
        long unseen = peers.stream().filter(JudgedPeer::isUnseen).count();
        long failing = peers.size() - passing - unseen;
        Body body = new Body();
        body.line(0, "report.certificates.sum", peers.size(), passing, failing, unseen);
        table(body.gap(), peers);
        body.gap().line(0, "report.certificates.details");
        PeerLines.peers(body, peers);
        PeerLines.requests(body, peers);
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("passing", passing);
        json.put("failing", failing);
        json.put("unseen", unseen);
        json.put("peers", peers.stream().map(DiagnosisJson::peer).toList());
        return new Report("certificates", Optional.empty(), body.lines(), json);
    }

    private static void table(Body body, List<JudgedPeer> peers) {
        List<List<String>> cells = new ArrayList<>();
        cells.add(List.of(
                Messages.text("report.certificates.from"),
                Messages.text("report.certificates.server"),
                Messages.text("report.certificates.client"),
                Messages.text("report.certificates.subject")));
        for (JudgedPeer peer : peers) {
            cells.add(List.of(
                    peer.answer().name(),
                    verdict(peer, Role.TLS_SERVER),
                    verdict(peer, Role.TLS_CLIENT),
                    peer.isUnseen() ? "-" : peer.chain().get(0).subject()));
        }
        body.table(cells);
    }

    private static String verdict(JudgedPeer peer, Role role) {
        return peer.verdicts().stream()
                .filter(verdict -> verdict.role() == role)
                .map(CertificateVerdict::passes)
                .map(passes -> Messages.text(passes ? "report.certificates.passes" : "report.certificates.fails"))
                .findFirst()
                .orElseGet(() -> Messages.text(
                        peer.isUnseen() ? "report.certificates.unseen" : "report.certificates.not-asked"));
    }
}
