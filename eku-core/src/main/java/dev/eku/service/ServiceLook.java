package dev.eku.service;

import java.util.List;

/**
 * All that can be asked of a service, at one moment. Immutable.
 *
 * @param dependents the services that need it, in the order in which they must be stopped
 * @param controllable whether we hold the rights to stop, pause and start it
 */
public record ServiceLook(
        ServiceConfig config, ServiceStatus status, List<ServiceName> dependents, boolean controllable) {
    public ServiceLook {
        dependents = List.copyOf(dependents);
    }
}
