package dev.eku.command.input;

import dev.eku.text.Option;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A parameter that is one of a few words, in any case, with hyphens or underscores. Immutable.
 *
 * @param type the words
 * @param otherwise the default word, as text, because the help of a front end shows it, too
 */
public record ChoiceParameter<E extends Enum<E>>(Option option, Class<E> type, String otherwise) {
    /**
     * The constant that was given.
     *
     * @throws BadParameter for a word that is none of them, listing them
     */
    public E of(Parameters given) {
        return constant(given.name(option), given.text(option).orElse(otherwise), type);
    }

    /**
     * The constant of a word that is written somewhere else.
     *
     * @param name of the place
     * @throws BadParameter for a word that is none of them, listing them
     */
    public static <E extends Enum<E>> E constant(String name, String word, Class<E> type) {
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
