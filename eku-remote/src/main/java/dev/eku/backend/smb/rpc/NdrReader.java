package dev.eku.backend.smb.rpc;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * Reads an answer in NDR, little endian. Every count is checked against the remaining bytes before it is used. Anything
 * that does not fit is an {@link RpcException} of kind {@code MALFORMED}. Not thread-safe.
 */
final class NdrReader {
    private static final int UNIT = 2;

    private final byte[] bytes;
    private int position;

    NdrReader(byte[] bytes) {
        this.bytes = bytes;
    }

    void skip(int count) {
        take(1, count);
    }

    int u16() {
        int at = take(2, 2);
        return Byte.toUnsignedInt(bytes[at]) | Byte.toUnsignedInt(bytes[at + 1]) << 8;
    }

    int u32() {
        int at = take(4, 4);
        return Byte.toUnsignedInt(bytes[at])
                | Byte.toUnsignedInt(bytes[at + 1]) << 8
                | Byte.toUnsignedInt(bytes[at + 2]) << 16
                | Byte.toUnsignedInt(bytes[at + 3]) << 24;
    }

    /** A FILETIME: two numbers, the lower one first. */
    long time() {
        long low = Integer.toUnsignedLong(u32());
        return low | Integer.toUnsignedLong(u32()) << 32;
    }

    RpcHandle handle() {
        int at = take(4, RpcHandle.SIZE);
        return new RpcHandle(Arrays.copyOfRange(bytes, at, at + RpcHandle.SIZE));
    }

    /** Whether a pointer is not null, so that its target follows. */
    boolean pointer() {
        return u32() != 0;
    }

    /** The number a pointer points to, or empty. */
    Optional<Integer> pointedNumber() {
        return pointer() ? Optional.of(u32()) : Optional.empty();
    }

    /** An array of bytes, preceded by its size. */
    byte[] array() {
        return raw(u32());
    }

    /** A conformant and varying array of bytes: room, offset, count, and as many bytes. */
    byte[] varyingArray() {
        return raw(varying());
    }

    /** A conformant and varying array of UTF-16 units, without at most one NUL at its end. */
    String string() {
        int count = varying();
        if (count > remaining() / UNIT) {
            throw RpcException.malformed("a text of " + count + " units, but " + remaining() + " bytes are left");
        }
        String text = new String(raw(count * UNIT), StandardCharsets.UTF_16LE);
        return text.endsWith("\0") ? text.substring(0, text.length() - 1) : text;
    }

    /** The text that a pointer points to, or empty. */
    Optional<String> pointedString() {
        return pointer() ? Optional.of(string()) : Optional.empty();
    }

    /**
     * An RRP_UNICODE_STRING without its NUL; an empty text if it is null. Its own length adds nothing to that of the
     * array.
     */
    String countedString() {
        u16();
        u16();
        return pointedString().orElse("");
    }

    /** Makes sure that nothing is left. */
    void end() {
        if (remaining() != 0) {
            throw RpcException.malformed(remaining() + " bytes too many");
        }
    }

    private int varying() {
        int room = u32();
        int offset = u32();
        int count = u32();
        if (offset != 0 || count < 0 || Integer.compareUnsigned(count, room) > 0) {
            throw RpcException.malformed("an array of " + Integer.toUnsignedString(count) + " elements at "
                    + Integer.toUnsignedString(offset) + " in room for " + Integer.toUnsignedString(room));
        }
        return count;
    }

    private byte[] raw(int count) {
        int at = take(1, count);
        return Arrays.copyOfRange(bytes, at, at + count);
    }

    private int remaining() {
        return bytes.length - position;
    }

    private int take(int alignment, int count) {
        int at = (position + alignment - 1) / alignment * alignment;
        if (count < 0 || at > bytes.length || count > bytes.length - at) {
            throw RpcException.malformed(
                    Integer.toUnsignedString(count) + " bytes wanted at " + at + " of " + bytes.length);
        }
        position = at + count;
        return at;
    }
}
