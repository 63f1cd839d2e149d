package dev.eku.report;

import dev.eku.diagnose.DiagnosedHost;
import dev.eku.diagnose.Diagnosis;
import dev.eku.diagnose.Finding;
import dev.eku.diagnose.Finding.Situation;
import dev.eku.text.Message;
import dev.eku.text.Words;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The diagnoses of a fleet, a row for each host. */
final class FleetDiagnosisReport {
    private FleetDiagnosisReport() {}

    static Report of(Words words, List<DiagnosedHost> hosts) {
        TextBuilder body = new TextBuilder(words);
        for (DiagnosedHost host : hosts) {
            host.diagnosis()
                    .map(diagnosis -> diagnosis.inspected().inspection())
                    .ifPresent(seen -> DownText.first(body, host.host(), DownText.of(seen)));
        }
        headline(body, hosts);
        List<List<String>> cells = new ArrayList<>();
        cells.add(List.of(
                words.text("report.diagnosis.fleet.host"),
                words.text("report.diagnosis.fleet.situation"),
                words.text("report.diagnosis.fleet.about"),
                words.text("report.diagnosis.fleet.confidence")));
        hosts.forEach(host -> cells.add(row(words, host)));
        body.gap().table(cells);
        headline(
                body.urgent(hosts.stream()
                                .anyMatch(host -> host.diagnosis()
                                        .map(DiagnosisReport::isUrgent)
                                        .orElse(true)))
                        .closing(),
                hosts);
        return body.report(
                "fleetDiagnosis",
                Optional.empty(),
                Map.of("hosts", hosts.stream().map(FleetDiagnosisReport::json).toList()));
    }

    private static void headline(TextBuilder body, List<DiagnosedHost> hosts) {
        body.line(0, "report.diagnosis.fleet", TextBuilder.count("report.fleet.hosts", hosts.size()), sum(hosts));
    }

    private static List<Message> sum(List<DiagnosedHost> hosts) {
        List<Message> parts = new ArrayList<>();
        for (Situation situation : Situation.values()) {
            long count = hosts.stream()
                    .flatMap(host -> host.diagnosis().stream())
                    .filter(diagnosis -> diagnosis.first().situation() == situation)
                    .count();
            if (count > 0) {
                parts.add(Message.of("report.diagnosis.fleet.count", count, name(situation)));
            }
        }
        long unread = hosts.stream().filter(host -> host.diagnosis().isEmpty()).count();
        if (unread > 0) {
            parts.add(Message.of("report.diagnosis.fleet.count", unread, Message.of("report.diagnosis.unread")));
        }
        return parts;
    }

    private static List<String> row(Words words, DiagnosedHost host) {
        Optional<Finding> first = host.diagnosis().map(Diagnosis::first);
        return List.of(
                host.host(),
                first.map(finding -> words.text(name(finding.situation())))
                        .orElseGet(() -> words.text("report.diagnosis.unread.row", code(host))),
                first.map(Finding::about).orElse("-"),
                first.map(finding -> words.text("report.diagnosis.confidence." + finding.confidence()))
                        .orElse("-"));
    }

    private static Message name(Situation situation) {
        return Message.of("report.diagnosis.short." + situation);
    }

    private static String code(DiagnosedHost host) {
        return host.failure().map(why -> why.code().name()).orElse("");
    }

    private static Map<String, Object> json(DiagnosedHost host) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("host", host.host());
        host.diagnosis().map(Diagnosis::first).ifPresent(first -> {
            json.put("situation", first.situation().name());
            json.put("about", first.about());
            json.put("confidence", first.confidence().name());
            json.put("next", StepJson.text(first.next()));
            json.put("steps", first.next().stream().map(StepJson::of).toList());
        });
        if (host.diagnosis().isEmpty()) {
            json.put("failure", code(host));
        }
        return json;
    }
}
