package dev.eku.backend.memory;

import dev.eku.host.HostSnapshot.StoredKey;
import dev.eku.registry.KeyPath;
import dev.eku.registry.RegistryView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * All keys of a host, at the paths where Windows stores them. Immutable; each method that changes something returns the
 * new tree.
 *
 * @param oneView whether all views show the same, as on 32-bit Windows
 */
record RegistryTree(RegistryNode root, boolean oneView) {
    static RegistryTree of(List<StoredKey> keys, boolean oneView) {
        RegistryTree tree = new RegistryTree(RegistryNode.empty("HKLM", Optional.empty()), oneView);
        for (StoredKey key : keys) {
            tree = tree.create(key.path(), Optional.empty())
                    .change(
                            key.path(),
                            node -> node.withValues(key.values())
                                    .writtenAt(key.lastWritten())
                                    .withAccess(key.access()));
        }
        return tree;
    }

    /** The path at which the key is stored that a view shows at that path. */
    KeyPath stored(RegistryView view, KeyPath key) {
        return oneView ? key : view.stored(key);
    }

    Optional<RegistryNode> find(KeyPath path) {
        RegistryNode node = root;
        for (String name : path.names()) {
            Optional<RegistryNode> child = node.child(name);
            if (child.isEmpty()) {
                return child;
            }
            node = child.get();
        }
        return Optional.of(node);
    }

    /** The key itself, or the nearest existing key above it, possibly the root. */
    RegistryNode nearest(KeyPath path) {
        RegistryNode node = root;
        for (String name : path.names()) {
            Optional<RegistryNode> child = node.child(name);
            if (child.isEmpty()) {
                return node;
            }
            node = child.get();
        }
        return node;
    }

    /**
     * Creates the key and all keys above it. The given time is the last write of the new keys, and of the key in which
     * they are created.
     */
    RegistryTree create(KeyPath path, Optional<Instant> lastWritten) {
        return new RegistryTree(created(root, path.names(), lastWritten), oneView);
    }

    /** Changes an existing key. */
    RegistryTree change(KeyPath path, UnaryOperator<RegistryNode> change) {
        return new RegistryTree(changed(root, path.names(), change), oneView);
    }

    /** Deletes the key and all keys below it. */
    RegistryTree delete(KeyPath path, Optional<Instant> lastWritten) {
        List<String> above = path.names().subList(0, path.names().size() - 1);
        return new RegistryTree(
                changed(
                        root,
                        above,
                        node -> node.withoutChild(path.name())
                                .writtenAt(lastWritten.isPresent() ? lastWritten : node.lastWritten())),
                oneView);
    }

    /** All keys, each before the keys below it. */
    List<StoredKey> keys() {
        List<StoredKey> all = new ArrayList<>();
        root.children().values().forEach(child -> collect(KeyPath.of(child.name()), child, all));
        return all;
    }

    private static void collect(KeyPath path, RegistryNode node, List<StoredKey> all) {
        all.add(new StoredKey(path, List.copyOf(node.values().values()), node.lastWritten(), node.access()));
        node.children().values().forEach(child -> collect(path.child(child.name()), child, all));
    }

    private static RegistryNode created(RegistryNode node, List<String> names, Optional<Instant> lastWritten) {
        if (names.isEmpty()) {
            return node;
        }
        Optional<RegistryNode> old = node.child(names.get(0));
        List<String> rest = names.subList(1, names.size());
        RegistryNode child = created(old.orElse(RegistryNode.empty(names.get(0), lastWritten)), rest, lastWritten);
        RegistryNode changed = node.withChild(child);
        return old.isEmpty() && lastWritten.isPresent() ? changed.writtenAt(lastWritten) : changed;
    }

    private static RegistryNode changed(RegistryNode node, List<String> names, UnaryOperator<RegistryNode> change) {
        if (names.isEmpty()) {
            return change.apply(node);
        }
        RegistryNode child = node.child(names.get(0)).orElseThrow();
        return node.withChild(changed(child, names.subList(1, names.size()), change));
    }
}
