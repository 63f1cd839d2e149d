package dev.eku.time;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * The times that Windows keeps: FILETIMEs, counted in 100 ns from 1601 on (Microsoft Learn, "FILETIME structure"). eku
 * accepts no time after the year 9999, which is the last year of .NET's {@code DateTime}. So no sum of a time and a
 * length of time is more than Java can count. Pure.
 */
public final class FileTime {
    /** The start of Windows' clock. */
    public static final Instant FIRST = Instant.parse("1601-01-01T00:00:00Z");

    public static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999999Z");

    /** The refusal of any time or length of time outside these limits, for people who do not know FILETIMEs. */
    public static final String EXPECTED = "a year from 1601 to 9999 expected";

    private static final long PER_SECOND = 10_000_000;

    private FileTime() {}

    /**
     * The time of a FILETIME; empty for 0, which means that Windows does not know the time, and for times outside the
     * limits.
     */
    public static Optional<Instant> of(long fileTime) {
        return fileTime <= 0
                ? Optional.empty()
                : Optional.of(FIRST.plusSeconds(fileTime / PER_SECOND).plusNanos(fileTime % PER_SECOND * 100))
                        .filter(FileTime::holds);
    }

    /** Whether it is a time that Windows can keep and eku accepts. */
    public static boolean holds(Instant time) {
        return !time.isBefore(FIRST) && !time.isAfter(LAST);
    }

    /** Whether it is a day within these limits. */
    public static boolean holds(LocalDate day) {
        return !day.isBefore(LocalDate.ofInstant(FIRST, ZoneOffset.UTC))
                && !day.isAfter(LocalDate.ofInstant(LAST, ZoneOffset.UTC));
    }

    /** That time plus a length, which may be negative; the first or the last time if the sum is outside the limits. */
    public static Instant plus(Instant time, Duration length) {
        Instant sum;
        try {
            sum = time.plus(length);
        } catch (ArithmeticException | DateTimeException outsideJava) {
            return length.isNegative() ? FIRST : LAST;
        }
        if (sum.isBefore(FIRST)) {
            return FIRST;
        }
        return sum.isAfter(LAST) ? LAST : sum;
    }

    /**
     * Requires a time within the limits.
     *
     * @throws IllegalArgumentException if it is not
     */
    public static Instant require(Instant time) {
        if (!holds(time)) {
            throw new IllegalArgumentException(time + ": " + EXPECTED);
        }
        return time;
    }
}
