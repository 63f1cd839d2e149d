package dev.eku.maven.input;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The parameters that are true or false, with false as the default. */
public enum FlagParameter {
    FORGET,
    OVERWRITE,
    SKIP,
    TIDY;

    /** The default of every flag. */
    public static final String OTHERWISE = "false";

    private final String property = "eku." + name().toLowerCase(Locale.ROOT);

    /** Whether that property sets a flag. */
    public static boolean isFlag(String property) {
        return Arrays.stream(values()).anyMatch(flag -> flag.property.equals(property));
    }

    /**
     * The value of the flag.
     *
     * @throws BadParameter for any other text
     */
    public boolean of(@Nullable String text) {
        Optional<String> given = TextParameter.optional(property, text);
        if (given.isEmpty() || given.get().equalsIgnoreCase("false")) {
            return false;
        }
        if (given.get().equalsIgnoreCase("true")) {
            return true;
        }
        throw BadParameter.of("input.choice", property, given.get(), "true, false");
    }
}
