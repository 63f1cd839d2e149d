package dev.eku.registry;

/**
 * How Windows compares key, value and service names: each UTF-16 unit by itself, and only letters whose case pair is
 * reversible. So {@code É} equals {@code é}, but {@code ß}, the dotless {@code ı}, the final sigma and the Kelvin sign equal
 * only themselves. {@link String#equalsIgnoreCase} and {@link String#toLowerCase} are both wrong here; this is the one place
 * that knows. Measured on Wine 8 with 17 pairs; real Windows has its own table. Thread-safe.
 */
public final class NameFolding {
    private NameFolding() {}

    /** The form under which all spellings of a name are equal. */
    public static String fold(String name) {
        char[] folded = name.toCharArray();
        for (int i = 0; i < folded.length; i++) {
            char upper = Character.toUpperCase(folded[i]);
            if (Character.toLowerCase(upper) == folded[i]) {
                folded[i] = upper;
            }
        }
        return new String(folded);
    }

    /** Whether Windows takes both for the same name. */
    public static boolean same(String one, String other) {
        return one.length() == other.length() && fold(one).equals(fold(other));
    }
}
