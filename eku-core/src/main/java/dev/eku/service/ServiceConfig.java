package dev.eku.service;

import java.util.List;

/**
 * How a service is set up ({@code QUERY_SERVICE_CONFIG}). Immutable.
 *
 * @param imagePath its command line as stored: with quotes, arguments and variables, if any
 * @param type the service type's number; see {@link #sharesProcess()}
 * @param account the account it runs as
 * @param dependencies the names of the services and groups it needs, as stored
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

    /** When a service is started, in the order of the numbers 0 to 4 of {@code winsvc.h}. */
    public enum StartType {
        BOOT,
        SYSTEM,
        AUTOMATIC,
        MANUAL,
        DISABLED
    }

    /** Whether it shares its process with other services, so that stopping it does not end the process. */
    public boolean sharesProcess() {
        return (type & SHARE_PROCESS) != 0;
    }
}
