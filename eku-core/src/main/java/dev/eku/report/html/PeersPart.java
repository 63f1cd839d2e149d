package dev.eku.report.html;

import dev.eku.diagnose.certificate.CertificateRequest;
import dev.eku.diagnose.certificate.CertificateVerdict;
import dev.eku.diagnose.certificate.PeerCertificate;
import dev.eku.diagnose.certificate.Remark;
import dev.eku.diagnose.certificate.Role;
import dev.eku.diagnose.peer.PeerAnswer;
import dev.eku.diagnose.peer.PeerAssessment;
import dev.eku.report.RoleNote;
import dev.eku.text.Message;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The peers' certificates, and how to request those that replace them. Not thread-safe. */
final class PeersPart {
    private final Markup page;

    PeersPart(Markup page) {
        this.page = page;
    }

    void write(List<PeerAssessment> peers) {
        page.leaf("h3", page.words().text("html.peers"));
        if (peers.isEmpty()) {
            page.leaf("p", page.words().text("report.diagnosis.no-peers"));
            return;
        }
        Table table = new Table(page, "peer", "verdict", "certificate", "purposes", "remarks");
        table.open(page.words().text("html.peers.caption"));
        for (PeerAssessment peer : peers) {
            table.row();
            table.named(peer.answer().name());
            if (peer.isUnseen()) {
                unseen(table, peer);
            } else {
                shown(table, peer);
            }
            table.end();
        }
        table.close();
        requests(peers);
    }

    private void unseen(Table table, PeerAssessment peer) {
        PeerAnswer answer = peer.answer();
        table.wide();
        Level.UNREAD.write(page, page.words().text("html.peer.unseen"));
        if (answer instanceof PeerAnswer.Failed failed) {
            page.leaf("div", page.words().text("html.of", failed.failure(), failed.detail()));
            page.leaf("div", page.words().text("html.sentences", failed.cause(), failed.next()));
        } else if (answer instanceof PeerAnswer.UnreadableFile unread) {
            new FailurePart(page).write(Optional.of(unread.why()));
        }
        peer.unjudged()
                .ifPresent(
                        why -> page.leaf("div", page.words().text("report.diagnosis.unjudged." + why, answer.name())));
        table.end();
    }

    private void shown(Table table, PeerAssessment peer) {
        PeerCertificate own = peer.chain().get(0);
        table.cell();
        if (peer.decides()) {
            (peer.passes() ? Level.WELL : Level.ACT)
                    .write(page, page.words().text(peer.passes() ? "html.peer.passes" : "html.peer.fails"));
        } else {
            Level.UNREAD.write(page, page.words().text("html.peer.undecided"));
        }
        RoleNote.of(peer).ifPresent(note -> page.leaf("div", page.words().text(note), "class", "quiet"));
        peer.verdicts().forEach(verdict -> page.leaf("div", verdict(verdict)));
        table.end();
        table.cell();
        page.leaf("div", own.subject());
        page.leaf("div", page.words().text("html.issuer", own.issuer()));
        page.leaf("div", page.words().text("html.valid", own.notBefore(), own.notAfter()), "class", "quiet");
        page.leaf("div", page.words().text("html.names", listed(own.names())), "class", "quiet");
        table.end();
        table.cell();
        page.leaf("div", page.words().text("html.ekus", purposes(own.usages().ekus())));
        own.usages()
                .policies()
                .ifPresent(oids -> page.leaf("div", page.words().text("html.policies", purposes(Optional.of(oids)))));
        table.end();
        table.cell();
        for (Remark remark : peer.remarks()) {
            page.leaf(
                    "div",
                    page.words().text("report.diagnosis.remark." + remark.kind(), remark.subject(), remark.detail()));
        }
        if (peer.remarks().isEmpty()) {
            page.text(page.words().text("html.none"));
        }
        table.end();
    }

    private String verdict(CertificateVerdict verdict) {
        return page.words()
                .text(
                        verdict.passes() ? "report.diagnosis.role-passes" : "report.diagnosis.role-fails",
                        page.words().text("diagnose.role." + verdict.role()),
                        page.words().text("diagnose.reason." + verdict.reason()),
                        verdict.decisive().map(PeerCertificate::subject).orElse(""));
    }

    private String purposes(Optional<Set<String>> oids) {
        return oids.map(set ->
                        listed(set.stream().sorted().map(PeersPart::named).toList()))
                .orElseGet(() -> page.words().text("action.absent"));
    }

    private static String named(String oid) {
        return Arrays.stream(Role.values())
                .filter(role -> role.oid().equals(oid))
                .map(role -> role.purpose() + " (" + oid + ")")
                .findFirst()
                .orElse(oid);
    }

    private String listed(List<String> texts) {
        return texts.isEmpty() ? page.words().text("html.none") : page.words().list(texts);
    }

    private String lines(List<Message> lines) {
        return lines.stream().map(line -> page.words().text(line)).collect(Collectors.joining("\n"));
    }

    private void requests(List<PeerAssessment> peers) {
        if (peers.stream().noneMatch(peer -> peer.request().isPresent())) {
            return;
        }
        page.leaf("h3", page.words().text("html.replace"));
        for (PeerAssessment peer : peers) {
            peer.request().ifPresent(request -> request(peer, request));
        }
    }

    private void request(PeerAssessment peer, CertificateRequest request) {
        List<String> missing = peer.failures().stream()
                .map(CertificateVerdict::role)
                .map(role -> role.purpose() + " (" + role.oid() + ")")
                .toList();
        page.leaf(
                "h4", page.words().text("report.diagnosis.lacks", peer.answer().name(), missing));
        page.leaf("p", page.words().text("report.diagnosis.template", request.purposes()));
        if (request.type().isPresent()) {
            page.leaf("p", page.words().text("report.diagnosis.shell"));
            page.lines("pre", lines(request.commands()));
        }
        page.leaf(
                "p",
                page.words()
                        .text(
                                request.type().isPresent()
                                        ? "report.diagnosis.certreq"
                                        : "report.diagnosis.certreq-alone"));
        page.lines("pre", lines(request.inf()));
    }
}
