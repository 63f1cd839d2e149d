package dev.eku.host;

import dev.eku.host.HostSnapshot.Content;
import dev.eku.json.JsonObject;
import dev.eku.text.Message;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/**
 * What a file holds, as a snapshot keeps it. A text is kept so that people can read and change it, all else as base64.
 * Pure.
 */
final class ContentJson {
    private static final String TEXT = "text";
    private static final String BASE64 = "base64";

    private ContentJson() {}

    static Map<String, Object> write(Content content) {
        byte[] bytes = content.bytes();
        String text = new String(bytes, StandardCharsets.UTF_8);
        boolean readable = Arrays.equals(text.getBytes(StandardCharsets.UTF_8), bytes)
                && text.chars().allMatch(unit -> unit >= ' ' || unit == '\n' || unit == '\r' || unit == '\t');
        return readable
                ? Map.of(TEXT, text)
                : Map.of(BASE64, Base64.getEncoder().encodeToString(bytes));
    }

    static Optional<Content> read(JsonObject fields) {
        if (!fields.has(BASE64)) {
            return fields.optionalString(TEXT).map(text -> Content.of(text.getBytes(StandardCharsets.UTF_8)));
        }
        if (fields.has(TEXT)) {
            throw fields.malformed(BASE64, Message.of("json.text-or-base64"));
        }
        return Optional.of(Content.of(fields.parsed(BASE64, Base64.getDecoder()::decode)));
    }
}
