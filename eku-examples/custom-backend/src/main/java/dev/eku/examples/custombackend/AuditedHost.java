package dev.eku.examples.custombackend;

import dev.eku.host.ForwardingHost;
import dev.eku.host.Host;
import dev.eku.host.HostRef;
import dev.eku.registry.Registry;
import dev.eku.service.GracefulControl;
import dev.eku.service.ServiceControl;
import java.util.Optional;

/**
 * A host that writes each change to the audit file before it makes the change. It forwards everything else. The
 * product's cmdlets use no port that this host could watch, so it offers no cmdlets.
 */
final class AuditedHost implements ForwardingHost {
    private final HostRef ref;
    private final Host inner;
    private final Registry registry;
    private final ServiceControl services;

    AuditedHost(HostRef ref, Host inner, AuditLog log) {
        this.ref = ref;
        this.inner = inner;
        this.registry = new AuditedRegistry(inner.registry(), log);
        this.services = new AuditedServices(inner.services(), log);
    }

    @Override
    public Host host() {
        return inner;
    }

    @Override
    public HostRef ref() {
        return ref;
    }

    @Override
    public Registry registry() {
        return registry;
    }

    @Override
    public ServiceControl services() {
        return services;
    }

    @Override
    public Optional<GracefulControl> graceful() {
        return Optional.empty();
    }
}
