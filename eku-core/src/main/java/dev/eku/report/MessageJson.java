package dev.eku.report;

import dev.eku.text.Bullets;
import dev.eku.text.Message;
import dev.eku.text.NextStep;
import dev.eku.text.Setting;
import dev.eku.text.Words;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The values that a text was made of, for programs: the same in every language. */
final class MessageJson {
    private MessageJson() {}

    /** The key of a message, and what it is filled with. */
    static Map<String, Object> of(Message message) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("key", message.key());
        json.put("arguments", list(message.arguments()));
        return json;
    }

    /** What to do in English, its values, and what eku or the system is asked to do. */
    static Map<String, Object> of(NextStep step) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("text", Words.ENGLISH.text(step.what()));
        json.putAll(of(step.what()));
        if (step instanceof NextStep.Run run) {
            json.put("operation", run.operation().id());
            json.put("settings", list(run.settings()));
        }
        if (step instanceof NextStep.Command command) {
            json.put("command", command.arguments());
            json.put("shells", list(command.shells().stream().sorted().toList()));
        }
        return json;
    }

    /** What to do in English, as one text. */
    static String text(List<NextStep> steps) {
        return steps.stream()
                .flatMap(step -> Words.ENGLISH.lines(step).stream())
                .collect(Collectors.joining("\n"));
    }

    private static List<Object> list(Collection<?> values) {
        return values.stream().map(MessageJson::value).toList();
    }

    private static Object value(Object value) {
        if (value instanceof Message message) {
            return of(message);
        }
        if (value instanceof Setting setting) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("option", setting.option().id());
            json.put("value", setting.value());
            return json;
        }
        if (value instanceof Bullets bullets) {
            return list(bullets.items());
        }
        if (value instanceof Collection<?> several) {
            return list(several);
        }
        return value instanceof Number || value instanceof Boolean ? value : String.valueOf(value);
    }
}
