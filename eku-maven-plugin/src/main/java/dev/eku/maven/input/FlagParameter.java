package dev.eku.maven.input;

import org.jspecify.annotations.Nullable;

/**
 * A parameter that is true or false; false if it is not given. Immutable.
 *
 * @param name its property
 */
public record FlagParameter(String name) {
    /** What every flag is if it is not given. */
    public static final String OTHERWISE = "false";

    /**
     * The flag given.
     *
     * @throws BadParameter for any other text
     */
    public boolean of(@Nullable String text) {
        String given = TextParameter.optional(name, text).orElse(OTHERWISE);
        if (given.equalsIgnoreCase("true")) {
            return true;
        }
        if (given.equalsIgnoreCase("false")) {
            return false;
        }
        throw BadParameter.of("input.choice", name, given, "true, false");
    }
}
