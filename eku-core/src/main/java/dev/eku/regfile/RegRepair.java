package dev.eku.regfile;

import dev.eku.error.EkuException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What somebody meant who wrote a line that does nothing. What it says was tried: a strict reader takes it. Pure. */
final class RegRepair {
    /** A longer line was not written by hand. */
    private static final int MAX_LENGTH = 2_000;

    private RegRepair() {}

    /** The line as it should be, if that can be told. */
    static Optional<String> of(String wrong, boolean wide) {
        if (wrong.isEmpty() || wrong.length() > MAX_LENGTH || wrong.charAt(0) == '\0') {
            return Optional.empty();
        }
        String line = plain(wrong);
        Optional<String> repaired =
                line.startsWith("[") || RegRoot.of(upToBackslash(line)).isPresent()
                        ? Optional.of(key(line))
                        : line.startsWith("#") || line.startsWith("//")
                                ? Optional.of(";" + line.replaceFirst("^(#|//)", ""))
                                : value(line);
        return repaired.filter(text -> !text.equals(wrong) && isClean(text, wide));
    }

    private static String upToBackslash(String line) {
        int end = line.indexOf('\\');
        return line.substring(line.startsWith("-") ? 1 : 0, end < 0 ? line.length() : end);
    }

    /** Word processors and web pages replace marks and blanks by others. */
    private static String plain(String line) {
        return line.replaceAll("[\u201C\u201D\u201E\u201F\u2033\uFF02]", "\"")
                .replaceAll("[\u00A0\u2007\u202F\u3000]", " ")
                .strip();
    }

    private static String key(String line) {
        String body = line.startsWith("[") ? line.substring(1).strip() : line;
        int end = body.indexOf(']');
        body = end < 0 ? body : body.substring(0, end);
        boolean deletion = body.startsWith("-");
        List<String> names =
                new ArrayList<>(List.of((deletion ? body.substring(1).strip() : body).split("\\\\+")));
        names.set(0, RegRoot.of(names.get(0)).map(RegRoot::toString).orElse(names.get(0)));
        return "[" + (deletion ? "-" : "") + String.join("\\", names) + "]";
    }

    private static Optional<String> value(String line) {
        boolean quoted = line.startsWith("\"");
        int equals = quoted ? endOfName(line) : line.indexOf('=');
        if (equals <= 0) {
            return Optional.empty();
        }
        String name = line.substring(0, equals).strip();
        if (!name.equals("@")) {
            name = name.startsWith("\"") ? name.substring(1) : name;
            name = name.endsWith("\"") ? name.substring(0, name.length() - 1) : name;
            name = '"' + escaped(name) + '"';
        }
        return Optional.of(name + "=" + data(line.substring(equals + 1).strip()));
    }

    /** The equals sign after the first mark that one follows. */
    private static int endOfName(String line) {
        for (int mark = line.indexOf('"', 1); mark > 0; mark = line.indexOf('"', mark + 1)) {
            int next = RegText.skipBlanks(line, mark + 1);
            if (next < line.length() && line.charAt(next) == '=') {
                return next;
            }
        }
        return -1;
    }

    private static String data(String data) {
        String lower = data.toLowerCase(Locale.ROOT);
        if (data.startsWith("\"")) {
            int end = data.lastIndexOf('"');
            return '"' + escaped(data.substring(1, end == 0 ? data.length() : end)) + '"';
        }
        if (lower.startsWith("dword:")) {
            String digits = lower.substring(6).strip().replaceFirst("^0x", "");
            return digits.matches("[0-9a-f]{1,8}") ? "dword:" + "0".repeat(8 - digits.length()) + digits : data;
        }
        return lower.startsWith("hex") ? lower.replace(" ", "") : data;
    }

    /** Backslashes that escape a backslash or a mark stay; others are meant as they stand. */
    private static String escaped(String text) {
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            boolean escapes = character == '\\'
                    && i + 1 < text.length()
                    && (text.charAt(i + 1) == '\\' || text.charAt(i + 1) == '"');
            if (escapes) {
                all.append(character).append(text.charAt(++i));
            } else {
                all.append(character == '\\' || character == '"' ? "\\" : "").append(character);
            }
        }
        return all.toString();
    }

    private static boolean isClean(String line, boolean wide) {
        String file =
                (wide ? "\uFEFF" : "") + RegVersion.VERSION_5.header() + "\n[HKEY_LOCAL_MACHINE\\SOFTWARE]\n" + line;
        try {
            RegReader reader = new RegReader(
                    new ByteArrayInputStream(file.getBytes(wide ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_8)),
                    "",
                    StandardCharsets.UTF_8,
                    Optional.empty(),
                    0);
            int entries = 0;
            while (reader.next().isPresent()) {
                entries++;
            }
            return entries == 2;
        } catch (EkuException unclean) {
            return false;
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
