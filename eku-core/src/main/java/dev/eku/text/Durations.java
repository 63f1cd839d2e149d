package dev.eku.text;

import java.time.Duration;
import java.util.Locale;

/** Lengths of time as people read them. */
public final class Durations {
    private Durations() {}

    /** {@code 42s}, {@code 3m07s}, {@code 1h03m07s}. */
    public static String text(Duration length) {
        long seconds = length.toSeconds();
        if (seconds < 60) {
            return seconds + "s";
        }
        return seconds < 3600
                ? String.format(Locale.ROOT, "%dm%02ds", seconds / 60, seconds % 60)
                : String.format(Locale.ROOT, "%dh%02dm%02ds", seconds / 3600, seconds / 60 % 60, seconds % 60);
    }
}
