package dev.eku.report;

import dev.eku.action.StoredMessage;
import dev.eku.text.NextStep;
import dev.eku.text.Setting;
import dev.eku.text.Words;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Next steps for programs, the same in every language. */
final class StepJson {
    private StepJson() {}

    /** The step in English, its values, and what eku or the system is asked to do. */
    static Map<String, Object> of(NextStep step) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("text", Words.ENGLISH.text(step.what()));
        json.putAll(StoredMessage.write(step.what()));
        if (step instanceof NextStep.Run run) {
            json.put("operation", run.operation().id());
            json.put("settings", run.settings().stream().map(StepJson::setting).toList());
        }
        if (step instanceof NextStep.Command command) {
            json.put("command", command.arguments());
            json.put(
                    "shells", command.shells().stream().sorted().map(Enum::name).toList());
        }
        return json;
    }

    /** The steps in English, as one text. */
    static String text(List<NextStep> steps) {
        return steps.stream()
                .flatMap(step -> Words.ENGLISH.lines(step).stream())
                .collect(Collectors.joining("\n"));
    }

    private static Map<String, Object> setting(Setting setting) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("option", setting.option().id());
        json.put("value", setting.value());
        return json;
    }
}
