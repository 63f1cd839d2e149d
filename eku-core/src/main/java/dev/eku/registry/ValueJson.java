package dev.eku.registry;

import dev.eku.json.JsonObject;
import dev.eku.text.Message;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Registry values as JSON: readable where that loses nothing ({@code "dword": 0}, {@code "string": "text"}, lists),
 * else the type's number and the bytes in hex. Every value comes back bit for bit.
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
        } else if (texts(value)
                .map(RegistryValue::multiString)
                .filter(value::equals)
                .isPresent()) {
            json.put("multiString", texts(value).get());
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
                .or(() -> json.has("multiString") ? Optional.of(list(json)) : Optional.empty())
                .orElseGet(() -> raw(json));
        json.end();
        return value;
    }

    private static RegistryValue dword(JsonObject json, long number) {
        if (number < 0 || number > 0xFFFF_FFFFL) {
            throw json.malformed("dword", Message.of("json.range", 0, 0xFFFF_FFFFL));
        }
        return RegistryValue.dword(number);
    }

    private static RegistryValue text(JsonObject json, String name, String text) {
        if (!readable(text)) {
            throw json.malformed(name, Message.of("json.not-a-text"));
        }
        return name.equals("string") ? RegistryValue.string(text) : RegistryValue.expandString(text);
    }

    private static RegistryValue list(JsonObject json) {
        List<String> texts = json.strings("multiString");
        if (!texts.stream().allMatch(ValueJson::readable)) {
            throw json.malformed("multiString", Message.of("json.not-a-text"));
        }
        return RegistryValue.multiString(texts);
    }

    private static RegistryValue raw(JsonObject json) {
        long type = json.number("type");
        if (type < 0 || type > 0xFFFF_FFFFL) {
            throw json.malformed("type", Message.of("json.range", 0, 0xFFFF_FFFFL));
        }
        return RegistryValue.of((int) type, json.parsed("hex", HexFormat.of()::parseHex));
    }

    /** The texts of a REG_MULTI_SZ, if it may be one of whole and readable texts. */
    private static Optional<List<String>> texts(RegistryValue value) {
        if (!value.typeName().equals("REG_MULTI_SZ") || value.size() % 2 != 0) {
            return Optional.empty();
        }
        List<String> texts = new ArrayList<>();
        String rest = new String(value.bytes(), StandardCharsets.UTF_16LE);
        for (int end = rest.indexOf('\0'); end >= 0 && rest.length() > 1; end = rest.indexOf('\0')) {
            texts.add(rest.substring(0, end));
            rest = rest.substring(end + 1);
        }
        return texts.stream().allMatch(ValueJson::readable) ? Optional.of(texts) : Optional.empty();
    }

    /** Half a surrogate pair does not survive UTF-8, and a NUL is no part of a registry string. */
    private static boolean readable(String text) {
        return text.indexOf('\0') < 0
                && text.codePoints().noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }
}
