package dev.eku.file;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * Texts in files: UTF-8, and what Windows PowerShell and the Editor of Windows make of it when they save it: with a
 * byte order mark, or UTF-16 with its mark. Pure.
 */
public final class LocalText {
    private static final byte[] UTF_8 = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
    private static final byte[] UTF_16LE = {(byte) 0xFF, (byte) 0xFE};
    private static final byte[] UTF_16BE = {(byte) 0xFE, (byte) 0xFF};

    private LocalText() {}

    /**
     * The text, without the mark.
     *
     * @throws CharacterCodingException if it is none of these encodings
     */
    public static String of(byte... content) throws CharacterCodingException {
        if (begins(content, UTF_16LE)) {
            return decoded(content, UTF_16LE.length, StandardCharsets.UTF_16LE);
        }
        if (begins(content, UTF_16BE)) {
            return decoded(content, UTF_16BE.length, StandardCharsets.UTF_16BE);
        }
        return decoded(content, begins(content, UTF_8) ? UTF_8.length : 0, StandardCharsets.UTF_8);
    }

    private static String decoded(byte[] content, int from, Charset charset) throws CharacterCodingException {
        return charset.newDecoder()
                .decode(ByteBuffer.wrap(content, from, content.length - from))
                .toString();
    }

    private static boolean begins(byte[] content, byte... mark) {
        boolean same = content.length >= mark.length;
        for (int i = 0; same && i < mark.length; i++) {
            same = content[i] == mark[i];
        }
        return same;
    }
}
