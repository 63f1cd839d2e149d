package dev.eku.inspect;

import dev.eku.error.ErrorCode;
import dev.eku.error.Win32Exception;
import dev.eku.host.Host;
import dev.eku.service.ServiceStatus;
import java.util.Optional;

/** Which file the process of a service runs. */
final class ProcessFile {
    private ProcessFile() {}

    /**
     * The file as the host reports it, with links resolved; empty if there is no process, or the host does not report
     * the file, or not to this account.
     */
    static Optional<String> of(Host host, ServiceStatus status) {
        if (status.processId().isEmpty() || host.processes().isEmpty()) {
            return Optional.empty();
        }
        try {
            return host.processes().get().imagePath(status.processId().getAsLong());
        } catch (Win32Exception refused) {
            if (refused.code() != ErrorCode.ACCESS_DENIED) {
                throw refused;
            }
            return Optional.empty();
        }
    }
}
