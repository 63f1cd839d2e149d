package dev.eku.plan;

import dev.eku.registry.RegistryView;
import dev.eku.text.Message;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How facts are said to people. The names and states of facts are identifiers of the format of plan files, so they are
 * the same in every language and in every version. One that is not known here is shown as it is. Pure.
 */
final class FactText {
    private static final Map<String, String> KEYS = keys();

    private FactText() {}

    private static Map<String, String> keys() {
        Map<String, String> keys = new LinkedHashMap<>();
        keys.put("runtime of ", "fact.runtime");
        keys.put("executable of ", "fact.executable");
        keys.put("contradictions of ", "fact.contradictions");
        keys.put("state of service ", "fact.state");
        keys.put("start type of service ", "fact.start-type");
        keys.put("process start of service ", "fact.process-start");
        return keys;
    }

    /** What was read. */
    static Message name(String name) {
        return switch (name) {
            case "open journal record" -> Message.of("fact.open-record");
            case "record of the exemption" -> Message.of("fact.record");
            default -> of(name);
        };
    }

    private static Message of(String name) {
        for (Map.Entry<String, String> each : KEYS.entrySet()) {
            if (name.startsWith(each.getKey())) {
                return Message.of(each.getValue(), name.substring(each.getKey().length()));
            }
        }
        return place(name);
    }

    private static Message place(String name) {
        for (RegistryView view : RegistryView.values()) {
            String start = view + " ";
            if (name.startsWith(start)) {
                String rest = name.substring(start.length());
                String global = "global value of ";
                int value = rest.indexOf(", value ");
                if (rest.startsWith(global)) {
                    return Message.of("fact.global", view, rest.substring(global.length()));
                }
                return value < 0
                        ? Message.of("fact.key", view, rest)
                        : Message.of(
                                "fact.value",
                                view,
                                rest.substring(0, value),
                                rest.substring(value + ", value ".length()));
            }
        }
        return Message.asIs(name);
    }

    /** What was found. */
    static Message state(String state) {
        String missing = "missing from ";
        if (state.startsWith(missing)) {
            return Message.of("fact.missing", state.substring(missing.length()));
        }
        for (RegistryView view : RegistryView.values()) {
            String end = ", " + view;
            if (state.endsWith(end)) {
                return Message.of("fact.runtime.is", state.substring(0, state.length() - end.length()), view);
            }
        }
        return switch (state) {
            case Preconditions.NONE -> Message.of("fact.none");
            case "present" -> Message.of("fact.present");
            case Preconditions.UNREADABLE -> Message.of("fact.unreadable");
            default -> Message.asIs(state);
        };
    }
}
