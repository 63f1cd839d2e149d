package dev.eku.report;

import dev.eku.error.Messages;
import dev.eku.verify.Verdict;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A verdict with its evidence. */
final class VerdictReport {
    private VerdictReport() {}

    static Report of(Where where, Verdict verdict) {
        Body body = new Body();
        body.line(0, "report.verdict." + verdict.name(), where.name());
        verdict.evidence().forEach(line -> body.line(1, "report.item", line));
        body.line(0, "report.next", Messages.text("report.verdict." + verdict.name() + ".next"));
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("verdict", verdict.name());
        json.put("compliant", verdict.isCompliant());
        json.put("evidence", verdict.evidence());
        return new Report("verdict", Optional.of(where), body.lines(), json);
    }
}
