package dev.eku.maven.input;

import dev.eku.product.Bitness;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads parameters that are one of a few words, in any case, with hyphens or underscores. */
public final class Choices {
    private Choices() {}

    /**
     * The constant meant, or empty if nothing was given.
     *
     * @throws BadParameter for a word that is none of them, listing them
     */
    public static <E extends Enum<E>> Optional<E> optional(String name, @Nullable String text, Class<E> type) {
        return Texts.optional(name, text)
                .map(given -> Arrays.stream(type.getEnumConstants())
                        .filter(constant -> constant.name()
                                .equals(given.toUpperCase(Locale.ROOT).replace('-', '_')))
                        .findFirst()
                        .orElseThrow(() -> BadParameter.of("input.choice", name, given, words(type))));
    }

    /** The constant meant; the one given if nothing was. */
    public static <E extends Enum<E>> E of(String name, @Nullable String text, E otherwise) {
        return optional(name, text, otherwise.getDeclaringClass()).orElse(otherwise);
    }

    /** 64 or 32; empty if nothing was given. */
    static Optional<Bitness> bitness(String name, @Nullable String text) {
        return Texts.optional(name, text).map(given -> switch (given) {
            case "64" -> Bitness.BITS_64;
            case "32" -> Bitness.BITS_32;
            default -> throw BadParameter.of("input.choice", name, given, "64, 32");
        });
    }

    private static String words(Class<? extends Enum<?>> type) {
        return Arrays.stream(type.getEnumConstants())
                .map(constant -> constant.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .collect(Collectors.joining(", "));
    }
}
