package dev.eku.command.input;

import dev.eku.text.Message;
import dev.eku.text.Option;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A parameter that is a length of time: {@code 15m}, {@code 90s}, {@code 1h30m}, or in ISO 8601 form, {@code PT15M}.
 * Immutable.
 *
 * @param otherwise the default length, as text, because the help of a front end shows it, too
 * @param longest whole days
 */
public record DurationParameter(Option option, String otherwise, Duration longest) {
    private static final Pattern SHORT = Pattern.compile("(?i)(?=.)([0-9]{1,6}h)?([0-9]{1,6}m)?([0-9]{1,6}s)?");
    private static final Duration DAY = Duration.ofDays(1);

    /** A length of at most a day. */
    public DurationParameter(Option option, String otherwise) {
        this(option, otherwise, DAY);
    }

    /**
     * The length that was given.
     *
     * @throws BadParameter for any other text, for a bare number, and for a length that is not more than nothing and at
     *     most the longest
     */
    public Duration of(Parameters given) {
        Optional<Duration> length = optional(given);
        return length.isPresent() ? length.get() : parsed(given.name(option), otherwise);
    }

    /** The length that was given, or empty if none was; for a parameter without a default. */
    public Optional<Duration> optional(Parameters given) {
        Optional<String> text = given.text(option);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        String name = given.name(option);
        Duration length = parsed(name, text.get());
        if (length.isZero() || length.isNegative() || length.compareTo(longest) > 0) {
            Message limit =
                    longest.equals(DAY) ? Message.of("input.one-day") : Message.of("input.days", longest.toDays());
            throw BadParameter.of("input.length-limit", name, text.get(), limit);
        }
        return Optional.of(length);
    }

    private static Duration parsed(String name, String text) {
        String iso = SHORT.matcher(text).matches() ? "PT" + text : text;
        try {
            return Duration.parse(iso.toUpperCase(Locale.ROOT));
        } catch (DateTimeException | ArithmeticException noLength) {
            throw BadParameter.of("input.length", name, text);
        }
    }
}
