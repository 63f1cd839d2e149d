package dev.eku.command.input;

import dev.eku.text.Option;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;

/** A parameter that is a day in ISO 8601 form: {@code 2027-03-31}. Immutable. */
public record DayParameter(Option option) {
    /**
     * The day given, or empty if none is.
     *
     * @throws BadParameter for anything else
     */
    public Optional<LocalDate> of(Parameters given) {
        Optional<String> text = given.text(option);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDate.parse(text.get()));
        } catch (DateTimeException noDay) {
            throw BadParameter.of("input.day", given.name(option), text.get());
        }
    }
}
