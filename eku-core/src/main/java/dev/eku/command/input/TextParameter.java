package dev.eku.command.input;

import java.util.Locale;
import java.util.Optional;

/** Reads parameters that are plain text. */
public final class TextParameter {
    /**
     * Java puts this character in the place of bytes that are not a valid character in the charset that is used to read
     * them.
     */
    private static final char REPLACED = '\uFFFD';

    private TextParameter() {}

    /**
     * The text without the blanks around it, or empty if it is blank.
     *
     * @param name the name of the parameter
     * @throws BadParameter if it holds a control character or U+FFFD
     */
    public static Optional<String> optional(String name, String text) {
        if (text.isBlank()) {
            return Optional.empty();
        }
        for (int i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i))) {
                throw BadParameter.of("input.control", name, visible(text));
            }
        }
        if (text.indexOf(REPLACED) >= 0) {
            throw BadParameter.of("input.replaced", name, text);
        }
        return Optional.of(text.strip());
    }

    private static String visible(String text) {
        return text.codePoints()
                .mapToObj(c ->
                        Character.isISOControl(c) ? String.format(Locale.ROOT, "<U+%04X>", c) : Character.toString(c))
                .reduce("", String::concat);
    }
}
