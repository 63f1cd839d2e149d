package dev.eku.json;

import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes JSON. Our own, and not the library's: the fingerprint of a plan hangs on every byte, so that no other version of a
 * library may write another one; and a run that reads no JSON need not start it. Not thread-safe.
 */
final class JsonWriter {
    private final StringBuilder out = new StringBuilder();
    private final boolean pretty;

    private JsonWriter(boolean pretty) {
        this.pretty = pretty;
    }

    /**
     * The document.
     *
     * @param pretty whether for people: each field on a line of its own
     */
    static String write(Map<String, ?> object, boolean pretty) {
        JsonWriter writer = new JsonWriter(pretty);
        writer.object(object, 0);
        return writer.out.toString();
    }

    private void value(@Nullable Object value, int depth) {
        if (value instanceof Map<?, ?> object) {
            object(object, depth);
        } else if (value instanceof Collection<?> list) {
            list(list, depth);
        } else if (value instanceof String text) {
            text(text);
        } else if (value instanceof Enum<?> constant) {
            text(constant.name());
        } else if (value == null || value instanceof Boolean || value instanceof Long || value instanceof Integer) {
            out.append(value);
        } else {
            throw new IllegalArgumentException("not to be written as JSON: " + value.getClass());
        }
    }

    private void object(Map<?, ?> object, int depth) {
        out.append('{');
        String separator = "";
        for (Map.Entry<?, ?> field : object.entrySet()) {
            out.append(separator);
            line(depth + 1);
            text((String) field.getKey());
            out.append(pretty ? " : " : ":");
            value(field.getValue(), depth + 1);
            separator = ",";
        }
        if (object.isEmpty()) {
            blank();
        } else {
            line(depth);
        }
        out.append('}');
    }

    private void list(Collection<?> list, int depth) {
        out.append('[');
        String separator = "";
        for (Object item : list) {
            out.append(separator);
            blank();
            value(item, depth);
            separator = ",";
        }
        blank();
        out.append(']');
    }

    private void text(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            switch (unit) {
                case '"', '\\' -> out.append('\\').append(unit);
                case '\b' -> out.append("\\b");
                case '\t' -> out.append("\\t");
                case '\n' -> out.append("\\n");
                case '\f' -> out.append("\\f");
                case '\r' -> out.append("\\r");
                default -> {
                    if (unit < ' ') {
                        out.append("\\u").append(HexFormat.of().withUpperCase().toHexDigits(unit));
                    } else {
                        out.append(unit);
                    }
                }
            }
        }
        out.append('"');
    }

    private void line(int depth) {
        if (pretty) {
            out.append('\n').append("  ".repeat(depth));
        }
    }

    private void blank() {
        if (pretty) {
            out.append(' ');
        }
    }
}
