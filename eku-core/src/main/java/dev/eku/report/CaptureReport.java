package dev.eku.report;

import dev.eku.host.HostSnapshot;
import dev.eku.text.Words;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The size of a capture. */
final class CaptureReport {
    private CaptureReport() {}

    static Report of(Words words, ReportedHost where, HostSnapshot snapshot) {
        TextBuilder body = new TextBuilder(words);
        body.line(
                0,
                "report.capture",
                where.name(),
                TextBuilder.count("report.capture.keys", snapshot.keys().size()),
                TextBuilder.count("report.capture.services", snapshot.services().size()),
                TextBuilder.count("report.capture.files", snapshot.files().size()));
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("takenAt", snapshot.instant().toString());
        json.put("keys", snapshot.keys().size());
        json.put("services", snapshot.services().size());
        json.put("files", snapshot.files().size());
        return body.report("capture", Optional.of(where), json);
    }
}
