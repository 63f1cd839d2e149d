package dev.eku.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.jr.ob.JSON;
import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Reads and writes whole JSON documents. Thread-safe. */
public final class Json {
    /** The largest document read, in UTF-16 units; a snapshot of a front end is a hundredth of it. */
    public static final int MAX_LENGTH = 16 * 1024 * 1024;

    private static final JsonFactory FACTORY = new JsonFactoryBuilder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(64)
                    .maxStringLength(MAX_LENGTH)
                    .build())
            .build();
    private static final JSON READER = JSON.builder(FACTORY).build().with(JSON.Feature.FAIL_ON_DUPLICATE_MAP_KEYS);
    private static final JSON COMPACT = READER.with(JSON.Feature.WRITE_NULL_PROPERTIES);
    private static final JSON PRETTY = COMPACT.with(JSON.Feature.PRETTY_PRINT_OUTPUT);

    private Json() {}

    /**
     * Reads one object.
     *
     * @param source what to call the document in errors: a file's name, a journal record's number
     * @throws EkuException {@code MALFORMED_FILE}, naming line and column, or {@code FILE_TOO_LARGE}
     */
    public static JsonObject parse(String text, String source) {
        if (text.length() > MAX_LENGTH) {
            throw new EkuException(ErrorCode.FILE_TOO_LARGE, source, MAX_LENGTH);
        }
        try (JsonParser parser = FACTORY.createParser(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new EkuException(ErrorCode.MALFORMED_FILE, source, "$", "object expected");
            }
            JsonObject object = new JsonObject(READER.mapFrom(parser), source, "$");
            if (parser.nextToken() != null) {
                throw new EkuException(
                        ErrorCode.MALFORMED_FILE, source, place(parser.currentLocation()), "nothing more expected");
            }
            return object;
        } catch (JsonProcessingException malformed) {
            throw malformed(malformed, source, malformed.getLocation(), malformed.getOriginalMessage());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /**
     * Reads one object from a UTF-8 file.
     *
     * @throws EkuException {@code FILE_FAILURE}, {@code FILE_TOO_LARGE} or {@code MALFORMED_FILE}
     */
    public static JsonObject read(Path file) {
        try {
            if (Files.size(file) > MAX_LENGTH) {
                throw new EkuException(ErrorCode.FILE_TOO_LARGE, file, MAX_LENGTH);
            }
            return parse(Files.readString(file, StandardCharsets.UTF_8), file.toString());
        } catch (CharacterCodingException notUtf8) {
            throw malformed(notUtf8, file.toString(), null, "not UTF-8");
        } catch (IOException failure) {
            throw new EkuException(
                    failure, ErrorCode.FILE_FAILURE, file, failure.getClass().getSimpleName());
        }
    }

    /** The document in one line. */
    public static String compact(Map<String, ?> object) {
        return write(COMPACT, object);
    }

    /** The document for people, with a line feed at its end. */
    public static String pretty(Map<String, ?> object) {
        return write(PRETTY, object) + "\n";
    }

    private static String write(JSON writer, Map<String, ?> object) {
        try {
            return writer.asString(object);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static EkuException malformed(
            Exception cause, String source, @org.jspecify.annotations.Nullable JsonLocation at, String message) {
        return new EkuException(cause, ErrorCode.MALFORMED_FILE, source, place(at), message);
    }

    private static String place(@org.jspecify.annotations.Nullable JsonLocation at) {
        return at == null ? "$" : "line " + at.getLineNr() + ", column " + at.getColumnNr();
    }
}
