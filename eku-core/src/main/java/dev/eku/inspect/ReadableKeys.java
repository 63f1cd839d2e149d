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
 * Reads keys that help to answer, but whose absence is not an error. A key that may not be read is reported as absent,
 * and is noted. Code that decides by such a key must ask whether it was refused, because it is unknown and not absent.
 * Not thread-safe.
 */
final class ReadableKeys {
    private final Registry registry;
    /** By the paths where 64-bit Windows stores them. */
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

    /** A text in the 64-bit view; also empty if the value has another type. */
    Optional<String> text(KeyPath key, String name) {
        Optional<RegistryValue> value = value(RegistryView.VIEW_64, key, name);
        return value.isPresent() ? value.get().asString() : Optional.empty();
    }

    /** A number; also empty if the value has another type. */
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

    /** Whether a key exists. A key that may not be read exists. */
    boolean exists(RegistryView view, KeyPath key) {
        try {
            return registry.exists(view, key);
        } catch (Win32Exception failure) {
            note(failure, view, key);
            return true;
        }
    }

    /** Whether a key was asked for, but may not be read. */
    boolean isRefused(RegistryView view, KeyPath key) {
        return refused.contains(view.stored(key));
    }

    /** All keys that were asked for, but may not be read, by the paths where 64-bit Windows stores them. */
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
