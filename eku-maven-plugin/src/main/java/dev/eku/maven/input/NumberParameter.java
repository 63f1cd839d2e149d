package dev.eku.maven.input;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A parameter that is a whole number. Every parameter of the goals is a text, because Maven reports errors of its own
 * conversion in its own words, and converts {@code yes} to {@code false}. Immutable.
 *
 * @param name its property
 * @param otherwise the default number, as text, because the goal's help shows it, too
 */
public record NumberParameter(String name, String otherwise, int least, int most) {
    /**
     * The number that was given.
     *
     * @throws BadParameter for a text that is not a number, and for a number out of bounds
     */
    public int of(@Nullable String text) {
        return of(text, most);
    }

    /**
     * The number that was given, with another upper bound.
     *
     * @param upTo the bound, which is known only now
     */
    public int of(@Nullable String text, int upTo) {
        Optional<String> given = TextParameter.optional(name, text);
        String digits = given.orElse(otherwise);
        if (!digits.matches("[0-9]{1,9}") || Integer.parseInt(digits) < least || Integer.parseInt(digits) > upTo) {
            throw BadParameter.of("input.number", name, digits, least, upTo);
        }
        return Integer.parseInt(digits);
    }
}
