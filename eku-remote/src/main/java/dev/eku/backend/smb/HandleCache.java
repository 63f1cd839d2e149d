package dev.eku.backend.smb;

import dev.eku.backend.smb.rpc.RpcHandle;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The handles that are open on the server, kept for the next call on the same object. A handle serves every call that
 * needs no more rights than it was opened with. Not thread-safe.
 *
 * @param <K> what is open: a key, a service
 */
final class HandleCache<K> {
    /** The largest number of objects that are kept open. */
    private static final int KEPT = 64;
    /**
     * The number of unused handles that are collected before they are closed. The end of the session closes the rest.
     */
    private static final int GATHERED = 256;

    private final Map<K, List<Held>> open = new LinkedHashMap<>(16, 0.75f, true);
    private final List<RpcHandle> useless = new ArrayList<>();

    private record Held(int rights, RpcHandle handle) {}

    /** A handle with at least these rights, if one is open. */
    Optional<RpcHandle> find(K what, int rights) {
        return open.getOrDefault(what, List.of()).stream()
                .filter(held -> (held.rights & rights) == rights)
                .map(Held::handle)
                .findFirst();
    }

    void keep(K what, int rights, RpcHandle handle) {
        open.computeIfAbsent(what, none -> new ArrayList<>()).add(new Held(rights, handle));
        if (open.size() > KEPT) {
            forget(open.keySet().iterator().next());
        }
    }

    /** Stops using the handles of that object. */
    void forget(K what) {
        List<Held> held = open.remove(what);
        if (held != null) {
            held.forEach(one -> useless.add(one.handle));
        }
    }

    /** Forgets all handles, because the connection on which they were open is lost. */
    void clear() {
        open.clear();
        useless.clear();
    }

    /** The handles that must be closed now; usually none. */
    List<RpcHandle> toClose() {
        if (useless.size() < GATHERED) {
            return List.of();
        }
        List<RpcHandle> all = List.copyOf(useless);
        useless.clear();
        return all;
    }
}
