package dev.eku.maven.input;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A parameter that is a day in ISO 8601 form: {@code 2027-03-31}. Immutable.
 *
 * @param name its property
 */
public record DayParameter(String name) {
    /**
     * The day given, or empty if none is.
     *
     * @throws BadParameter for anything else
     */
    public Optional<LocalDate> of(@Nullable String text) {
        Optional<String> given = TextParameter.optional(name, text);
        if (given.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDate.parse(given.get()));
        } catch (DateTimeException noDay) {
            throw BadParameter.of("input.day", name, given.get());
        }
    }
}
