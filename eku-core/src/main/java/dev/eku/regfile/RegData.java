package dev.eku.regfile;

import dev.eku.registry.RegistryType;
import dev.eku.registry.RegistryValue;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.Optional;

/** What stands behind the equals sign of a value, as {@code reg.exe} takes it. Not thread-safe. */
final class RegData {
    /** The largest value, in bytes; the registry keeps one of more than 1 MB only by way of exception. */
    static final int MAX_BYTES = 16 * 1024 * 1024;

    private static final int DONE = 0;
    private static final int FOLDED = 1;
    private static final int INVALID = 2;

    private final RegLines lines;
    private final RegProblem problem;
    private final Charset codePage;
    private final boolean isVersion5;
    private byte[] bytes = new byte[64];
    private int size;

    RegData(RegLines lines, RegProblem problem, Charset codePage, boolean isVersion5) {
        this.lines = lines;
        this.problem = problem;
        this.codePage = codePage;
        this.isVersion5 = isVersion5;
    }

    /** The value that stands in the current line from there on, and in the lines that it is folded into. */
    Optional<RegistryValue> read(String whole, int from) throws IOException {
        String line = RegText.withoutTrailingBlanks(whole);
        if (line.startsWith("\"", from)) {
            return text(line, from + 1);
        }
        if (line.startsWith("dword:", from)) {
            return dword(line, from + 6);
        }
        if (line.startsWith("hex:", from)) {
            return hex(RegistryType.BINARY, line, from + 4);
        }
        if (line.startsWith("hex(", from)) {
            return typed(line, from + 4);
        }
        problem.note(lines, from, from >= line.length() ? "regfile.data.missing" : "regfile.data");
        return Optional.empty();
    }

    private Optional<RegistryValue> text(String line, int from) {
        StringBuilder text = new StringBuilder();
        int end = RegText.unescape(lines, line, from, text, problem);
        if (end < 0) {
            return Optional.empty();
        }
        if (!RegText.isRest(line, end)) {
            problem.note(lines, RegText.skipBlanks(line, end), "regfile.after-text");
            return Optional.empty();
        }
        return Optional.of(RegText.string(text.toString()));
    }

    private Optional<RegistryValue> dword(String line, int from) {
        int start = RegText.skipBlanks(line, from);
        int end = start;
        while (end < line.length() && RegText.isHex(line.charAt(end))) {
            end++;
        }
        if (start >= line.length()) {
            problem.note(lines, from, "regfile.data.missing");
            return Optional.empty();
        }
        if (end - start > 8) {
            problem.note(lines, start + 8, "regfile.dword.long");
            return Optional.empty();
        }
        if (!RegText.isRest(line, end)) {
            problem.note(lines, RegText.skipBlanks(line, end), "regfile.dword.digit");
            return Optional.empty();
        }
        if (end == start) {
            problem.note(lines, start, "regfile.dword.none");
            return Optional.of(RegistryValue.dword(0));
        }
        String digits = line.substring(start, end);
        long number = Long.parseLong(digits, 16);
        if (digits.length() < 8 && looksDecimal(digits)) {
            problem.note(lines, start, "regfile.dword.short", digits, number);
        }
        return Optional.of(RegistryValue.dword(number));
    }

    /** Who writes 10 may mean ten, and the import takes it for sixteen. */
    private static boolean looksDecimal(String digits) {
        for (int i = 0; i < digits.length(); i++) {
            if (digits.charAt(i) > '9') {
                return false;
            }
        }
        return Long.parseLong(digits) > 9;
    }

    /** {@code hex(2):}: the number is read as C's {@code wcstoul} reads it. */
    private Optional<RegistryValue> typed(String line, int from) throws IOException {
        boolean prefixed = from + 1 < line.length() && (line.charAt(from + 1) | 0x20) == 'x';
        HexNumber number = HexNumber.read(line, from);
        int end = number.end();
        if (from >= line.length() || prefixed || number.isTooLarge() || !line.startsWith("):", end)) {
            problem.note(lines, from, "regfile.type");
            return Optional.empty();
        }
        if (!number.isPlain(line, from)) {
            problem.note(lines, from, "regfile.type.strange", number.value());
        }
        return hex((int) number.value(), line, end + 2);
    }

    private Optional<RegistryValue> hex(int type, String first, int from) throws IOException {
        size = 0;
        String line = first;
        int at = from;
        while (at < line.length()) {
            int state = bytes(line, at);
            if (state == INVALID) {
                return Optional.empty();
            }
            if (state == DONE) {
                break;
            }
            do {
                if (!lines.advance()) {
                    problem.note(lines, 0, "regfile.hex.end");
                    return Optional.of(stored(type));
                }
                line = lines.line();
                at = RegText.skipBlanks(line, 0);
            } while (at >= line.length() || line.charAt(at) == ';');
            if (!RegText.isHex(line.charAt(at))) {
                problem.note(lines, at, "regfile.hex.next-line");
                return Optional.empty();
            }
        }
        return Optional.of(stored(type));
    }

    /** The bytes of one line. */
    private int bytes(String line, int from) {
        int at = from;
        while (at < line.length()) {
            HexNumber number = HexNumber.read(line, at);
            int end = number.end();
            if (end == at) {
                end = RegText.skipBlanks(line, end);
                if (end < line.length() && line.charAt(end) == '\\') {
                    if (RegText.isRest(line, end + 1)) {
                        return FOLDED;
                    }
                    problem.note(lines, end + 1, "regfile.hex.after-fold");
                    return INVALID;
                }
                if (end < line.length() && line.charAt(end) == ';') {
                    noteComma(line, at, from);
                    return DONE;
                }
                problem.note(lines, Math.min(end, line.length()), "regfile.hex");
                return INVALID;
            }
            if (number.value() > 0xFF || number.isTooLarge()) {
                problem.note(lines, at, "regfile.hex.large");
                return INVALID;
            }
            if (!number.isPlain(line, RegText.skipBlanks(line, at))) {
                problem.note(lines, at, "regfile.hex.strange", number.value());
            }
            add((byte) number.value());
            if (end == line.length()) {
                return DONE;
            }
            if (line.charAt(end) != ',') {
                int rest = RegText.skipBlanks(line, end);
                if (rest < line.length() && line.charAt(rest) != ';') {
                    problem.note(lines, rest, line.charAt(rest) == '\\' ? "regfile.hex.comma" : "regfile.hex");
                    return INVALID;
                }
                return DONE;
            }
            at = end + 1;
        }
        noteComma(line, at, from);
        return DONE;
    }

    /** A comma at the end looks as if more followed, and nothing that follows is taken. */
    private void noteComma(String line, int at, int from) {
        if (at > from && line.charAt(at - 1) == ',') {
            problem.note(lines, at - 1, "regfile.hex.last-comma");
        }
    }

    private void add(byte value) {
        if (size == bytes.length) {
            if (size >= MAX_BYTES) {
                throw new TooLarge();
            }
            bytes = Arrays.copyOf(bytes, 2 * size);
        }
        bytes[size++] = value;
    }

    /** A value of more than {@link #MAX_BYTES}. */
    static final class TooLarge extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooLarge() {
            super("", null, false, false);
        }
    }

    /** Texts get their end if they lack it, and are in the code page where the file is. */
    private RegistryValue stored(int type) {
        byte[] data = Arrays.copyOf(bytes, size);
        if (size == 0 || !RegistryType.isText(type)) {
            return RegistryValue.of(type, data);
        }
        if (!lines.isWide()) {
            if (isVersion5) {
                problem.note(lines, 0, "regfile.hex.code-page");
            }
            byte[] ended = data[size - 1] == 0 ? data : Arrays.copyOf(data, size + 1);
            if (ended != data) {
                problem.note(lines, 0, "regfile.hex.no-end");
            }
            return RegistryValue.of(type, RegText.units(new String(ended, codePage)));
        }
        byte[] ended = ended(data);
        if (ended != data || size % 2 != 0) {
            problem.note(lines, 0, size % 2 != 0 ? "regfile.hex.odd" : "regfile.hex.no-end");
        }
        return RegistryValue.of(type, ended);
    }

    /** As Wine 8.0 does it: of half a unit at the end of a text that lacks its end, nothing is left. */
    private static byte[] ended(byte... data) {
        int units = data.length / 2;
        if (units > 0 && data[2 * units - 2] == 0 && data[2 * units - 1] == 0) {
            return data;
        }
        byte[] ended = Arrays.copyOf(data, data.length + 2);
        ended[2 * units] = 0;
        return ended;
    }

    /** A hexadecimal number as C's {@code wcstoul} reads it: after blanks, with a sign, with 0x. */
    private record HexNumber(long value, int end, boolean isTooLarge) {
        static HexNumber read(String line, int from) {
            int at = from;
            while (at < line.length() && isSpace(line.charAt(at))) {
                at++;
            }
            boolean negative = at < line.length() && line.charAt(at) == '-';
            if (negative || (at < line.length() && line.charAt(at) == '+')) {
                at++;
            }
            if (at + 2 < line.length()
                    && line.charAt(at) == '0'
                    && (line.charAt(at + 1) | 0x20) == 'x'
                    && RegText.isHex(line.charAt(at + 2))) {
                at += 2;
            }
            int start = at;
            long value = 0;
            boolean large = false;
            while (at < line.length() && RegText.isHex(line.charAt(at))) {
                value = value * 16 + Character.digit(line.charAt(at), 16);
                large |= value > 0xFFFF_FFFFL;
                value = large ? 0xFFFF_FFFFL : value;
                at++;
            }
            if (at == start) {
                return new HexNumber(0, from, false);
            }
            return new HexNumber(negative ? -value & 0xFFFF_FFFFL : value, at, large);
        }

        private static boolean isSpace(char character) {
            return RegText.isBlank(character) || Character.isWhitespace(character) || Character.isSpaceChar(character);
        }

        /** Whether it is digits and nothing else. */
        boolean isPlain(String line, int from) {
            if (end == from) {
                return false;
            }
            for (int i = from; i < end; i++) {
                if (!RegText.isHex(line.charAt(i))) {
                    return false;
                }
            }
            return true;
        }
    }
}
