package dev.eku.registry;

import java.util.ArrayList;
import java.util.List;

/**
 * Which registry is meant. 64-bit Windows has two: a 32-bit process sees {@code HKLM\SOFTWARE} as the 32-bit view (stored under
 * {@code Wow6432Node}). Every call names its view, so that the bitness of our own process never matters.
 */
public enum RegistryView {
    VIEW_64("64-bit"),
    VIEW_32("32-bit"),
    /**
     * The one registry of 32-bit Windows, which shows it whichever view it is asked for (Microsoft Learn, "Registry Key Security and
     * Access Rights": the flags for the views are ignored there). On 64-bit Windows the same as {@link #VIEW_64}: nothing is redirected.
     */
    ONLY("registry");

    /** The two of 64-bit Windows. */
    public static final List<RegistryView> BOTH = List.of(VIEW_64, VIEW_32);

    private static final String NODE = "Wow6432Node";

    private final String label;

    RegistryView(String label) {
        this.label = label;
    }

    /**
     * Where Windows keeps the key that this view shows at that path: for the 32-bit view of {@code SOFTWARE}, below
     * {@code SOFTWARE\Wow6432Node}, which either view of 64-bit Windows shows there.
     */
    public KeyPath stored(KeyPath key) {
        List<String> names = key.names();
        boolean redirected = names.size() > 1 && NameFolding.same(names.get(1), NODE);
        if (this != VIEW_32 || !NameFolding.same(names.get(0), "SOFTWARE") || redirected) {
            return key;
        }
        List<String> stored = new ArrayList<>(names);
        stored.add(1, NODE);
        return KeyPath.of(stored.toArray(String[]::new));
    }

    /** {@code 64-bit}, {@code 32-bit}, or {@code registry}, as what stands before a key. */
    @Override
    public String toString() {
        return label;
    }
}
