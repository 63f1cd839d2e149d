package dev.eku.maven.input;

import dev.eku.text.Message;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A parameter that is a length of time: {@code 15m}, {@code 90s}, {@code 1h30m}, or in ISO 8601 form, {@code PT15M}.
 * Immutable.
 *
 * @param name its property
 * @param otherwise the default length, as text, because the goal's help shows it, too
 * @param longest whole days
 */
public record DurationParameter(String name, String otherwise, Duration longest) {
    private static final Pattern SHORT = Pattern.compile("(?i)(?=.)([0-9]{1,6}h)?([0-9]{1,6}m)?([0-9]{1,6}s)?");
    private static final Duration DAY = Duration.ofDays(1);

    /** A length of at most a day. */
    public DurationParameter(String name, String otherwise) {
        this(name, otherwise, DAY);
    }

    /**
     * The length that was given.
     *
     * @throws BadParameter for any other text, for a bare number, and for a length that is not more than nothing and at
     *     most the longest
     */
    public Duration of(@Nullable String text) {
        return optional(text).orElse(parsed(otherwise));
    }

    /** The length that was given, or empty if none was; for a parameter without a default. */
    public Optional<Duration> optional(@Nullable String text) {
        Optional<String> given = TextParameter.optional(name, text);
        if (given.isEmpty()) {
            return Optional.empty();
        }
        Duration length = parsed(given.get());
        if (length.isZero() || length.isNegative() || length.compareTo(longest) > 0) {
            Message limit =
                    longest.equals(DAY) ? Message.of("input.one-day") : Message.of("input.days", longest.toDays());
            throw BadParameter.of("input.length-limit", name, given.get(), limit);
        }
        return Optional.of(length);
    }

    private Duration parsed(String given) {
        String iso = SHORT.matcher(given).matches() ? "PT" + given : given;
        try {
            return Duration.parse(iso.toUpperCase(Locale.ROOT));
        } catch (DateTimeException | ArithmeticException noLength) {
            throw BadParameter.of("input.length", name, given);
        }
    }
}
