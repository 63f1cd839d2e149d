package dev.eku.json;

import dev.eku.error.EkuException;
import java.nio.file.Path;
import java.util.Map;

/** Reads and writes whole JSON documents. Thread-safe. */
public final class Json {
    /** The largest document read, in UTF-16 units; a snapshot of a front end is a hundredth of it. */
    public static final int MAX_LENGTH = 16 * 1024 * 1024;

    private Json() {}

    /**
     * Reads one object.
     *
     * @param source what to call the document in errors: a file's name, a journal record's number
     * @throws EkuException {@code MALFORMED_FILE}, naming line and column, or {@code FILE_TOO_LARGE}
     */
    public static JsonObject parse(String text, String source) {
        return JsonReader.parse(text, source);
    }

    /**
     * Reads one object from a file, in UTF-8 or in UTF-16 with its mark.
     *
     * @throws EkuException {@code FILE_FAILURE}, {@code FILE_TOO_LARGE} or {@code MALFORMED_FILE}
     */
    public static JsonObject read(Path file) {
        return JsonReader.read(file);
    }

    /** The document in one line. */
    public static String compact(Map<String, ?> object) {
        return JsonWriter.write(object, false);
    }

    /** The document for people, with a line feed at its end. */
    public static String pretty(Map<String, ?> object) {
        return JsonWriter.write(object, true) + "\n";
    }
}
