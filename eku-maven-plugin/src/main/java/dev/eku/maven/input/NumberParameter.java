package dev.eku.maven.input;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A parameter that is a whole number. Maven hands all parameters over as the text that was given: of what it converts
 * itself it makes messages of its own, and of {@code yes} it makes {@code false}. Immutable.
 *
 * @param name its property
 * @param otherwise the number if none is given, as text, since it is shown by the goal's help too
 */
public record NumberParameter(String name, String otherwise, int least, int most) {
    /**
     * The number given.
     *
     * @throws BadParameter for what is no number, and for one out of bounds
     */
    public int of(@Nullable String text) {
        return of(text, most);
    }

    /**
     * The same with another upper bound.
     *
     * @param upTo which is known only now
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
