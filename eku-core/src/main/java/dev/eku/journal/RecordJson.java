package dev.eku.journal;

import dev.eku.action.ActionJson;
import dev.eku.action.StoredMessage;
import dev.eku.journal.JournalRecord.Result;
import dev.eku.journal.JournalRecord.Step;
import dev.eku.json.Json;
import dev.eku.json.JsonObject;
import dev.eku.product.ExemptionJson;
import dev.eku.service.ServiceName;
import dev.eku.text.Message;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Journal records as the JSON text in a registry value. */
final class RecordJson {
    /** The version that is written, with keys and values instead of sentences. */
    private static final long VERSION = 2;
    /** The version of records that keep a sentence with each action. */
    private static final long WITH_SENTENCES = 1;

    private RecordJson() {}

    static String write(JournalRecord record) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("version", VERSION);
        json.put("id", record.id());
        record.rollsBack().ifPresent(other -> json.put("rollsBack", other));
        json.put("operator", record.operator().write());
        json.put("exemption", ExemptionJson.write(record.exemption()));
        json.put("fingerprint", record.fingerprint());
        json.put("startedAt", record.startedAt().toString());
        record.endedAt().ifPresent(at -> json.put("endedAt", at.toString()));
        json.put("steps", record.steps().stream().map(RecordJson::write).toList());
        record.failure().ifPresent(why -> json.put("failure", StoredMessage.write(why)));
        if (!record.startedToReach().isEmpty()) {
            json.put(
                    "startedToReach",
                    record.startedToReach().stream().map(ServiceName::toString).toList());
        }
        if (!record.processes().isEmpty()) {
            json.put(
                    "processes",
                    record.processes().stream().map(RecordJson::write).toList());
        }
        return Json.compact(json);
    }

    static JournalRecord read(String text, String source) {
        JsonObject json = Json.parse(text, source);
        long version = json.number("version");
        if (version != VERSION && version != WITH_SENTENCES) {
            throw json.malformed("version", Message.of("json.other-version"));
        }
        JournalRecord record = new JournalRecord(
                json.string("id"),
                json.optionalString("rollsBack"),
                Operator.read(json.object("operator")),
                ExemptionJson.read(json.object("exemption")),
                json.string("fingerprint"),
                json.instant("startedAt"),
                json.optionalInstant("endedAt"),
                json.objects("steps").stream().map(RecordJson::step).toList(),
                failure(json, version),
                json.optionalStrings("startedToReach").stream()
                        .map(ServiceName::told)
                        .toList(),
                json.optionalObjects("processes").stream()
                        .map(RecordJson::process)
                        .toList());
        json.end();
        return record;
    }

    private static Optional<Message> failure(JsonObject json, long version) {
        return version == WITH_SENTENCES
                ? json.optionalString("failure").map(Message::asIs)
                : json.optionalObject("failure").map(StoredMessage::read);
    }

    private static Map<String, Object> write(Step step) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("action", ActionJson.write(step.action()));
        step.result().ifPresent(result -> json.put("result", result.name()));
        step.doneAt().ifPresent(at -> json.put("doneAt", at.toString()));
        step.processId().ifPresent(id -> json.put("processId", id));
        step.keyWritten().ifPresent(at -> json.put("keyWritten", at.toString()));
        step.keyLeft().ifPresent(at -> json.put("keyLeft", at.toString()));
        if (!step.processes().isEmpty()) {
            json.put(
                    "processes",
                    step.processes().stream().map(RecordJson::write).toList());
        }
        if (step.inDoubt()) {
            json.put("inDoubt", true);
        }
        return json;
    }

    private static Map<String, Object> write(ProcessNote note) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("service", note.service().toString());
        note.processId().ifPresent(id -> json.put("processId", id));
        note.started().ifPresent(at -> json.put("started", at.toString()));
        if (note.stopped()) {
            json.put("stopped", true);
        }
        return json;
    }

    private static ProcessNote process(JsonObject json) {
        ProcessNote note = new ProcessNote(
                ServiceName.told(json.string("service")),
                number(json, "processId"),
                json.optionalInstant("started"),
                json.has("stopped") && json.bool("stopped"));
        json.end();
        return note;
    }

    private static OptionalLong number(JsonObject json, String name) {
        return json.optionalNumber(name).map(OptionalLong::of).orElseGet(OptionalLong::empty);
    }

    private static Step step(JsonObject json) {
        Optional<String> result = json.optionalString("result");
        Optional<Instant> doneAt = json.optionalInstant("doneAt");
        Step step = new Step(
                ActionJson.read(json.object("action")),
                result.map(name -> json.constant("result", Result.class)),
                doneAt,
                number(json, "processId"),
                json.optionalInstant("keyWritten"),
                json.optionalInstant("keyLeft"),
                json.optionalObjects("processes").stream()
                        .map(RecordJson::process)
                        .toList(),
                json.has("inDoubt") && json.bool("inDoubt"));
        json.end();
        return step;
    }
}
