package dev.eku.host;

import java.util.Optional;

/** What eku needs to know of a host's processes. Not thread-safe unless an implementation says so. */
public interface Processes {
    /**
     * The full path of the file that a running process runs, with links, junctions and 8.3 names resolved, as {@code
     * QueryFullProcessImageName} tells it. It proves which file runs; it need not be the path that the process was started by,
     * which .NET calls its main module.
     *
     * @param processId as {@link dev.eku.service.ServiceStatus#processId} tells it
     * @return empty if there is no such process, or no longer
     * @throws dev.eku.error.Win32Exception {@code ERROR_ACCESS_DENIED (5)} if we may not know
     */
    Optional<String> imagePath(long processId);
}
