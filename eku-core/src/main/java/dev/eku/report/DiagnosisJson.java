package dev.eku.report;

import dev.eku.action.StoredMessage;
import dev.eku.diagnose.Diagnosis;
import dev.eku.diagnose.Enforcement;
import dev.eku.diagnose.Enforcement.Input;
import dev.eku.diagnose.Finding;
import dev.eku.diagnose.certificate.CertificateVerdict;
import dev.eku.diagnose.certificate.PeerCertificate;
import dev.eku.diagnose.certificate.Remark;
import dev.eku.diagnose.certificate.Role;
import dev.eku.diagnose.events.PeerSymptom;
import dev.eku.diagnose.events.Symptoms;
import dev.eku.diagnose.peer.PeerAnswer;
import dev.eku.diagnose.peer.PeerAssessment;
import dev.eku.inspect.LogGap;
import dev.eku.text.Message;
import dev.eku.text.Words;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A diagnosis as JSON. */
final class DiagnosisJson {
    private DiagnosisJson() {}

    static Map<String, Object> of(Diagnosis diagnosis) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("takenAt", diagnosis.inspected().inspection().host().takenAt().toString());
        DownText.json(
                json,
                ReportedHost.of(diagnosis.inspected().inspection()),
                DownText.of(diagnosis.inspected().inspection()));
        json.put("situation", diagnosis.first().situation().name());
        json.put(
                "findings",
                diagnosis.findings().stream().map(DiagnosisJson::finding).toList());
        json.put(
                "enforcements",
                diagnosis.enforcements().stream()
                        .map(DiagnosisJson::enforcement)
                        .toList());
        json.put("peers", diagnosis.peers().stream().map(DiagnosisJson::peer).toList());
        if (diagnosis.isOfDataMcu()) {
            json.put("events", symptoms(diagnosis.symptoms()));
        }
        return json;
    }

    private static Map<String, Object> finding(Finding finding) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("situation", finding.situation().name());
        json.put("about", finding.about());
        json.put("confidence", finding.confidence().name());
        json.put("cause", Words.ENGLISH.text(finding.cause()));
        json.put("causeMessage", StoredMessage.write(finding.cause()));
        json.put("evidence", english(finding.evidence()));
        json.put(
                "evidenceMessages",
                finding.evidence().stream().map(StoredMessage::write).toList());
        json.put("next", StepJson.text(finding.next()));
        json.put("steps", finding.next().stream().map(StepJson::of).toList());
        return json;
    }

    private static Map<String, Object> enforcement(Enforcement enforcement) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("application", enforcement.application().id());
        json.put("check", enforcement.check().name());
        json.put("row", enforcement.row().name());
        json.put("certain", enforcement.certain());
        json.put("effect", enforcement.effect().kind().name());
        json.put("effectReason", Words.ENGLISH.text(enforcement.effect().reason()));
        json.put("effectBecause", StoredMessage.write(enforcement.effect().reason()));
        json.put(
                "inputs",
                enforcement.inputs().stream().map(DiagnosisJson::input).toList());
        return json;
    }

    private static Map<String, Object> input(Input input) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("kind", input.kind().name());
        json.put("place", Words.ENGLISH.text(input.place()));
        input.value()
                .ifPresent(value -> json.put(
                        "value",
                        value instanceof Message message ? Words.ENGLISH.text(message) : String.valueOf(value)));
        return json;
    }

    /** One peer, or one file. */
    static Map<String, Object> peer(PeerAssessment peer) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put(
                peer.answer() instanceof PeerAnswer.OfFile ? "file" : "endpoint",
                peer.answer().name());
        json.put("peer", peer.judge().peer(peer.answer()).name());
        json.put("roles", peer.roles().stream().sorted().map(Role::name).toList());
        if (peer.isCertificateAssumed()) {
            json.put("certificateAssumed", true);
        }
        if (peer.answer() instanceof PeerAnswer.Failed failed) {
            json.put("failure", failed.failure().name());
            json.put("detail", Words.ENGLISH.text(failed.detail()));
            json.put("detailMessage", StoredMessage.write(failed.detail()));
            json.put("cause", Words.ENGLISH.text(failed.cause()));
            json.put("causeMessage", StoredMessage.write(failed.cause()));
            json.put("next", StepJson.text(List.of(failed.next())));
            json.put("steps", List.of(StepJson.of(failed.next())));
            return json;
        }
        if (peer.answer() instanceof PeerAnswer.UnreadableFile unread) {
            json.put("failure", unread.why().code().name());
            json.put("detail", unread.why().getMessage());
            json.put("detailMessage", StoredMessage.write(unread.why().what()));
            return json;
        }
        peer.unjudged().ifPresent(why -> json.put("failure", why.name()));
        if (peer.decides()) {
            json.put("passes", peer.passes());
        }
        json.put(
                "verdicts", peer.verdicts().stream().map(DiagnosisJson::verdict).toList());
        json.put("remarks", peer.remarks().stream().map(DiagnosisJson::remark).toList());
        json.put("chain", peer.chain().stream().map(DiagnosisJson::certificate).toList());
        peer.request().ifPresent(request -> {
            Map<String, Object> fields = new LinkedHashMap<>();
            request.type().ifPresent(type -> fields.put("type", type));
            fields.put("names", request.names());
            if (request.type().isPresent()) {
                fields.put("commands", english(request.commands()));
            }
            fields.put("inf", english(request.inf()));
            json.put("request", fields);
        });
        return json;
    }

    private static List<String> english(List<Message> lines) {
        return lines.stream().map(Words.ENGLISH::text).toList();
    }

    private static Map<String, Object> verdict(CertificateVerdict verdict) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("role", verdict.role().name());
        json.put("passes", verdict.passes());
        json.put("reason", verdict.reason().name());
        json.put("usage", verdict.kind().name());
        verdict.decisive().ifPresent(certificate -> json.put("decisive", certificate.subject()));
        return json;
    }

    private static Map<String, Object> remark(Remark remark) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("kind", remark.kind().name());
        json.put("subject", remark.subject());
        json.put("detail", remark.detail());
        return json;
    }

    private static Map<String, Object> certificate(PeerCertificate certificate) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("subject", certificate.subject());
        json.put("issuer", certificate.issuer());
        json.put("notBefore", certificate.notBefore().toString());
        json.put("notAfter", certificate.notAfter().toString());
        json.put("names", certificate.names());
        certificate.usages().ekus().ifPresent(oids -> json.put("ekus", sorted(oids)));
        certificate.usages().policies().ifPresent(oids -> json.put("applicationPolicies", sorted(oids)));
        return json;
    }

    private static List<String> sorted(Iterable<String> oids) {
        List<String> all = new java.util.ArrayList<>();
        oids.forEach(all::add);
        all.sort(String::compareTo);
        return all;
    }

    private static Map<String, Object> symptoms(Symptoms symptoms) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("from", symptoms.from().toString());
        json.put("to", symptoms.to().toString());
        json.put("checked", symptoms.checked());
        symptoms.problem().ifPresent(problem -> {
            json.put("problem", Words.ENGLISH.text(problem));
            json.put("problemMessage", StoredMessage.write(problem));
        });
        if (!symptoms.gaps().isEmpty()) {
            json.put("gaps", symptoms.gaps().stream().map(DiagnosisJson::gap).toList());
        }
        json.put("peers", symptoms.peers().stream().map(DiagnosisJson::symptom).toList());
        return json;
    }

    private static Map<String, Object> gap(LogGap gap) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("code", gap.code());
        json.put(
                "arguments",
                gap.message().arguments().stream().map(String::valueOf).toList());
        json.put("text", Words.ENGLISH.text(gap.message()));
        return json;
    }

    private static Map<String, Object> symptom(PeerSymptom symptom) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("pair", symptom.pair().name());
        symptom.name().ifPresent(name -> {
            json.put("fqdn", name.fqdn());
            name.port().ifPresent(port -> json.put("port", port));
        });
        json.put("sick", symptom.isFlapping());
        json.put("connected", symptom.connected());
        json.put("lost", symptom.lost());
        json.put("alternations", symptom.alternations());
        json.put("busiestHour", symptom.busiestHour());
        if (symptom.busiestThrottled() > 0) {
            json.put("busiestThrottled", symptom.busiestThrottled());
        }
        if (symptom.isInferred()) {
            json.put("inferred", true);
        }
        symptom.last().ifPresent(last -> json.put("last", last.toString()));
        return json;
    }
}
