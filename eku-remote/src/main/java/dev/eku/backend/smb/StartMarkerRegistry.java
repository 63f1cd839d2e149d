package dev.eku.backend.smb;

import dev.eku.host.HostClock;
import dev.eku.journal.Journal;
import dev.eku.registry.KeyContents;
import dev.eku.registry.KeyExcerpt;
import dev.eku.registry.KeyPath;
import dev.eku.registry.Registry;
import dev.eku.registry.RegistryValue;
import dev.eku.registry.RegistryView;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * A registry behind a service that may have been started for this run. Before the first change, a key below eku's own
 * that says so is written to disk. If the run is interrupted, the next run that changes something finds the key and
 * stops the service instead. A run that only reads writes no such key. Not thread-safe.
 */
final class StartMarkerRegistry implements Registry {
    static final KeyPath MARK = Journal.EKU_KEY.child("started");

    private final Registry registry;
    private final RemoteRegistryService service;
    private final HostClock clock;
    private boolean changes;
    private boolean marked;

    StartMarkerRegistry(Registry registry, RemoteRegistryService service, HostClock clock) {
        this.registry = registry;
        this.service = service;
        this.clock = clock;
    }

    private void beforeChange() {
        if (!changes) {
            // This call also makes sure that the service runs before the question who has started it.
            marked = registry.exists(Journal.VIEW, MARK);
            changes = true;
        }
        if (service.isOurs() && !marked) {
            registry.createKey(Journal.VIEW, MARK);
            String now = clock.now().toString();
            registry.setValue(Journal.VIEW, MARK, RemoteRegistryService.NAME.toString(), RegistryValue.string(now));
            registry.flush(Journal.VIEW, MARK);
            marked = true;
        }
    }

    /**
     * Stops the service if this run must stop it. After a change, the mark is deleted first, whichever run wrote it,
     * and also eku's own key if nothing else is in it. If another run is active, that run keeps the service and the
     * mark.
     *
     * @param atWork whether another run holds the host's lock
     */
    void putBack(BooleanSupplier atWork) {
        try {
            if (changes) {
                takeBack(atWork);
            }
        } finally {
            service.putBack();
        }
    }

    private void takeBack(BooleanSupplier atWork) {
        if (atWork.getAsBoolean()) {
            service.leave();
        } else if (registry.deleteKey(Journal.VIEW, MARK)) {
            service.adopt();
            Journal.deleteOwnKeyIfEmpty(registry);
        }
    }

    @Override
    public Optional<RegistryValue> value(RegistryView view, KeyPath key, String name) {
        return registry.value(view, key, name);
    }

    @Override
    public boolean exists(RegistryView view, KeyPath key) {
        return registry.exists(view, key);
    }

    @Override
    public Optional<KeyContents> read(RegistryView view, KeyPath key) {
        return registry.read(view, key);
    }

    @Override
    public Optional<KeyExcerpt> excerpt(RegistryView view, KeyPath key, List<String> names) {
        return registry.excerpt(view, key, names);
    }

    @Override
    public Disposition createKey(RegistryView view, KeyPath key) {
        beforeChange();
        return registry.createKey(view, key);
    }

    @Override
    public void setValue(RegistryView view, KeyPath key, String name, RegistryValue value) {
        beforeChange();
        registry.setValue(view, key, name, value);
    }

    @Override
    public boolean deleteValue(RegistryView view, KeyPath key, String name) {
        beforeChange();
        return registry.deleteValue(view, key, name);
    }

    @Override
    public boolean deleteKey(RegistryView view, KeyPath key) {
        beforeChange();
        return registry.deleteKey(view, key);
    }

    @Override
    public void flush(RegistryView view, KeyPath key) {
        registry.flush(view, key);
    }

    @Override
    public boolean writable(RegistryView view, KeyPath key) {
        return registry.writable(view, key);
    }
}
