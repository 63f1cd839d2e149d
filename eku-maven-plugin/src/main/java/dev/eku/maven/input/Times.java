package dev.eku.maven.input;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads parameters that are a length of time or a day. */
public final class Times {
    private static final Pattern SHORT = Pattern.compile("(?i)(?=.)([0-9]{1,6}h)?([0-9]{1,6}m)?([0-9]{1,6}s)?");
    private static final Duration LONGEST = Duration.ofDays(1);

    private Times() {}

    /**
     * A length of time: {@code 15m}, {@code 90s}, {@code 1h30m}, or as ISO 8601 writes it, {@code PT15M}.
     *
     * @param otherwise if nothing was given
     * @throws BadParameter for anything else, for a bare number, and for what is not more than nothing and at most a day
     */
    public static Duration length(String name, @Nullable String text, Duration otherwise) {
        return length(name, text, otherwise, LONGEST);
    }

    /**
     * The same, with another limit.
     *
     * @param longest whole days
     */
    public static Duration length(String name, @Nullable String text, Duration otherwise, Duration longest) {
        Optional<String> given = Texts.optional(name, text);
        if (given.isEmpty()) {
            return otherwise;
        }
        Duration length = parsed(name, given.get());
        if (length.isZero() || length.isNegative() || length.compareTo(longest) > 0) {
            String limit = longest.equals(LONGEST)
                    ? Messages.text("input.one-day")
                    : Messages.text("input.days", longest.toDays());
            throw BadParameter.of("input.length-limit", name, given.get(), limit);
        }
        return length;
    }

    /**
     * A day as ISO 8601 writes it, {@code 2027-03-31}.
     *
     * @throws BadParameter for anything else
     */
    public static Optional<LocalDate> day(String name, @Nullable String text) {
        return Texts.optional(name, text).map(given -> {
            try {
                return LocalDate.parse(given);
            } catch (DateTimeException noDay) {
                throw BadParameter.of("input.day", name, given);
            }
        });
    }

    private static Duration parsed(String name, String given) {
        String iso = SHORT.matcher(given).matches() ? "PT" + given : given;
        try {
            return Duration.parse(iso.toUpperCase(Locale.ROOT));
        } catch (DateTimeException | ArithmeticException noLength) {
            throw BadParameter.of("input.length", name, given);
        }
    }
}
