package dev.eku.host;

import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

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

    /** Opens a host with credentials of its own; as {@link #open(String)} otherwise. */
    public static Host open(HostRef ref, Optional<Credentials> credentials) {
        return open(ref, HostAccess.as(credentials));
    }

    /** Opens a host in the way chosen; as {@link #open(String)} otherwise. */
    public static Host open(HostRef ref, HostAccess access) {
        List<HostProvider> providers = providers();
        return providers.stream()
                .filter(provider -> provider.schemes().contains(ref.scheme()))
                .findFirst()
                .orElseThrow(() -> unknown(ref, providers))
                .open(ref, access);
    }

    /** A reference of each kind that can be opened, as a user would write it. */
    public static List<String> examples() {
        return providers().stream().flatMap(p -> p.examples().stream()).sorted().toList();
    }

    /** With the SPI's own loader: in Maven the thread's context loader does not see the plugin's dependencies. */
    private static List<HostProvider> providers() {
        return ServiceLoader.load(HostProvider.class, HostProvider.class.getClassLoader()).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
    }

    private static EkuException unknown(HostRef ref, List<HostProvider> providers) {
        String known =
                providers.stream().flatMap(p -> p.examples().stream()).sorted().collect(Collectors.joining(", "));
        return new EkuException(ErrorCode.UNKNOWN_SCHEME, ref, known);
    }
}
