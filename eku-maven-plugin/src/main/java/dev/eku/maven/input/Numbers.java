package dev.eku.maven.input;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads parameters that are a whole number. */
public final class Numbers {
    private Numbers() {}

    /**
     * The number, or the one given if nothing was.
     *
     * @throws BadParameter for what is no number, and for one out of bounds
     */
    public static int of(String name, @Nullable String text, int otherwise, int least, int most) {
        Optional<String> given = Texts.optional(name, text);
        if (given.isEmpty()) {
            return otherwise;
        }
        if (!given.get().matches("[0-9]{1,9}")) {
            throw BadParameter.of("input.number", name, given.get(), least, most);
        }
        int number = Integer.parseInt(given.get());
        if (number < least || number > most) {
            throw BadParameter.of("input.number", name, given.get(), least, most);
        }
        return number;
    }
}
