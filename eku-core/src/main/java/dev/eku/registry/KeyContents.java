package dev.eku.registry;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Everything that one key holds, read at one moment. A value is found by its name without a look at the others.
 * Immutable.
 */
public final class KeyContents {
    private final List<String> subkeys;
    private final List<NamedValue> values;
    private final Optional<Instant> lastWritten;
    private final Map<String, RegistryValue> byName = new HashMap<>();

    /**
     * What was read.
     *
     * @param subkeys the names of the keys directly below, in the registry's order
     * @param values the values in the registry's order; the default value, if set, has an empty name
     * @param lastWritten when a value or subkey was last changed, by the host's clock; empty if the host does not
     *     report it
     */
    public KeyContents(List<String> subkeys, List<NamedValue> values, Optional<Instant> lastWritten) {
        this.subkeys = List.copyOf(subkeys);
        this.values = List.copyOf(values);
        this.lastWritten = lastWritten;
        for (NamedValue value : this.values) {
            byName.putIfAbsent(NameFolding.fold(value.name()), value.value());
        }
    }

    /** A value and its name in the spelling the registry keeps. */
    public record NamedValue(String name, RegistryValue value) {}

    /** The names of the keys directly below, in the registry's order. */
    public List<String> subkeys() {
        return subkeys;
    }

    /** The values in the registry's order. */
    public List<NamedValue> values() {
        return values;
    }

    /** When a value or subkey was last changed, by the host's clock; empty if the host does not report it. */
    public Optional<Instant> lastWritten() {
        return lastWritten;
    }

    /** The value of that name in any spelling of case. */
    public Optional<RegistryValue> value(String name) {
        return Optional.ofNullable(byName.get(NameFolding.fold(name)));
    }

    /** Whether the key holds neither values nor subkeys. */
    public boolean isEmpty() {
        return subkeys.isEmpty() && values.isEmpty();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof KeyContents contents
                && contents.subkeys.equals(subkeys)
                && contents.values.equals(values)
                && contents.lastWritten.equals(lastWritten);
    }

    @Override
    public int hashCode() {
        return Objects.hash(subkeys, values, lastWritten);
    }

    @Override
    public String toString() {
        return subkeys + " " + values + " " + lastWritten;
    }
}
