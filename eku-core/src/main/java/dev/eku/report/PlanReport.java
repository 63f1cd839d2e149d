package dev.eku.report;

import dev.eku.inspect.DownService;
import dev.eku.plan.Plan;
import dev.eku.plan.PlanJson;
import dev.eku.plan.Problem;
import dev.eku.product.Exemption;
import dev.eku.text.Message;
import dev.eku.text.Words;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A plan: its problems and advice, then only the changes, then one line with a summary. */
final class PlanReport {
    private static final int SHOWN_OF_FINGERPRINT = 8;

    private PlanReport() {}

    static Report of(Words words, Plan plan, List<DownService> down) {
        PlanSummary counts = PlanSummary.of(plan);
        TextBuilder body = new TextBuilder(words);
        DownText.first(body, ReportedHost.of(plan), down);
        heading(body, plan);
        problems(body, 0, "report.plan.blocked", plan.blocking());
        List<Problem> advice = new ArrayList<>();
        for (Problem problem : plan.problems()) {
            if (!problem.blocking()) {
                advice.add(problem);
            }
        }
        problems(body, 0, "report.plan.know", advice);
        changes(body, plan);
        body.gap()
                .urgent(!plan.blocking().isEmpty())
                .closing()
                .line(
                        0,
                        plan.rollsBack().isPresent() ? "report.rollback.sum" : "report.plan.sum",
                        plan.computer(),
                        Message.asIs(counts.text(words)),
                        plan.fingerprint().substring(0, SHOWN_OF_FINGERPRINT),
                        plan.rollsBack().orElse(""));
        Map<String, Object> json = new LinkedHashMap<>(PlanJson.write(plan));
        json.put("summary", counts.json());
        DownText.json(json, ReportedHost.of(plan), down);
        return body.report("plan", Optional.of(ReportedHost.of(plan)), json);
    }

    /** The setting, and the applications that it is for. */
    private static void heading(TextBuilder body, Plan plan) {
        if (plan.rollsBack().isPresent()) {
            body.line(
                    0,
                    "report.rollback",
                    plan.rollsBack().get(),
                    plan.computer(),
                    plan.host(),
                    plan.exemption().setting());
        } else {
            body.line(
                    0,
                    "report.plan",
                    plan.computer(),
                    plan.host(),
                    plan.exemption().setting());
        }
        exemption(body, 1, plan.exemption());
    }

    /** The reason, owner and last day, as far as they were given. */
    static void exemption(TextBuilder body, int depth, Exemption exemption) {
        if (!exemption.reason().isBlank()) {
            body.line(depth, "report.reason", exemption.reason());
        }
        if (exemption.owner().isPresent()) {
            body.line(depth, "report.owner", exemption.owner().get());
        }
        if (exemption.expires().isPresent()) {
            body.line(depth, "report.expires", exemption.expires().get());
        }
    }

    /** The problems below a title. */
    static void problems(TextBuilder body, int depth, String title, List<Problem> problems) {
        if (problems.isEmpty()) {
            return;
        }
        body.gap().line(depth, title);
        for (Problem problem : problems) {
            body.line(depth + 1, "report.problem", problem.code(), problem.what());
            body.line(depth + 2, "report.next", problem.next());
        }
    }

    private static void changes(TextBuilder body, Plan plan) {
        body.gap();
        if (plan.isEmpty()) {
            body.line(0, plan.blocking().isEmpty() ? "report.plan.nothing" : "report.plan.none", plan.computer());
            return;
        }
        body.line(0, "report.changes", ActionText.legend(body.words(), plan.actions()));
        ActionText.full(body, 1, plan.actions());
    }
}
