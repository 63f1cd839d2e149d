package dev.eku.regfile;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.util.Arrays;

/**
 * The lines of a {@code .reg}, one after the other, in little memory. A line ends at CR, LF or both. UTF-16 is taken
 * unit by unit, since a name in the registry may hold half a surrogate pair. Not thread-safe.
 */
final class RegLines {
    /** The longest line, in characters or bytes. A value may have some megabytes, and {@code regedit} folds hex. */
    static final int MAX_LINE = 4 * 1024 * 1024;

    private static final int BLOCK = 8 * 1024;

    private final InputStream in;
    private final Charset codePage;
    private final boolean wide;
    private final byte[] block = new byte[BLOCK];
    private int at;
    private int end;
    private boolean afterReturn;
    private byte[] bytes = new byte[256];
    private char[] chars = new char[256];
    private String line = "";
    private int number;
    private int undecodable;
    private boolean odd;

    /**
     * Starts.
     *
     * @param read what was read already, to look for a mark
     * @param wide whether this is UTF-16LE, its mark read
     */
    RegLines(InputStream in, byte[] read, boolean wide, Charset codePage) {
        this.in = in;
        this.codePage = codePage;
        this.wide = wide;
        System.arraycopy(read, 0, block, 0, read.length);
        this.end = read.length;
    }

    /** What is thrown at a line that is too long, or no text. */
    static final class BadLine extends IOException {
        private static final long serialVersionUID = 1L;

        private final String key;

        BadLine(String key) {
            super(key);
            this.key = key;
        }

        String key() {
            return key;
        }
    }

    /** Whether this is UTF-16. */
    boolean isWide() {
        return wide;
    }

    /** The line, without its end. */
    String line() {
        return line;
    }

    /** Its number, from 1. */
    int number() {
        return number;
    }

    /** The column of the first byte of the line that the code page does not know; 0 if there is none. */
    int undecodable() {
        return undecodable;
    }

    /** Whether the file ended in the middle of a character. */
    boolean isCutOff() {
        return odd;
    }

    /** Goes to the next line; false at the end of the file. */
    boolean advance() throws IOException {
        number++;
        undecodable = 0;
        int length = wide ? wideLine() : narrowLine();
        if (length < 0) {
            line = "";
            return false;
        }
        if (wide) {
            line = new String(chars, 0, length);
        } else {
            decode(length);
        }
        return true;
    }

    private int wideLine() throws IOException {
        int length = 0;
        boolean any = false;
        for (int low = next(); low >= 0; low = next()) {
            int high = next();
            if (high < 0) {
                odd = true;
                break;
            }
            char unit = (char) ((high << 8) | low);
            boolean second = unit == '\n' && afterReturn;
            afterReturn = unit == '\r';
            if (second) {
                continue;
            }
            any = true;
            if (unit == '\n' || unit == '\r') {
                return length;
            }
            if (length == chars.length) {
                chars = Arrays.copyOf(chars, longer(length));
            }
            chars[length++] = unit(unit);
        }
        return any ? length : -1;
    }

    private int narrowLine() throws IOException {
        int length = 0;
        boolean any = false;
        for (int unit = next(); unit >= 0; unit = next()) {
            boolean second = unit == '\n' && afterReturn;
            afterReturn = unit == '\r';
            if (second) {
                continue;
            }
            any = true;
            if (unit == '\n' || unit == '\r') {
                return length;
            }
            if (length == bytes.length) {
                bytes = Arrays.copyOf(bytes, longer(length));
            }
            bytes[length++] = (byte) unit((char) unit);
        }
        return any ? length : -1;
    }

    private static char unit(char unit) throws BadLine {
        if (unit == '\0') {
            throw new BadLine("regfile.nul");
        }
        return unit;
    }

    private static int longer(int length) throws BadLine {
        if (length >= MAX_LINE) {
            throw new BadLine("regfile.long-line");
        }
        return 2 * length;
    }

    private int next() throws IOException {
        if (at == end) {
            at = 0;
            end = in.read(block, 0, BLOCK);
            if (end <= 0) {
                end = 0;
                return -1;
            }
        }
        return block[at++] & 0xFF;
    }

    /** What the code page does not know becomes the character of the byte's number, as on Windows. */
    private void decode(int length) {
        CharsetDecoder decoder = codePage.newDecoder();
        ByteBuffer from = ByteBuffer.wrap(bytes, 0, length);
        CharBuffer to = CharBuffer.allocate((int) Math.ceil(length * (double) decoder.maxCharsPerByte()) + 1);
        CoderResult result = decoder.decode(from, to, true);
        while (result.isError()) {
            undecodable = undecodable == 0 ? to.position() + 1 : undecodable;
            for (int i = result.length(); i > 0; i--) {
                to.put((char) (from.get() & 0xFF));
            }
            decoder.reset();
            result = decoder.decode(from, to, true);
        }
        decoder.flush(to);
        line = to.flip().toString();
    }
}
