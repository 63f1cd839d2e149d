package dev.eku.registry;

import java.util.ArrayList;
import java.util.List;

/**
 * Which of the two registries of 64-bit Windows is meant. A 32-bit process sees {@code HKLM\SOFTWARE} as the 32-bit view
 * (stored under {@code Wow6432Node}); every call names its view, so that the bitness of our own process never matters.
 */
public enum RegistryView {
    VIEW_64("64-bit"),
    VIEW_32("32-bit");

    private static final String NODE = "Wow6432Node";

    private final String label;

    RegistryView(String label) {
        this.label = label;
    }

    /** The other view. */
    public RegistryView other() {
        return this == VIEW_64 ? VIEW_32 : VIEW_64;
    }

    /**
     * Where 64-bit Windows keeps the key that this view shows at that path: for the 32-bit view of {@code SOFTWARE}, below
     * {@code SOFTWARE\Wow6432Node}, which either view shows there.
     */
    public KeyPath stored(KeyPath key) {
        List<String> names = key.names();
        boolean redirected = names.size() > 1 && NameFolding.same(names.get(1), NODE);
        if (this == VIEW_64 || !NameFolding.same(names.get(0), "SOFTWARE") || redirected) {
            return key;
        }
        List<String> stored = new ArrayList<>(names);
        stored.add(1, NODE);
        return KeyPath.of(stored.toArray(String[]::new));
    }

    /** {@code 64-bit} or {@code 32-bit}. */
    @Override
    public String toString() {
        return label;
    }
}
