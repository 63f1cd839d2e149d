package dev.eku.host;

import java.util.List;

/**
 * The SPI of a backend: found through {@code META-INF/services/dev.eku.host.HostProvider}, chosen by the scheme of the host's
 * reference. Must be cheap to construct and touch nothing native until {@link #open}.
 */
public interface HostProvider {
    /** The schemes it serves, in lower case. */
    List<String> schemes();

    /** A reference for each scheme as a user would write it, for error messages. */
    List<String> examples();

    /**
     * Opens a host.
     *
     * @param access who to be there, and what else the user has chosen for the way
     * @throws dev.eku.error.EkuException if it cannot be reached, or the backend cannot grant what was chosen, for example takes
     *     no credentials and was given some
     */
    Host open(HostRef ref, HostAccess access);
}
