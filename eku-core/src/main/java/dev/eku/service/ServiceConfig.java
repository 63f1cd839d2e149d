package dev.eku.service;

import dev.eku.registry.KeyPath;
import java.util.List;

/**
 * How a service is set up ({@code QUERY_SERVICE_CONFIG}). Immutable.
 *
 * @param imagePath its command line as the service manager reports it, with quotes and arguments, if any; Windows seems
 *     to expand variables first (Wine does), so {@link #keyOf} has the text as it was given
 * @param type the service type's number; see {@link #sharesProcess()}
 * @param account the account that it runs as
 * @param dependencies the names of the services and groups that it needs, as stored
 */
public record ServiceConfig(
        ServiceName name,
        String displayName,
        String imagePath,
        StartType startType,
        int type,
        String account,
        List<String> dependencies) {
    private static final int SHARE_PROCESS = 0x20;

    public ServiceConfig {
        dependencies = List.copyOf(dependencies);
    }

    /**
     * The key with the set-up of a service (64-bit view). {@code ImagePath} there is its command line as it was given,
     * with its type. {@link #imagePath} may differ from it.
     *
     * @throws dev.eku.error.EkuException {@code INVALID_PARAMETER} if the name is longer than the name of a key can be
     */
    public static KeyPath keyOf(ServiceName service) {
        return KeyPath.of("SYSTEM", "CurrentControlSet", "Services", service.toString());
    }

    /** When a service is started, in the order of the numbers 0 to 4 of {@code winsvc.h}. */
    public enum StartType {
        BOOT,
        SYSTEM,
        AUTOMATIC,
        MANUAL,
        DISABLED
    }

    /** The same service with another command line. */
    public ServiceConfig withImagePath(String changed) {
        return new ServiceConfig(name, displayName, changed, startType, type, account, dependencies);
    }

    /** Whether it shares its process with other services, so that stopping it does not end the process. */
    public boolean sharesProcess() {
        return (type & SHARE_PROCESS) != 0;
    }
}
