package dev.eku.regfile;

import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.registry.RegistryType;
import dev.eku.registry.RegistryValue;
import dev.eku.text.Message;
import java.io.IOException;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Writes a {@code .reg} as {@code regedit} does: marks, escapes, folded hex, CR LF. It has no way to delete a key,
 * since such a line deletes whatever is there by then. Not thread-safe.
 *
 * <p>The text of version 5 starts with the mark and is meant for UTF-16LE, that of version 4 for the code page. An
 * entry that the file cannot carry is refused, and nothing of it is written.
 */
public final class RegWriter {
    /** The column from which on hex is folded (Wine 8.0, {@code programs/reg/export.c}, checked against Windows). */
    private static final int FOLD = 77;

    private static final String END = "\r\n";

    private final Appendable out;
    private final RegVersion version;
    private final Charset charset;
    private Optional<RegKey> key = Optional.empty();
    private boolean started;
    private boolean inComment;

    private RegWriter(Appendable out, RegVersion version, Charset charset) {
        this.out = out;
        this.version = version;
        this.charset = charset;
    }

    /** A writer of version 5; what it writes is to be encoded in UTF-16LE. */
    public static RegWriter version5(Appendable out) {
        return new RegWriter(out, RegVersion.VERSION_5, StandardCharsets.UTF_16LE);
    }

    /** A writer of version 4; what it writes is to be encoded in that code page. */
    public static RegWriter version4(Appendable out, Charset codePage) {
        return new RegWriter(out, RegVersion.VERSION_4, codePage);
    }

    /**
     * Whether an import stores the value as it is. It does not if a text lacks its NUL at the end, or ends in half a
     * character: the import completes it (Wine 8.0, {@code programs/reg/import.c}). No {@code .reg} can carry such a
     * value.
     */
    public static boolean isExact(RegistryValue value) {
        if (!RegistryType.isText(value.type()) || value.size() == 0) {
            return true;
        }
        byte[] bytes = value.bytes();
        return bytes.length % 2 == 0 && bytes[bytes.length - 1] == 0 && bytes[bytes.length - 2] == 0;
    }

    /**
     * Writes one entry.
     *
     * @throws EkuException {@code UNSUPPORTED} if it deletes a key, or no {@code .reg} of this version can carry it
     * @throws IOException if {@code out} fails
     */
    public void write(RegEntry entry) throws IOException {
        if (entry instanceof RegEntry.Key created) {
            key(created.key());
        } else if (entry instanceof RegEntry.Value set) {
            value(set.key(), set.name(), set.value());
        } else if (entry instanceof RegEntry.ValueDeletion deleted) {
            deletion(deleted.key(), deleted.name());
        } else if (entry instanceof RegEntry.Comment comment) {
            comment(comment.text());
        } else {
            throw refused(entry, "regfile.write.key-deletion");
        }
    }

    /** Writes a line of comment. */
    public void comment(String text) throws IOException {
        requireLine(text, text);
        start();
        out.append(key.isEmpty() && !inComment ? END : "")
                .append(';')
                .append(text)
                .append(END);
        inComment = true;
    }

    /** Starts a key: the import creates it if it is not there. */
    public void key(RegKey next) throws IOException {
        requireLine(next, next.toString());
        start();
        out.append(END).append('[').append(next.toString()).append(']').append(END);
        key = Optional.of(next);
        inComment = false;
    }

    /**
     * Sets a value; its key is started before, if it is not the last one.
     *
     * @param name the value's name; empty for the default value
     * @throws EkuException {@code UNSUPPORTED} if the import would store another value, or no {@code .reg} of this
     *     version can carry it
     */
    public void value(RegKey in, String name, RegistryValue value) throws IOException {
        requireLine(name, name);
        if (!isExact(value)) {
            throw refused(name, "regfile.write.no-end");
        }
        StringBuilder line = name(name);
        Optional<String> text = text(value);
        if (text.isPresent()) {
            line.append('"').append(RegText.escaped(text.get())).append('"');
        } else if (value.asDword().isPresent()) {
            String digits = Long.toHexString(value.asDword().getAsLong());
            line.append("dword:").append("0".repeat(8 - digits.length())).append(digits);
        } else {
            hex(line, value.type(), encoded(name, value));
        }
        in(in);
        out.append(line).append(END);
    }

    /**
     * Deletes a value, if it is there.
     *
     * @param name the value's name; empty for the default value
     */
    public void deletion(RegKey in, String name) throws IOException {
        requireLine(name, name);
        StringBuilder line = name(name);
        in(in);
        out.append(line).append('-').append(END);
    }

    /** Writes the end of the file. */
    public void end() throws IOException {
        start();
        out.append(END);
    }

    private void start() throws IOException {
        if (!started) {
            out.append(version == RegVersion.VERSION_5 ? "\uFEFF" : "")
                    .append(version.header())
                    .append(END);
            started = true;
        }
    }

    private void in(RegKey next) throws IOException {
        if (key.isEmpty() || !key.get().equals(next)) {
            key(next);
        }
        inComment = false;
    }

    private static StringBuilder name(String name) {
        StringBuilder line = new StringBuilder();
        if (name.isEmpty()) {
            line.append('@');
        } else {
            line.append('"').append(RegText.escaped(name)).append('"');
        }
        return line.append('=');
    }

    /** A text that stands between marks: one that ends in one NUL and holds neither NUL nor line end. */
    private Optional<String> text(RegistryValue value) {
        if (value.type() != RegistryType.SZ || value.size() == 0) {
            return Optional.empty();
        }
        char[] units = units(value.bytes());
        String text = new String(units, 0, units.length - 1);
        return isLine(text) && isEncodable(text) ? Optional.of(text) : Optional.empty();
    }

    private static char[] units(byte... bytes) {
        char[] units = new char[bytes.length / 2];
        for (int i = 0; i < units.length; i++) {
            units[i] = (char) (((bytes[2 * i + 1] & 0xFF) << 8) | (bytes[2 * i] & 0xFF));
        }
        return units;
    }

    /** The bytes that stand in hex: in version 4, those of a text are in the code page. */
    private byte[] encoded(String name, RegistryValue value) {
        byte[] bytes = value.bytes();
        if (version == RegVersion.VERSION_5 || !RegistryType.isText(value.type())) {
            return bytes;
        }
        String text = new String(units(bytes));
        if (!isEncodable(text)) {
            throw refused(name, "regfile.write.code-page");
        }
        return text.getBytes(charset);
    }

    private static void hex(StringBuilder line, int type, byte... bytes) {
        line.append("hex");
        if (type != RegistryType.BINARY) {
            line.append('(').append(Integer.toHexString(type)).append(')');
        }
        line.append(':');
        int column = line.length();
        for (int i = 0; i < bytes.length; i++) {
            line.append(Character.forDigit((bytes[i] >> 4) & 0xF, 16)).append(Character.forDigit(bytes[i] & 0xF, 16));
            if (i == bytes.length - 1) {
                break;
            }
            line.append(',');
            column += 3;
            if (column >= FOLD) {
                line.append('\\').append(END).append("  ");
                column = 2;
            }
        }
    }

    private void requireLine(Object what, String text) {
        if (!isLine(text)) {
            throw refused(what, "regfile.write.line");
        }
        if (!isEncodable(text)) {
            throw refused(what, "regfile.write.code-page");
        }
    }

    private static boolean isLine(String text) {
        return text.indexOf('\r') < 0 && text.indexOf('\n') < 0 && text.indexOf('\0') < 0;
    }

    /** Whether the code page has it, and gives it back; of UTF-16, any unit may be written. */
    private boolean isEncodable(String text) {
        if (version == RegVersion.VERSION_5) {
            return true;
        }
        try {
            return text.equals(charset.newDecoder()
                    .decode(charset.newEncoder().encode(CharBuffer.wrap(text)))
                    .toString());
        } catch (CharacterCodingException other) {
            return false;
        }
    }

    private static EkuException refused(Object what, String why) {
        return EkuException.worded(ErrorCode.UNSUPPORTED, "regfile.write", what, Message.of(why));
    }
}
