package dev.eku.inspect;

import dev.eku.error.ErrorCode;
import dev.eku.error.Win32Exception;
import dev.eku.registry.KeyContents;
import dev.eku.registry.KeyPath;
import dev.eku.registry.Registry;
import dev.eku.registry.RegistryValue;
import dev.eku.registry.RegistryView;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Reads keys that help to answer, and whose absence would not be an error. One that may not be read is told as if it
 * were not there, and is noted: whoever decides by it has to ask for that, since it is unknown and not absent. Not
 * thread-safe.
 */
final class ReadableKeys {
    private final Registry registry;
    /** By the places where 64-bit Windows keeps them. */
    private final Set<KeyPath> refused = new LinkedHashSet<>();

    ReadableKeys(Registry registry) {
        this.registry = registry;
    }

    Optional<RegistryValue> value(RegistryView view, KeyPath key, String name) {
        try {
            return registry.value(view, key, name);
        } catch (Win32Exception failure) {
            note(failure, view, key);
            return Optional.empty();
        }
    }

    /** A text in the 64-bit view; empty if it is of another type, too. */
    Optional<String> text(KeyPath key, String name) {
        Optional<RegistryValue> value = value(RegistryView.VIEW_64, key, name);
        return value.isPresent() ? value.get().asString() : Optional.empty();
    }

    /** A number; empty if it is of another type, too. */
    Optional<Long> number(RegistryView view, KeyPath key, String name) {
        Optional<RegistryValue> value = value(view, key, name);
        OptionalLong number = value.isPresent() ? value.get().asDword() : OptionalLong.empty();
        return number.isPresent() ? Optional.of(number.getAsLong()) : Optional.empty();
    }

    Optional<KeyContents> read(RegistryView view, KeyPath key) {
        try {
            return registry.read(view, key);
        } catch (Win32Exception failure) {
            note(failure, view, key);
            return Optional.empty();
        }
    }

    /** One that may not be read is there. */
    boolean exists(RegistryView view, KeyPath key) {
        try {
            return registry.exists(view, key);
        } catch (Win32Exception failure) {
            note(failure, view, key);
            return true;
        }
    }

    /** Whether a key was asked for and may not be read. */
    boolean isRefused(RegistryView view, KeyPath key) {
        return refused.contains(view.stored(key));
    }

    /** All that were asked for and may not be read, by the places where 64-bit Windows keeps them. */
    Set<KeyPath> refused() {
        return Set.copyOf(refused);
    }

    private void note(Win32Exception failure, RegistryView view, KeyPath key) {
        if (failure.code() != ErrorCode.ACCESS_DENIED) {
            throw failure;
        }
        refused.add(view.stored(key));
    }
}
