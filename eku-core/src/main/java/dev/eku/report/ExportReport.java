package dev.eku.report;

import dev.eku.export.Export;
import dev.eku.export.ExportFile;
import dev.eku.export.ExportForm;
import dev.eku.export.Limit;
import dev.eku.plan.Plan;
import dev.eku.text.Message;
import dev.eku.text.NextStep;
import dev.eku.text.Words;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Files that carry plans out without eku: what they cannot do, where they are, and what to do with them. */
final class ExportReport {
    private static final int NAMES_SHOWN = 10;

    private ExportReport() {}

    static Report of(Words words, ExportForm form, List<Export> exports, String folder) {
        TextBuilder body = new TextBuilder(words);
        int computers =
                exports.stream().mapToInt(export -> export.plans().size()).sum();
        int files = exports.stream().mapToInt(export -> export.files().size()).sum();
        body.gap().line(0, "report.export", form, TextBuilder.count("report.export.computers", computers));
        for (Limit limit : form.limits()) {
            body.line(1, "export.limit", limit.name(), limit);
        }
        for (Export export : exports) {
            body.gap().line(0, "report.export.for", names(export.plans()));
            for (ExportFile file : export.files()) {
                body.line(1, "report.export.file", folder + "/" + file.name());
                body.line(2, "report.export.sha256", file.sha256());
            }
            steps(body, export.carryOut());
            steps(body, export.takeBack());
        }
        body.closing().line(0, "report.export.sum", TextBuilder.count("report.export.files", files), folder);
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("form", form.name());
        json.put("limits", form.limits().stream().map(ExportReport::json).toList());
        json.put("exports", exports.stream().map(export -> json(export, folder)).toList());
        return body.report("export", Optional.empty(), json);
    }

    private static void steps(TextBuilder body, List<NextStep> steps) {
        for (NextStep step : steps) {
            body.line(1, body.words().sentence(step));
            body.words().typed(step).ifPresent(command -> body.text(2, command));
        }
    }

    /** The names of the first computers, and the number of the others. */
    private static Object names(List<Plan> plans) {
        List<String> shown =
                plans.stream().limit(NAMES_SHOWN).map(Plan::computer).toList();
        return plans.size() > NAMES_SHOWN ? Message.of("fleet.and-more", shown, plans.size() - NAMES_SHOWN) : shown;
    }

    private static Map<String, Object> json(Limit limit) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("code", limit.name());
        json.put("text", Words.ENGLISH.text(limit.words()));
        return json;
    }

    private static Map<String, Object> json(Export export, String folder) {
        List<Object> plans = new ArrayList<>();
        for (Plan plan : export.plans()) {
            Map<String, Object> each = new LinkedHashMap<>();
            each.put("computer", plan.computer());
            each.put("fingerprint", plan.fingerprint());
            each.put("madeAt", plan.madeAt().toString());
            each.put("simulated", plan.simulated());
            plans.add(each);
        }
        List<Object> files = new ArrayList<>();
        for (ExportFile file : export.files()) {
            Map<String, Object> each = new LinkedHashMap<>();
            each.put("path", folder + "/" + file.name());
            each.put("sha256", file.sha256());
            files.add(each);
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("plans", plans);
        json.put("files", files);
        json.put("carryOut", export.carryOut().stream().map(StepJson::of).toList());
        json.put("takeBack", export.takeBack().stream().map(StepJson::of).toList());
        return json;
    }
}
