package dev.eku.backend.memory;

import static dev.eku.backend.memory.PortCall.Kind.SERVICE_COMMAND;
import static dev.eku.backend.memory.PortCall.Kind.SERVICE_CONFIG;
import static dev.eku.backend.memory.PortCall.Kind.SERVICE_CONTROLLABLE;
import static dev.eku.backend.memory.PortCall.Kind.SERVICE_DEPENDENTS;
import static dev.eku.backend.memory.PortCall.Kind.SERVICE_START;
import static dev.eku.backend.memory.PortCall.Kind.SERVICE_STATUS;

import dev.eku.error.Win32Error;
import dev.eku.error.Win32Exception;
import dev.eku.service.ServiceCommand;
import dev.eku.service.ServiceConfig;
import dev.eku.service.ServiceControl;
import dev.eku.service.ServiceName;
import dev.eku.service.ServiceState;
import dev.eku.service.ServiceStatus;
import java.util.List;
import java.util.Optional;

/** The service manager of a memory host. Thread-safe. */
final class MemoryServices implements ServiceControl {
    private final Machine machine;
    private final PortCalls calls;

    MemoryServices(Machine machine, PortCalls calls) {
        this.machine = machine;
        this.calls = calls;
    }

    @Override
    public Optional<ServiceConfig> config(ServiceName service) {
        return calls.make(SERVICE_CONFIG, service, () -> {
            Optional<SimulatedService> found = machine.service(service);
            return found.isPresent() ? Optional.of(found.get().config()) : Optional.empty();
        });
    }

    @Override
    public ServiceStatus status(ServiceName service) {
        return calls.make(
                SERVICE_STATUS, service, () -> existing(SERVICE_STATUS, service).status());
    }

    @Override
    public List<ServiceName> dependents(ServiceName service) {
        return calls.make(SERVICE_DEPENDENTS, service, () -> {
            existing(SERVICE_DEPENDENTS, service);
            return machine.dependents(service);
        });
    }

    @Override
    public ServiceStatus command(ServiceName service, ServiceCommand command) {
        return calls.make(SERVICE_COMMAND, service + " " + command, () -> {
            SimulatedService told = controllable(SERVICE_COMMAND, service);
            told.refusalOf(command).ifPresent(error -> refuse(error, SERVICE_COMMAND, service));
            if (command == ServiceCommand.STOP && isNeeded(service)) {
                refuse(Win32Error.DEPENDENT_SERVICES_RUNNING, SERVICE_COMMAND, service);
            }
            told.tell(command);
            told.failureOfHandler().ifPresent(error -> refuse(error, SERVICE_COMMAND, service));
            return told.status();
        });
    }

    @Override
    public void start(ServiceName service) {
        calls.make(SERVICE_START, service, () -> {
            controllable(SERVICE_START, service);
            machine.start(service).ifPresent(error -> refuse(error, SERVICE_START, service));
            return service;
        });
    }

    @Override
    public boolean controllable(ServiceName service) {
        return calls.make(
                SERVICE_CONTROLLABLE,
                service,
                () -> existing(SERVICE_CONTROLLABLE, service).isControllable());
    }

    private boolean isNeeded(ServiceName service) {
        return machine.dependents(service).stream()
                .flatMap(name -> machine.service(name).stream())
                .anyMatch(dependent -> dependent.state() != ServiceState.STOPPED);
    }

    private SimulatedService existing(PortCall.Kind kind, ServiceName service) {
        Optional<SimulatedService> found = machine.service(service);
        if (found.isEmpty()) {
            throw refusal(Win32Error.SERVICE_DOES_NOT_EXIST, kind, service);
        }
        return found.get();
    }

    private SimulatedService controllable(PortCall.Kind kind, ServiceName service) {
        SimulatedService found = existing(kind, service);
        if (!found.isControllable()) {
            refuse(Win32Error.ACCESS_DENIED, kind, service);
        }
        return found;
    }

    private void refuse(Win32Error error, PortCall.Kind kind, ServiceName service) {
        throw refusal(error, kind, service);
    }

    private Win32Exception refusal(Win32Error error, PortCall.Kind kind, ServiceName service) {
        return new Win32Exception(error, kind.function(), machine.ref() + " " + service);
    }
}
