package dev.eku.registry;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * The times that Windows keeps: FILETIMEs, counted in 100 ns from 1601 on (Microsoft Learn, "FILETIME structure"). eku takes none
 * after the year 9999, the last that .NET's {@code DateTime} has; so no sum of a time and a length of time can leave what Java can
 * count. Pure.
 */
public final class FileTime {
    /** The zero of Windows' clock. */
    public static final Instant FIRST = Instant.parse("1601-01-01T00:00:00Z");

    public static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999999Z");

    /** What any time or length of time outside is refused with, for people who know no FILETIME. */
    public static final String EXPECTED = "a year from 1601 to 9999 expected";

    private static final long PER_SECOND = 10_000_000;

    private FileTime() {}

    /** The time of a FILETIME; empty for 0, by which Windows says that it does not know, and for what is no time of ours. */
    public static Optional<Instant> of(long fileTime) {
        return fileTime <= 0
                ? Optional.empty()
                : Optional.of(FIRST.plusSeconds(fileTime / PER_SECOND).plusNanos(fileTime % PER_SECOND * 100))
                        .filter(FileTime::holds);
    }

    /** Whether it is a time that Windows can keep and eku takes. */
    public static boolean holds(Instant time) {
        return !time.isBefore(FIRST) && !time.isAfter(LAST);
    }

    /** Whether it is a day of such times. */
    public static boolean holds(LocalDate day) {
        return !day.isBefore(LocalDate.ofInstant(FIRST, ZoneOffset.UTC))
                && !day.isAfter(LocalDate.ofInstant(LAST, ZoneOffset.UTC));
    }

    /** That time later, or earlier by a negative length; the first or the last time where that goes beyond. */
    public static Instant plus(Instant time, Duration length) {
        if (length.compareTo(Duration.between(time, LAST)) > 0) {
            return LAST;
        }
        return length.compareTo(Duration.between(time, FIRST)) < 0 ? FIRST : time.plus(length);
    }

    /**
     * Requires a time that holds.
     *
     * @throws IllegalArgumentException otherwise
     */
    public static Instant require(Instant time) {
        if (!holds(time)) {
            throw new IllegalArgumentException(time + ": " + EXPECTED);
        }
        return time;
    }
}
