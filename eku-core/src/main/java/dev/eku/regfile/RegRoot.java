package dev.eku.regfile;

import dev.eku.registry.NameFolding;
import java.util.Optional;

/** The roots below which a {@code .reg} may name keys; eku itself changes {@link #LOCAL_MACHINE} only. Immutable. */
public enum RegRoot {
    /** {@code HKEY_CLASSES_ROOT}. */
    CLASSES_ROOT("HKEY_CLASSES_ROOT", "HKCR"),
    /** {@code HKEY_CURRENT_USER}. */
    CURRENT_USER("HKEY_CURRENT_USER", "HKCU"),
    /** {@code HKEY_LOCAL_MACHINE}. */
    LOCAL_MACHINE("HKEY_LOCAL_MACHINE", "HKLM"),
    /** {@code HKEY_USERS}. */
    USERS("HKEY_USERS", "HKU"),
    /** {@code HKEY_CURRENT_CONFIG}. */
    CURRENT_CONFIG("HKEY_CURRENT_CONFIG", "HKCC");

    private final String label;
    private final String abbreviation;

    RegRoot(String label, String abbreviation) {
        this.label = label;
        this.abbreviation = abbreviation;
    }

    /** The root of that name or abbreviation, in any spelling of case. */
    static Optional<RegRoot> of(String name) {
        for (RegRoot root : values()) {
            if (NameFolding.same(root.label, name) || NameFolding.same(root.abbreviation, name)) {
                return Optional.of(root);
            }
        }
        return Optional.empty();
    }

    /** {@code HKEY_LOCAL_MACHINE} and the like. */
    @Override
    public String toString() {
        return label;
    }
}
