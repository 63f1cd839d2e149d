package dev.eku.json;

import dev.eku.registry.RegistryValue;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Registry values as JSON: readable where that loses nothing ({@code "dword": 0}, {@code "string": "text"}), else the type's
 * number and the bytes in hex. Every value comes back bit for bit.
 */
public final class ValueJson {
    private ValueJson() {}

    /** The value as a JSON object. */
    public static Map<String, Object> write(RegistryValue value) {
        Map<String, Object> json = new LinkedHashMap<>();
        OptionalLong dword = value.asDword();
        Optional<String> text = value.asString();
        if (dword.isPresent()) {
            json.put("dword", dword.getAsLong());
        } else if (text.isPresent()
                && readable(text.get())
                && RegistryValue.string(text.get()).equals(value)) {
            json.put("string", text.get());
        } else if (text.isPresent()
                && readable(text.get())
                && RegistryValue.expandString(text.get()).equals(value)) {
            json.put("expandString", text.get());
        } else {
            json.put("type", Integer.toUnsignedLong(value.type()));
            json.put("hex", HexFormat.of().formatHex(value.bytes()));
        }
        return json;
    }

    /**
     * Reads a value.
     *
     * @throws dev.eku.error.EkuException {@code MALFORMED_FILE}
     */
    public static RegistryValue read(JsonObject json) {
        RegistryValue value = json.optionalNumber("dword")
                .map(number -> dword(json, number))
                .or(() -> json.optionalString("string").map(text -> text(json, "string", text)))
                .or(() -> json.optionalString("expandString").map(text -> text(json, "expandString", text)))
                .orElseGet(() -> raw(json));
        json.end();
        return value;
    }

    private static RegistryValue dword(JsonObject json, long number) {
        if (number < 0 || number > 0xFFFF_FFFFL) {
            throw json.malformed("dword", "0 to 4294967295 expected");
        }
        return RegistryValue.dword(number);
    }

    private static RegistryValue text(JsonObject json, String name, String text) {
        if (!readable(text)) {
            throw json.malformed(name, "a NUL or half a surrogate pair; write such a value as type and hex");
        }
        return name.equals("string") ? RegistryValue.string(text) : RegistryValue.expandString(text);
    }

    private static RegistryValue raw(JsonObject json) {
        long type = json.number("type");
        if (type < 0 || type > 0xFFFF_FFFFL) {
            throw json.malformed("type", "0 to 4294967295 expected");
        }
        return RegistryValue.of((int) type, json.parsed("hex", HexFormat.of()::parseHex));
    }

    /** Half a surrogate pair does not survive UTF-8, and a NUL is no part of a registry string. */
    private static boolean readable(String text) {
        return text.indexOf('\0') < 0
                && text.codePoints().noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }
}
