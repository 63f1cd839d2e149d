package dev.eku.report;

import dev.eku.action.ActionJson;
import dev.eku.action.StoredMessage;
import dev.eku.error.EkuException;
import dev.eku.fleet.FleetPlan;
import dev.eku.fleet.FleetPlan.Entry;
import dev.eku.fleet.FleetPlan.Group;
import dev.eku.fleet.HostAssessment;
import dev.eku.plan.Plan;
import dev.eku.text.Columns;
import dev.eku.text.Words;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is to be done to the hosts of a fleet. Equal plans are shown once. */
final class FleetPlanReport {
    /** Of more alike hosts than that, the first are named; the JSON names all. */
    private static final int EACH_SHOWN = 20;

    private static final int FIRST_SHOWN = 10;

    private FleetPlanReport() {}

    static Report of(Words words, FleetPlan plan) {
        TextBuilder body = new TextBuilder(words);
        List<Group> groups = plan.groups();
        for (Entry entry : plan.entries()) {
            entry.assessment()
                    .ifPresent(assessment -> DownText.first(body, assessment.computer(), assessment.stopped()));
        }
        heading(body, plan);
        for (int i = 0; i < groups.size(); i++) {
            group(body, groups.get(i), i + 1, groups.size());
        }
        unreachable(body, plan);
        body.gap()
                .urgent(!plan.unreachable().isEmpty()
                        || groups.stream()
                                .anyMatch(group -> !group.sample().blocking().isEmpty()))
                .closing();
        FleetPlanText.summary(plan).forEach(line -> body.line(0, line));
        return body.report("fleetPlan", Optional.empty(), json(plan, groups));
    }

    private static void heading(TextBuilder body, FleetPlan plan) {
        long pools = plan.entries().stream()
                .map(entry -> entry.member().pool())
                .distinct()
                .count();
        body.line(
                0,
                "report.fleet",
                TextBuilder.count("report.fleet.hosts", plan.entries().size()),
                TextBuilder.count("report.fleet.pools", pools));
        FleetPlanText.exemption(body, 1, plan);
    }

    private static void group(TextBuilder body, Group group, int number, int of) {
        body.gap()
                .line(
                        0,
                        "report.fleet.group",
                        number,
                        of,
                        TextBuilder.count("report.fleet.hosts", group.entries().size()));
        names(body, group.entries());
        HostAssessment assessment = group.sample();
        if (assessment.interrupted()) {
            body.line(1, "report.fleet.interrupted");
        }
        Optional<Plan> plan = assessment.plan();
        if (assessment.hasOutstandingRestart()) {
            body.line(
                    1,
                    "report.fleet.owes-restart",
                    assessment.verdict().orElseThrow().evidence());
            return;
        }
        if (plan.isEmpty()) {
            body.line(1, "report.fleet.nothing-to-roll-back");
            return;
        }
        plan.get().rollsBack().ifPresent(record -> body.line(1, "report.fleet.rolls-back", record));
        PlanReport.problems(body, 1, "report.plan.blocked", assessment.blocking());
        PlanReport.problems(
                body,
                1,
                "report.plan.know",
                plan.get().problems().stream()
                        .filter(problem -> !problem.blocking())
                        .toList());
        if (plan.get().isEmpty()) {
            body.line(1, assessment.blocking().isEmpty() ? "report.fleet.as-wanted" : "report.plan.none");
        } else {
            body.line(
                    1,
                    "report.changes",
                    ActionText.legend(body.words(), plan.get().actions()));
            ActionText.full(body, 2, plan.get().actions());
        }
    }

    private static void names(TextBuilder body, List<Entry> entries) {
        int shown = entries.size() > EACH_SHOWN ? FIRST_SHOWN : entries.size();
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < shown; i++) {
            String name = name(body.words(), entries.get(i)) + (i < shown - 1 ? "," : "");
            if (line.length() > 0 && Columns.of(line.toString()) + 1 + Columns.of(name) > Report.WIDTH - 2) {
                body.text(1, line.toString());
                line.setLength(0);
            }
            line.append(line.length() == 0 ? "" : " ").append(name);
        }
        body.text(1, line.toString());
        if (shown < entries.size()) {
            body.line(1, "report.fleet.more", entries.size() - shown);
        }
    }

    private static String name(Words words, Entry entry) {
        String ref = entry.member().toString();
        return entry.name().equals(ref) ? ref : words.text("report.fleet.name", entry.name(), ref);
    }

    private static void unreachable(TextBuilder body, FleetPlan plan) {
        if (plan.unreachable().isEmpty()) {
            return;
        }
        body.gap()
                .line(
                        0,
                        "report.fleet.unreachable",
                        TextBuilder.count(
                                "report.fleet.hosts", plan.unreachable().size()));
        for (Entry entry : plan.unreachable()) {
            body.line(
                    1,
                    "report.fleet.why",
                    entry.member(),
                    firstLine(body.words(), entry.result().failure()));
        }
    }

    static String firstLine(Words words, Optional<EkuException> failure) {
        return failure.map(why -> why.lines(words).get(0)).orElse("");
    }

    private static Map<String, Object> json(FleetPlan plan, List<Group> groups) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("hosts", plan.entries().size());
        json.put("toChange", plan.toChange().size());
        json.put("groups", groups.stream().map(FleetPlanReport::json).toList());
        List<Map<String, Object>> unreachable = new ArrayList<>();
        for (Entry entry : plan.unreachable()) {
            Map<String, Object> host = host(entry);
            entry.result()
                    .failure()
                    .ifPresent(why -> host.put("code", why.code().name()));
            unreachable.add(host);
        }
        json.put("unreachable", unreachable);
        return json;
    }

    private static Map<String, Object> json(Group group) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("hosts", group.entries().stream().map(FleetPlanReport::host).toList());
        json.put("interrupted", group.sample().interrupted());
        Optional<Plan> plan = group.sample().plan();
        plan.flatMap(Plan::rollsBack).ifPresent(record -> json.put("rollsBack", record));
        json.put(
                "actions",
                plan.map(Plan::actions).orElse(List.of()).stream()
                        .map(ActionJson::shown)
                        .toList());
        json.put(
                "problems",
                plan.map(Plan::problems).orElse(List.of()).stream()
                        .map(problem -> {
                            Map<String, Object> one = new LinkedHashMap<>();
                            one.put("code", problem.code().name());
                            one.put("blocking", group.sample().blocking().contains(problem));
                            one.put("text", Words.ENGLISH.text(problem.what()));
                            one.put("arguments", StoredMessage.arguments(problem.arguments()));
                            return one;
                        })
                        .toList());
        return json;
    }

    private static Map<String, Object> host(Entry entry) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("host", entry.member().toString());
        json.put("pool", entry.member().pool());
        entry.assessment().ifPresent(assessment -> json.put("computer", assessment.computer()));
        entry.assessment().ifPresent(assessment -> json.put("simulated", assessment.simulated()));
        entry.assessment().ifPresent(assessment -> DownText.json(json, assessment.computer(), assessment.stopped()));
        return json;
    }
}
