package dev.eku.registry;

import dev.eku.registry.KeyContents.NamedValue;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Some values of one key, and when the key was last written. The time was read after the values, so it is too late
 * rather than too early if somebody wrote the key in the meantime. Immutable.
 *
 * @param values the values that were asked for and exist
 * @param lastWritten when a value or subkey was last changed, by the host's clock; empty if the host does not report it
 */
public record KeyExcerpt(List<NamedValue> values, Optional<Instant> lastWritten) {
    public KeyExcerpt {
        values = List.copyOf(values);
    }

    /** The value of that name in any spelling of case. */
    public Optional<RegistryValue> value(String name) {
        for (NamedValue value : values) {
            if (NameFolding.same(value.name(), name)) {
                return Optional.of(value.value());
            }
        }
        return Optional.empty();
    }
}
