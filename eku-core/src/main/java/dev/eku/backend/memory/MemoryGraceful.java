package dev.eku.backend.memory;

import static dev.eku.backend.memory.PortCall.Kind.GRACEFUL_CLOSE;
import static dev.eku.backend.memory.PortCall.Kind.GRACEFUL_RESULT;
import static dev.eku.backend.memory.PortCall.Kind.GRACEFUL_START;
import static dev.eku.backend.memory.PortCall.Kind.GRACEFUL_STOP;

import dev.eku.error.Win32Error;
import dev.eku.service.GracefulControl;
import dev.eku.service.ServiceCommand;
import dev.eku.service.ServiceName;
import dev.eku.service.ServiceState;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * The product's cmdlets on a memory host. A stop pauses the service, waits until its last session has ended, and stops
 * it. A cmdlet is a process of its own: it continues when the run that started it is killed, and ends when it is
 * closed. Thread-safe.
 */
final class MemoryGraceful implements GracefulControl {
    private static final Duration LOOK_EVERY = Duration.ofMillis(500);

    private final Machine machine;
    private final PortCalls calls;

    MemoryGraceful(Machine machine, PortCalls calls) {
        this.machine = machine;
        this.calls = calls;
    }

    @Override
    public Call stop(ServiceName service) {
        return calls.make(GRACEFUL_STOP, service, () -> begun(service, this::beginStop));
    }

    @Override
    public Call start(ServiceName service) {
        return calls.make(GRACEFUL_START, service, () -> begun(service, this::beginStart));
    }

    private Cmdlet begun(ServiceName name, BiConsumer<Cmdlet, SimulatedService> work) {
        Cmdlet cmdlet = new Cmdlet(name);
        Optional<SimulatedService> service = machine.service(name);
        if (service.isEmpty()) {
            cmdlet.fail("Cannot find the service \"" + name + "\" on the computer.");
        } else if (!service.get().isControllable()) {
            cmdlet.fail("Access is denied.");
        } else {
            Optional<Result> failure = service.get().behaviour().cmdletResult();
            failure.ifPresent(
                    result -> machine.timeline().after(ServiceBehaviour.CMDLET_DELAY, () -> cmdlet.end(result)));
            if (failure.isEmpty()) {
                work.accept(cmdlet, service.get());
            }
        }
        return cmdlet;
    }

    private void beginStop(Cmdlet cmdlet, SimulatedService service) {
        if (service.refusalOf(ServiceCommand.PAUSE).isEmpty()) {
            service.tell(ServiceCommand.PAUSE);
        } else if (service.state() == ServiceState.RUNNING) {
            service.drainRunning();
        }
        watchStop(cmdlet, service);
    }

    private void watchStop(Cmdlet cmdlet, SimulatedService service) {
        boolean mayStop = service.refusalOf(ServiceCommand.STOP).isEmpty() && service.isDrained();
        if (service.state() == ServiceState.STOPPED) {
            cmdlet.succeed(service);
        } else if (mayStop && isNeeded(service)) {
            cmdlet.fail("The service has dependent services that are running.");
        } else {
            if (mayStop) {
                service.tell(ServiceCommand.STOP);
            }
            cmdlet.lookAgain(() -> watchStop(cmdlet, service));
        }
    }

    private void beginStart(Cmdlet cmdlet, SimulatedService service) {
        Optional<Win32Error> refusal = machine.start(service.config().name())
                .filter(error -> !error.equals(Win32Error.SERVICE_ALREADY_RUNNING));
        if (refusal.isPresent()) {
            cmdlet.fail("The service cannot be started: " + refusal.get());
        } else {
            watchStart(cmdlet, service);
        }
    }

    private void watchStart(Cmdlet cmdlet, SimulatedService service) {
        switch (service.state()) {
            case RUNNING -> cmdlet.succeed(service);
            case STOPPED -> cmdlet.fail("The service did not start.");
            case PAUSED -> cmdlet.fail("The service is paused.");
            default -> cmdlet.lookAgain(() -> watchStart(cmdlet, service));
        }
    }

    private boolean isNeeded(SimulatedService service) {
        return machine.dependents(service.config().name()).stream()
                .flatMap(name -> machine.service(name).stream())
                .anyMatch(dependent -> dependent.state() != ServiceState.STOPPED);
    }

    private final class Cmdlet implements Call {
        private final ServiceName service;
        private Optional<Result> result = Optional.empty();
        private boolean closed;

        Cmdlet(ServiceName service) {
            this.service = service;
        }

        @Override
        public Optional<Result> result() {
            return calls.make(GRACEFUL_RESULT, service, () -> result);
        }

        @Override
        public void close() {
            calls.make(GRACEFUL_CLOSE, service, () -> {
                closed = true;
                return service;
            });
        }

        void succeed(SimulatedService done) {
            if (done.behaviour().cmdletEnds()) {
                end(new Result(0, ""));
            }
        }

        void fail(String errorText) {
            end(new Result(1, errorText));
        }

        void end(Result how) {
            if (!closed) {
                result = Optional.of(how);
            }
        }

        void lookAgain(Runnable look) {
            machine.timeline().after(LOOK_EVERY, () -> {
                if (!closed) {
                    look.run();
                }
            });
        }
    }
}
