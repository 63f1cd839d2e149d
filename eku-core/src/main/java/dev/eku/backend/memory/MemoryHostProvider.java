package dev.eku.backend.memory;

import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.host.Host;
import dev.eku.host.HostAccess;
import dev.eku.host.HostProvider;
import dev.eku.host.HostRef;
import dev.eku.host.HostSnapshot;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Opens {@code memory:} hosts. {@code memory:fe01.json} is the host of a snapshot file; each change is in the file when
 * the call that made it returns, so the next run continues where this one ended or was killed. {@code memory:sfb-2015}
 * is a new front end of that product, which is not stored. Thread-safe.
 */
public final class MemoryHostProvider implements HostProvider {
    /** For {@link java.util.ServiceLoader}. */
    public MemoryHostProvider() {}

    @Override
    public List<String> schemes() {
        return List.of("memory");
    }

    @Override
    public List<String> examples() {
        return List.of("memory:fe01.json");
    }

    /**
     * {@inheritDoc}
     *
     * @throws EkuException {@code FILE_FAILURE} if there is no such file or another run uses it,
     *     {@code MALFORMED_FILE}, {@code FILE_TOO_LARGE}, {@code UNKNOWN_PRODUCT}, or {@code UNSUPPORTED} if
     *     credentials are given
     */
    @Override
    public Host open(HostRef ref, HostAccess access) {
        if (access.credentials().isPresent()) {
            throw EkuException.worded(
                    ErrorCode.UNSUPPORTED,
                    "memory.credentials",
                    ref,
                    access.credentials().get().user());
        }
        if (access.kerberos().isPresent()) {
            throw EkuException.worded(ErrorCode.UNSUPPORTED, "memory.kerberos", ref);
        }
        Optional<Path> file = file(ref);
        return file.isPresent()
                ? open(ref, file.get())
                : MemoryHost.frontEnd(ref.rest()).named(ref).build();
    }

    @Override
    public Optional<Path> file(HostRef ref) {
        return ref.rest().toLowerCase(Locale.ROOT).endsWith(".json") ? Optional.of(path(ref)) : Optional.empty();
    }

    @Override
    public boolean isRemote(HostRef ref) {
        return false;
    }

    private static MemoryHost open(HostRef ref, Path path) {
        SnapshotStore store = SnapshotStore.open(path);
        try {
            HostSnapshot snapshot = store.read();
            return MemoryHostBuilder.of(snapshot).named(ref).build(Optional.of(store));
        } catch (RuntimeException unreadable) {
            store.close();
            throw unreadable;
        }
    }

    private static Path path(HostRef ref) {
        try {
            return Path.of(ref.rest());
        } catch (InvalidPathException impossible) {
            throw new EkuException(impossible, ErrorCode.INVALID_PARAMETER, "host", ref, "memory:fe01.json");
        }
    }
}
