package dev.eku.examples.custombackend;

import dev.eku.registry.KeyContents;
import dev.eku.registry.KeyExcerpt;
import dev.eku.registry.KeyPath;
import dev.eku.registry.Registry;
import dev.eku.registry.RegistryValue;
import dev.eku.registry.RegistryView;
import java.util.List;
import java.util.Optional;

/** A registry that writes each change to the audit file first. */
final class AuditedRegistry implements Registry {
    private final Registry inner;
    private final AuditLog log;

    AuditedRegistry(Registry inner, AuditLog log) {
        this.inner = inner;
        this.log = log;
    }

    @Override
    public Optional<RegistryValue> value(RegistryView view, KeyPath key, String name) {
        return inner.value(view, key, name);
    }

    @Override
    public Optional<KeyContents> read(RegistryView view, KeyPath key) {
        return inner.read(view, key);
    }

    @Override
    public Optional<KeyExcerpt> excerpt(RegistryView view, KeyPath key, List<String> names) {
        return inner.excerpt(view, key, names);
    }

    @Override
    public Disposition createKey(RegistryView view, KeyPath key) {
        log.write("create key " + view + " " + key);
        return inner.createKey(view, key);
    }

    @Override
    public void setValue(RegistryView view, KeyPath key, String name, RegistryValue value) {
        log.write("set value " + view + " " + key + ", value " + name + " = " + value);
        inner.setValue(view, key, name, value);
    }

    @Override
    public boolean deleteValue(RegistryView view, KeyPath key, String name) {
        log.write("delete value " + view + " " + key + ", value " + name);
        return inner.deleteValue(view, key, name);
    }

    @Override
    public boolean deleteKey(RegistryView view, KeyPath key) {
        log.write("delete key " + view + " " + key);
        return inner.deleteKey(view, key);
    }

    @Override
    public void flush(RegistryView view, KeyPath key) {
        inner.flush(view, key);
    }

    @Override
    public boolean writable(RegistryView view, KeyPath key) {
        return inner.writable(view, key);
    }
}
