package dev.eku.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import dev.eku.text.Plain;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes JSON by the library's generator. Its object writer is not used: it takes longer to start than a plan takes to
 * make. Not thread-safe.
 */
final class JsonWriter {
    private static final JsonFactory FACTORY = new JsonFactory();
    private static final JsonFactory ASCII =
            JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private final JsonGenerator out;

    private JsonWriter(JsonGenerator out) {
        this.out = out;
    }

    /**
     * The document. One with half a surrogate pair, which the registry takes and UTF-8 does not, is written in ASCII,
     * and so is one for people with characters that steer a terminal or change the direction of a text.
     *
     * @param pretty whether for people: each field on a line of its own, the same on every system
     */
    static String write(Map<String, ?> object, boolean pretty) {
        String text = write(object, pretty, FACTORY);
        boolean isPlain =
                StandardCharsets.UTF_8.newEncoder().canEncode(text) && (!pretty || text.equals(Plain.text(text)));
        // DEL is ASCII, so the library leaves it as it is; it can only stand in a string.
        if (isPlain) {
            return text;
        }
        String ascii = write(object, pretty, ASCII);
        return pretty ? ascii.replace("\u007F", "\\u007F") : ascii;
    }

    private static String write(Map<String, ?> object, boolean pretty, JsonFactory factory) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = factory.createGenerator(text)) {
            if (pretty) {
                generator.setPrettyPrinter(
                        new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n")));
            }
            new JsonWriter(generator).value(object);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }

    private void value(@Nullable Object value) throws IOException {
        if (value instanceof Map<?, ?> object) {
            out.writeStartObject();
            for (Map.Entry<?, ?> field : object.entrySet()) {
                out.writeFieldName((String) field.getKey());
                value(field.getValue());
            }
            out.writeEndObject();
        } else if (value instanceof Collection<?> list) {
            out.writeStartArray();
            for (Object item : list) {
                value(item);
            }
            out.writeEndArray();
        } else if (value instanceof String text) {
            out.writeString(text);
        } else if (value instanceof Enum<?> constant) {
            out.writeString(constant.name());
        } else if (value instanceof Integer || value instanceof Long) {
            out.writeNumber(((Number) value).longValue());
        } else if (value instanceof Boolean truth) {
            out.writeBoolean(truth);
        } else if (value == null) {
            out.writeNull();
        } else {
            throw new IllegalArgumentException("not to be written as JSON: " + value.getClass());
        }
    }
}
