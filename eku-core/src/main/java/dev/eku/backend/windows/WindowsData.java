package dev.eku.backend.windows;

import java.util.ArrayList;
import java.util.List;

/**
 * Converts data of the Windows API to eku's own, and back. Pure: it does not use JNA, so it is tested on any machine.
 */
final class WindowsData {
    private WindowsData() {}

    /** The text up to the first NUL. */
    static String text(char[] units) {
        int end = 0;
        while (end < units.length && units[end] != 0) {
            end++;
        }
        return new String(units, 0, end);
    }

    /** The texts of a list in which a NUL ends each text and one more NUL ends the list. */
    static List<String> list(char[] units) {
        List<String> texts = new ArrayList<>();
        int begin = 0;
        for (int i = 0; i < units.length; i++) {
            if (units[i] == 0) {
                if (i == begin) {
                    return texts;
                }
                texts.add(new String(units, begin, i - begin));
                begin = i + 1;
            }
        }
        if (begin < units.length) {
            texts.add(new String(units, begin, units.length - begin));
        }
        return texts;
    }
}
