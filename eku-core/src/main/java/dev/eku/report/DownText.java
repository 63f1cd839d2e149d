package dev.eku.report;

import dev.eku.inspect.DownService;
import dev.eku.inspect.Inspection;
import dev.eku.text.Message;
import dev.eku.text.Words;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The services that are down. They come first in each report about a host. */
public final class DownText {
    private DownText() {}

    /** A line for each, before all other lines. */
    static void first(TextBuilder body, ReportedHost where, List<DownService> down) {
        first(body, where.name(), down);
    }

    /** A line for each, before all other lines, for the host with that name. */
    static void first(TextBuilder body, String host, List<DownService> down) {
        for (Message line : messages(host, down)) {
            body.alarm(line);
        }
    }

    /** A line for each, for the host with that name. */
    public static List<Message> messages(String host, List<DownService> down) {
        List<Message> messages = new ArrayList<>();
        for (DownService service : down) {
            messages.add(message(host, service));
        }
        return messages;
    }

    /** Adds the services, if there are any. */
    static void json(Map<String, Object> json, ReportedHost where, List<DownService> down) {
        json(json, where.name(), down);
    }

    /** Adds the services of the host with that name, if there are any. */
    static void json(Map<String, Object> json, String host, List<DownService> down) {
        if (!down.isEmpty()) {
            json.put("down", down.stream().map(service -> json(host, service)).toList());
        }
    }

    /** The services of an inspected host that are down. */
    static List<DownService> of(Inspection inspection) {
        return DownService.of(inspection);
    }

    private static Map<String, Object> json(String host, DownService down) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("service", down.service().toString());
        json.put("startType", down.startType().name());
        json.put("exitCode", down.exitCode());
        json.put("state", down.state().name());
        json.put("cause", down.cause().name());
        json.put("expectedToRun", down.isExpectedToRun());
        json.put("text", Words.ENGLISH.text(message(host, down)));
        return json;
    }

    private static Message message(String host, DownService down) {
        return Message.of(
                "report.down",
                down.service(),
                host,
                down.startType(),
                down.exitCode(),
                Message.of("service.down." + down.cause()),
                Message.of("service.down." + down.state()));
    }
}
