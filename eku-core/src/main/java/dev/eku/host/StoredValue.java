package dev.eku.host;

import dev.eku.error.EkuException;
import dev.eku.json.JsonObject;
import dev.eku.registry.KeyContents.NamedValue;
import dev.eku.registry.RegistryValue;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A registry value in a snapshot: readable data where they give back the very same bytes, else the bytes in hex. So any type
 * and length survive, and a text without its NUL does not become one with it.
 */
final class StoredValue {
    private static final int NAMED_TYPES = 12;
    private static final HexFormat HEX = HexFormat.ofDelimiter(" ");

    private StoredValue() {}

    static Map<String, Object> write(NamedValue named) {
        RegistryValue value = named.value();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", named.name());
        fields.put(
                "type",
                value.type() >= 0 && value.type() < NAMED_TYPES ? value.typeName() : String.valueOf(value.type()));
        Optional<Object> data = readable(value);
        fields.put(data.isPresent() ? "data" : "hex", data.orElseGet(() -> HEX.formatHex(value.bytes())));
        return fields;
    }

    static NamedValue read(JsonObject fields) {
        String name = fields.string("name");
        int type = fields.parsed("type", StoredValue::type);
        Optional<String> hex = fields.optionalString("hex");
        RegistryValue value = hex.isPresent()
                ? fields.parsed("hex", text -> RegistryValue.of(type, HEX.parseHex(text)))
                : data(fields, type);
        fields.end();
        return new NamedValue(name, value);
    }

    /** What a person would write for the value, if that is all there is to it. */
    private static Optional<Object> readable(RegistryValue value) {
        return switch (value.typeName()) {
            case "REG_DWORD" ->
                value.asDword().isPresent() ? Optional.of(value.asDword().getAsLong()) : Optional.empty();
            case "REG_SZ" -> same(value.asString(), value, RegistryValue::string);
            case "REG_EXPAND_SZ" -> same(value.asString(), value, RegistryValue::expandString);
            case "REG_MULTI_SZ" -> same(texts(value), value, RegistryValue::multiString);
            default -> Optional.empty();
        };
    }

    private static <T> Optional<Object> same(Optional<T> data, RegistryValue value, Function<T, RegistryValue> made) {
        return data.filter(known -> !known.toString().contains("\0"))
                .filter(known -> made.apply(known).equals(value))
                .map(known -> known);
    }

    private static Optional<List<String>> texts(RegistryValue value) {
        Optional<String> all = RegistryValue.of(1, value.bytes()).asString();
        return all.filter(text -> text.isEmpty() || text.endsWith("\0"))
                .map(text -> text.isEmpty()
                        ? List.of()
                        : List.of(text.substring(0, text.length() - 1).split("\0", -1)));
    }

    private static RegistryValue data(JsonObject fields, int type) {
        return switch (RegistryValue.of(type, new byte[0]).typeName()) {
            case "REG_DWORD" -> dword(fields);
            case "REG_SZ" -> fields.parsed("data", RegistryValue::string);
            case "REG_EXPAND_SZ" -> fields.parsed("data", RegistryValue::expandString);
            case "REG_MULTI_SZ" -> list(fields);
            default -> throw fields.malformed("hex", "missing");
        };
    }

    private static RegistryValue dword(JsonObject fields) {
        long number = fields.number("data");
        try {
            return RegistryValue.dword(number);
        } catch (IllegalArgumentException outOfRange) {
            throw malformed(fields, outOfRange);
        }
    }

    private static RegistryValue list(JsonObject fields) {
        try {
            return RegistryValue.multiString(fields.strings("data"));
        } catch (IllegalArgumentException nul) {
            throw malformed(fields, nul);
        }
    }

    private static EkuException malformed(JsonObject fields, IllegalArgumentException why) {
        return fields.malformed("data", String.valueOf(why.getMessage()));
    }

    private static int type(String text) {
        for (int number = 0; number < NAMED_TYPES; number++) {
            if (RegistryValue.of(number, new byte[0]).typeName().equals(text)) {
                return number;
            }
        }
        return Integer.parseInt(text);
    }
}
