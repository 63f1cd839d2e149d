package dev.eku.report.html;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A period of time, drawn from left to right. Immutable.
 *
 * @param left the position of its start
 * @param right the position of its end
 */
record TimeAxis(Instant from, Instant to, int left, int right) {
    private static final int MOST_TICKS = 8;
    private static final long DAY = Duration.ofDays(1).toSeconds();
    private static final List<Duration> STEPS = List.of(
            Duration.ofSeconds(1),
            Duration.ofSeconds(2),
            Duration.ofSeconds(5),
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            Duration.ofMinutes(1),
            Duration.ofMinutes(2),
            Duration.ofMinutes(5),
            Duration.ofMinutes(10),
            Duration.ofMinutes(30),
            Duration.ofHours(1),
            Duration.ofHours(3),
            Duration.ofHours(6),
            Duration.ofHours(12),
            Duration.ofDays(1),
            Duration.ofDays(2),
            Duration.ofDays(7));

    /** A mark with a label, in UTC: a time, or a date if the marks are a day or more apart. */
    record Tick(int x, String label, boolean newDay) {}

    /** The position of a moment. A moment outside the period is drawn at its nearer end. */
    int x(Instant at) {
        double share = (double) Duration.between(from, at).toSeconds() / seconds();
        return (int) Math.round(left + Math.max(0, Math.min(1, share)) * (right - left));
    }

    List<Tick> ticks() {
        long step = step();
        List<Tick> ticks = new ArrayList<>();
        for (long at = -Math.floorDiv(-from.getEpochSecond(), step) * step; at <= to.getEpochSecond(); at += step) {
            Instant moment = Instant.ofEpochSecond(at);
            ticks.add(new Tick(x(moment), label(moment, step), Math.floorMod(at, DAY) == 0));
        }
        return ticks;
    }

    /** The day of a moment, in UTC. */
    static String day(Instant at) {
        String text = at.toString();
        return text.substring(0, text.indexOf('T'));
    }

    /** The time of day, in UTC. */
    static String time(Instant at, boolean seconds) {
        String text = at.toString();
        int begin = text.indexOf('T') + 1;
        return text.substring(begin, begin + (seconds ? 8 : 5));
    }

    private static String label(Instant at, long step) {
        return step >= DAY ? day(at) : time(at, step < 60);
    }

    private long step() {
        for (Duration step : STEPS) {
            if (seconds() / step.toSeconds() < MOST_TICKS) {
                return step.toSeconds();
            }
        }
        return (seconds() / DAY / MOST_TICKS + 1) * DAY;
    }

    private long seconds() {
        return Math.max(1, Duration.between(from, to).toSeconds());
    }
}
