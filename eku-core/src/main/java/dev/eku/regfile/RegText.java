package dev.eku.regfile;

import dev.eku.registry.RegistryType;
import dev.eku.registry.RegistryValue;

/** Characters and texts of a line, as Windows takes them. Pure. */
final class RegText {
    private RegText() {}

    /** Only these two are blanks: what looks like one may be another character. */
    static boolean isBlank(char character) {
        return character == ' ' || character == '\t';
    }

    static boolean isHex(char character) {
        return (character >= '0' && character <= '9')
                || (character >= 'a' && character <= 'f')
                || (character >= 'A' && character <= 'F');
    }

    /** The index of the first character from there on that is no blank. */
    static int skipBlanks(String line, int from) {
        int at = from;
        while (at < line.length() && isBlank(line.charAt(at))) {
            at++;
        }
        return at;
    }

    /** Whether nothing follows but a comment. */
    static boolean isRest(String line, int from) {
        int at = skipBlanks(line, from);
        return at >= line.length() || line.charAt(at) == ';';
    }

    /** The text without blanks at its end. */
    static String withoutTrailingBlanks(String line) {
        int end = line.length();
        while (end > 0 && isBlank(line.charAt(end - 1))) {
            end--;
        }
        return line.substring(0, end);
    }

    /** A text between quotation marks: only the backslash and the mark itself are escaped. */
    static String escaped(String text) {
        if (text.indexOf('\\') < 0 && text.indexOf('"') < 0) {
            return text;
        }
        return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }

    /** The units of a text in UTF-16LE, of which half a surrogate pair is one as well. */
    static byte[] units(CharSequence text) {
        byte[] units = new byte[2 * text.length()];
        for (int i = 0; i < text.length(); i++) {
            units[2 * i] = (byte) text.charAt(i);
            units[2 * i + 1] = (byte) (text.charAt(i) >> 8);
        }
        return units;
    }

    /** A REG_SZ with its NUL. */
    static RegistryValue string(String text) {
        return RegistryValue.of(RegistryType.SZ, units(text + '\0'));
    }

    /**
     * Reads a text between quotation marks.
     *
     * @param from the index after the first mark
     * @param into where the text goes
     * @return the index after the last mark; -1 if there is none
     */
    static int unescape(RegLines lines, String line, int from, StringBuilder into, RegProblem problem) {
        int at = from;
        while (at < line.length()) {
            char character = line.charAt(at);
            if (character == '"') {
                return at + 1;
            }
            if (character == '\\') {
                at++;
                if (at == line.length()) {
                    break;
                }
                character = line.charAt(at);
                switch (character) {
                    case '\\', '"' -> {}
                    case 'n', 'r' -> {
                        problem.note(lines, at - 1, "regfile.backslash.break", character);
                        character = character == 'n' ? '\n' : '\r';
                    }
                    case '0' -> {
                        problem.note(lines, at - 1, "regfile.backslash.zero");
                        return -1;
                    }
                    default -> problem.note(lines, at - 1, "regfile.backslash", character);
                }
            }
            into.append(character);
            at++;
        }
        problem.note(lines, from - 1, "regfile.quote");
        return -1;
    }
}
