package dev.eku.backend.windows.powershell;

import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Keeps the start of what PowerShell writes and makes it readable. Thread-safe: the thread that pumps writes to it. */
final class PowerShellOutput extends OutputStream {
    /** A longer error text helps nobody. What follows is read and dropped, so that the writer never waits. */
    static final int LIMIT = 64 * 1024;

    private static final String CLIXML = "#< CLIXML";
    private static final Pattern OBJECTS = Pattern.compile("<Objs\\b.*?(</Objs>|\\z)", Pattern.DOTALL);
    private static final Pattern ERROR_LINE = Pattern.compile("<S S=\"Error\">(.*?)</S>", Pattern.DOTALL);
    private static final Pattern ESCAPED_UNIT = Pattern.compile("_x([0-9A-Fa-f]{4})_");

    private byte[] kept = new byte[256];
    private int size;

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
        int taken = Math.min(length, LIMIT - size);
        if (size + taken > kept.length) {
            kept = Arrays.copyOf(kept, Math.min(LIMIT, Math.max(size + taken, kept.length * 2)));
        }
        System.arraycopy(bytes, offset, kept, size, taken);
        size += taken;
    }

    /** What was written, as a text for people. */
    synchronized String text() {
        return readable(decoded(Arrays.copyOf(kept, size < LIMIT ? size : beforeLastCharacter())));
    }

    /** Where the last UTF-8 character starts, because the limit may have cut it. */
    private int beforeLastCharacter() {
        int begin = size - 1;
        while (begin > 0 && (kept[begin] & 0xC0) == 0x80) {
            begin--;
        }
        return begin;
    }

    /**
     * eku's script writes UTF-8. PowerShell itself, if it fails before the script runs, uses the code page of the
     * system.
     */
    static String decoded(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            return new String(bytes, Charset.forName(System.getProperty("native.encoding", "UTF-8")));
        }
    }

    /**
     * Windows PowerShell writes its own errors as XML if it is given an encoded command and its streams are redirected,
     * whatever {@code -OutputFormat} says (PowerShell issue 5912). Extracts the error lines and leaves everything else
     * unchanged.
     */
    static String readable(String text) {
        if (!text.contains(CLIXML)) {
            return text.strip();
        }
        return OBJECTS.matcher(text.replace(CLIXML, ""))
                .replaceAll(objects -> Matcher.quoteReplacement(errors(objects)))
                .strip();
    }

    private static String errors(MatchResult objects) {
        StringBuilder lines = new StringBuilder();
        ERROR_LINE.matcher(objects.group()).results().forEach(line -> lines.append(unescaped(line.group(1))));
        return lines.toString();
    }

    private static String unescaped(String xml) {
        String units = ESCAPED_UNIT
                .matcher(xml)
                .replaceAll(
                        unit -> Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(unit.group(1), 16))));
        return units.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&apos;", "'")
                .replace("&amp;", "&");
    }
}
