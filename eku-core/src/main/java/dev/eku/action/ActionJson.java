package dev.eku.action;

import dev.eku.action.Action.CreateKey;
import dev.eku.action.Action.DeleteKey;
import dev.eku.action.Action.DeleteValue;
import dev.eku.action.Action.DrainDeadline;
import dev.eku.action.Action.RecordExemption;
import dev.eku.action.Action.SetValue;
import dev.eku.action.Action.StartService;
import dev.eku.action.Action.StopService;
import dev.eku.json.JsonObject;
import dev.eku.product.ExemptionJson;
import dev.eku.product.RegistryTarget;
import dev.eku.registry.KeyPath;
import dev.eku.registry.RegistryView;
import dev.eku.registry.ValueJson;
import dev.eku.service.ServiceName;
import dev.eku.service.StopMode;
import dev.eku.text.Message;
import dev.eku.text.Words;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Actions as JSON, in plans and journal records. */
public final class ActionJson {
    private ActionJson() {}

    /** The action as a JSON object: values only. */
    public static Map<String, Object> write(Action action) {
        Map<String, Object> json = change(action);
        json.put("because", StoredMessage.write(action.why()));
        return json;
    }

    /** The same with its reason in English as well, which nobody reads back. */
    public static Map<String, Object> shown(Action action) {
        Map<String, Object> json = write(action);
        json.put("why", Words.ENGLISH.text(action.why()));
        return json;
    }

    /** What the action does, without the reason. */
    public static Map<String, Object> change(Action action) {
        Map<String, Object> json = new LinkedHashMap<>();
        if (action instanceof CreateKey create) {
            json.put("do", "create-key");
            key(json, create.view(), create.key());
        } else if (action instanceof DeleteKey delete) {
            json.put("do", "delete-key");
            key(json, delete.view(), delete.key());
        } else if (action instanceof SetValue set) {
            json.put("do", "set-value");
            putTarget(json, set.target());
            if (set.previous().isPresent()) {
                json.put("before", ValueJson.write(set.previous().get()));
            }
            json.put("after", ValueJson.write(set.value()));
        } else if (action instanceof DeleteValue delete) {
            json.put("do", "delete-value");
            putTarget(json, delete.target());
            json.put("before", ValueJson.write(delete.previous()));
        } else if (action instanceof StopService stop) {
            json.put("do", "stop-service");
            json.put("service", stop.service().toString());
            json.put("mode", stop.mode().name());
            json.put("atDrainDeadline", stop.atDrainDeadline().name());
            json.put("drainTimeout", stop.drainTimeout().toString());
            json.put("stopTimeout", stop.stopTimeout().toString());
        } else if (action instanceof StartService start) {
            json.put("do", "start-service");
            json.put("service", start.service().toString());
            json.put("mode", start.mode().name());
            json.put("startTimeout", start.startTimeout().toString());
        } else if (action instanceof RecordExemption renewed) {
            json.put("do", "record-exemption");
            renewed.previous().ifPresent(previous -> json.put("before", ExemptionJson.write(previous)));
            json.put("after", ExemptionJson.write(renewed.exemption()));
        }
        return json;
    }

    /**
     * Reads an action.
     *
     * @throws dev.eku.error.EkuException {@code MALFORMED_FILE}
     */
    public static Action read(JsonObject json) {
        String what = json.string("do");
        // Earlier versions kept the sentence alone; today's stands beside the reason for people.
        Optional<String> said = json.optionalString("why");
        Message why = json.optionalObject("because")
                .map(StoredMessage::read)
                .or(() -> said.map(Message::asIs))
                .orElseThrow(() -> json.malformed("because", Message.of("json.missing")));
        Action action = switch (what) {
            case "create-key" -> new CreateKey(view(json), key(json), why);
            case "delete-key" -> new DeleteKey(view(json), key(json), why);
            case "set-value" ->
                new SetValue(
                        target(json),
                        json.optionalObject("before").map(ValueJson::read),
                        ValueJson.read(json.object("after")),
                        why);
            case "delete-value" -> new DeleteValue(target(json), ValueJson.read(json.object("before")), why);
            case "stop-service" ->
                new StopService(
                        json.parsed("service", ServiceName::told),
                        json.constant("mode", StopMode.class),
                        json.constant("atDrainDeadline", DrainDeadline.class),
                        json.duration("drainTimeout"),
                        json.duration("stopTimeout"),
                        why);
            case "start-service" ->
                new StartService(
                        json.parsed("service", ServiceName::told),
                        json.constant("mode", StopMode.class),
                        json.duration("startTimeout"),
                        why);
            case "record-exemption" ->
                new RecordExemption(
                        json.optionalObject("before").map(ExemptionJson::read),
                        ExemptionJson.read(json.object("after")),
                        why);
            default -> throw json.malformed("do", Message.of("json.unknown-action", what));
        };
        json.end();
        return action;
    }

    private static void key(Map<String, Object> json, RegistryView view, KeyPath key) {
        json.put("view", view.name());
        json.put("key", key.toString());
    }

    private static void putTarget(Map<String, Object> json, RegistryTarget target) {
        key(json, target.view(), target.key());
        json.put("valueName", target.valueName());
    }

    static Map<String, Object> target(RegistryTarget target) {
        Map<String, Object> json = new LinkedHashMap<>();
        putTarget(json, target);
        return json;
    }

    private static RegistryView view(JsonObject json) {
        return json.constant("view", RegistryView.class);
    }

    private static KeyPath key(JsonObject json) {
        return json.parsed("key", KeyPath::parse);
    }

    /** A place alone; {@link #target} reads it out of an action. */
    static RegistryTarget place(JsonObject json) {
        RegistryTarget target = target(json);
        json.end();
        return target;
    }

    private static RegistryTarget target(JsonObject json) {
        return new RegistryTarget(view(json), key(json), json.string("valueName"));
    }
}
