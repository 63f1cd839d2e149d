package dev.eku.examples.custombackend;

import dev.eku.service.ServiceCommand;
import dev.eku.service.ServiceConfig;
import dev.eku.service.ServiceControl;
import dev.eku.service.ServiceName;
import dev.eku.service.ServiceStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A service manager that writes each command to the audit file first. */
final class AuditedServices implements ServiceControl {
    private final ServiceControl inner;
    private final AuditLog log;

    AuditedServices(ServiceControl inner, AuditLog log) {
        this.inner = inner;
        this.log = log;
    }

    @Override
    public Optional<ServiceConfig> config(ServiceName service) {
        return inner.config(service);
    }

    @Override
    public ServiceStatus status(ServiceName service) {
        return inner.status(service);
    }

    @Override
    public Optional<Instant> processStarted(ServiceStatus status) {
        return inner.processStarted(status);
    }

    @Override
    public List<ServiceName> dependents(ServiceName service) {
        return inner.dependents(service);
    }

    @Override
    public ServiceStatus command(ServiceName service, ServiceCommand command) {
        log.write(command + " service " + service);
        return inner.command(service, command);
    }

    @Override
    public void start(ServiceName service) {
        log.write("START service " + service);
        inner.start(service);
    }

    @Override
    public boolean controllable(ServiceName service) {
        return inner.controllable(service);
    }
}
