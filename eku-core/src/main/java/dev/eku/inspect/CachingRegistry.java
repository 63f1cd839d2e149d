package dev.eku.inspect;

import dev.eku.registry.KeyContents;
import dev.eku.registry.KeyExcerpt;
import dev.eku.registry.KeyPath;
import dev.eku.registry.Registry;
import dev.eku.registry.RegistryValue;
import dev.eku.registry.RegistryView;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A registry as one inspection sees it. It asks for nothing twice, and for nothing below a key that does not exist.
 * Only reads. Not thread-safe.
 */
final class CachingRegistry implements Registry {
    private final Registry registry;
    private final Runnable beforeAsking;
    /** By the paths where 64-bit Windows stores the keys, which are the same for both views. */
    private final Map<KeyPath, Optional<KeyContents>> contents = new HashMap<>();

    private final Map<Place, Optional<RegistryValue>> values = new HashMap<>();
    /** By the stored path and the names that were asked for. */
    private final Map<String, Optional<KeyExcerpt>> excerpts = new HashMap<>();

    private final Map<KeyPath, Boolean> existing = new HashMap<>();
    private final Map<KeyPath, Boolean> writable = new HashMap<>();
    private final Set<KeyPath> absent = new HashSet<>();

    private record Place(KeyPath key, String name) {
        // Written by hand, because the generated methods of a record load JDK classes in every run that few runs need
        // otherwise.
        @Override
        public boolean equals(Object other) {
            return other instanceof Place place && place.key.equals(key) && place.name.equals(name);
        }

        @Override
        public int hashCode() {
            return 31 * key.hashCode() + name.hashCode();
        }
    }

    /** @param beforeAsking runs before each question that is passed on */
    CachingRegistry(Registry registry, Runnable beforeAsking) {
        this.registry = registry;
        this.beforeAsking = beforeAsking;
    }

    private Registry registry() {
        beforeAsking.run();
        return registry;
    }

    @Override
    public Optional<RegistryValue> value(RegistryView view, KeyPath key, String name) {
        KeyPath stored = view.stored(key);
        if (isAbsent(stored)) {
            return Optional.empty();
        }
        Optional<KeyContents> known = contents.getOrDefault(stored, Optional.empty());
        if (known.isPresent()) {
            return known.get().value(name);
        }
        Place place = new Place(stored, name);
        Optional<RegistryValue> before = values.get(place);
        Optional<RegistryValue> value = before == null ? registry().value(view, key, name) : before;
        values.put(place, value);
        return value;
    }

    @Override
    public Optional<KeyContents> read(RegistryView view, KeyPath key) {
        KeyPath stored = view.stored(key);
        if (isAbsent(stored)) {
            return Optional.empty();
        }
        Optional<KeyContents> before = contents.get(stored);
        Optional<KeyContents> read = before == null ? registry().read(view, key) : before;
        contents.put(stored, read);
        if (read.isEmpty()) {
            absent.add(stored);
        }
        return read;
    }

    @Override
    public Optional<KeyExcerpt> excerpt(RegistryView view, KeyPath key, List<String> names) {
        KeyPath stored = view.stored(key);
        if (isAbsent(stored)) {
            return Optional.empty();
        }
        if (contents.containsKey(stored)) {
            return Registry.super.excerpt(view, key, names);
        }
        // No name holds a NUL.
        String place = stored + "\0" + String.join("\0", names);
        Optional<KeyExcerpt> before = excerpts.get(place);
        Optional<KeyExcerpt> excerpt = before == null ? registry().excerpt(view, key, names) : before;
        excerpts.put(place, excerpt);
        if (excerpt.isEmpty()) {
            absent.add(stored);
        }
        return excerpt;
    }

    @Override
    public boolean exists(RegistryView view, KeyPath key) {
        KeyPath stored = view.stored(key);
        if (isAbsent(stored) || contents.containsKey(stored)) {
            return !isAbsent(stored);
        }
        Boolean before = existing.get(stored);
        boolean exists = before == null ? registry().exists(view, key) : before;
        existing.put(stored, exists);
        if (!exists) {
            absent.add(stored);
        }
        return exists;
    }

    /**
     * For a key that does not exist, the answer is the one for the topmost missing key, because the rights on the key
     * above that one decide.
     */
    @Override
    public boolean writable(RegistryView view, KeyPath key) {
        KeyPath asked = topmostAbsent(view, key).orElse(key);
        KeyPath stored = view.stored(asked);
        Boolean before = writable.get(stored);
        boolean answer = before == null ? registry().writable(view, asked) : before;
        writable.put(stored, answer);
        return answer;
    }

    private boolean isAbsent(KeyPath stored) {
        for (KeyPath above : stored.lineage()) {
            if (absent.contains(above)) {
                return true;
            }
        }
        return false;
    }

    private Optional<KeyPath> topmostAbsent(RegistryView view, KeyPath key) {
        for (KeyPath above : key.lineage()) {
            if (absent.contains(view.stored(above))) {
                return Optional.of(above);
            }
        }
        return Optional.empty();
    }

    @Override
    public Disposition createKey(RegistryView view, KeyPath key) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void setValue(RegistryView view, KeyPath key, String name, RegistryValue value) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean deleteValue(RegistryView view, KeyPath key, String name) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean deleteKey(RegistryView view, KeyPath key) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void flush(RegistryView view, KeyPath key) {
        throw new UnsupportedOperationException();
    }
}
