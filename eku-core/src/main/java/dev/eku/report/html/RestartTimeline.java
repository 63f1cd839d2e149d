package dev.eku.report.html;

import dev.eku.report.html.RestartsPart.Bar;
import dev.eku.report.html.RestartsPart.Lane;
import dev.eku.report.html.TimeAxis.Tick;
import dev.eku.text.Columns;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The time without a service, with a lane for each host or pool. A full bar ends where the service ran again; a dashed
 * one reaches the end of the rollout, since the service is still stopped. Not thread-safe.
 */
final class RestartTimeline {
    /** A drawing of more lanes is not looked at as a whole any more; the numbers below it are complete. */
    private static final int MOST_LANES = 50;

    private static final int WIDTH = 760;
    private static final int LEFT = 32;
    private static final int RIGHT = 728;
    private static final int TOP = 8;
    private static final int LANE = 36;
    private static final int BAR = 20;
    private static final int THICK = 10;
    private static final int THINNEST = 3;
    private static final int BOTTOM = 42;
    private static final int LONGEST = 96;

    private final Markup page;
    private final TimeAxis axis;

    RestartTimeline(Markup page, Instant begun, Duration elapsed) {
        this.page = page;
        this.axis = new TimeAxis(begun, begun.plus(elapsed), LEFT, RIGHT);
    }

    void write(List<Lane> all) {
        List<Lane> lanes = all.stream().limit(MOST_LANES).toList();
        int bottom = TOP + LANE * lanes.size();
        Svg.open(
                page,
                "restarts-figure",
                WIDTH,
                bottom + BOTTOM,
                page.words().text("html.restarts.figure"),
                lanes.stream().map(Lane::label).collect(Collectors.joining("; ")));
        axis(bottom);
        for (int i = 0; i < lanes.size(); i++) {
            lane(lanes.get(i), TOP + LANE * i);
        }
        page.close();
        if (lanes.size() < all.size()) {
            page.leaf("p", page.words().text("html.restarts.more", lanes.size(), all.size()));
        }
    }

    private void axis(int bottom) {
        StringBuilder grid = new StringBuilder();
        for (Tick tick : axis.ticks()) {
            grid.append('M')
                    .append(tick.x())
                    .append(' ')
                    .append(TOP)
                    .append('V')
                    .append(bottom + 4);
            Svg.centered(page, tick.newDay() ? "head" : "asked", tick.x(), bottom + 18, tick.label());
        }
        page.empty("path", "class", "grid", "d", grid.toString());
        Svg.text(page, "asked", LEFT, bottom + 35, page.words().text("html.from", moment(axis.from())));
        Svg.text(page, "asked ending", RIGHT, bottom + 35, page.words().text("html.to", moment(axis.to())));
    }

    private static String moment(Instant at) {
        return TimeAxis.day(at) + " " + TimeAxis.time(at, true);
    }

    private void lane(Lane lane, int top) {
        Svg.text(page, "asked", LEFT, top + 14, Columns.cut(lane.label(), LONGEST));
        page.empty("path", "class", "base", "d", "M" + LEFT + " " + (top + BAR + THICK) + "H" + RIGHT);
        bars("outage", lane.bars().stream().filter(bar -> bar.to().isPresent()).toList(), top + BAR);
        bars(
                "outage still",
                lane.bars().stream().filter(bar -> bar.to().isEmpty()).toList(),
                top + BAR);
    }

    private void bars(String style, List<Bar> bars, int top) {
        if (bars.isEmpty()) {
            return;
        }
        StringBuilder path = new StringBuilder();
        for (Bar bar : bars) {
            int from = Math.min(axis.x(bar.from()), RIGHT - THINNEST);
            int to = Math.max(axis.x(bar.to().orElse(axis.to())), from + THINNEST);
            path.append('M').append(from).append(' ').append(top).append('h').append(to - from);
            path.append('v').append(THICK).append('H').append(from).append('z');
        }
        page.empty("path", "class", style, "d", path.toString());
    }
}
