package dev.eku.registry;

import dev.eku.text.Message;
import dev.eku.text.Worded;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The type and the bytes of a value, exactly as stored. Nothing is parsed when it is read, so that a rollback restores
 * any value bit for bit. The typed readers answer only if type and length are right, so that a damaged value never
 * reads as 0. Immutable.
 */
public final class RegistryValue implements Worded {
    private static final int SHOWN_BYTES = 16;

    private final int type;
    private final byte[] bytes;

    private RegistryValue(int type, byte[] bytes) {
        this.type = type;
        this.bytes = bytes;
    }

    /** A value of any type number and any bytes. */
    public static RegistryValue of(int type, byte[] bytes) {
        return new RegistryValue(type, bytes.clone());
    }

    /**
     * A REG_DWORD.
     *
     * @param number 0 to 4294967295
     */
    public static RegistryValue dword(long number) {
        if (number < 0 || number > 0xFFFF_FFFFL) {
            throw new IllegalArgumentException("not a DWORD: " + number);
        }
        return new RegistryValue(
                RegistryType.DWORD, little(4).putInt((int) number).array());
    }

    /** A REG_QWORD. */
    public static RegistryValue qword(long number) {
        return new RegistryValue(RegistryType.QWORD, little(8).putLong(number).array());
    }

    /**
     * A REG_SZ with its terminating NUL. Nobody could read back a REG_SZ with a NUL inside, so such a text is refused.
     */
    public static RegistryValue string(String text) {
        return new RegistryValue(RegistryType.SZ, utf16(text));
    }

    /** A REG_EXPAND_SZ with its terminating NUL. */
    public static RegistryValue expandString(String text) {
        return new RegistryValue(RegistryType.EXPAND_SZ, utf16(text));
    }

    /** A REG_MULTI_SZ, each text and the list itself terminated by a NUL. */
    public static RegistryValue multiString(List<String> texts) {
        StringBuilder all = new StringBuilder();
        for (String text : texts) {
            all.append(noNul(text)).append('\0');
        }
        return new RegistryValue(
                RegistryType.MULTI_SZ, all.append('\0').toString().getBytes(StandardCharsets.UTF_16LE));
    }

    /** A REG_BINARY. */
    public static RegistryValue binary(byte... bytes) {
        return of(RegistryType.BINARY, bytes);
    }

    /** The type's number as in {@code winnt.h}; any number is possible. */
    public int type() {
        return type;
    }

    /** {@code REG_DWORD} and the like. */
    public String typeName() {
        return RegistryType.name(type);
    }

    /** The bytes as stored; a copy. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** How many bytes are stored. */
    public int size() {
        return bytes.length;
    }

    /** The number, if this is a REG_DWORD of exactly four bytes. */
    public OptionalLong asDword() {
        return type == RegistryType.DWORD && bytes.length == 4
                ? OptionalLong.of(Integer.toUnsignedLong(
                        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt()))
                : OptionalLong.empty();
    }

    /**
     * The number that .NET Framework reads. It reads a REG_DWORD of up to four bytes and takes missing bytes as 0, so
     * one without bytes is 0 (Microsoft reference source, {@code mscorlib/microsoft/win32/registrykey.cs},
     * {@code InternalGetValue}). Empty for any other type, and for a longer REG_DWORD, on which the .NET reader fails.
     */
    public OptionalLong asReadByNet() {
        if (type != RegistryType.DWORD || bytes.length > 4) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(Integer.toUnsignedLong(ByteBuffer.wrap(Arrays.copyOf(bytes, 4))
                .order(ByteOrder.LITTLE_ENDIAN)
                .getInt()));
    }

    /** Whether .NET Framework reads it as the number 0. */
    public boolean isZeroToNet() {
        return asReadByNet().equals(OptionalLong.of(0));
    }

    /**
     * Whether .NET Framework fails on it and then reads no other value. This is a REG_DWORD of more than four bytes.
     */
    public boolean failsNet() {
        return type == RegistryType.DWORD && bytes.length > 4;
    }

    /** Whether the type is REG_DWORD, with any length. */
    public boolean isDwordType() {
        return type == RegistryType.DWORD;
    }

    /** The text without at most one terminating NUL, if this is a REG_SZ or REG_EXPAND_SZ of whole UTF-16 units. */
    public Optional<String> asString() {
        if ((type != RegistryType.SZ && type != RegistryType.EXPAND_SZ) || bytes.length % 2 != 0) {
            return Optional.empty();
        }
        String text = new String(bytes, StandardCharsets.UTF_16LE);
        return Optional.of(text.endsWith("\0") ? text.substring(0, text.length() - 1) : text);
    }

    private static ByteBuffer little(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static byte[] utf16(String text) {
        return (noNul(text) + "\0").getBytes(StandardCharsets.UTF_16LE);
    }

    private static String noNul(String text) {
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("a registry string cannot hold a NUL");
        }
        return text;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RegistryValue value && value.type == type && Arrays.equals(value.bytes, bytes);
    }

    @Override
    public int hashCode() {
        return 31 * type + Arrays.hashCode(bytes);
    }

    @Override
    public Message words() {
        Optional<String> shown = shown();
        if (shown.isPresent()) {
            return Message.of("registry.value", typeName(), shown.get());
        }
        return bytes.length == 0
                ? Message.of("registry.value.empty", typeName())
                : Message.of("registry.value.bytes", typeName(), bytes.length, hex());
    }

    /** {@code REG_DWORD 0}, {@code REG_SZ "0"}, or type, length and the first bytes in hex. */
    @Override
    public String toString() {
        Optional<String> shown = shown();
        if (shown.isPresent()) {
            return typeName() + " " + shown.get();
        }
        return typeName() + " of " + bytes.length + " bytes" + (bytes.length == 0 ? "" : ": " + hex());
    }

    /** A number or a text; empty if it is neither. */
    private Optional<String> shown() {
        OptionalLong dword = asDword();
        if (dword.isPresent()) {
            return Optional.of(Long.toString(dword.getAsLong()));
        }
        if (type == RegistryType.QWORD && bytes.length == 8) {
            return Optional.of(Long.toUnsignedString(
                    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong()));
        }
        Optional<String> text = asString();
        return text.isPresent() ? Optional.of("\"" + text.get() + "\"") : text;
    }

    /**
     * Whether {@link #toString} shows all of it. It does not for many bytes, or for a text that does not end in one
     * NUL.
     */
    public boolean isShownWhole() {
        boolean number = asDword().isPresent() || (type == RegistryType.QWORD && bytes.length == Long.BYTES);
        return number
                || asString()
                        .map(text -> Arrays.equals((text + "\0").getBytes(StandardCharsets.UTF_16LE), bytes))
                        .orElse(bytes.length <= SHOWN_BYTES);
    }

    private String hex() {
        byte[] shown = Arrays.copyOf(bytes, Math.min(bytes.length, SHOWN_BYTES));
        return HexFormat.ofDelimiter(" ").formatHex(shown) + (bytes.length > SHOWN_BYTES ? " ..." : "");
    }
}
