package dev.eku.backend.memory;

import static dev.eku.service.ServiceState.CONTINUE_PENDING;
import static dev.eku.service.ServiceState.PAUSED;
import static dev.eku.service.ServiceState.PAUSE_PENDING;
import static dev.eku.service.ServiceState.RUNNING;
import static dev.eku.service.ServiceState.START_PENDING;
import static dev.eku.service.ServiceState.STOPPED;
import static dev.eku.service.ServiceState.STOP_PENDING;

import dev.eku.service.ServiceCommand;
import dev.eku.service.ServiceState;
import dev.eku.service.ServiceStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The states of a service in the machine's time, as the behaviour of its process determines them: what it shows, and
 * what each command causes. Guarded by the machine's monitor.
 */
final class ServiceLifecycle {
    private final Machine machine;
    private ServiceBehaviour behaviour;
    private ServiceState state = STOPPED;
    private int exitCode;
    private Optional<ServiceProcess> process = Optional.empty();
    private Instant since;
    private Optional<ServiceCommand> accepted = Optional.empty();
    private boolean hasSessions;
    private int cutStops;
    /** Increases with each change of state, so that what was scheduled for the old state does not happen. */
    private int epoch;

    ServiceLifecycle(Machine machine, ServiceBehaviour behaviour) {
        this.machine = machine;
        this.behaviour = behaviour;
        this.since = machine.timeline().now();
    }

    ServiceBehaviour behaviour() {
        return behaviour;
    }

    void behave(ServiceBehaviour changed) {
        behaviour = changed;
    }

    ServiceState state() {
        return state;
    }

    Optional<ServiceProcess> process() {
        return process;
    }

    /** How often it has been stopped while sessions were still active. */
    int cutStops() {
        return cutStops;
    }

    /** Whether no session is left. */
    boolean isDrained() {
        return !hasSessions;
    }

    /** Accepts no new sessions, without a change of state; for services that cannot be paused. */
    void drainRunning() {
        behaviour.drain().ifPresent(drain -> then(drain, () -> hasSessions = false));
    }

    ServiceStatus status() {
        return new ServiceStatus(
                state,
                accepts(),
                exitCode,
                checkpoint(),
                state.isPending() ? behaviour.waitHint() : Duration.ZERO,
                process.isPresent() ? OptionalLong.of(process.get().id()) : OptionalLong.empty(),
                process.isPresent() ? Optional.of(process.get().started()) : Optional.empty());
    }

    /**
     * Continues from the state in a snapshot, including a pending one.
     *
     * @param running the process that it has; empty if it is stopped
     */
    void resume(ServiceStatus status, Optional<ServiceProcess> running) {
        exitCode = status.exitCode();
        process = running;
        hasSessions = running.isPresent() && status.state() != START_PENDING && hasSessionsWhenRunning();
        enter(status.state());
    }

    /** Continues with that process, which has just been started. */
    void start(ServiceProcess started) {
        exitCode = 0;
        process = Optional.of(started);
        enter(START_PENDING);
    }

    /** Stops at once, with that exit code. */
    void end(int code) {
        exitCode = code;
        enter(STOPPED);
    }

    /** Gives it a command that is not refused. A command that is already being carried out changes nothing. */
    void tell(ServiceCommand command) {
        if (!accepted.equals(Optional.of(command))) {
            accepted = Optional.of(command);
            int then = ++epoch;
            machine.timeline().after(behaviour.obeysLate().orElse(behaviour.late()), () -> {
                if (epoch == then) {
                    act(command);
                }
            });
        }
    }

    Set<ServiceCommand> accepts() {
        return state == RUNNING || state == PAUSED ? behaviour.accepts() : Set.of();
    }

    private int checkpoint() {
        if (!state.isPending()) {
            return 0;
        }
        Duration passed = Duration.between(since, machine.timeline().now());
        return 1
                + behaviour
                        .checkpointEvery()
                        .map(every -> (int) Math.min(passed.dividedBy(every), Integer.MAX_VALUE - 1))
                        .orElse(0);
    }

    private void act(ServiceCommand command) {
        accepted = Optional.empty();
        switch (command) {
            case STOP -> {
                cutStops += hasSessions ? 1 : 0;
                enter(STOP_PENDING);
            }
            case PAUSE -> enter(state == PAUSED ? PAUSED : PAUSE_PENDING);
            case CONTINUE -> enter(state == RUNNING ? RUNNING : CONTINUE_PENDING);
        }
    }

    /** Changes the state and schedules what follows. */
    private void enter(ServiceState entered) {
        boolean same = state == entered;
        state = entered;
        since = machine.timeline().now();
        accepted = Optional.empty();
        epoch++;
        machine.changed();
        switch (entered) {
            case START_PENDING -> behaviour.startDelay().ifPresent(delay -> then(delay, this::started));
            case STOP_PENDING -> behaviour.stopDelay().ifPresent(delay -> then(delay, () -> enter(STOPPED)));
            case PAUSE_PENDING -> then(behaviour.pauseDelay(), () -> enter(PAUSED));
            case CONTINUE_PENDING -> then(behaviour.pauseDelay(), () -> enter(RUNNING));
            case RUNNING -> hasSessions = same ? hasSessions : hasSessionsWhenRunning();
            case PAUSED -> behaviour.drain().ifPresent(delay -> then(delay, this::drained));
            case STOPPED -> {
                process = Optional.empty();
                hasSessions = false;
            }
        }
    }

    private boolean hasSessionsWhenRunning() {
        return behaviour.drain().isEmpty() || !behaviour.drain().get().isZero();
    }

    private void started() {
        if (behaviour.givesUpWith() == 0) {
            enter(RUNNING);
        } else {
            end(behaviour.givesUpWith());
        }
    }

    private void drained() {
        hasSessions = false;
        if (behaviour.isStoppedWhenDrained()) {
            enter(STOP_PENDING);
        }
    }

    private void then(Duration delay, Runnable happening) {
        int now = epoch;
        machine.timeline().after(delay, () -> {
            if (epoch == now) {
                happening.run();
            }
        });
    }
}
