package dev.eku.host;

import dev.eku.host.HostSnapshot.Access;
import dev.eku.host.HostSnapshot.StoredFile;
import dev.eku.host.HostSnapshot.StoredKey;
import dev.eku.host.HostSnapshot.StoredService;
import dev.eku.registry.KeyContents.NamedValue;
import dev.eku.registry.KeyPath;
import dev.eku.registry.NameFolding;
import dev.eku.registry.RegistryValue;
import dev.eku.text.Message;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Compares two snapshots of one host. Not thread-safe. */
final class HostDifferences {
    private final HostSnapshot before;
    private final HostSnapshot after;
    private final List<KeyPath> leftOut;
    private final List<Message> lines = new ArrayList<>();

    HostDifferences(HostSnapshot before, HostSnapshot after, List<KeyPath> leftOut) {
        this.before = before;
        this.after = after;
        this.leftOut = leftOut;
    }

    List<Message> lines() {
        compare(existing(before), existing(after), this::compareKeys);
        compare(holding(before), holding(after), this::contents);
        compare(map(before.services(), this::nameOf), map(after.services(), this::nameOf), this::compareServices);
        compare(
                map(before.files(), HostDifferences::nameOf),
                map(after.files(), HostDifferences::nameOf),
                this::compareFiles);
        changed(Message.of("difference.cmdlets"), before.cmdlets(), after.cmdlets());
        return List.copyOf(lines);
    }

    /** All keys that exist, also those that are only implied, by their path without regard to case. */
    private Map<KeyPath, KeyPath> existing(HostSnapshot host) {
        Map<KeyPath, KeyPath> all = new TreeMap<>();
        for (StoredKey key : host.keys()) {
            Optional<KeyPath> path = Optional.of(key.path());
            while (path.isPresent() && all.putIfAbsent(path.get(), path.get()) == null) {
                path = path.get().parent();
            }
        }
        all.keySet().removeIf(this::isLeftOut);
        return all;
    }

    private Map<KeyPath, StoredKey> holding(HostSnapshot host) {
        Map<KeyPath, StoredKey> all = new TreeMap<>();
        for (StoredKey key : host.keys()) {
            if (!isLeftOut(key.path())) {
                all.put(key.path(), key);
            }
        }
        return all;
    }

    private boolean isLeftOut(KeyPath path) {
        return leftOut.stream().anyMatch(key -> isAtOrBelow(path.names(), key.names()));
    }

    private static boolean isAtOrBelow(List<String> path, List<String> key) {
        for (int i = 0; i < key.size(); i++) {
            if (i == path.size() || !NameFolding.same(path.get(i), key.get(i))) {
                return false;
            }
        }
        return true;
    }

    private void compareKeys(@Nullable KeyPath was, @Nullable KeyPath is) {
        comparePresence("key", was, is);
        if (was != null && is != null) {
            changed(was.toString(), was, is, path -> path.name());
        }
    }

    private void contents(@Nullable StoredKey was, @Nullable StoredKey is) {
        compare(values(was), values(is), (one, other) -> compareValue(was == null ? is : was, one, other));
        changed(String.valueOf(was == null ? Objects.requireNonNull(is).path() : was.path()), access(was), access(is));
    }

    private static Access access(@Nullable StoredKey key) {
        return key == null ? Access.FULL : key.access();
    }

    private static String inFull(RegistryValue value) {
        return value.typeName() + " " + HexFormat.of().formatHex(value.bytes());
    }

    private static Map<String, NamedValue> values(@Nullable StoredKey key) {
        return key == null ? Map.of() : map(key.values(), value -> NameFolding.fold(value.name()));
    }

    private void compareValue(@Nullable StoredKey key, @Nullable NamedValue was, @Nullable NamedValue is) {
        String path = Objects.requireNonNull(key).path().toString();
        if (was == null && is != null) {
            lines.add(Message.of("difference.value.added", path, is.name(), is.value()));
        } else if (was != null && is == null) {
            lines.add(Message.of("difference.value.removed", path, was.name(), was.value()));
        } else if (was != null && is != null) {
            Message place = Message.of("difference.value", path, was.name());
            changed(place, was.name(), is.name());
            if (!was.value().equals(is.value())) {
                boolean longOnes = was.value().toString().equals(is.value().toString());
                changed(place, was.value(), is.value(), longOnes ? HostDifferences::inFull : RegistryValue::toString);
            }
        }
    }

    private void compareServices(@Nullable StoredService was, @Nullable StoredService is) {
        comparePresence(
                "service",
                was == null ? null : was.config().name(),
                is == null ? null : is.config().name());
        if (was != null && is != null) {
            Message place = Message.of("difference.service", was.config().name());
            changed(place, was.config(), is.config());
            changed(place, was.status().state(), is.status().state());
            changed(
                    place,
                    new TreeSet<>(was.status().accepts()),
                    new TreeSet<>(is.status().accepts()));
            changed(place, was.status().exitCode(), is.status().exitCode());
            changed(place, was.controllable(), is.controllable());
        }
    }

    private void compareFiles(@Nullable StoredFile was, @Nullable StoredFile is) {
        comparePresence("file", was == null ? null : was.path(), is == null ? null : is.path());
        if (was != null && is != null) {
            changed(was.path(), was, is);
        }
    }

    private void comparePresence(String kind, @Nullable Object was, @Nullable Object is) {
        if (was == null || is == null) {
            String how = was == null ? ".added" : ".removed";
            lines.add(Message.of("difference." + kind + how, String.valueOf(was == null ? is : was)));
        }
    }

    private <T> void changed(Object place, T was, T is) {
        changed(place, was, is, String::valueOf);
    }

    private <T> void changed(Object place, T was, T is, Function<T, String> shown) {
        if (!shown.apply(was).equals(shown.apply(is))) {
            lines.add(Message.of("difference.changed", place, shown.apply(was), shown.apply(is)));
        }
    }

    private String nameOf(StoredService service) {
        return NameFolding.fold(service.config().name().toString());
    }

    private static String nameOf(StoredFile file) {
        return NameFolding.fold(file.path());
    }

    private static <T> Map<String, T> map(List<T> parts, Function<T, String> name) {
        Map<String, T> all = new TreeMap<>();
        parts.forEach(part -> all.put(name.apply(part), part));
        return all;
    }

    private static <K extends Comparable<K>, T> void compare(
            Map<K, T> before, Map<K, T> after, BiConsumer<@Nullable T, @Nullable T> difference) {
        TreeSet<K> names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        for (K name : names) {
            difference.accept(before.get(name), after.get(name));
        }
    }
}
