package dev.eku.host;

import java.util.Optional;

/** What eku needs to know about the processes of a host. Not thread-safe unless an implementation says so. */
public interface Processes {
    /**
     * The full path of the file that a running process runs, with links, junctions and 8.3 names resolved, as
     * {@code QueryFullProcessImageName} reports it. It proves which file runs. It may differ from the path by which the
     * process was started, which .NET calls its main module.
     *
     * @param processId as {@link dev.eku.service.ServiceStatus#processId} reports it
     * @return empty if there is no such process, or no longer
     * @throws dev.eku.error.Win32Exception {@code ERROR_ACCESS_DENIED (5)} if our account has no right to know it
     */
    Optional<String> imagePath(long processId);
}
