package dev.eku.report;

import dev.eku.apply.Outcome;
import dev.eku.journal.JournalRecord;
import dev.eku.journal.JournalRecord.Result;
import dev.eku.journal.JournalRecord.Step;
import dev.eku.text.Message;
import dev.eku.text.Words;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What a run did. */
final class OutcomeReport {
    private OutcomeReport() {}

    static Report of(Words words, ReportedHost where, Outcome outcome) {
        TextBuilder body = new TextBuilder(words);
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("status", outcome.status().name());
        String kind = outcome.record().flatMap(JournalRecord::rollsBack).isPresent() ? "rollback" : "apply";
        if (outcome.record().isEmpty()) {
            body.closing().line(0, "report.outcome.NOTHING_TO_DO", where.name());
        } else {
            JournalRecord record = outcome.record().get();
            json.put("record", RecordText.json(record));
            if (!isDoneThroughout(record)) {
                body.line(0, "report.outcome.steps", where.name(), record.id());
                steps(body, record);
                body.gap();
            }
            body.closing()
                    .line(
                            0,
                            "report.outcome." + outcome.status() + "." + kind,
                            where.name(),
                            record.id(),
                            record.rollsBack().orElse(""));
        }
        body.urgent(outcome.status() == Outcome.Status.RESTART_PENDING)
                .next()
                .line(0, "report.next", next(outcome, kind));
        return body.report("outcome", Optional.of(where), json);
    }

    /** Then the plan, which was shown before, says all of it. */
    private static boolean isDoneThroughout(JournalRecord record) {
        for (Step step : record.steps()) {
            if (step.result().filter(Result.DONE::equals).isEmpty()) {
                return false;
            }
        }
        return true;
    }

    /** A rollback is named only if it undoes this run, and not an earlier one. */
    private static Message next(Outcome outcome, String kind) {
        if (outcome.status() == Outcome.Status.RESTART_PENDING) {
            return outcome.restartLater();
        }
        boolean onlyRestarted =
                outcome.status() == Outcome.Status.DONE && kind.equals("apply") && !outcome.isUndoable();
        return Message.of("report.outcome." + (onlyRestarted ? Outcome.Status.NOTHING_TO_DO : outcome.status()) + "."
                + kind + ".next");
    }

    /** Each step of a run with its result, as the run itself knows it. */
    static void steps(TextBuilder body, JournalRecord record) {
        ActionText.brief(body, 1, record.steps(), false);
    }
}
