package dev.eku.maven.input;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads parameters that are plain text. */
public final class Texts {
    private Texts() {}

    /**
     * The text, or empty if none was given.
     *
     * @param name of the parameter
     * @throws BadParameter if it holds a property Maven did not resolve, or a control character
     */
    public static Optional<String> optional(String name, @Nullable String text) {
        if (text == null || text.isBlank()) {
            return Optional.empty();
        }
        if (text.contains("${")) {
            throw BadParameter.of("input.unresolved", name, text);
        }
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw BadParameter.of("input.control", name, visible(text));
        }
        return Optional.of(text.strip());
    }

    /**
     * True or false; false if nothing was given.
     *
     * @throws BadParameter for any other text
     */
    public static boolean flag(String name, @Nullable String text) {
        String given = optional(name, text).orElse("false");
        if (given.equalsIgnoreCase("true")) {
            return true;
        }
        if (given.equalsIgnoreCase("false")) {
            return false;
        }
        throw BadParameter.of("input.choice", name, given, "true, false");
    }

    private static String visible(String text) {
        return text.codePoints()
                .mapToObj(c ->
                        Character.isISOControl(c) ? String.format(Locale.ROOT, "<U+%04X>", c) : Character.toString(c))
                .reduce("", String::concat);
    }
}
