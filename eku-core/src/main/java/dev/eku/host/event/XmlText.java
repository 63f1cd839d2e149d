package dev.eku.host.event;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of one event, with what XML 1.1 takes for no character replaced by U+FFFD. Windows writes the texts of
 * events as they were logged, so that such characters do come (U+0000 and U+FFFE, halves of a surrogate pair, and
 * references to these).
 *
 * @param text what can be parsed
 * @param altered whether it is not what stands there
 */
record XmlText(String text, boolean altered) {
    private static final Pattern REFERENCE = Pattern.compile("&#(?:x([0-9A-Fa-f]{1,20})|([0-9]{1,20}));");

    /** Of more digits than it is none. */
    private static final int MOST_DIGITS = 8;

    static XmlText of(String raw) {
        return isPlain(raw) ? new XmlText(raw, false) : repaired(raw);
    }

    /** Nearly all are. */
    private static boolean isPlain(String raw) {
        for (int i = 0; i < raw.length(); i++) {
            char unit = raw.charAt(i);
            boolean blank = unit == '\t' || unit == '\n' || unit == '\r';
            if ((unit < ' ' && !blank) || unit > '~' || (unit == '&' && raw.startsWith("&#", i))) {
                return false;
            }
        }
        return true;
    }

    private static XmlText repaired(String raw) {
        StringBuilder text = new StringBuilder(raw.length());
        boolean altered = false;
        for (int i = 0; i < raw.length(); ) {
            int character = raw.codePointAt(i);
            boolean allowed = isCharacter(character) && !isRestricted(character);
            // What the decoder could not read is no character of the event's either.
            altered |= !allowed || character == '\uFFFD';
            text.appendCodePoint(allowed ? character : '\uFFFD');
            i += Character.charCount(character);
        }
        Matcher reference = REFERENCE.matcher(text);
        StringBuilder all = new StringBuilder(text.length());
        while (reference.find()) {
            boolean allowed = isCharacter(number(reference));
            altered |= !allowed;
            reference.appendReplacement(all, allowed ? "$0" : "\uFFFD");
        }
        return new XmlText(reference.appendTail(all).toString(), altered);
    }

    /** Whether it is what may stand in a document, as it is or as a reference (XML 1.1, 2.2). */
    static boolean isCharacter(int character) {
        return (character >= 0x1 && character <= 0xD7FF)
                || (character >= 0xE000 && character <= 0xFFFD)
                || (character >= 0x1_0000 && character <= 0x10_FFFF);
    }

    /** Whether it may stand there as a reference only (XML 1.1, RestrictedChar). */
    private static boolean isRestricted(int character) {
        return (character < 0x20 && character != '\t' && character != '\n' && character != '\r')
                || (character >= 0x7F && character <= 0x9F && character != 0x85);
    }

    private static int number(Matcher reference) {
        boolean hex = reference.group(1) != null;
        String digits = hex ? reference.group(1) : reference.group(2);
        return digits.length() > MOST_DIGITS ? 0 : (int) Long.parseLong(digits, hex ? 16 : 10);
    }
}
