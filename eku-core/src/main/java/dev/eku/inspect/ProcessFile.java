package dev.eku.inspect;

import dev.eku.error.ErrorCode;
import dev.eku.error.Win32Exception;
import dev.eku.host.Host;
import dev.eku.service.ServiceStatus;
import java.util.Optional;

/** Which file a service's process runs. */
final class ProcessFile {
    private ProcessFile() {}

    /**
     * As the host tells it, links resolved; empty if there is no process, or the host does not report it, or not to us.
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
