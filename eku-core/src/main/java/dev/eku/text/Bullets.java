package dev.eku.text;

import java.util.Collection;
import java.util.List;

/**
 * Several things that a message names, each on a line of its own. Another collection among the arguments of a message
 * is named in one line: messages between semicolons, all else between commas. Immutable if its items are.
 */
public record Bullets(List<Object> items) {
    public Bullets {
        items = List.copyOf(items);
    }

    /** Those things. */
    public static Bullets of(Collection<?> items) {
        return new Bullets(List.copyOf(items));
    }
}
