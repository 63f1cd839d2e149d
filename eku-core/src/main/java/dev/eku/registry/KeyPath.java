package dev.eku.registry;

import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A key below {@code HKEY_LOCAL_MACHINE}, which is the only hive that eku touches; the .NET reader never reads
 * {@code HKCU}. Two paths are equal if they differ only in upper and lower case. A path is printed as it was given.
 * Immutable.
 */
public final class KeyPath implements Comparable<KeyPath> {
    /** The longest name of one key, in UTF-16 units (Microsoft Learn, "Registry element size limits"). */
    public static final int MAX_NAME_LENGTH = 255;

    private static final String ROOT = "HKLM";
    private static final String LONG_ROOT = "HKEY_LOCAL_MACHINE";

    private final List<String> names;
    private final String folded;

    private KeyPath(List<String> names) {
        if (names.isEmpty()) {
            throw invalid("");
        }
        for (String name : names) {
            if (!isName(name)) {
                throw invalid(String.join("\\", names));
            }
        }
        this.names = List.copyOf(names);
        this.folded = NameFolding.fold(String.join("\\", names));
    }

    private static boolean isName(String name) {
        return !name.isEmpty() && name.length() <= MAX_NAME_LENGTH && name.indexOf('\\') < 0 && name.indexOf('\0') < 0;
    }

    /** For names that were already checked. Parents are needed at every reading of a registry, so this saves time. */
    private KeyPath(List<String> names, String folded) {
        this.names = names;
        this.folded = folded;
    }

    /**
     * The key with these names from the root downwards.
     *
     * @throws EkuException {@code INVALID_PARAMETER} if a name is empty, is longer than {@link #MAX_NAME_LENGTH}, or
     *     contains a backslash or NUL
     */
    public static KeyPath of(String... names) {
        return new KeyPath(List.of(names));
    }

    /**
     * Reads {@code HKLM\SOFTWARE\...}, with {@code HKLM} or {@code HKEY_LOCAL_MACHINE} as root.
     *
     * @throws EkuException {@code INVALID_PARAMETER} for another root or an impossible name
     */
    public static KeyPath parse(String text) {
        List<String> parts = new ArrayList<>(List.of(text.split("\\\\", -1)));
        String root = parts.remove(0);
        if (!NameFolding.same(root, ROOT) && !NameFolding.same(root, LONG_ROOT)) {
            throw invalid(text);
        }
        return new KeyPath(parts);
    }

    /** The names from the root downwards. */
    public List<String> names() {
        return names;
    }

    /** The last name. */
    public String name() {
        return names.get(names.size() - 1);
    }

    /** The key above; empty for a key directly below the root. */
    public Optional<KeyPath> parent() {
        return names.size() == 1 ? Optional.empty() : Optional.of(top(names.size() - 1));
    }

    /** The key of that name directly below this one. */
    public KeyPath child(String name) {
        List<String> all = new ArrayList<>(names);
        all.add(name);
        if (!isName(name)) {
            throw invalid(String.join("\\", all));
        }
        return new KeyPath(List.copyOf(all), folded + '\\' + NameFolding.fold(name));
    }

    /** This key and all keys above it, the topmost first. */
    public List<KeyPath> lineage() {
        List<KeyPath> all = new ArrayList<>();
        for (int depth = 1; depth < names.size(); depth++) {
            all.add(top(depth));
        }
        all.add(this);
        return all;
    }

    /** The key above that has this many names. */
    private KeyPath top(int depth) {
        List<String> above = names.subList(0, depth);
        int length = depth - 1;
        for (String name : above) {
            length += name.length();
        }
        return new KeyPath(List.copyOf(above), folded.substring(0, length));
    }

    private static EkuException invalid(String text) {
        return new EkuException(ErrorCode.INVALID_PARAMETER, "key", text, "HKLM\\SOFTWARE\\...");
    }

    @Override
    public int compareTo(KeyPath other) {
        return folded.compareTo(other.folded);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof KeyPath key && key.folded.equals(folded);
    }

    @Override
    public int hashCode() {
        return folded.hashCode();
    }

    /** {@code HKLM\SOFTWARE\...}. */
    @Override
    public String toString() {
        return ROOT + "\\" + String.join("\\", names);
    }
}
