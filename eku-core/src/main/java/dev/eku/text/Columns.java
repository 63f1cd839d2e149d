package dev.eku.text;

/**
 * How many columns a text takes on a screen with letters of one width: two for each wide character, such as kanji and
 * kana, and none for a mark that joins the character before it.
 *
 * @see <a href="https://www.unicode.org/reports/tr11/">Unicode Standard Annex 11, East Asian Width (W and F)</a>
 */
public final class Columns {
    /** The first and the last of each range of wide characters, in their order. */
    private static final int[] WIDE = {
        0x1100, 0x115F, 0x231A, 0x231B, 0x2329, 0x232A, 0x23E9, 0x23EC, 0x2E80, 0x303E, 0x3041, 0x4DBF, 0x4E00, 0xA4CF,
        0xA960, 0xA97F, 0xAC00, 0xD7A3, 0xF900, 0xFAFF, 0xFE10, 0xFE19, 0xFE30, 0xFE6B, 0xFF01, 0xFF60, 0xFFE0, 0xFFE6,
        0x16FE0, 0x18DFF, 0x1AFF0, 0x1B2FF, 0x1F300, 0x1F64F, 0x1F680, 0x1F6FF, 0x1F900, 0x1F9FF, 0x20000, 0x3FFFD
    };

    /** The first combining character. */
    private static final int FIRST_MARK = 0x300;

    private Columns() {}

    /** The columns of a text. */
    public static int of(String text) {
        int columns = 0;
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            columns += of(text.codePointAt(i));
        }
        return columns;
    }

    /** The text, or as much of it as fits into that many columns, with an ellipsis for the rest. */
    public static String cut(String text, int most) {
        if (of(text) <= most) {
            return text;
        }
        int columns = 1;
        int end = 0;
        while (columns + of(text.codePointAt(end)) <= most) {
            columns += of(text.codePointAt(end));
            end += Character.charCount(text.codePointAt(end));
        }
        return text.substring(0, end) + "\u2026";
    }

    private static int of(int character) {
        if (character < FIRST_MARK) {
            return 1;
        }
        return switch (Character.getType(character)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
            default -> isWide(character) ? 2 : 1;
        };
    }

    private static boolean isWide(int character) {
        for (int i = 0; i < WIDE.length; i += 2) {
            if (character <= WIDE[i + 1]) {
                return character >= WIDE[i];
            }
        }
        return false;
    }
}
