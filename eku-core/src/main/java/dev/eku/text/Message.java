package dev.eku.text;

import java.util.List;

/**
 * A sentence not yet said: the catalogue's key and what it is filled with. Models carry messages and no sentences, so that the same
 * finding is equal, stored and compared alike in every language. Immutable if its arguments are.
 *
 * @param key the catalogue's entry
 * @param arguments values with a meaning of their own (numbers, times, names, enums, other messages), never null, never a sentence
 */
public record Message(String key, List<Object> arguments) {
    public Message {
        arguments = List.copyOf(arguments);
    }

    /** The message of that key, filled with those values. */
    public static Message of(String key, Object... arguments) {
        return new Message(key, List.of(arguments));
    }
}
