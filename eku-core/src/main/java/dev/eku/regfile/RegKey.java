package dev.eku.regfile;

import dev.eku.registry.KeyPath;
import dev.eku.registry.NameFolding;
import dev.eku.registry.RegistryView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A key that a {@code .reg} names: a root, and the names below it. Two keys are equal if they differ only in upper and
 * lower case. Immutable.
 */
public final class RegKey {
    private static final String SOFTWARE = "SOFTWARE";
    private static final String NODE = "WOW6432Node";

    private final RegRoot root;
    private final List<String> names;

    RegKey(RegRoot root, List<String> names) {
        this.root = root;
        this.names = List.copyOf(names);
    }

    /**
     * Where a key stands in a registry.
     *
     * @param view the view that shows it at that path
     * @param key the path
     */
    public record Place(RegistryView view, KeyPath key) {}

    /**
     * A key of a view, as a file names it that is imported into the 64-bit view: the 32-bit one stands below
     * {@code SOFTWARE\WOW6432Node}.
     */
    public static RegKey of(RegistryView view, KeyPath key) {
        return new RegKey(RegRoot.LOCAL_MACHINE, view.stored(key).names());
    }

    /** The root. */
    public RegRoot root() {
        return root;
    }

    /** The names from the root downwards; empty for the root itself. */
    public List<String> names() {
        return names;
    }

    /**
     * Where an import writes this key; empty if that is not below {@code HKEY_LOCAL_MACHINE}. A {@code .reg} does not
     * say which view it was exported from, so whoever imports it says so ({@code /reg:32}, {@code /reg:64}). What a
     * file calls {@code SOFTWARE\WOW6432Node} is the 32-bit view in both.
     *
     * @param importedInto the view that the import is told
     */
    public Optional<Place> place(RegistryView importedInto) {
        if (root != RegRoot.LOCAL_MACHINE || names.isEmpty()) {
            return Optional.empty();
        }
        boolean redirected = importedInto != RegistryView.ONLY
                && names.size() > 1
                && NameFolding.same(names.get(0), SOFTWARE)
                && NameFolding.same(names.get(1), NODE);
        if (!redirected) {
            return Optional.of(new Place(importedInto, path(names)));
        }
        List<String> below = new ArrayList<>(names);
        below.remove(1);
        return Optional.of(new Place(RegistryView.VIEW_32, path(below)));
    }

    private static KeyPath path(List<String> names) {
        return KeyPath.of(names.toArray(new String[0]));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RegKey key
                && key.root == root
                && NameFolding.same(String.join("\\", key.names), String.join("\\", names));
    }

    @Override
    public int hashCode() {
        return 31 * root.hashCode() + NameFolding.fold(String.join("\\", names)).hashCode();
    }

    /** {@code HKEY_LOCAL_MACHINE\SOFTWARE\...}, as it stands between the brackets. */
    @Override
    public String toString() {
        return names.isEmpty() ? root.toString() : root + "\\" + String.join("\\", names);
    }
}
