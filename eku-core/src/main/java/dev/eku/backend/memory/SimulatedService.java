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
 * A service of a memory host, as a test sees and moves it: beside the ports, not counted as calls, not hindered by
 * faults. Thread-safe.
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

    /** The process that it comes with; empty if it is stopped. */
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

    /** How it is set up. */
    public ServiceConfig config() {
        synchronized (machine) {
            return config;
        }
    }

    /**
     * Has it set up with another command line, from its next start on, as {@code sc config NAME binPath= ...} does: its
     * key in the registry is written now, and a process it has goes on.
     *
     * @param imagePath REG_SZ or REG_EXPAND_SZ
     * @throws IllegalArgumentException if it is no text
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

    /** What it is doing. */
    public ServiceState state() {
        synchronized (machine) {
            return lifecycle.state();
        }
    }

    /** Has it behave so from now on. */
    public void behave(ServiceBehaviour changed) {
        synchronized (machine) {
            lifecycle.behave(changed);
        }
    }

    /** Has its process killed at once, as by the task manager; see {@link #crash(int)}. */
    public void crash() {
        crash(1);
    }

    /**
     * Has its process end at once, without a word to the service manager, and with it all services it runs; does
     * nothing if it does not run. The service manager then shows {@code ERROR_PROCESS_ABORTED (1067)}, whatever the
     * exit code of the process ({@code programs/services/tests/service.c}, 596-724, of Wine 10.0, which is run on
     * Windows).
     *
     * @param code the exit code of the process, which nobody tells
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
     * Whether its present process is exempt from the setting: whether, when the process started, REG_DWORD 0 stood
     * under the path of its executable, or machine-wide, in the key of that runtime and the view of that bitness. False
     * if it does not run.
     */
    public boolean sawExemption(Setting setting, Clr clr, Bitness bitness) {
        synchronized (machine) {
            return process()
                    .map(running -> running.isExempt(setting, clr, bitness))
                    .orElse(false);
        }
    }

    /** How often it has been stopped while sessions were still going on. */
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

    /** The refusal of a start, if it is refused whatever the service needs. */
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

    /** The refusal of a command, if it is refused whoever needs the service. */
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

    /** Has it act on a command that is not refused; a command that is already on its way changes nothing. */
    void tell(ServiceCommand command) {
        lifecycle.tell(command);
    }

    /** The error of a command that it has accepted, if its handler does not return in time. */
    Optional<Win32Error> failureOfHandler() {
        return behaviour().obeysLate().map(late -> Win32Error.SERVICE_REQUEST_TIMEOUT);
    }

    /** Whether no session is left. */
    boolean isDrained() {
        return lifecycle.isDrained();
    }

    /** Has it take no new sessions, without a change of its state; for services that cannot be paused. */
    void drainRunning() {
        lifecycle.drainRunning();
    }
}
