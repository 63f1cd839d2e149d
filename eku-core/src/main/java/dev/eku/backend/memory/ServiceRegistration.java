package dev.eku.backend.memory;

import dev.eku.registry.RegistryValue;
import dev.eku.service.ServiceConfig;
import dev.eku.service.ServiceConfig.StartType;
import java.util.List;

/** What Windows keeps of a service's set-up in the service's key of the registry. */
final class ServiceRegistration {
    private ServiceRegistration() {}

    /** The key with the values of that set-up, beside those it has. */
    static RegistryNode in(RegistryNode key, ServiceConfig config) {
        RegistryNode registered = key.withValue("ImagePath", RegistryValue.expandString(config.imagePath()))
                .withValue("DisplayName", RegistryValue.string(config.displayName()))
                .withValue("Start", of(config.startType()))
                .withValue("Type", RegistryValue.dword(config.type()))
                .withValue("ObjectName", RegistryValue.string(config.account()));
        return config.dependencies().isEmpty()
                ? registered.withoutValue("DependOnService")
                : registered.withValue("DependOnService", RegistryValue.multiString(config.dependencies()));
    }

    /** What stands there for a start type. */
    static RegistryValue of(StartType startType) {
        return RegistryValue.dword(List.of(StartType.values()).indexOf(startType));
    }
}
