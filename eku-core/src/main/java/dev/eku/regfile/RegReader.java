package dev.eku.regfile;

import dev.eku.error.EkuException;
import dev.eku.registry.KeyPath;
import dev.eku.registry.RegistryValue;
import dev.eku.text.Message;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads a {@code .reg} entry by entry, as the import of Wine's {@code reg.exe} does, in little memory whatever its
 * size. An import ends with exit code 0 although lines of the file do nothing. This reader names each of them: a strict
 * one refuses the file at the first, a lenient one reports it and goes on as the import does. Both refuse what the
 * import ends on with exit code 1, and a NUL, and a line or a value that is too long for any such file.
 *
 * <p>A file that starts with the mark of UTF-16LE is read as such, and any other in a code page, which the file does
 * not name. In such a file, the bytes of a text in hex are text in the code page as well. Not thread-safe.
 */
public final class RegReader {
    /** The longest name of a value, in UTF-16 units (Microsoft Learn, "Registry element size limits"). */
    private static final int MAX_VALUE_NAME = 16_383;

    private static final byte[] UTF_16LE = {(byte) 0xFF, (byte) 0xFE};
    private static final byte[] UTF_16BE = {(byte) 0xFE, (byte) 0xFF};
    private static final byte[] UTF_8 = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
    private static final String HEADER = RegVersion.VERSION_5.header();
    /** Who reads of so many lines does not write each anew by hand. */
    private static final int MAX_REPAIRS = 100;

    private static final String OLD_ROOT = "HKEY_CLASSES_ROOT";

    private final String source;
    private final Optional<Consumer<RegFault>> faults;
    private final RegLines lines;
    private final RegProblem problem = new RegProblem();
    private final RegData data;
    private final RegVersion version;
    /** The key that values go to; empty before the first key, after a deletion and after a key that cannot be. */
    private Optional<RegKey> current = Optional.empty();
    /** What the same line of a file of Windows 3.1 does next. */
    private Optional<RegEntry> queued = Optional.empty();

    private int repairs;

    /**
     * Starts.
     *
     * @param repairs for how many faults the line as it should be is looked for
     */
    RegReader(InputStream in, String source, Charset codePage, Optional<Consumer<RegFault>> faults, int repairs)
            throws IOException {
        if (!Arrays.equals(HEADER.getBytes(codePage), HEADER.getBytes(StandardCharsets.US_ASCII))) {
            throw new IllegalArgumentException(codePage + " is not a code page of Windows");
        }
        this.source = source;
        this.faults = faults;
        this.repairs = repairs;
        byte[] start = in.readNBytes(UTF_8.length);
        boolean wide = startsWith(start, UTF_16LE);
        this.lines = new RegLines(
                in, wide ? Arrays.copyOfRange(start, UTF_16LE.length, start.length) : start, wide, codePage);
        if (startsWith(start, UTF_8) || startsWith(start, UTF_16BE)) {
            throw refused(1, 1, Message.of(startsWith(start, UTF_8) ? "regfile.utf-8" : "regfile.utf-16be"));
        }
        this.version = header(start.length);
        this.data = new RegData(lines, problem, codePage, version == RegVersion.VERSION_5);
    }

    /**
     * A reader that refuses the file at the first line that does nothing, or not what it seems to.
     *
     * @param in the file, from its start; it is not closed
     * @param source what to call the file in errors
     * @param codePage how the file is read if it is not UTF-16LE: one in which ASCII is what it is elsewhere
     * @throws EkuException {@code MALFORMED_FILE}, naming line and column, if it is no {@code .reg}
     * @throws IOException if {@code in} fails
     */
    public static RegReader strict(InputStream in, String source, Charset codePage) throws IOException {
        return new RegReader(in, source, codePage, Optional.empty(), MAX_REPAIRS);
    }

    /**
     * A reader that takes from the file what an import takes.
     *
     * @param in the file, from its start; it is not closed
     * @param source what to call the file in errors
     * @param codePage how the file is read if it is not UTF-16LE: one in which ASCII is what it is elsewhere
     * @param faults is told each line that does nothing, or not what it seems to
     * @throws EkuException {@code MALFORMED_FILE}, naming line and column, if an import ends with exit code 1
     * @throws IOException if {@code in} fails
     */
    public static RegReader lenient(InputStream in, String source, Charset codePage, Consumer<RegFault> faults)
            throws IOException {
        return new RegReader(in, source, codePage, Optional.of(faults), MAX_REPAIRS);
    }

    /** What the first line says. */
    public RegVersion version() {
        return version;
    }

    /** Whether the file is UTF-16LE; otherwise it was read in the code page that was named. */
    public boolean isUtf16() {
        return lines.isWide();
    }

    /**
     * The next thing that the file does; empty at its end.
     *
     * @throws EkuException {@code MALFORMED_FILE}, naming line and column, if the file is refused there
     * @throws IOException if the stream fails
     */
    public Optional<RegEntry> next() throws IOException {
        if (queued.isPresent()) {
            Optional<RegEntry> next = queued;
            queued = Optional.empty();
            return next;
        }
        try {
            while (version != RegVersion.UNKNOWN && lines.advance()) {
                Optional<RegEntry> entry = version == RegVersion.WINDOWS_3 ? old(lines.line()) : entry();
                if (entry.isPresent()) {
                    return entry;
                }
            }
        } catch (RegLines.BadLine bad) {
            throw refused(lines.number(), 1, Message.of(bad.key(), RegLines.MAX_LINE));
        } catch (RegData.TooLarge large) {
            throw refused(lines.number(), 1, Message.of("regfile.large-value", RegData.MAX_BYTES));
        }
        if (lines.isCutOff()) {
            problem.note(lines, 0, "regfile.odd-byte");
            report();
        }
        return Optional.empty();
    }

    private static boolean startsWith(byte[] bytes, byte... start) {
        return Arrays.equals(Arrays.copyOf(bytes, Math.min(bytes.length, start.length)), start);
    }

    private RegVersion header(int length) throws IOException {
        try {
            lines.advance();
        } catch (RegLines.BadLine bad) {
            throw refused(1, 1, Message.of(bad.key(), RegLines.MAX_LINE));
        }
        String header = lines.line();
        int from = RegText.skipBlanks(header, 0);
        for (RegVersion each : RegVersion.values()) {
            if (each != RegVersion.UNKNOWN && each.header().equals(header.substring(from))) {
                if (each == RegVersion.WINDOWS_3) {
                    problem.note(lines, from, "regfile.header.windows-3");
                }
                report();
                return each;
            }
        }
        if (length < 2 || !header.startsWith(RegVersion.WINDOWS_3.header(), from)) {
            throw refused(1, from + 1, Message.of("regfile.header", HEADER));
        }
        problem.note(lines, from, "regfile.header.unknown", RegVersion.VERSION_4.header());
        report();
        return RegVersion.UNKNOWN;
    }

    /** What one line does, or several if it is folded. */
    private Optional<RegEntry> entry() throws IOException {
        String line = lines.line();
        int number = lines.number();
        if (lines.undecodable() > 0) {
            problem.note(lines, lines.undecodable() - 1, "regfile.code-page");
        }
        Optional<RegEntry> entry = entry(line, number, RegText.skipBlanks(line, 0));
        report();
        return entry;
    }

    private Optional<RegEntry> entry(String line, int number, int at) throws IOException {
        if (at == line.length()) {
            return Optional.empty();
        }
        return switch (line.charAt(at)) {
            case '[' -> key(line, number, at + 1);
            case '@' -> value(line, number, "", at + 1);
            case '"' -> {
                StringBuilder name = new StringBuilder();
                int end = RegText.unescape(lines, line, at + 1, name, problem);
                yield end < 0 ? Optional.empty() : value(line, number, name.toString(), end);
            }
            case ';' -> Optional.of(new RegEntry.Comment(number, line.substring(at + 1)));
            default -> {
                problem.note(lines, at, "regfile.nothing");
                yield Optional.empty();
            }
        };
    }

    private Optional<RegEntry> key(String line, int number, int at) {
        int end = line.lastIndexOf(']');
        if (end < at) {
            problem.note(lines, at - 1, "regfile.key.bracket");
            return Optional.empty();
        }
        if (RegText.isBlank(line.charAt(at))) {
            problem.note(lines, at, "regfile.key.blank");
            return Optional.empty();
        }
        if (!RegText.isRest(line, end + 1)) {
            problem.note(lines, RegText.skipBlanks(line, end + 1), "regfile.after-key");
        }
        boolean deletion = line.charAt(at) == '-';
        int from = deletion ? at + 1 : at;
        current = Optional.empty();
        Optional<RegKey> key = key(line.substring(from, end), from);
        if (deletion) {
            if (key.isPresent() && key.get().names().isEmpty()) {
                problem.note(lines, from, "regfile.key.root-stays");
                return Optional.empty();
            }
            return key.map(deleted -> new RegEntry.KeyDeletion(number, deleted));
        }
        current = key;
        return key.map(created -> new RegEntry.Key(number, created));
    }

    private Optional<RegKey> key(String path, int column) {
        int separator = path.indexOf('\\');
        String root = separator < 0 ? path : path.substring(0, separator);
        Optional<RegRoot> named = RegRoot.of(root);
        if (named.isEmpty()) {
            problem.note(lines, column, "regfile.key.root", root);
            return Optional.empty();
        }
        if (root.length() < named.get().toString().length()) {
            problem.note(lines, column, "regfile.key.short-root", named.get().toString());
        }
        if (path.startsWith("\\", separator + 1) && separator >= 0) {
            problem.note(lines, column + separator + 1, "regfile.key.after-root");
            return Optional.empty();
        }
        List<String> names = new ArrayList<>();
        for (int from = separator + 1; from > 0 && from <= path.length(); ) {
            int to = path.indexOf('\\', from);
            to = to < 0 ? path.length() : to;
            String name = path.substring(from, to);
            if (name.isEmpty()) {
                problem.note(lines, column + Math.min(from, path.length() - 1), "regfile.key.no-name");
            } else if (name.length() > KeyPath.MAX_NAME_LENGTH) {
                problem.note(lines, column + from, "regfile.key.long", KeyPath.MAX_NAME_LENGTH);
                return Optional.empty();
            } else {
                noteComment(name, column + from);
                names.add(name);
            }
            from = to + 1;
        }
        return Optional.of(new RegKey(named.get(), names));
    }

    /** The last bracket of the line ends the key, though it may stand in a comment. */
    private void noteComment(String name, int column) {
        for (int at = name.indexOf(']'); at >= 0; at = name.indexOf(']', at + 1)) {
            int next = RegText.skipBlanks(name, at + 1);
            if (next < name.length() && name.charAt(next) == ';') {
                problem.note(lines, column + at, "regfile.key.comment");
            }
        }
    }

    private Optional<RegEntry> value(String line, int number, String name, int from) throws IOException {
        int at = RegText.skipBlanks(line, from);
        if (at == line.length() || line.charAt(at) != '=') {
            problem.note(lines, Math.min(at, line.length()), "regfile.equals");
            return Optional.empty();
        }
        int start = RegText.skipBlanks(line, at + 1);
        if (start < line.length() && line.charAt(start) == '-') {
            if (!RegText.isRest(line, start + 1)) {
                problem.note(lines, start + 1, "regfile.after-deletion");
                return Optional.empty();
            }
            return inKey(name, start).map(key -> new RegEntry.ValueDeletion(number, key, name));
        }
        Optional<RegistryValue> value = data.read(line, start);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        return inKey(name, 0).map(key -> new RegEntry.Value(number, key, name, value.get()));
    }

    private Optional<RegKey> inKey(String name, int column) {
        if (name.length() > MAX_VALUE_NAME) {
            problem.note(lines, column, "regfile.name.long", MAX_VALUE_NAME);
            return Optional.empty();
        }
        if (current.isEmpty()) {
            problem.note(lines, column, "regfile.no-key");
        }
        return current;
    }

    /** A line of Windows 3.1: {@code HKEY_CLASSES_ROOT\key = text}, without marks and escapes. */
    private Optional<RegEntry> old(String line) {
        if (!line.startsWith(OLD_ROOT)) {
            return Optional.empty();
        }
        int end = 0;
        while (end < line.length() && !Character.isWhitespace(line.charAt(end))) {
            end++;
        }
        int from = RegText.skipBlanks(line, end);
        if (line.startsWith("=", from)) {
            from++;
        }
        if (line.startsWith(" ", from)) {
            from++;
        }
        Optional<RegKey> key = key(line.substring(0, end), 0);
        String text = line.substring(from);
        int number = lines.number();
        queued = key.map(at -> new RegEntry.Value(number, at, "", RegText.string(text)));
        return key.map(at -> new RegEntry.Key(number, at));
    }

    private void report() {
        Optional<RegFault> found = problem.take();
        if (found.isEmpty()) {
            return;
        }
        RegFault fault = found.get();
        if (repairs > 0) {
            repairs--;
            fault = fault.instead(RegRepair.of(problem.line(), lines.isWide()));
        }
        if (faults.isEmpty()) {
            throw fault.in(source);
        }
        faults.get().accept(fault);
    }

    private EkuException refused(int line, int column, Message reason) {
        return new RegFault(line, column, reason, Optional.empty()).in(source);
    }
}
