package dev.eku.command.input;

import dev.eku.text.Option;

/**
 * A parameter that is a whole number. Every parameter is a text at first, because a front end reports errors of its own
 * conversion in its own words, and may convert {@code yes} to {@code false}. Immutable.
 *
 * @param otherwise the default number, as text, because the help of a front end shows it, too
 */
public record NumberParameter(Option option, String otherwise, int least, int most) {
    /**
     * The number that was given.
     *
     * @throws BadParameter for a text that is not a number, and for a number out of bounds
     */
    public int of(Parameters given) {
        return of(given, most);
    }

    /**
     * The number that was given, with another upper bound.
     *
     * @param upTo the bound, which is known only now
     */
    public int of(Parameters given, int upTo) {
        String digits = given.text(option).orElse(otherwise);
        if (!digits.matches("[0-9]{1,9}") || Integer.parseInt(digits) < least || Integer.parseInt(digits) > upTo) {
            throw BadParameter.of("input.number", given.name(option), digits, least, upTo);
        }
        return Integer.parseInt(digits);
    }
}
