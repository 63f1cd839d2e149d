package dev.eku.inspect;

import dev.eku.error.Win32Error;
import dev.eku.error.Win32Exception;
import dev.eku.host.HostSnapshot.Access;
import dev.eku.host.HostSnapshot.StoredKey;
import dev.eku.registry.KeyContents;
import dev.eku.registry.KeyContents.NamedValue;
import dev.eku.registry.KeyPath;
import dev.eku.registry.NameFolding;
import dev.eku.registry.Registry;
import dev.eku.registry.RegistryValue;
import dev.eku.registry.RegistryView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** The registry keys of a capture, each with the values that were asked for and no others. Not thread-safe. */
final class CapturedKeys {
    private final Registry registry;
    private final Map<KeyPath, StoredKey> keys = new TreeMap<>();

    CapturedKeys(Registry registry) {
        this.registry = registry;
    }

    /** Takes these values of a key. If the key does not exist, takes the nearest existing key above it. */
    void values(RegistryView view, KeyPath key, String... names) {
        Optional<KeyContents> contents = read(view, key);
        List<NamedValue> chosen = new ArrayList<>();
        for (NamedValue value : contents.map(KeyContents::values).orElse(List.of())) {
            for (String name : names) {
                if (NameFolding.same(value.name(), name)) {
                    chosen.add(value);
                }
            }
        }
        if (contents.isPresent()) {
            add(view, key, chosen, Optional.empty());
        }
    }

    /** Takes what the choice keeps of each value of a key, and when the key was last written. */
    void chosen(RegistryView view, KeyPath key, Function<NamedValue, Optional<RegistryValue>> choice) {
        read(view, key)
                .ifPresent(held -> add(
                        view,
                        key,
                        held.values().stream()
                                .flatMap(value ->
                                        choice.apply(value).map(kept -> new NamedValue(value.name(), kept)).stream())
                                .toList(),
                        held.lastWritten()));
    }

    /**
     * Takes a key with all its values.
     *
     * @return the values' names
     */
    List<String> whole(RegistryView view, KeyPath key) {
        Optional<KeyContents> contents = read(view, key);
        contents.ifPresent(held -> add(view, key, held.values(), held.lastWritten()));
        return contents.map(KeyContents::values).orElse(List.of()).stream()
                .map(NamedValue::name)
                .toList();
    }

    /** Takes a key with everything in it and below it. */
    void tree(RegistryView view, KeyPath key) {
        whole(view, key);
        read(view, key).map(KeyContents::subkeys).orElse(List.of()).forEach(name -> tree(view, key.child(name)));
    }

    /** A text in a key that was taken before. */
    Optional<String> text(KeyPath key, String name) {
        return value(key, name).flatMap(RegistryValue::asString);
    }

    /** A number in a key that was taken before. */
    Optional<Long> number(KeyPath key, String name) {
        return value(key, name)
                .map(RegistryValue::asDword)
                .flatMap(number -> number.stream().boxed().findFirst());
    }

    private Optional<RegistryValue> value(KeyPath key, String name) {
        return Optional.ofNullable(keys.get(key)).stream()
                .flatMap(taken -> taken.values().stream())
                .filter(value -> NameFolding.same(value.name(), name))
                .map(NamedValue::value)
                .findFirst();
    }

    List<StoredKey> all() {
        return List.copyOf(keys.values());
    }

    /** If a key does not exist, takes the nearest existing key above it, because its existence is a fact, too. */
    private Optional<KeyContents> read(RegistryView view, KeyPath key) {
        try {
            Optional<KeyContents> contents = registry.read(view, key);
            if (contents.isEmpty()) {
                key.parent().ifPresent(parent -> values(view, parent));
            }
            return contents;
        } catch (Win32Exception failure) {
            if (!failure.error().equals(Win32Error.ACCESS_DENIED)) {
                throw failure;
            }
            keys.put(view.stored(key), new StoredKey(view.stored(key), List.of(), Optional.empty(), Access.NONE));
            return Optional.empty();
        }
    }

    private void add(RegistryView view, KeyPath key, List<NamedValue> values, Optional<Instant> written) {
        KeyPath stored = view.stored(key);
        Optional<StoredKey> before = Optional.ofNullable(keys.get(stored));
        List<NamedValue> all = new ArrayList<>(before.map(StoredKey::values).orElse(List.of()));
        for (NamedValue value : values) {
            if (all.stream().noneMatch(known -> NameFolding.same(known.name(), value.name()))) {
                all.add(value);
            }
        }
        Access access = registry.writable(view, key) ? Access.FULL : Access.READ_ONLY;
        keys.put(
                stored,
                new StoredKey(
                        stored, all, before.flatMap(StoredKey::lastWritten).or(() -> written), access));
    }
}
