package dev.eku.inspect;

import dev.eku.host.ForwardingHost;
import dev.eku.host.Host;
import dev.eku.host.HostFiles;
import dev.eku.registry.Registry;
import dev.eku.service.ServiceLook;
import dev.eku.service.ServiceName;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A host as one inspection sees it: asks for nothing twice. Not thread-safe. */
final class RememberingHost implements ForwardingHost {
    private final Host host;
    private final Registry registry;
    private final Map<ServiceName, Optional<ServiceLook>> looks = new HashMap<>();
    private final Map<String, Boolean> files = new HashMap<>();
    private final Map<String, Optional<String>> longPaths = new HashMap<>();

    RememberingHost(Host host) {
        this.host = host;
        this.registry = new RememberingRegistry(host.registry());
    }

    @Override
    public Host host() {
        return host;
    }

    @Override
    public Registry registry() {
        return registry;
    }

    /** All of a service at once. */
    Optional<ServiceLook> look(ServiceName name) {
        Optional<ServiceLook> known = looks.get(name);
        Optional<ServiceLook> look = known == null ? host.services().look(name) : known;
        looks.put(name, look);
        return look;
    }

    @Override
    public HostFiles files() {
        return new HostFiles() {
            @Override
            public boolean isFile(String path) {
                return files.computeIfAbsent(path, host.files()::isFile);
            }

            @Override
            public Optional<String> longPath(String path) {
                return longPaths.computeIfAbsent(path, host.files()::longPath);
            }
        };
    }
}
