package dev.eku.report;

import dev.eku.error.Messages;
import dev.eku.inspect.DownService;
import dev.eku.inspect.Inspection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The services that are down, which is the first thing to know of a host. */
public final class DownLines {
    private DownLines() {}

    /** A line each, before all others. */
    static void first(Body body, Where where, List<DownService> down) {
        first(body, where.name(), down);
    }

    /** Of a host that is called so. */
    static void first(Body body, String host, List<DownService> down) {
        texts(host, down).forEach(line -> body.text(0, line));
    }

    /** A line each, of a host that is called so. */
    public static List<String> texts(String host, List<DownService> down) {
        return down.stream()
                .map(service -> Messages.text("report.down", arguments(host, service)))
                .toList();
    }

    /** Adds them, if there are any. */
    static void json(Map<String, Object> json, Where where, List<DownService> down) {
        json(json, where.name(), down);
    }

    /** Of a host that is called so. */
    static void json(Map<String, Object> json, String host, List<DownService> down) {
        if (!down.isEmpty()) {
            json.put("down", down.stream().map(service -> json(host, service)).toList());
        }
    }

    /** Of an inspected host. */
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
        json.put("text", Messages.text("report.down", arguments(host, down)));
        return json;
    }

    private static Object[] arguments(String host, DownService down) {
        return new Object[] {
            down.service(),
            host,
            down.startType(),
            down.exitCode(),
            Messages.text("service.down." + down.cause()),
            Messages.text("service.down." + down.state())
        };
    }
}
