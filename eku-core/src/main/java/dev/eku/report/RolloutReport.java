package dev.eku.report;

import dev.eku.fleet.RolloutResult;
import dev.eku.fleet.RolloutResult.Outage;
import dev.eku.fleet.RolloutResult.Row;
import dev.eku.fleet.RolloutResult.State;
import dev.eku.fleet.Stage;
import dev.eku.host.Traffic;
import dev.eku.text.Durations;
import dev.eku.text.Message;
import dev.eku.text.Words;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a rollout did, a row for each host. */
final class RolloutReport {
    /** Of more hosts than that, those that went well are counted; the JSON has a row for each. */
    private static final int EACH_SHOWN = 20;

    private RolloutReport() {}

    static Report of(Words words, RolloutResult result) {
        TextBuilder body = new TextBuilder(words);
        down(body, result.rows());
        table(body, result.rows());
        failures(body, result);
        body.gap()
                .urgent(!result.isComplete()
                        || !result.rows(State.RESTART_PENDING).isEmpty())
                .closing();
        RolloutText.summary(result).forEach(line -> body.line(0, line));
        return body.report("rollout", Optional.empty(), json(result));
    }

    /** Services that are down come before everything else. */
    private static void down(TextBuilder body, List<Row> rows) {
        for (Row row : rows) {
            if (row.isLeftStopped()) {
                body.alarm(Message.of(
                        "report.fleet.why", row.member(), FleetPlanReport.firstLine(body.words(), row.failure())));
            }
            DownText.first(body, row.computer().orElse(row.member().toString()), row.down());
        }
        if (!body.isEmpty()) {
            body.gap();
        }
    }

    private static void table(TextBuilder body, List<Row> rows) {
        boolean counted = rows.stream().anyMatch(row -> row.traffic().requests() > 0);
        List<List<String>> cells = new ArrayList<>();
        cells.add(List.of(
                body.words().text("report.rollout.host"),
                body.words().text("report.rollout.pool"),
                body.words().text("report.rollout.state"),
                body.words().text("report.rollout.reached"),
                body.words().text("report.rollout.verdict"),
                body.words().text("report.rollout.took"),
                counted ? body.words().text("report.rollout.requests") : ""));
        List<Row> folded = new ArrayList<>();
        for (Row row : rows) {
            if (rows.size() > EACH_SHOWN && isWell(row)) {
                folded.add(row);
                continue;
            }
            cells.add(List.of(
                    row.member().toString(),
                    row.member().pool(),
                    body.words().text("report.rollout.state." + row.state()),
                    RolloutText.reached(body.words(), row),
                    row.verdict().map(verdict -> verdict.name()).orElse("-"),
                    Durations.text(row.total()),
                    counted ? String.valueOf(row.traffic().requests()) : ""));
        }
        if (cells.size() > 1) {
            body.table(cells);
        }
        fold(body, folded);
    }

    /** Nothing is left to do about it, and nothing to be looked at. */
    private static boolean isWell(Row row) {
        return (row.state() == State.DONE || row.state() == State.ALREADY_COMPLIANT)
                && row.failure().isEmpty()
                && row.down().isEmpty();
    }

    /** A line for those that went alike. */
    private static void fold(TextBuilder body, List<Row> rows) {
        Map<String, Integer> alike = new LinkedHashMap<>();
        for (Row row : rows) {
            String how = body.words()
                    .text(
                            "report.rollout.alike",
                            body.words().text("report.rollout.state." + row.state()),
                            RolloutText.reached(body.words(), row),
                            row.verdict().map(verdict -> verdict.name()).orElse("-"));
            alike.merge(how, 1, Integer::sum);
        }
        alike.forEach((how, count) -> body.line(0, "report.rollout.folded", count, how));
    }

    private static void failures(TextBuilder body, RolloutResult result) {
        List<Row> failed =
                result.rows().stream().filter(row -> row.failure().isPresent()).toList();
        if (failed.isEmpty()) {
            return;
        }
        body.gap().line(0, "report.rollout.failures");
        failed.forEach(row ->
                body.line(1, "report.fleet.why", row.member(), FleetPlanReport.firstLine(body.words(), row.failure())));
    }

    private static Map<String, Object> json(RolloutResult result) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("end", result.end().name());
        json.put("complete", result.isComplete());
        json.put("begun", result.startedAt().toString());
        json.put("elapsed", result.elapsed().toString());
        json.put("events", result.events().name());
        result.unchecked().ifPresent(why -> json.put("eventsUnchecked", Words.ENGLISH.text(why)));
        Map<String, Object> counts = new LinkedHashMap<>();
        for (State state : State.values()) {
            counts.put(state.name(), result.rows(state).size());
        }
        json.put("counts", counts);
        json.put("rows", result.rows().stream().map(RolloutReport::json).toList());
        return json;
    }

    private static Map<String, Object> json(Row row) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("host", row.member().toString());
        json.put("pool", row.member().pool());
        row.computer().ifPresent(name -> json.put("computer", name));
        json.put("simulated", row.simulated());
        json.put("state", row.state().name());
        row.reached().ifPresent(stage -> json.put("reached", stage.name()));
        json.put("restarted", row.restarted());
        json.put("undoable", row.undoable());
        row.verdict().ifPresent(verdict -> json.put("verdict", verdict.name()));
        DownText.json(json, row.computer().orElse(row.member().toString()), row.down());
        json.put("outages", row.outages().stream().map(RolloutReport::json).toList());
        Map<String, Object> took = new LinkedHashMap<>();
        for (Stage stage : Stage.values()) {
            if (row.took().containsKey(stage)) {
                took.put(stage.name(), String.valueOf(row.took().get(stage)));
            }
        }
        json.put("took", took);
        json.put("requests", row.traffic().requests());
        json.put("traffic", json(row.traffic()));
        row.failure().ifPresent(why -> json.put("failure", FailureReport.json(why)));
        return json;
    }

    private static Map<String, Object> json(Traffic traffic) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("calls", traffic.calls());
        json.put("fileRequests", traffic.fileRequests());
        json.put("roundTrips", traffic.roundTrips());
        return json;
    }

    private static Map<String, Object> json(Outage outage) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("service", outage.service().toString());
        outage.stopped().ifPresent(at -> json.put("stopped", at.toString()));
        outage.running().ifPresent(at -> json.put("running", at.toString()));
        return json;
    }
}
