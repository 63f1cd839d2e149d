package dev.eku.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.jr.ob.JSON;
import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.file.LocalFile;
import dev.eku.file.LocalText;
import dev.eku.text.Message;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * Reads JSON by the library. Apart from {@link Json}, so that the library is started only where something is read.
 * Thread-safe.
 */
final class JsonReader {
    private static final JsonFactory FACTORY = new JsonFactoryBuilder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(64)
                    .maxStringLength(Json.MAX_LENGTH)
                    .build())
            .build();
    private static final JSON READER = JSON.builder(FACTORY).build().with(JSON.Feature.FAIL_ON_DUPLICATE_MAP_KEYS);

    /** Where the library thinks it reads; our place stands before. */
    private static final Pattern LIBRARYS_OWN =
            Pattern.compile("\\s*\\(?(at |start marker at )?\\[Source: [^]]*\\]\\)?");

    private JsonReader() {}

    static JsonObject parse(String text, String source) {
        if (text.length() > Json.MAX_LENGTH) {
            throw new EkuException(ErrorCode.FILE_TOO_LARGE, source, Json.MAX_LENGTH);
        }
        try (JsonParser parser = FACTORY.createParser(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new EkuException(
                        ErrorCode.MALFORMED_FILE, source, "$", Message.of("json.expected", Message.of("json.object")));
            }
            JsonObject object = new JsonObject(READER.mapFrom(parser), source, "$");
            if (parser.nextToken() != null) {
                throw new EkuException(
                        ErrorCode.MALFORMED_FILE,
                        source,
                        place(parser.currentLocation()),
                        Message.of("json.nothing-more"));
            }
            return object;
        } catch (StreamConstraintsException beyond) {
            throw malformed(beyond, source, beyond.getLocation(), Message.of("json.too-deep"));
        } catch (JsonProcessingException malformed) {
            throw malformed(
                    malformed,
                    source,
                    malformed.getLocation(),
                    Message.asIs(
                            LIBRARYS_OWN.matcher(malformed.getOriginalMessage()).replaceAll("")));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    static JsonObject read(Path file) {
        byte[] content = LocalFile.read(file, Json.MAX_LENGTH);
        if (content.length > Json.MAX_LENGTH) {
            throw new EkuException(ErrorCode.FILE_TOO_LARGE, file, Json.MAX_LENGTH);
        }
        try {
            return parse(LocalText.of(content), file.toString());
        } catch (CharacterCodingException notUtf8) {
            throw malformed(notUtf8, file.toString(), null, Message.of("json.not-utf8"));
        }
    }

    private static EkuException malformed(
            Exception cause, String source, @org.jspecify.annotations.Nullable JsonLocation at, Message problem) {
        return new EkuException(cause, ErrorCode.MALFORMED_FILE, source, place(at), problem);
    }

    private static Object place(@org.jspecify.annotations.Nullable JsonLocation at) {
        return at == null ? "$" : Message.of("json.line", at.getLineNr(), at.getColumnNr());
    }
}
