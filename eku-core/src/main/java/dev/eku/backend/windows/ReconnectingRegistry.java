package dev.eku.backend.windows;

import dev.eku.error.EkuException;
import dev.eku.error.Win32Exception;
import dev.eku.registry.KeyContents;
import dev.eku.registry.KeyExcerpt;
import dev.eku.registry.KeyPath;
import dev.eku.registry.Registry;
import dev.eku.registry.RegistryValue;
import dev.eku.registry.RegistryView;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The registry of {@code \\server}. It connects again, once, if its handle is dead, which can happen after a long
 * drain. Then the call is repeated, even if it is a change. A value that is set twice is the same. If a key was created
 * or something deleted, the second answer claims less than the first, never more. Thread-safe.
 */
final class ReconnectingRegistry implements Registry, AutoCloseable {
    /**
     * The errors that Windows returns through a handle whose connection is lost: ERROR_INVALID_HANDLE,
     * ERROR_DEV_NOT_EXIST, ERROR_NETNAME_DELETED, ERROR_BROKEN_PIPE, ERROR_SEM_TIMEOUT, ERROR_NO_DATA,
     * ERROR_PIPE_NOT_CONNECTED, ERROR_VC_DISCONNECTED, ERROR_CONNECTION_ABORTED, RPC_S_SERVER_UNAVAILABLE,
     * RPC_S_CALL_FAILED and ..._DNE ({@code winerror.h}).
     */
    static final Set<Integer> LOST_CONNECTION = Set.of(6, 55, 64, 109, 121, 232, 233, 240, 1236, 1722, 1726, 1727);

    private final Supplier<JnaRegistry> connect;
    private @Nullable JnaRegistry connected;

    /**
     * Connects.
     *
     * @param connect makes a connection
     * @throws EkuException if no connection can be made
     */
    ReconnectingRegistry(Supplier<JnaRegistry> connect) {
        this.connect = connect;
        this.connected = connect.get();
    }

    private <T> T call(Function<Registry, T> call) {
        JnaRegistry used = connected();
        try {
            return call.apply(used);
        } catch (Win32Exception failure) {
            if (!LOST_CONNECTION.contains(failure.error().number())) {
                throw failure;
            }
            giveUp(used);
        }
        return call.apply(connected());
    }

    private synchronized JnaRegistry connected() {
        JnaRegistry registry = connected;
        if (registry == null) {
            registry = connect.get();
            connected = registry;
        }
        return registry;
    }

    /** Another thread may already have done so, and connected again. */
    private synchronized void giveUp(JnaRegistry dead) {
        if (connected == dead) {
            connected = null;
            dead.close();
        }
    }

    @Override
    public Optional<RegistryValue> value(RegistryView view, KeyPath key, String name) {
        return call(registry -> registry.value(view, key, name));
    }

    @Override
    public boolean exists(RegistryView view, KeyPath key) {
        return call(registry -> registry.exists(view, key));
    }

    @Override
    public Optional<KeyContents> read(RegistryView view, KeyPath key) {
        return call(registry -> registry.read(view, key));
    }

    @Override
    public Optional<KeyExcerpt> excerpt(RegistryView view, KeyPath key, List<String> names) {
        return call(registry -> registry.excerpt(view, key, names));
    }

    @Override
    public Disposition createKey(RegistryView view, KeyPath key) {
        return call(registry -> registry.createKey(view, key));
    }

    @Override
    public void setValue(RegistryView view, KeyPath key, String name, RegistryValue value) {
        call(registry -> {
            registry.setValue(view, key, name, value);
            return name;
        });
    }

    @Override
    public boolean deleteValue(RegistryView view, KeyPath key, String name) {
        return call(registry -> registry.deleteValue(view, key, name));
    }

    @Override
    public boolean deleteKey(RegistryView view, KeyPath key) {
        return call(registry -> registry.deleteKey(view, key));
    }

    @Override
    public void flush(RegistryView view, KeyPath key) {
        call(registry -> {
            registry.flush(view, key);
            return key;
        });
    }

    @Override
    public boolean writable(RegistryView view, KeyPath key) {
        return call(registry -> registry.writable(view, key));
    }

    @Override
    public synchronized void close() {
        if (connected != null) {
            connected.close();
            connected = null;
        }
    }
}
