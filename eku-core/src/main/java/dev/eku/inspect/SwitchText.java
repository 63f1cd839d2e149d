package dev.eku.inspect;

import dev.eku.registry.RegistryValue;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * How .NET reads the text of an AppContext switch (Microsoft reference source,
 * {@code AppContextDefaultValues.DesktopOverrides.cs}).
 */
final class SwitchText {
    /** The size of .NET's buffer for a registry value, in bytes. .NET ignores a value that does not fit. */
    private static final int BUFFER = 12;

    private SwitchText() {}

    /**
     * Reads {@code name=true;name=false}. Names are compared exactly, the last one wins, and a value that is neither
     * true nor false does not count.
     */
    static Optional<Boolean> inList(String overrides, String name) {
        Optional<Boolean> last = Optional.empty();
        for (String pair : overrides.split(";", -1)) {
            int equals = pair.indexOf('=');
            if (equals >= 0 && pair.substring(0, equals).equals(name)) {
                Optional<Boolean> value = truth(pair.substring(equals + 1));
                last = value.isPresent() ? value : last;
            }
        }
        return last;
    }

    /**
     * Reads a registry value up to the first NUL. The type of the value does not matter. If the data ends with half a
     * unit and has no NUL before it, eku cannot tell what .NET reads after it.
     */
    static Optional<Boolean> inRegistry(RegistryValue value) {
        if (value.size() > BUFFER) {
            return Optional.empty();
        }
        int units = value.size() / 2;
        String text = new String(value.bytes(), 0, units * 2, StandardCharsets.UTF_16LE);
        int nul = text.indexOf('\0');
        if (nul < 0 && value.size() % 2 != 0) {
            return Optional.empty();
        }
        return truth(nul < 0 ? text : text.substring(0, nul));
    }

    /** The text without the blanks around it. Each of the CLR's readers has its own definition of a blank. */
    static String strip(IntPredicate isBlank, String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isBlank.test(text.charAt(start))) {
            start++;
        }
        while (end > start && isBlank.test(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    /** Like {@code Boolean.TryParse} of .NET: in any case, and with NULs or what .NET regards as blanks around it. */
    private static Optional<Boolean> truth(String text) {
        return switch (strip(SwitchText::isBlank, text).toLowerCase(Locale.ROOT)) {
            case "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    /** {@code Char.IsWhiteSpace}, which, unlike Java, includes the no-break spaces, and NUL. */
    private static boolean isBlank(int unit) {
        return switch (unit) {
            case '\0', 0x85, 0xA0 -> true;
            default -> (unit >= 0x09 && unit <= 0x0D) || Character.isSpaceChar(unit);
        };
    }
}
