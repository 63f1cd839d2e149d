package dev.eku.host;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The SPI of a backend. It is found through {@code META-INF/services/dev.eku.host.HostProvider} and chosen by the
 * scheme of the host's reference. It must be cheap to construct, and must use nothing native before {@link #open}.
 */
public interface HostProvider {
    /** The schemes that it serves, in lower case. */
    List<String> schemes();

    /** A reference for each scheme, as a user would write it. Error messages show them. */
    List<String> examples();

    /**
     * The file of our own machine that is the whole host, if it is a simulated one. Touches no host.
     *
     * @throws dev.eku.error.EkuException {@code INVALID_PARAMETER} if the reference cannot name a file
     */
    default Optional<Path> file(HostRef ref) {
        return Optional.empty();
    }

    /** The simulated hosts that it brings along. */
    default List<Preset> presets() {
        return List.of();
    }

    /**
     * The hosts that a reference stands for, if it names several; otherwise itself. Touches no host.
     *
     * @throws dev.eku.error.EkuException {@code INVALID_PARAMETER} if the reference cannot name them
     */
    default List<HostRef> members(HostRef ref) {
        return List.of(ref);
    }

    /**
     * Whether such a host is reached over a network, so that the choices of {@link HostAccess} matter. Touches no host.
     */
    default boolean isRemote(HostRef ref) {
        return true;
    }

    /**
     * Opens a host.
     *
     * @param access the account to use, and what else the user has chosen for the connection
     * @throws dev.eku.error.EkuException if the host cannot be reached, or if the backend cannot fulfil a choice, for
     *     example because it accepts no credentials
     */
    Host open(HostRef ref, HostAccess access);
}
