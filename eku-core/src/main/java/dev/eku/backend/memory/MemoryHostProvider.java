package dev.eku.backend.memory;

import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.host.Host;
import dev.eku.host.HostAccess;
import dev.eku.host.HostProvider;
import dev.eku.host.HostRef;
import dev.eku.host.HostSnapshot;
import dev.eku.host.Preset;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Opens {@code memory:} hosts. {@code memory:fe01.json} is the host of a snapshot file; each change is in the file when
 * the call that made it returns, so the next run continues where this one ended or was killed. {@code memory:sfb-2015}
 * is one of {@link Presets}, which is new in each run; {@code memory:sfb-2015@trial.json} is the same, and the file
 * keeps what is done to it: the first change makes the file. Thread-safe.
 */
public final class MemoryHostProvider implements HostProvider {
    private static final String FILE = ".json";

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
     *     {@code MALFORMED_FILE}, {@code FILE_TOO_LARGE}, {@code INVALID_PARAMETER} for an unknown preset, or {@code
     *     UNSUPPORTED} if credentials are given
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
        if (file.isEmpty()) {
            return preset(ref, ref.rest()).named(ref).build();
        }
        Optional<String> preset = presetOfFile(ref.rest());
        if (preset.isEmpty()) {
            return stored(ref, SnapshotStore.open(file.get()));
        }
        // Made first: if it is refused, no file has been taken yet.
        MemoryHostBuilder whenNew = preset(ref, preset.get());
        SnapshotStore store = SnapshotStore.openOrNew(file.get());
        return store.isNew() ? whenNew.named(ref).build(Optional.of(store)) : stored(ref, store);
    }

    @Override
    public List<Preset> presets() {
        return Presets.all();
    }

    @Override
    public List<HostRef> members(HostRef ref) {
        String rest = ref.rest();
        String preset = presetOfFile(rest).orElse(rest);
        List<HostRef> members = new ArrayList<>();
        for (String member : Presets.members(preset)) {
            members.add(new HostRef(ref.scheme(), member + fileOf(member, preset, rest)));
        }
        return members.size() == 1 ? List.of(ref) : members;
    }

    /** Each machine of a pool has a file of its own, named after the machine. */
    private static String fileOf(String member, String pool, String rest) {
        if (rest.equals(pool)) {
            return "";
        }
        String file = rest.substring(pool.length(), rest.length() - FILE.length());
        return file + member.substring(pool.length()) + FILE;
    }

    @Override
    public Optional<Path> file(HostRef ref) {
        String rest = ref.rest();
        if (!rest.toLowerCase(Locale.ROOT).endsWith(FILE)) {
            return Optional.empty();
        }
        Optional<String> preset = presetOfFile(rest);
        return Optional.of(path(
                ref, preset.map(name -> rest.substring(name.length() + 1)).orElse(rest)));
    }

    /** The preset that a file is to keep; empty if the reference names a file alone. */
    private static Optional<String> presetOfFile(String rest) {
        int at = rest.indexOf('@');
        return at > 0 && rest.toLowerCase(Locale.ROOT).endsWith(FILE)
                ? Optional.of(rest.substring(0, at)).filter(Presets::isKnown)
                : Optional.empty();
    }

    @Override
    public boolean isRemote(HostRef ref) {
        return false;
    }

    private MemoryHostBuilder preset(HostRef ref, String name) {
        List<HostRef> members = members(ref);
        if (members.size() > 1) {
            throw EkuException.worded(ErrorCode.INVALID_PARAMETER, "memory.pool", ref, members);
        }
        return Presets.machine(name)
                .orElseThrow(() ->
                        EkuException.worded(ErrorCode.INVALID_PARAMETER, "memory.no-preset", ref, name, presetNames()));
    }

    private static List<HostRef> presetNames() {
        List<HostRef> names = new ArrayList<>();
        for (Preset preset : Presets.all()) {
            names.add(preset.ref());
        }
        return names;
    }

    private static MemoryHost stored(HostRef ref, SnapshotStore store) {
        try {
            HostSnapshot snapshot = store.read();
            return MemoryHostBuilder.of(snapshot).named(ref).build(Optional.of(store));
        } catch (RuntimeException unreadable) {
            store.close();
            throw unreadable;
        }
    }

    private static Path path(HostRef ref, String file) {
        try {
            return Path.of(file);
        } catch (InvalidPathException impossible) {
            throw new EkuException(impossible, ErrorCode.INVALID_PARAMETER, "host", ref, "memory:fe01.json");
        }
    }
}
