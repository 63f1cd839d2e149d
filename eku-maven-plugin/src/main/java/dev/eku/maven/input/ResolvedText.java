package dev.eku.maven.input;

import dev.eku.command.input.BadParameter;
import dev.eku.command.input.TextParameter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads texts that Maven has filled in. */
public final class ResolvedText {
    private ResolvedText() {}

    /**
     * The text, or empty if none was given.
     *
     * @param name the name of the parameter
     * @throws BadParameter if it holds a property that Maven did not resolve, a control character or U+FFFD
     */
    public static Optional<String> optional(String name, @Nullable String text) {
        requireResolved(name, text);
        return text == null ? Optional.empty() : TextParameter.optional(name, text);
    }

    /**
     * Refuses a text that Maven has not filled in.
     *
     * @throws BadParameter if it holds a property that Maven did not resolve
     */
    public static void requireResolved(String name, @Nullable String text) {
        if (text != null && text.contains("${")) {
            throw BadParameter.of("input.unresolved", name, text);
        }
    }
}
