package dev.eku.inspect;

import dev.eku.product.Clr;
import dev.eku.product.ExecutablePath;
import dev.eku.registry.KeyContents;
import dev.eku.registry.KeyContents.NamedValue;
import dev.eku.registry.KeyPath;
import dev.eku.registry.NameFolding;
import dev.eku.registry.RegistryValue;
import dev.eku.registry.RegistryView;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * One of the keys that can hold a setting's values for applications. A value is found by the path that it is meant for,
 * without reading the others. A key is aside if nothing that was asked about reads it, eku never wrote it, and it holds
 * no value. Immutable.
 */
public final class SettingKey {
    private final RegistryView view;
    private final Clr clr;
    private final KeyPath key;
    private final Optional<KeyContents> contents;
    private final Optional<Details> details;
    private final boolean readable;
    private final boolean aside;
    private final Map<String, String> longNames;
    private final Map<String, List<NamedValue>> byPath = new HashMap<>();

    /**
     * What is asked of a key besides its contents. Immutable.
     *
     * @param missing the keys that must be created so that the key exists, topmost first
     * @param global the machine-wide value of the same view and runtime
     * @param writable whether this account may create the key and write its values; false for a verdict
     */
    public record Details(List<KeyPath> missing, Optional<RegistryValue> global, boolean writable) {
        public Details {
            missing = List.copyOf(missing);
        }
    }

    /**
     * A key that could be read.
     *
     * @param contents empty if the key does not exist
     * @param longNames for each value whose name looks like an 8.3 path: the long path that it stands for, if there is
     *     one
     */
    public SettingKey(
            RegistryView view,
            Clr clr,
            KeyPath key,
            Optional<KeyContents> contents,
            Details details,
            Map<String, String> longNames) {
        this(view, clr, key, contents, Optional.of(details), true, false, longNames);
    }

    private SettingKey(
            RegistryView view,
            Clr clr,
            KeyPath key,
            Optional<KeyContents> contents,
            Optional<Details> details,
            boolean readable,
            boolean aside,
            Map<String, String> longNames) {
        this.view = view;
        this.clr = clr;
        this.key = key;
        this.contents = contents;
        this.details = details;
        this.readable = readable;
        this.aside = aside;
        this.longNames = Map.copyOf(longNames);
        List<NamedValue> values = contents.isPresent() ? contents.get().values() : List.of();
        for (NamedValue value : values) {
            String name = NameFolding.fold(value.name());
            byPath.computeIfAbsent(name, none -> new ArrayList<>()).add(value);
            Optional.ofNullable(this.longNames.get(value.name()))
                    .or(() -> ExecutablePath.tryNormalise(value.name().replace("\"", "")))
                    .map(NameFolding::fold)
                    .filter(path -> !path.equals(name))
                    .ifPresent(path -> byPath.computeIfAbsent(path, none -> new ArrayList<>())
                            .add(value));
        }
    }

    /** A key that may not be read. */
    static SettingKey unreadable(RegistryView view, Clr clr, KeyPath key) {
        return new SettingKey(view, clr, key, Optional.empty(), Optional.empty(), false, true, Map.of());
    }

    /** A key that is {@linkplain #isAside aside}, and of which nothing else was asked. */
    static SettingKey aside(RegistryView view, Clr clr, KeyPath key, Optional<KeyContents> contents) {
        return new SettingKey(view, clr, key, contents, Optional.empty(), true, true, Map.of());
    }

    /** The same key, {@linkplain #isAside aside}. */
    SettingKey asAside() {
        return new SettingKey(view, clr, key, contents, details, readable, true, longNames);
    }

    /** The value with that name, in any case. */
    public Optional<RegistryValue> value(String name) {
        return contents.isPresent() ? contents.get().value(name) : Optional.empty();
    }

    /**
     * The values whose name is that path, or another spelling of it: with quotes, slashes, double backslashes, blanks
     * at its end, or 8.3.
     */
    public List<NamedValue> meantFor(String path) {
        return List.copyOf(byPath.getOrDefault(NameFolding.fold(path), List.of()));
    }

    /** The view it is in. */
    public RegistryView view() {
        return view;
    }

    /** The runtime that reads it. */
    public Clr clr() {
        return clr;
    }

    /** The path of the key. */
    public KeyPath key() {
        return key;
    }

    /** Empty if the key does not exist. */
    public Optional<KeyContents> contents() {
        return contents;
    }

    /** What was asked besides the contents. Empty for a key that is aside, except in an inspection for a report. */
    public Optional<Details> details() {
        return details;
    }

    /** Whether nothing but the contents of the key can decide anything. */
    public boolean isAside() {
        return aside;
    }

    /**
     * Whether this account may read the key. An unreadable key is kept only if nothing that is asked about reads it,
     * and then everything else here treats it as absent.
     */
    public boolean readable() {
        return readable;
    }

    /** For each value whose name looks like an 8.3 path: the long path that it stands for, if there is one. */
    public Map<String, String> longNames() {
        return longNames;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SettingKey setting
                && setting.view == view
                && setting.clr == clr
                && setting.key.equals(key)
                && setting.contents.equals(contents)
                && setting.details.equals(details)
                && setting.readable == readable
                && setting.aside == aside
                && setting.longNames.equals(longNames);
    }

    @Override
    public int hashCode() {
        return Objects.hash(view, clr, key, contents, details, readable, aside, longNames);
    }

    @Override
    public String toString() {
        return view + " " + key + " " + contents;
    }
}
