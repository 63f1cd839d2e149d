package dev.eku.report;

import dev.eku.action.StoredMessage;
import dev.eku.apply.Outcome;
import dev.eku.plan.PlanJson;
import dev.eku.rehearse.Rehearsal;
import dev.eku.text.Message;
import dev.eku.text.Words;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The result of a rehearsal. */
final class RehearsalReport {
    private RehearsalReport() {}

    static Report of(Words words, Rehearsal rehearsal) {
        ReportedHost where = ReportedHost.of(rehearsal.plan());
        TextBuilder body = new TextBuilder(words);
        Message headline =
                Message.of(rehearsal.isSame() ? "report.rehearsal.same" : "report.rehearsal.differs", where.name());
        body.line(0, headline);
        rehearsal.differences().forEach(line -> body.line(1, "report.item", line));
        body.line(1, "report.rehearsal.applied", status(rehearsal.applied()));
        body.line(1, "report.rehearsal.verified", rehearsal.verdict().name());
        body.line(
                1,
                "report.rehearsal.rolled-back",
                rehearsal
                        .rolledBack()
                        .map(RehearsalReport::status)
                        .orElseGet(() -> Message.of("report.rehearsal.nothing")));
        body.line(0, "report.rehearsal.untouched");
        body.urgent(!rehearsal.isSame()).closing().line(0, headline);
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("same", rehearsal.isSame());
        json.put(
                "differences",
                rehearsal.differences().stream().map(Words.ENGLISH::text).toList());
        json.put(
                "differenceMessages",
                rehearsal.differences().stream().map(StoredMessage::write).toList());
        json.put("applied", rehearsal.applied().status().name());
        json.put("verdict", rehearsal.verdict().name());
        rehearsal
                .rolledBack()
                .ifPresent(outcome -> json.put("rolledBack", outcome.status().name()));
        json.put("plan", PlanJson.write(rehearsal.plan()));
        return body.report("rehearsal", Optional.of(where), json);
    }

    private static Message status(Outcome outcome) {
        return Message.of("report.rehearsal.status." + outcome.status());
    }
}
