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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A host that does not tell when a process started, as over a network, or tells what cannot be.
 *
 * @param started what it says of when each process started
 * @param connection added to each process id: a server may show another one to each connection
 * @param seen if it tells when it is asked for that alone: the starts of the processes that it has shown, by their ids
 */
public record UntellingHost(
        Host host, long connection, Optional<Instant> started, Optional<Map<Long, Optional<Instant>>> seen)
        implements ForwardingHost, ServiceControl {
    /** One that says this of each process. */
    public UntellingHost(Host host, long connection, Optional<Instant> started) {
        this(host, connection, started, Optional.empty());
    }

    /** One that tells nothing. */
    public UntellingHost(Host host, long connection) {
        this(host, connection, Optional.empty());
    }

    /** One that tells when a process started only if it is asked for that. */
    public static UntellingHost answering(Host host, long connection) {
        return new UntellingHost(host, connection, Optional.empty(), Optional.of(new HashMap<>()));
    }

    @Override
    public Optional<Instant> processStarted(ServiceStatus status) {
        return seen.flatMap(starts -> starts.getOrDefault(status.processId().orElse(0), Optional.empty()));
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
        seen.ifPresent(starts -> starts.put(process.orElse(0), status.processStarted()));
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
