package dev.eku.registry;

import dev.eku.text.Message;
import dev.eku.text.Worded;
import java.util.ArrayList;
import java.util.List;

/**
 * Which view of the registry is meant. 64-bit Windows has two views. A 32-bit process sees {@code HKLM\SOFTWARE} in the
 * 32-bit view, which is stored under {@code Wow6432Node}. Every call names its view, so that the bitness of our own
 * process never matters.
 */
public enum RegistryView implements Worded {
    VIEW_64("64-bit"),
    VIEW_32("32-bit"),
    /**
     * The only registry of 32-bit Windows, which shows it for every view (Microsoft Learn, "Registry Key Security and
     * Access Rights": the flags for the views are ignored there). On 64-bit Windows it is the same as {@link #VIEW_64},
     * without redirection.
     */
    ONLY("registry");

    /** The two views of 64-bit Windows. */
    public static final List<RegistryView> BOTH = List.of(VIEW_64, VIEW_32);

    private static final String NODE = "Wow6432Node";

    private final String label;

    RegistryView(String label) {
        this.label = label;
    }

    /**
     * Where Windows keeps the key that this view shows at that path. For {@code SOFTWARE} in the 32-bit view this is
     * below {@code SOFTWARE\Wow6432Node}, where both views of 64-bit Windows show it.
     */
    public KeyPath stored(KeyPath key) {
        List<String> names = key.names();
        boolean redirected = names.size() > 1 && NameFolding.same(names.get(1), NODE);
        if (this != VIEW_32 || !NameFolding.same(names.get(0), "SOFTWARE") || redirected) {
            return key;
        }
        List<String> stored = new ArrayList<>(names);
        stored.add(1, NODE);
        return KeyPath.of(stored.toArray(new String[0]));
    }

    @Override
    public Message words() {
        return Message.of("registry.view." + name());
    }

    /** {@code 64-bit}, {@code 32-bit}, or {@code registry}, to be written before a key. */
    @Override
    public String toString() {
        return label;
    }
}
