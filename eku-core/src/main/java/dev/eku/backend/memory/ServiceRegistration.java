package dev.eku.backend.memory;

import dev.eku.registry.RegistryValue;
import dev.eku.service.ServiceConfig;
import dev.eku.service.ServiceConfig.StartType;
import java.util.List;

/** What Windows stores about the set-up of a service in the service's registry key. */
final class ServiceRegistration {
    private ServiceRegistration() {}

    /** The key with the values of that set-up, in addition to those that it has. */
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

    /** The stored value of a start type. */
    static RegistryValue of(StartType startType) {
        return RegistryValue.dword(List.of(StartType.values()).indexOf(startType));
    }
}
