package dev.eku.report;

import dev.eku.diagnose.certificate.CertificateRequest;
import dev.eku.diagnose.certificate.CertificateVerdict;
import dev.eku.diagnose.certificate.PeerCertificate;
import dev.eku.diagnose.peer.PeerAnswer;
import dev.eku.diagnose.peer.PeerAssessment;
import dev.eku.text.Message;
import java.util.List;

/** The texts about peers' certificates. */
final class PeerText {
    private PeerText() {}

    /** Whether each passes, and what else is worth knowing about it. */
    static void peers(TextBuilder body, List<PeerAssessment> peers) {
        for (PeerAssessment peer : peers) {
            if (peer.isUnseen()) {
                unseen(body, peer);
                continue;
            }
            PeerCertificate own = peer.chain().get(0);
            body.line(
                    1, "report.diagnosis.peer-" + standing(peer), peer.answer().name(), own.subject());
            RoleNote.of(peer).ifPresent(note -> body.line(2, note));
            peer.verdicts()
                    .forEach(verdict -> body.line(
                            2,
                            verdict.passes() ? "report.diagnosis.role-passes" : "report.diagnosis.role-fails",
                            Message.of("diagnose.role." + verdict.role()),
                            Message.of("diagnose.reason." + verdict.reason()),
                            verdict.decisive().map(PeerCertificate::subject).orElse("")));
            peer.remarks()
                    .forEach(remark -> body.line(
                            2, "report.diagnosis.remark." + remark.kind(), remark.subject(), remark.detail()));
        }
    }

    private static String standing(PeerAssessment peer) {
        if (!peer.decides()) {
            return "undecided";
        }
        return peer.passes() ? "passes" : "fails";
    }

    private static void unseen(TextBuilder body, PeerAssessment peer) {
        PeerAnswer answer = peer.answer();
        if (answer instanceof PeerAnswer.Failed failed) {
            body.line(1, "report.diagnosis.peer-unseen", failed.name(), failed.failure(), failed.detail());
            body.line(2, "report.cause", failed.cause());
            body.next(2, List.of(failed.next()));
        } else if (answer instanceof PeerAnswer.UnreadableFile unread) {
            body.line(1, "report.diagnosis.file-unread", unread.name());
            unread.why().lines(body.words()).forEach(line -> body.text(2, line));
        }
        peer.unjudged().ifPresent(why -> body.line(1, "report.diagnosis.unjudged." + why, answer.name()));
    }

    /** How to request the certificates that replace those that fail. */
    static void requests(TextBuilder body, List<PeerAssessment> peers) {
        if (peers.stream().noneMatch(peer -> peer.request().isPresent())) {
            return;
        }
        body.gap().line(0, "report.diagnosis.replace");
        for (PeerAssessment peer : peers) {
            if (peer.request().isPresent()) {
                CertificateRequest request = peer.request().get();
                List<String> missing = peer.failures().stream()
                        .map(CertificateVerdict::role)
                        .map(role -> role.purpose() + " (" + role.oid() + ")")
                        .toList();
                body.line(1, "report.diagnosis.lacks", peer.answer().name(), missing);
                body.line(2, "report.diagnosis.template", request.purposes());
                if (request.type().isPresent()) {
                    body.line(2, "report.diagnosis.shell");
                    request.commands().forEach(line -> body.text(3, body.words().text(line)));
                }
                body.line(
                        2, request.type().isPresent() ? "report.diagnosis.certreq" : "report.diagnosis.certreq-alone");
                request.inf().forEach(line -> body.text(3, body.words().text(line)));
            }
        }
    }
}
