package dev.eku.report;

import dev.eku.apply.Outcome;
import dev.eku.error.Messages;
import dev.eku.plan.PlanJson;
import dev.eku.rehearse.Rehearsal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What a rehearsal found out. */
final class RehearsalReport {
    private RehearsalReport() {}

    static Report of(Rehearsal rehearsal) {
        Where where = Where.of(rehearsal.plan());
        Body body = new Body();
        body.line(0, rehearsal.isSame() ? "report.rehearsal.same" : "report.rehearsal.differs", where.name());
        rehearsal.differences().forEach(line -> body.line(1, "report.item", line));
        body.line(1, "report.rehearsal.applied", status(rehearsal.applied()));
        body.line(1, "report.rehearsal.verified", rehearsal.verdict().name());
        body.line(
                1,
                "report.rehearsal.rolled-back",
                rehearsal
                        .rolledBack()
                        .map(RehearsalReport::status)
                        .orElseGet(() -> Messages.text("report.rehearsal.nothing")));
        body.line(0, "report.rehearsal.untouched");
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("same", rehearsal.isSame());
        json.put("differences", rehearsal.differences());
        json.put("applied", rehearsal.applied().status().name());
        json.put("verdict", rehearsal.verdict().name());
        rehearsal
                .rolledBack()
                .ifPresent(outcome -> json.put("rolledBack", outcome.status().name()));
        json.put("plan", PlanJson.write(rehearsal.plan()));
        return new Report("rehearsal", Optional.of(where), body.lines(), json);
    }

    private static String status(Outcome outcome) {
        return Messages.text("report.rehearsal.status." + outcome.status());
    }
}
