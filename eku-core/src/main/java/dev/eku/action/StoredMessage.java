package dev.eku.action;

import dev.eku.json.JsonObject;
import dev.eku.product.Bitness;
import dev.eku.product.Clr;
import dev.eku.product.RegistryTarget;
import dev.eku.registry.KeyPath;
import dev.eku.registry.RegistryValue;
import dev.eku.registry.RegistryView;
import dev.eku.registry.ValueJson;
import dev.eku.service.ServiceConfig.StartType;
import dev.eku.service.ServiceName;
import dev.eku.service.ServiceState;
import dev.eku.service.StopMode;
import dev.eku.text.Bullets;
import dev.eku.text.Message;
import dev.eku.text.Option;
import dev.eku.text.Setting;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Messages as JSON, in plans and journal records: the key, and each argument as an object whose only field names its
 * kind, so that it comes back as what it was. What has no kind here is written as its text, and comes back as that.
 */
public final class StoredMessage {
    /** The enums that stand among arguments, each by the name of its kind. */
    private static final Map<String, Class<? extends Enum<?>>> ENUMS = Map.of(
            "view", RegistryView.class,
            "state", ServiceState.class,
            "startType", StartType.class,
            "stopMode", StopMode.class,
            "clr", Clr.class,
            "bitness", Bitness.class,
            "switch", dev.eku.product.Setting.class);

    private StoredMessage() {}

    /** The message as a JSON object. */
    public static Map<String, Object> write(Message message) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("key", message.key());
        json.put("arguments", arguments(message.arguments()));
        return json;
    }

    /**
     * Reads a message. That its key is not in the catalogue is no mistake: another version may have written it.
     *
     * @throws dev.eku.error.EkuException {@code MALFORMED_FILE}
     */
    public static Message read(JsonObject json) {
        Message message = new Message(json.string("key"), arguments(json, "arguments"));
        json.end();
        return message;
    }

    /** Arguments as a JSON list. */
    public static List<Map<String, Object>> arguments(List<?> arguments) {
        List<Map<String, Object>> json = new ArrayList<>();
        for (Object argument : arguments) {
            json.add(argument(argument));
        }
        return json;
    }

    /**
     * Reads the arguments in the field of that name.
     *
     * @throws dev.eku.error.EkuException {@code MALFORMED_FILE}
     */
    public static List<Object> arguments(JsonObject json, String name) {
        return json.objects(name).stream().map(StoredMessage::argument).toList();
    }

    private static Map<String, Object> argument(Object argument) {
        if (argument instanceof Long || argument instanceof Integer) {
            return Map.of("number", argument);
        } else if (argument instanceof Boolean) {
            return Map.of("truth", argument);
        } else if (argument instanceof Instant) {
            return Map.of("time", argument.toString());
        } else if (argument instanceof LocalDate) {
            return Map.of("day", argument.toString());
        } else if (argument instanceof Duration) {
            return Map.of("duration", argument.toString());
        } else if (argument instanceof ServiceName) {
            return Map.of("service", argument.toString());
        } else if (argument instanceof KeyPath) {
            return Map.of("registryKey", argument.toString());
        } else if (argument instanceof RegistryTarget target) {
            return Map.of("target", ActionJson.target(target));
        } else if (argument instanceof RegistryValue value) {
            return Map.of("value", ValueJson.write(value));
        } else if (argument instanceof Setting setting) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("option", setting.option().name());
            json.put("value", setting.value());
            return Map.of("setting", json);
        } else if (argument instanceof Message message) {
            return Map.of("message", write(message));
        } else if (argument instanceof Bullets bullets) {
            return Map.of("bullets", arguments(bullets.items()));
        } else if (argument instanceof List<?> list) {
            return Map.of("list", arguments(list));
        }
        for (Map.Entry<String, Class<? extends Enum<?>>> kind : ENUMS.entrySet()) {
            if (kind.getValue().isInstance(argument)) {
                return Map.of(kind.getKey(), ((Enum<?>) argument).name());
            }
        }
        return Map.of("text", String.valueOf(argument));
    }

    private static Object argument(JsonObject json) {
        Object argument = json.optionalString("text")
                .<Object>map(text -> text)
                .or(() -> json.optionalNumber("number"))
                .or(() -> json.has("truth") ? Optional.of(json.bool("truth")) : Optional.empty())
                .or(() -> json.optionalInstant("time"))
                .or(() -> json.optionalDate("day"))
                .or(() -> json.has("duration") ? Optional.of(json.duration("duration")) : Optional.empty())
                .or(() -> parsed(json, "service", ServiceName::told))
                .or(() -> parsed(json, "registryKey", KeyPath::parse))
                .or(() -> json.optionalObject("target").map(ActionJson::place))
                .or(() -> json.optionalObject("value").map(ValueJson::read))
                .or(() -> json.optionalObject("setting").map(StoredMessage::setting))
                .or(() -> json.optionalObject("message").map(StoredMessage::read))
                .or(() -> json.has("list") ? Optional.of(arguments(json, "list")) : Optional.empty())
                .or(() -> json.has("bullets") ? Optional.of(new Bullets(arguments(json, "bullets"))) : Optional.empty())
                .or(() -> constant(json))
                .orElseThrow(() -> json.malformed("text", Message.of("json.expected", Message.of("json.argument"))));
        json.end();
        return argument;
    }

    private static Optional<Object> parsed(JsonObject json, String name, Function<String, ?> parser) {
        return json.has(name) ? Optional.of(json.parsed(name, parser)) : Optional.empty();
    }

    private static Optional<Object> constant(JsonObject json) {
        return ENUMS.entrySet().stream()
                .filter(kind -> json.has(kind.getKey()))
                .findFirst()
                .map(kind -> constant(json, kind.getKey(), kind.getValue()));
    }

    private static Object constant(JsonObject json, String name, Class<? extends Enum<?>> type) {
        return json.parsed(name, text -> {
            for (Enum<?> constant : type.getEnumConstants()) {
                if (constant.name().equals(text)) {
                    return constant;
                }
            }
            throw new IllegalArgumentException(text);
        });
    }

    private static Setting setting(JsonObject json) {
        Setting setting = new Setting(json.constant("option", Option.class), json.string("value"));
        json.end();
        return setting;
    }
}
