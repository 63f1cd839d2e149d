package dev.eku.backend.smb.rpc;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes parameters in NDR, little endian (C706, chapter 14). Not thread-safe. */
final class NdrWriter {
    private static final int FIRST_REFERENT = 0x0002_0000;
    private static final int REFERENT_STEP = 4;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private int nextReferent = FIRST_REFERENT;

    byte[] bytes() {
        return out.toByteArray();
    }

    NdrWriter u16(int number) {
        align(2);
        out.write(number);
        out.write(number >>> 8);
        return this;
    }

    NdrWriter u32(int number) {
        align(4);
        for (int shift = 0; shift < 32; shift += 8) {
            out.write(number >>> shift);
        }
        return this;
    }

    NdrWriter handle(RpcHandle handle) {
        align(4);
        return raw(handle.bytes());
    }

    /** A null pointer. */
    NdrWriter none() {
        return u32(0);
    }

    /** A pointer to what is written next. */
    NdrWriter pointer() {
        int referent = nextReferent;
        nextReferent += REFERENT_STEP;
        return u32(referent);
    }

    /** An array of bytes, preceded by its size. */
    NdrWriter array(byte[] bytes) {
        return u32(bytes.length).raw(bytes);
    }

    /** An array with room for that many elements, none of which are sent. */
    NdrWriter room(int elements) {
        return u32(elements).u32(0).u32(0);
    }

    /** A text with its NUL, as a conformant and varying array of UTF-16 units. */
    NdrWriter string(String text) {
        int units = text.length() + 1;
        u32(units).u32(0).u32(units);
        return raw((text + "\0").getBytes(StandardCharsets.UTF_16LE));
    }

    /** A pointer to such a text. */
    NdrWriter pointerTo(String text) {
        return pointer().string(text);
    }

    /** An RRP_UNICODE_STRING: its length and room in bytes, with the NUL, and a pointer to its units. */
    NdrWriter countedString(String text) {
        int size = 2 * (text.length() + 1);
        u16(size).u16(size);
        return pointerTo(text);
    }

    /** An RPC_UNICODE_STRING, whose NUL is neither counted nor sent. */
    NdrWriter unterminatedString(String text) {
        int units = text.length();
        u16(2 * units).u16(2 * units);
        pointer().u32(units).u32(0).u32(units);
        return raw(text.getBytes(StandardCharsets.UTF_16LE));
    }

    /** A null RRP_UNICODE_STRING. */
    NdrWriter noCountedString() {
        return u16(0).u16(0).none();
    }

    /** An empty RRP_UNICODE_STRING with room for an answer of that many units, including the NUL. */
    NdrWriter countedRoom(int units) {
        return u16(0).u16(2 * units).pointer().room(units);
    }

    private NdrWriter raw(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }

    private void align(int size) {
        while (out.size() % size != 0) {
            out.write(0);
        }
    }
}
