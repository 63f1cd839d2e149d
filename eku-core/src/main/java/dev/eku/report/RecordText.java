package dev.eku.report;

import dev.eku.action.ActionJson;
import dev.eku.journal.JournalRecord;
import dev.eku.journal.JournalRecord.Step;
import dev.eku.product.ExemptionJson;
import dev.eku.service.ServiceName;
import dev.eku.text.Message;
import dev.eku.text.Words;
import java.util.LinkedHashMap;
import java.util.Map;

/** Journal records as reports show them. */
final class RecordText {
    private RecordText() {}

    /**
     * The result of a step, in a word.
     *
     * @param cutOff whether its run was cut off, so that it may have done more
     */
    static Message result(Step step, boolean cutOff) {
        String open = cutOff || step.inDoubt() ? "report.step.perhaps" : "report.step.open";
        return Message.of(step.result().map(result -> "result." + result).orElse(open));
    }

    static Map<String, Object> json(JournalRecord record) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", record.id());
        record.rollsBack().ifPresent(other -> json.put("rollsBack", other));
        json.put("operator", record.operator().name());
        json.put("exemption", ExemptionJson.write(record.exemption()));
        json.put("fingerprint", record.fingerprint());
        json.put("startedAt", record.startedAt().toString());
        record.endedAt().ifPresent(at -> json.put("endedAt", at.toString()));
        record.failure().ifPresent(why -> {
            json.put("failure", Words.ENGLISH.text(why));
            json.put("failureBecause", dev.eku.action.StoredMessage.write(why));
        });
        if (!record.startedToReach().isEmpty()) {
            json.put(
                    "startedToReach",
                    record.startedToReach().stream().map(ServiceName::toString).toList());
        }
        json.put(
                "steps", record.steps().stream().map(step -> json(step, record)).toList());
        return json;
    }

    private static Map<String, Object> json(Step step, JournalRecord record) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("action", ActionJson.shown(step.action()));
        step.result().ifPresent(result -> json.put("result", result.name()));
        step.doneAt().ifPresent(at -> json.put("doneAt", at.toString()));
        if (record.mayBeDone(step)) {
            json.put("mayBeDone", true);
        }
        return json;
    }
}
