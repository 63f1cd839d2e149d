package dev.eku.backend.memory;

import static dev.eku.service.ServiceState.START_PENDING;
import static dev.eku.service.ServiceState.STOPPED;
import static dev.eku.service.ServiceState.STOP_PENDING;

import dev.eku.error.Win32Error;
import dev.eku.product.Bitness;
import dev.eku.product.Clr;
import dev.eku.product.Setting;
import dev.eku.registry.KeyPath;
import dev.eku.registry.RegistryValue;
import dev.eku.service.ServiceCommand;
import dev.eku.service.ServiceConfig;
import dev.eku.service.ServiceState;
import dev.eku.service.ServiceStatus;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A service of a memory host, which a test can read and change without the ports. Its methods are not counted as calls,
 * and no fault affects them. Thread-safe.
 */
public final class SimulatedService {
    private static final int PROCESS_ABORTED = 1067;

    private final Machine machine;
    private ServiceConfig config;
    private final boolean controllable;
    private final boolean deleted;
    private final ServiceLifecycle lifecycle;
    private int starts;

    SimulatedService(Machine machine, PreparedService prepared) {
        this.machine = machine;
        this.config = prepared.config();
        this.controllable = prepared.controllable();
        this.deleted = prepared.deleted();
        this.lifecycle = new ServiceLifecycle(machine, prepared.behaviour());
        lifecycle.resume(prepared.status(), firstProcess(prepared));
    }

    /** The initial process; empty if the service is stopped. */
    private Optional<ServiceProcess> firstProcess(PreparedService prepared) {
        ServiceStatus status = prepared.status();
        return status.state() == STOPPED
                ? Optional.empty()
                : Optional.of(machine.processOf(
                        config,
                        prepared.runs(),
                        status.processId(),
                        status.processStarted().orElse(machine.timeline().now())));
    }

    /** The set-up of the service. */
    public ServiceConfig config() {
        synchronized (machine) {
            return config;
        }
    }

    /**
     * Sets another command line, which counts from its next start on, like {@code sc config NAME binPath= ...}. Its key
     * in the registry is written now, and a running process continues.
     *
     * @param imagePath REG_SZ or REG_EXPAND_SZ
     * @throws IllegalArgumentException if it is not a text
     */
    public void reconfigure(RegistryValue imagePath) {
        String text = imagePath.asString().orElseThrow(() -> new IllegalArgumentException("no text: " + imagePath));
        synchronized (machine) {
            config = config.withImagePath(text);
            KeyPath key = ServiceConfig.keyOf(config.name());
            Optional<Instant> now = Optional.of(machine.timeline().now());
            machine.tree(machine.tree()
                    .create(key, now)
                    .change(key, node -> node.withValue("ImagePath", imagePath).writtenAt(now)));
            machine.keep();
        }
    }

    /** The state of the service. */
    public ServiceState state() {
        synchronized (machine) {
            return lifecycle.state();
        }
    }

    /** Sets its behaviour from now on. */
    public void behave(ServiceBehaviour changed) {
        synchronized (machine) {
            lifecycle.behave(changed);
        }
    }

    /** Kills its process at once, like the task manager; see {@link #crash(int)}. */
    public void crash() {
        crash(1);
    }

    /**
     * Ends its process at once, without a report to the service manager, and with it all services that the process
     * runs. Does nothing if the service does not run. The service manager then shows
     * {@code ERROR_PROCESS_ABORTED (1067)}, whatever the exit code of the process
     * ({@code programs/services/tests/service.c}, 596-724, of Wine 10.0, which is run on Windows).
     *
     * @param code the exit code of the process, which nothing reports
     */
    public void crash(int code) {
        synchronized (machine) {
            Optional<ServiceProcess> ended = process();
            if (ended.isPresent()) {
                machine.services().stream()
                        .filter(service -> service.process().equals(ended))
                        .forEach(service -> service.lifecycle.end(PROCESS_ABORTED));
                machine.keep();
            }
        }
    }

    /**
     * Whether its present process is exempt from the setting. It is if, when the process started, REG_DWORD 0 was in
     * place under the path of its executable, or machine-wide, in the key of that runtime and the view of that bitness.
     * False if the service does not run.
     */
    public boolean sawExemption(Setting setting, Clr clr, Bitness bitness) {
        synchronized (machine) {
            return process()
                    .map(running -> running.isExempt(setting, clr, bitness))
                    .orElse(false);
        }
    }

    /** How often it has been stopped while sessions were still active. */
    public int cutStops() {
        synchronized (machine) {
            return lifecycle.cutStops();
        }
    }

    /** How often its process has been started on this machine. */
    public int starts() {
        synchronized (machine) {
            return starts;
        }
    }

    ServiceBehaviour behaviour() {
        return lifecycle.behaviour();
    }

    Optional<ServiceProcess> process() {
        return lifecycle.process();
    }

    ServiceStatus status() {
        return lifecycle.status();
    }

    boolean isControllable() {
        return controllable;
    }

    boolean isDeleted() {
        return deleted;
    }

    PreparedService prepared() {
        PreparedService.Runs runs = process()
                .map(running -> new PreparedService.Runs(running.file().isPresent(), running.file()))
                .orElse(PreparedService.Runs.AS_SET_UP);
        return new PreparedService(config, status(), behaviour(), controllable, deleted, runs);
    }

    /** The reason why a start is refused, whatever services it needs. */
    Optional<Win32Error> refusalOfStart() {
        if (deleted) {
            return Optional.of(Win32Error.SERVICE_MARKED_FOR_DELETE);
        }
        if (config.startType() == ServiceConfig.StartType.DISABLED) {
            return Optional.of(Win32Error.SERVICE_DISABLED);
        }
        return lifecycle.state() == STOPPED ? Optional.empty() : Optional.of(Win32Error.SERVICE_ALREADY_RUNNING);
    }

    /** Starts its process. */
    Optional<Win32Error> start() {
        starts++;
        if (!behaviour().reports()) {
            lifecycle.end(Win32Error.SERVICE_REQUEST_TIMEOUT.number());
            return Optional.of(Win32Error.SERVICE_REQUEST_TIMEOUT);
        }
        lifecycle.start(machine.processOf(
                config,
                PreparedService.Runs.AS_SET_UP,
                OptionalLong.empty(),
                machine.timeline().now()));
        return Optional.empty();
    }

    /** The reason why a command is refused, whatever services need this one. */
    Optional<Win32Error> refusalOf(ServiceCommand command) {
        return switch (lifecycle.state()) {
            case STOPPED -> Optional.of(Win32Error.SERVICE_NOT_ACTIVE);
            case START_PENDING, STOP_PENDING -> Optional.of(Win32Error.SERVICE_CANNOT_ACCEPT_CTRL);
            default ->
                lifecycle.accepts().contains(command)
                        ? Optional.empty()
                        : Optional.of(Win32Error.INVALID_SERVICE_CONTROL);
        };
    }

    /** Gives it a command that is not refused. A command that is already being carried out changes nothing. */
    void tell(ServiceCommand command) {
        lifecycle.tell(command);
    }

    /** The error of an accepted command, if its handler does not return in time. */
    Optional<Win32Error> failureOfHandler() {
        return behaviour().obeysLate().map(late -> Win32Error.SERVICE_REQUEST_TIMEOUT);
    }

    /** Whether no session is left. */
    boolean isDrained() {
        return lifecycle.isDrained();
    }

    /** Accepts no new sessions, without a change of state; for services that cannot be paused. */
    void drainRunning() {
        lifecycle.drainRunning();
    }
}
