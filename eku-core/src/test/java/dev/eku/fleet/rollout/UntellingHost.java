package dev.eku.fleet.rollout;

import dev.eku.host.ForwardingHost;
import dev.eku.host.Host;
import dev.eku.host.Processes;
import dev.eku.service.GracefulControl;
import dev.eku.service.ServiceCommand;
import dev.eku.service.ServiceConfig;
import dev.eku.service.ServiceControl;
import dev.eku.service.ServiceName;
import dev.eku.service.ServiceStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A host that does not tell when a process started, as over a network, or tells what cannot be.
 *
 * @param started what it says of when each process started
 * @param connection added to each process id: a server may show another one to each connection
 */
public record UntellingHost(Host host, long connection, Optional<Instant> started)
        implements ForwardingHost, ServiceControl {
    /** One that tells nothing. */
    public UntellingHost(Host host, long connection) {
        this(host, connection, Optional.empty());
    }

    @Override
    public ServiceControl services() {
        return this;
    }

    /** Nor what a process runs; the number it has here is none there. */
    @Override
    public Optional<Processes> processes() {
        return Optional.empty();
    }

    @Override
    public Optional<GracefulControl> graceful() {
        return Optional.empty();
    }

    @Override
    public Optional<ServiceConfig> config(ServiceName service) {
        return host.services().config(service);
    }

    @Override
    public ServiceStatus status(ServiceName service) {
        return untelling(host.services().status(service));
    }

    @Override
    public List<ServiceName> dependents(ServiceName service) {
        return host.services().dependents(service);
    }

    @Override
    public ServiceStatus command(ServiceName service, ServiceCommand command) {
        return untelling(host.services().command(service, command));
    }

    @Override
    public void start(ServiceName service) {
        host.services().start(service);
    }

    @Override
    public boolean controllable(ServiceName service) {
        return host.services().controllable(service);
    }

    private ServiceStatus untelling(ServiceStatus status) {
        OptionalLong process = status.processId().isPresent()
                ? OptionalLong.of(status.processId().getAsLong() + connection)
                : OptionalLong.empty();
        return new ServiceStatus(
                status.state(),
                status.accepts(),
                status.exitCode(),
                status.checkpoint(),
                status.waitHint(),
                process,
                started);
    }
}
