package dev.eku.service;

import java.util.List;

/**
 * Everything that the port reports about a service, at one moment. Immutable.
 *
 * @param dependents the services that need it, in the order in which they must be stopped
 * @param controllable whether we have the rights to stop, pause and start it
 */
public record ServiceLook(
        ServiceConfig config, ServiceStatus status, List<ServiceName> dependents, boolean controllable) {
    public ServiceLook {
        dependents = List.copyOf(dependents);
    }
}
