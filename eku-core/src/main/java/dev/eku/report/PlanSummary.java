package dev.eku.report;

import dev.eku.action.Action;
import dev.eku.action.Action.CreateKey;
import dev.eku.action.Action.DeleteKey;
import dev.eku.action.Action.DeleteValue;
import dev.eku.action.Action.RecordExemption;
import dev.eku.action.Action.SetValue;
import dev.eku.action.Action.StartService;
import dev.eku.action.Action.StopService;
import dev.eku.plan.Plan;
import dev.eku.service.ServiceName;
import dev.eku.text.Words;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How many changes of each kind a plan makes. Immutable.
 *
 * @param restarts services that are stopped and started
 * @param starts services that are only started
 * @param records exemptions that are recorded again, without any other change
 */
public record PlanSummary(
        long keysToWrite,
        long valuesToWrite,
        long keysToDelete,
        long valuesToDelete,
        long restarts,
        long starts,
        long records,
        long blocking,
        long advice) {
    /** The changes of a plan. */
    public static PlanSummary of(Plan plan) {
        List<Action> actions = plan.actions();
        Set<ServiceName> stopped = new HashSet<>();
        for (Action action : actions) {
            if (action instanceof StopService stop) {
                stopped.add(stop.service());
            }
        }
        long started = 0;
        for (Action action : actions) {
            started += action instanceof StartService start && !stopped.contains(start.service()) ? 1 : 0;
        }
        return new PlanSummary(
                count(actions, CreateKey.class),
                count(actions, SetValue.class),
                count(actions, DeleteKey.class),
                count(actions, DeleteValue.class),
                stopped.size(),
                started,
                count(actions, RecordExemption.class),
                plan.blocking().size(),
                plan.problems().size() - plan.blocking().size());
    }

    /**
     * {@code 1 key and 1 value to write, 1 service to restart, 1 point of advice}; {@code no changes} if there are
     * none.
     */
    public String text(Words words) {
        List<String> parts = new ArrayList<>();
        pair(words, parts, "report.to-write", keysToWrite, valuesToWrite);
        pair(words, parts, "report.to-delete", keysToDelete, valuesToDelete);
        part(words, parts, "report.to-restart", restarts);
        part(words, parts, "report.to-start", starts);
        part(words, parts, "report.to-record", records);
        if (parts.isEmpty()) {
            parts.add(words.text("report.no-changes"));
        }
        part(words, parts, "report.blocking", blocking);
        part(words, parts, "report.advice", advice);
        return words.list(parts);
    }

    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("keysToWrite", keysToWrite);
        json.put("valuesToWrite", valuesToWrite);
        json.put("keysToDelete", keysToDelete);
        json.put("valuesToDelete", valuesToDelete);
        json.put("servicesToRestart", restarts);
        json.put("servicesToStart", starts);
        json.put("exemptionsToRecord", records);
        json.put("blocking", blocking);
        json.put("advice", advice);
        return json;
    }

    private static long count(List<Action> actions, Class<? extends Action> type) {
        long count = 0;
        for (Action action : actions) {
            count += type.isInstance(action) ? 1 : 0;
        }
        return count;
    }

    private static void pair(Words words, List<String> parts, String key, long keys, long values) {
        List<String> things = new ArrayList<>();
        part(words, things, "report.keys", keys);
        part(words, things, "report.values", values);
        if (!things.isEmpty()) {
            parts.add(words.text(key, String.join(words.text("report.and"), things)));
        }
    }

    private static void part(Words words, List<String> parts, String key, long number) {
        if (number > 0) {
            parts.add(words.text(TextBuilder.count(key, number)));
        }
    }
}
