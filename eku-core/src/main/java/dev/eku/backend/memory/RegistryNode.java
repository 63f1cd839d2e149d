package dev.eku.backend.memory;

import dev.eku.host.HostSnapshot.Access;
import dev.eku.registry.KeyContents.NamedValue;
import dev.eku.registry.NameFolding;
import dev.eku.registry.RegistryValue;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A key with everything below it. Immutable: a change makes a new node that shares the rest. So a process can keep what
 * it saw at its start, and hosts that are made from one preset share it.
 *
 * @param children by folded name
 * @param values by folded name, in the order in which they were created
 * @param lastWritten empty if it is not known
 */
record RegistryNode(
        String name,
        SortedMap<String, RegistryNode> children,
        Map<String, NamedValue> values,
        Optional<Instant> lastWritten,
        Access access) {
    private static final SortedMap<String, RegistryNode> NO_CHILDREN =
            Collections.unmodifiableSortedMap(new TreeMap<>());

    static RegistryNode empty(String name, Optional<Instant> lastWritten) {
        return new RegistryNode(name, NO_CHILDREN, Map.of(), lastWritten, Access.FULL);
    }

    Optional<RegistryNode> child(String child) {
        return Optional.ofNullable(children.get(NameFolding.fold(child)));
    }

    Optional<NamedValue> value(String value) {
        return Optional.ofNullable(values.get(NameFolding.fold(value)));
    }

    RegistryNode withChild(RegistryNode child) {
        SortedMap<String, RegistryNode> all = new TreeMap<>(children);
        all.put(NameFolding.fold(child.name()), child);
        return new RegistryNode(name, all, values, lastWritten, access);
    }

    RegistryNode withoutChild(String child) {
        SortedMap<String, RegistryNode> all = new TreeMap<>(children);
        all.remove(NameFolding.fold(child));
        return new RegistryNode(name, all, values, lastWritten, access);
    }

    /** The key with that value. An existing value keeps its place and the spelling of its name. */
    RegistryNode withValue(String value, RegistryValue data) {
        Map<String, NamedValue> all = new LinkedHashMap<>(values);
        String folded = NameFolding.fold(value);
        NamedValue old = all.get(folded);
        all.put(folded, new NamedValue(old == null ? value : old.name(), data));
        return new RegistryNode(name, children, all, lastWritten, access);
    }

    RegistryNode withoutValue(String value) {
        Map<String, NamedValue> all = new LinkedHashMap<>(values);
        all.remove(NameFolding.fold(value));
        return new RegistryNode(name, children, all, lastWritten, access);
    }

    RegistryNode withValues(Collection<NamedValue> values) {
        Map<String, NamedValue> all = new LinkedHashMap<>();
        values.forEach(value -> all.put(NameFolding.fold(value.name()), value));
        return new RegistryNode(name, children, all, lastWritten, access);
    }

    RegistryNode writtenAt(Optional<Instant> instant) {
        return new RegistryNode(name, children, values, instant, access);
    }

    RegistryNode withAccess(Access changed) {
        return new RegistryNode(name, children, values, lastWritten, changed);
    }
}
