package dev.eku.host;

import java.util.Optional;

/** What eku needs to know of a host's files; read only. Paths are full Windows paths. */
public interface HostFiles {
    /** Whether there is a file (not a folder) at that path. */
    boolean isFile(String path);

    /**
     * The path with each 8.3 name in it replaced by the long one, as {@code GetLongPathName} does.
     *
     * @return empty if there is nothing at that path
     */
    Optional<String> longPath(String path);
}
