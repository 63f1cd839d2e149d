package dev.eku.host;

import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.file.LocalFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;

/** Opens hosts by reference. Thread-safe. */
public final class Hosts {
    private Hosts() {}

    /**
     * Opens a host with the identity of our own process.
     *
     * @param ref for example {@code local:}, {@code \\fe01}, {@code smb://fe01} or {@code memory:fe01.json}
     * @throws EkuException {@code UNKNOWN_SCHEME}, {@code INVALID_PARAMETER}, or what the backend says
     */
    public static Host open(String ref) {
        return open(HostRef.parse(ref), HostAccess.DEFAULT);
    }

    /** Opens a host with the given credentials. Otherwise as {@link #open(String)}. */
    public static Host open(HostRef ref, Credentials credentials) {
        return open(ref, HostAccess.as(Optional.of(credentials)));
    }

    /** Opens a host with the given choices. Otherwise as {@link #open(String)}. */
    public static Host open(HostRef ref, HostAccess access) {
        return provider(ref, providers()).open(ref, access);
    }

    /**
     * Makes sure that there is a backend for each of the hosts, and that no two of them are one file, by whatever path.
     * Opens no host.
     *
     * @throws EkuException {@code UNKNOWN_SCHEME}; {@code INVALID_PARAMETER} if two are one file
     */
    public static void requireServed(List<HostRef> refs) {
        List<HostProvider> providers = providers();
        Map<Object, HostRef> taken = new HashMap<>();
        for (HostRef ref : refs) {
            Optional<Path> file = provider(ref, providers).file(ref);
            for (Object identity : file.isPresent() ? LocalFile.identity(file.get()) : Set.of()) {
                HostRef other = taken.putIfAbsent(identity, ref);
                if (other != null) {
                    throw EkuException.worded(ErrorCode.INVALID_PARAMETER, "host.same-file", other, ref, file.get());
                }
            }
        }
    }

    /**
     * The file of our own machine that is the whole host, if it is a simulated one. Opens no host.
     *
     * @throws EkuException {@code UNKNOWN_SCHEME}, {@code INVALID_PARAMETER}
     */
    public static Optional<Path> file(HostRef ref) {
        return provider(ref, providers()).file(ref);
    }

    /**
     * Whether a host is reached over a network, so that the choices of {@link HostAccess} matter. Opens no host.
     *
     * @throws EkuException {@code UNKNOWN_SCHEME}
     */
    public static boolean isRemote(HostRef ref) {
        return provider(ref, providers()).isRemote(ref);
    }

    /** The simulated hosts that the backends bring along, so that eku can be tried without a server. */
    public static List<Preset> presets() {
        List<Preset> presets = new ArrayList<>();
        for (HostProvider provider : providers()) {
            presets.addAll(provider.presets());
        }
        return presets;
    }

    /**
     * The hosts that a reference stands for: several if it names a simulated pool, otherwise itself. Opens no host.
     *
     * @throws EkuException {@code UNKNOWN_SCHEME}, {@code INVALID_PARAMETER}
     */
    public static List<HostRef> members(HostRef ref) {
        return provider(ref, providers()).members(ref);
    }

    /** A reference for each kind of host that can be opened, as a user would write it. */
    public static List<String> examples() {
        return providers().stream().flatMap(p -> p.examples().stream()).sorted().toList();
    }

    /**
     * Uses the class loader of the SPI, since in Maven the thread's context loader does not see the plugin's
     * dependencies.
     */
    private static List<HostProvider> providers() {
        List<HostProvider> providers = new ArrayList<>();
        for (HostProvider provider : ServiceLoader.load(HostProvider.class, HostProvider.class.getClassLoader())) {
            providers.add(provider);
        }
        return providers;
    }

    private static HostProvider provider(HostRef ref, List<HostProvider> providers) {
        for (HostProvider provider : providers) {
            if (provider.schemes().contains(ref.scheme())) {
                return provider;
            }
        }
        throw new EkuException(ErrorCode.UNKNOWN_SCHEME, ref, examples());
    }
}
