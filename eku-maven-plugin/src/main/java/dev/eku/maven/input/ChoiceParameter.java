package dev.eku.maven.input;

import dev.eku.product.Bitness;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A parameter that is one of a few words, in any case, with hyphens or underscores. Immutable.
 *
 * @param name its property
 * @param type the words
 * @param otherwise the default word, as text, because the goal's help shows it, too
 */
public record ChoiceParameter<E extends Enum<E>>(String name, Class<E> type, String otherwise) {
    /**
     * The constant for a text.
     *
     * @throws BadParameter for a word that is none of them, listing them
     */
    public E of(@Nullable String text) {
        return constant(name, TextParameter.optional(name, text).orElse(otherwise), type);
    }

    /**
     * The constant for a text, for a parameter that may be empty.
     *
     * @throws BadParameter for a word that is none of them, listing them
     */
    static <E extends Enum<E>> Optional<E> optional(String name, @Nullable String text, Class<E> type) {
        return TextParameter.optional(name, text).map(given -> constant(name, given, type));
    }

    /** 64 or 32; empty if nothing was given. */
    static Optional<Bitness> bitness(String name, @Nullable String text) {
        return TextParameter.optional(name, text).map(given -> switch (given) {
            case "64" -> Bitness.BITS_64;
            case "32" -> Bitness.BITS_32;
            default -> throw BadParameter.of("input.choice", name, given, "64, 32");
        });
    }

    private static <E extends Enum<E>> E constant(String name, String word, Class<E> type) {
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equals(word.toUpperCase(Locale.ROOT).replace('-', '_'))) {
                return constant;
            }
        }
        throw BadParameter.of("input.choice", name, word, words(type));
    }

    private static String words(Class<? extends Enum<?>> type) {
        return Arrays.stream(type.getEnumConstants())
                .map(constant -> constant.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .collect(Collectors.joining(", "));
    }
}
