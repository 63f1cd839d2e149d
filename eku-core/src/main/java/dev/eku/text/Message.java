package dev.eku.text;

import java.util.ArrayList;
import java.util.List;

/**
 * A sentence not yet said: the catalogue's key and what it is filled with. Models carry messages and no sentences, so
 * that the same finding is equal, stored and compared alike in every language. Immutable if its arguments are.
 *
 * @param key the catalogue's entry
 * @param arguments values with a meaning of their own (numbers, times, names, enums, other messages, lists of such),
 *     never null, never a sentence
 */
public record Message(String key, List<Object> arguments) {
    /** The text that is its argument. */
    static final String AS_IS = "text.as-is";

    public Message {
        List<Object> plain = new ArrayList<>();
        for (Object argument : arguments) {
            plain.add(plain(argument));
        }
        arguments = List.copyOf(plain);
    }

    /** A number is one and the same number whatever type held it. */
    private static Object plain(Object argument) {
        return argument instanceof Integer number ? Long.valueOf(number) : argument;
    }

    /** The message of that key, filled with those values. */
    public static Message of(String key, Object... arguments) {
        return new Message(key, List.of(arguments));
    }

    /** A text that nobody has values for: another program's own words, or those of an earlier version. */
    public static Message asIs(String text) {
        return of(AS_IS, text);
    }
}
