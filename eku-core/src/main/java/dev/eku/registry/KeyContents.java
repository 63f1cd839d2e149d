package dev.eku.registry;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Everything that one key holds, read at one moment. Immutable.
 *
 * @param subkeys the names of the keys directly below, in the registry's order
 * @param values the values in the registry's order; the default value, if set, has an empty name
 * @param lastWritten when a value or subkey was last changed, by the host's clock; empty if the host does not report it
 */
public record KeyContents(List<String> subkeys, List<NamedValue> values, Optional<Instant> lastWritten) {
    public KeyContents {
        subkeys = List.copyOf(subkeys);
        values = List.copyOf(values);
    }

    /** A value and its name in the spelling the registry keeps. */
    public record NamedValue(String name, RegistryValue value) {}

    /** The value of that name, in upper or lower case. */
    public Optional<RegistryValue> value(String name) {
        return values.stream()
                .filter(entry -> NameFolding.same(entry.name(), name))
                .map(NamedValue::value)
                .findFirst();
    }

    /** Whether the key holds neither values nor subkeys. */
    public boolean isEmpty() {
        return subkeys.isEmpty() && values.isEmpty();
    }
}
