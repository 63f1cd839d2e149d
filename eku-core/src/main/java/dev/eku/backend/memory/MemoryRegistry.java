package dev.eku.backend.memory;

import static dev.eku.backend.memory.PortCall.Kind.REGISTRY_CREATE_KEY;
import static dev.eku.backend.memory.PortCall.Kind.REGISTRY_DELETE_KEY;
import static dev.eku.backend.memory.PortCall.Kind.REGISTRY_DELETE_VALUE;
import static dev.eku.backend.memory.PortCall.Kind.REGISTRY_FLUSH;
import static dev.eku.backend.memory.PortCall.Kind.REGISTRY_READ;
import static dev.eku.backend.memory.PortCall.Kind.REGISTRY_SET_VALUE;
import static dev.eku.backend.memory.PortCall.Kind.REGISTRY_VALUE;
import static dev.eku.backend.memory.PortCall.Kind.REGISTRY_WRITABLE;

import dev.eku.error.Win32Error;
import dev.eku.error.Win32Exception;
import dev.eku.host.HostSnapshot.Access;
import dev.eku.registry.KeyContents;
import dev.eku.registry.KeyContents.NamedValue;
import dev.eku.registry.KeyPath;
import dev.eku.registry.Registry;
import dev.eku.registry.RegistryValue;
import dev.eku.registry.RegistryView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The registry of a memory host. Thread-safe. */
final class MemoryRegistry implements Registry {
    /** Microsoft Learn, "Registry element size limits". */
    private static final int MAX_DEPTH = 512;

    private final Machine machine;
    private final PortCalls calls;

    MemoryRegistry(Machine machine, PortCalls calls) {
        this.machine = machine;
        this.calls = calls;
    }

    @Override
    public Optional<RegistryValue> value(RegistryView view, KeyPath key, String name) {
        return call(REGISTRY_VALUE, key, () -> {
            Optional<RegistryNode> node = find(view, key);
            if (node.isEmpty()) {
                return Optional.empty();
            }
            Optional<NamedValue> found =
                    readable(node.get(), "RegQueryValueEx", view, key).value(name);
            return found.isPresent() ? Optional.of(found.get().value()) : Optional.empty();
        });
    }

    @Override
    public Optional<KeyContents> read(RegistryView view, KeyPath key) {
        return call(REGISTRY_READ, key, () -> {
            Optional<RegistryNode> node = find(view, key);
            return node.isPresent()
                    ? Optional.of(contents(readable(node.get(), "RegEnumValue", view, key)))
                    : Optional.empty();
        });
    }

    private static KeyContents contents(RegistryNode node) {
        List<String> subkeys = new ArrayList<>();
        for (RegistryNode child : node.children().values()) {
            subkeys.add(child.name());
        }
        return new KeyContents(subkeys, List.copyOf(node.values().values()), node.lastWritten());
    }

    @Override
    public Disposition createKey(RegistryView view, KeyPath key) {
        return call(REGISTRY_CREATE_KEY, key, () -> {
            KeyPath stored = machine.tree().stored(view, key);
            Optional<RegistryNode> old = machine.tree().find(stored);
            if (old.isPresent()) {
                readable(old.get(), "RegCreateKeyEx", view, key);
                return Disposition.OPENED;
            }
            writable(machine.tree().nearest(stored), "RegCreateKeyEx", view, key);
            boolean isHive = stored.names().size() == 1
                    || machine.tree().find(top(stored)).isEmpty();
            if (isHive || stored.names().size() > MAX_DEPTH) {
                throw refused(Win32Error.INVALID_PARAMETER, "RegCreateKeyEx", view, key);
            }
            machine.tree(machine.tree().create(stored, now()));
            return Disposition.CREATED;
        });
    }

    @Override
    public void setValue(RegistryView view, KeyPath key, String name, RegistryValue value) {
        call(REGISTRY_SET_VALUE, key, () -> {
            RegistryNode node =
                    find(view, key).orElseThrow(() -> refused(Win32Error.FILE_NOT_FOUND, "RegSetValueEx", view, key));
            writable(node, "RegSetValueEx", view, key);
            if (name.length() > MAX_VALUE_NAME_LENGTH || name.indexOf('\0') >= 0) {
                throw refused(Win32Error.INVALID_PARAMETER, "RegSetValueEx", view, key);
            }
            KeyPath stored = machine.tree().stored(view, key);
            machine.tree(machine.tree()
                    .change(stored, old -> old.withValue(name, value).writtenAt(now())));
            return value;
        });
    }

    @Override
    public boolean deleteValue(RegistryView view, KeyPath key, String name) {
        return call(REGISTRY_DELETE_VALUE, key, () -> {
            Optional<RegistryNode> node = find(view, key);
            node.ifPresent(found -> writable(found, "RegDeleteValue", view, key));
            if (node.flatMap(found -> found.value(name)).isEmpty()) {
                return false;
            }
            machine.tree(machine.tree()
                    .change(
                            machine.tree().stored(view, key),
                            old -> old.withoutValue(name).writtenAt(now())));
            return true;
        });
    }

    @Override
    public boolean deleteKey(RegistryView view, KeyPath key) {
        return call(REGISTRY_DELETE_KEY, key, () -> {
            KeyPath stored = machine.tree().stored(view, key);
            Optional<RegistryNode> node = machine.tree().find(stored);
            if (node.isEmpty()) {
                return false;
            }
            writable(node.get(), "RegDeleteKeyEx", view, key);
            if (!node.get().children().isEmpty() || stored.names().size() == 1) {
                throw refused(Win32Error.ACCESS_DENIED, "RegDeleteKeyEx", view, key);
            }
            machine.tree(machine.tree().delete(stored, now()));
            return true;
        });
    }

    @Override
    public void flush(RegistryView view, KeyPath key) {
        call(REGISTRY_FLUSH, key, () -> key);
    }

    @Override
    public boolean writable(RegistryView view, KeyPath key) {
        return call(
                REGISTRY_WRITABLE,
                key,
                () -> machine.tree().nearest(machine.tree().stored(view, key)).access() == Access.FULL);
    }

    private <T> T call(PortCall.Kind kind, KeyPath key, Supplier<T> body) {
        return calls.make(kind, key, body);
    }

    private Optional<RegistryNode> find(RegistryView view, KeyPath key) {
        return machine.tree().find(machine.tree().stored(view, key));
    }

    private Optional<Instant> now() {
        return Optional.of(machine.timeline().now());
    }

    private RegistryNode readable(RegistryNode node, String function, RegistryView view, KeyPath key) {
        if (node.access() == Access.NONE) {
            throw refused(Win32Error.ACCESS_DENIED, function, view, key);
        }
        return node;
    }

    private void writable(RegistryNode node, String function, RegistryView view, KeyPath key) {
        if (node.access() != Access.FULL) {
            throw refused(Win32Error.ACCESS_DENIED, function, view, key);
        }
    }

    private Win32Exception refused(Win32Error error, String function, RegistryView view, KeyPath key) {
        return new Win32Exception(error, function, machine.ref() + " " + key + " (" + view + " view)");
    }

    private static KeyPath top(KeyPath key) {
        return KeyPath.of(key.names().get(0));
    }
}
