package dev.eku.report;

import dev.eku.journal.History;
import dev.eku.journal.JournalRecord;
import dev.eku.journal.RecordId;
import dev.eku.text.Message;
import dev.eku.text.Words;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The runs on a host: who, when, why, what, and the state of each. */
final class HistoryReport {
    /** The state of a record. */
    private enum State {
        DONE,
        RESTART_PENDING,
        INTERRUPTED,
        ROLLED_BACK
    }

    private HistoryReport() {}

    static Report of(Words words, ReportedHost where, History history) {
        TextBuilder body = new TextBuilder(words);
        body.line(
                0,
                history.records().isEmpty() ? "report.history.none" : "report.history",
                where.name(),
                TextBuilder.count("report.records", history.records().size()));
        List<Map<String, Object>> records = new ArrayList<>();
        for (JournalRecord record : newestFirst(history)) {
            State state = state(history, record);
            record(body, record, stateText(history, record, state));
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("state", state.name());
            json.putAll(RecordText.json(record));
            records.add(json);
        }
        if (!history.unreadable().isEmpty()) {
            body.gap().line(0, "report.history.unreadable");
            history.unreadable().forEach(line -> body.line(1, "report.item", line));
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("records", records);
        json.put(
                "unreadable",
                history.unreadable().stream().map(Words.ENGLISH::text).toList());
        return body.report("history", Optional.of(where), json);
    }

    private static List<JournalRecord> newestFirst(History history) {
        return history.records().stream()
                .sorted(Comparator.comparing(JournalRecord::id, RecordId.ORDER).reversed())
                .toList();
    }

    private static void record(TextBuilder body, JournalRecord record, Message state) {
        body.gap();
        if (record.rollsBack().isPresent()) {
            body.line(
                    0, "report.record.rollback", record.id(), record.rollsBack().get(), state);
        } else {
            body.line(0, "report.record", record.id(), record.exemption().setting(), state);
        }
        body.line(
                1,
                "report.record.who",
                record.operator().name(),
                record.startedAt(),
                record.endedAt().map(Object::toString).orElse("-"));
        record.startedToReach().forEach(service -> body.line(1, "report.record.started-to-reach", service));
        PlanReport.exemption(body, 1, record.exemption());
        record.failure()
                .ifPresent(why -> body.line(1, "report.record.failure")
                        .text(2, body.words().text(why)));
        ActionText.brief(body, 1, record.steps(), record.isCutOff());
    }

    private static State state(History history, JournalRecord record) {
        if (history.isRolledBack(record)) {
            return State.ROLLED_BACK;
        }
        if (record.isOpen()) {
            return State.INTERRUPTED;
        }
        return record.restartPending() ? State.RESTART_PENDING : State.DONE;
    }

    private static Message stateText(History history, JournalRecord record, State state) {
        String by = history.rolledBackBy(record).map(JournalRecord::id).orElse("");
        return Message.of("report.state." + state, by, record.extent(), record.wayOut());
    }
}
