package dev.eku.report.html;

import dev.eku.fleet.RolloutResult;
import dev.eku.fleet.RolloutResult.Outage;
import dev.eku.fleet.RolloutResult.Row;
import dev.eku.text.Durations;
import dev.eku.text.Message;
import dev.eku.text.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * When the rollout stopped services and when they ran again, as a drawing and in numbers: a lane for each host, pool by
 * pool, or for each pool if many hosts were restarted. What was not seen is said to be unknown. Not thread-safe.
 */
final class RestartsPart {
    private final Markup page;
    private final Words words;
    private final RolloutResult result;

    RestartsPart(Markup page, RolloutResult result) {
        this.page = page;
        this.words = page.words();
        this.result = result;
    }

    void write() {
        List<Row> rows =
                byPool(result.rows()).values().stream().flatMap(List::stream).toList();
        page.open("section", "class", "part", "aria-labelledby", "restarts");
        page.leaf("h2", words.text("html.restarts"), "id", "restarts");
        if (rows.isEmpty()) {
            page.leaf("p", words.text("html.restarts.none"));
        } else {
            boolean each = rows.size() <= Group.ALL_IN_FULL;
            List<Lane> lanes = each ? rows.stream().map(this::lane).toList() : lanes(rows);
            if (lanes.stream().anyMatch(lane -> !lane.bars().isEmpty())) {
                page.open(
                        "figure", "class", "scroll", "tabindex", "0", "aria-label", words.text("html.restarts.figure"));
                new RestartTimeline(page, result.startedAt(), result.elapsed()).write(lanes);
                page.leaf("figcaption", words.text("html.restarts.caption"));
                page.close();
            }
            if (each) {
                hosts(rows);
            } else {
                pools(rows);
            }
        }
        page.close();
    }

    /**
     * A line of the drawing.
     *
     * @param label who it is about, and how long
     */
    record Lane(String label, List<Bar> bars) {}

    /** A time without a service. Without an end, it is stopped when the rollout ends. */
    record Bar(Instant from, Optional<Instant> to) {}

    private Lane lane(Row row) {
        List<String> services = row.outages().stream()
                .map(outage -> words.text("html.restarts.service", outage.service(), length(row, outage)))
                .toList();
        return new Lane(
                words.text("html.restarts.host", name(row), row.member().pool(), words.list(services)), bars(row));
    }

    private List<Lane> lanes(List<Row> rows) {
        List<Lane> lanes = new ArrayList<>();
        byPool(rows)
                .forEach((pool, members) -> lanes.add(new Lane(
                        words.text("html.restarts.pool", pool, members.size(), longest(members)),
                        members.stream().flatMap(row -> bars(row).stream()).toList())));
        return lanes;
    }

    /** The hosts of which a service was stopped or started, by their pools in the order of the inventory. */
    private static Map<String, List<Row>> byPool(List<Row> rows) {
        Map<String, List<Row>> pools = new LinkedHashMap<>();
        for (Row row : rows) {
            if (!row.outages().isEmpty()) {
                pools.computeIfAbsent(row.member().pool(), none -> new ArrayList<>())
                        .add(row);
            }
        }
        return pools;
    }

    /** What has no known start or end is not drawn. */
    private static List<Bar> bars(Row row) {
        return row.outages().stream()
                .filter(outage -> outage.running().isPresent() || isStillStopped(row, outage))
                .flatMap(outage -> outage.stopped().map(from -> new Bar(from, outage.running())).stream())
                .toList();
    }

    /** The failure of a host names no service, so it tells about one only if there is no other. */
    private static boolean isStillStopped(Row row, Outage outage) {
        boolean isOnly = row.outages().stream().map(Outage::service).distinct().count() == 1;
        return outage.running().isEmpty()
                && ((row.isLeftStopped() && isOnly)
                        || row.down().stream().anyMatch(down -> down.service().equals(outage.service())));
    }

    private String length(Row row, Outage outage) {
        return outage.length().map(Durations::text).orElseGet(() -> open(row, outage));
    }

    private String open(Row row, Outage outage) {
        return words.text(isStillStopped(row, outage) ? "html.restarts.still" : "html.restarts.unknown");
    }

    private void hosts(List<Row> rows) {
        Table table = new Table(page, "host", "pool", "service", "stopped", "running", "length");
        table.open(words.text("html.restarts.table"));
        for (Row row : rows) {
            for (Outage outage : row.outages()) {
                table.row();
                table.named(name(row));
                table.text(row.member().pool());
                table.text(outage.service().toString());
                table.text(time(outage.stopped()));
                table.text(outage.running().map(at -> running(row, at)).orElseGet(() -> open(row, outage)));
                table.text(outage.length().map(Durations::text).orElse("-"));
                table.end();
            }
        }
        table.close();
    }

    /** A service that was seen running may have stopped once more, as the failure of its host tells. */
    private String running(Row row, Instant at) {
        boolean isAgain = row.isLeftStopped()
                && row.outages().stream().noneMatch(outage -> outage.running().isEmpty());
        String time = time(Optional.of(at));
        return isAgain ? words.text("html.restarts.again", time) : time;
    }

    private void pools(List<Row> rows) {
        Table table = new Table(page, "pool", "restarted", "stopped-first", "running-last", "longest", "still");
        table.open(words.text("html.restarts.table"));
        byPool(rows).forEach((pool, members) -> {
            List<Outage> outages = outages(members);
            table.row();
            table.named(pool);
            table.text(String.valueOf(members.stream().filter(Row::restarted).count()));
            table.text(time(outages.stream()
                    .flatMap(outage -> outage.stopped().stream())
                    .min(Instant::compareTo)));
            table.text(time(outages.stream()
                    .flatMap(outage -> outage.running().stream())
                    .max(Instant::compareTo)));
            table.text(longest(members));
            table.text(String.valueOf(members.stream()
                    .filter(row -> row.isLeftStopped()
                            || row.outages().stream().anyMatch(outage -> isStillStopped(row, outage)))
                    .count()));
            table.end();
        });
        table.close();
    }

    private static List<Outage> outages(List<Row> rows) {
        return rows.stream().flatMap(row -> row.outages().stream()).toList();
    }

    /** Nobody knows it while one of them has no known end. */
    private String longest(List<Row> rows) {
        if (outages(rows).stream().anyMatch(outage -> outage.length().isEmpty())) {
            return words.text("html.restarts.unknown");
        }
        return outages(rows).stream()
                .flatMap(outage -> outage.length().stream())
                .max(Duration::compareTo)
                .map(Durations::text)
                .orElseGet(() -> words.text("html.restarts.unknown"));
    }

    private String time(Optional<Instant> at) {
        return at.map(known -> words.text(Message.asIs(TimeAxis.day(known) + " " + TimeAxis.time(known, true))))
                .orElseGet(() -> words.text("html.restarts.unknown"));
    }

    private String name(Row row) {
        String name = row.computer().orElse(row.member().toString());
        boolean isAlone = result.rows().stream()
                        .filter(other -> other.computer().equals(row.computer()))
                        .count()
                < 2;
        return row.computer().isEmpty() || isAlone
                ? name
                : words.text("report.fleet.name", name, row.member().toString());
    }
}
