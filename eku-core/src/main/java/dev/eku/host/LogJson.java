package dev.eku.host;

import dev.eku.host.HostSnapshot.StoredLog;
import dev.eku.host.event.LoggedEvent;
import dev.eku.json.JsonObject;
import dev.eku.text.Message;
import java.util.LinkedHashMap;
import java.util.Map;

/** An event log as a snapshot keeps it. Pure. */
final class LogJson {
    private LogJson() {}

    static Map<String, Object> write(StoredLog log) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", log.name());
        fields.put("events", log.events().stream().map(LogJson::write).toList());
        log.since().ifPresent(since -> fields.put("since", since.toString()));
        if (log.unreadable() > 0) {
            fields.put("unreadable", log.unreadable());
        }
        return fields;
    }

    static StoredLog read(JsonObject fields) {
        StoredLog log = new StoredLog(
                fields.string("name"),
                fields.objects("events").stream().map(LogJson::event).toList(),
                fields.optionalInstant("since"),
                unreadable(fields));
        fields.end();
        return log;
    }

    private static int unreadable(JsonObject fields) {
        long count = fields.optionalNumber("unreadable").orElse(0L);
        if (count < 0 || count > Integer.MAX_VALUE) {
            throw fields.malformed("unreadable", Message.of("json.range", 0, Integer.MAX_VALUE));
        }
        return (int) count;
    }

    private static Map<String, Object> write(LoggedEvent event) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("at", event.at().toString());
        if (event.record() != 0) {
            fields.put("record", event.record());
        }
        fields.put("id", event.id());
        fields.put("source", event.source());
        if (!event.data().isEmpty()) {
            fields.put("data", event.data());
        }
        event.message().ifPresent(message -> fields.put("message", message));
        return fields;
    }

    private static LoggedEvent event(JsonObject fields) {
        long id = fields.number("id");
        if (id < 0 || id > 65_535) {
            throw fields.malformed("id", Message.of("json.range", 0, 65_535));
        }
        LoggedEvent event = new LoggedEvent(
                fields.instant("at"),
                fields.optionalNumber("record").orElse(0L),
                (int) id,
                fields.string("source"),
                fields.optionalStrings("data"),
                fields.optionalString("message"));
        fields.end();
        return event;
    }
}
