package dev.eku.apply;

import dev.eku.action.Action.DrainDeadline;
import dev.eku.action.Action.StartService;
import dev.eku.action.Action.StopService;
import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.error.Win32Error;
import dev.eku.error.Win32Exception;
import dev.eku.host.Host;
import dev.eku.journal.JournalRecord.Result;
import dev.eku.service.GracefulControl;
import dev.eku.service.GracefulControl.Call;
import dev.eku.service.ServiceCommand;
import dev.eku.service.ServiceName;
import dev.eku.service.ServiceState;
import dev.eku.service.ServiceStatus;
import dev.eku.service.StopMode;
import dev.eku.text.Message;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Stops and starts services and waits for the result. Every step can be repeated; it does nothing if the state is
 * already right. A wait ends at a deadline. A service that drains too long is resumed or stopped, as planned. Not
 * thread-safe.
 */
final class Restarter {
    private final Host host;
    private final ServiceWait wait;
    private final Commands commands;
    private final Consumer<Progress> progress;
    /** The services that this run has stopped, and of which the last thing seen is that they are stopped. */
    private final Set<ServiceName> seenStopped = new HashSet<>();
    /** Whether a service that a cmdlet drains was seen to leave RUNNING. */
    private boolean hasLeft;

    Restarter(Host host, Consumer<Progress> progress) {
        this.host = host;
        this.progress = progress;
        this.wait = new ServiceWait(host, progress);
        this.commands = new Commands(host, wait);
    }

    /** Whether a service was told to stop or to pause and did not refuse, so that we are the reason if it is down. */
    boolean isTold(ServiceName service) {
        return commands.isTold(service);
    }

    /** Whether a service that was told to stop or to pause was not seen to do so, so that it may do so later. */
    boolean mayStillStop(ServiceName service) {
        return commands.mayStillLeave(service);
    }

    /** What a service is doing now. If an answer is lost, the question is repeated until the deadline. */
    ServiceStatus look(ServiceName service, Duration timeout) {
        return wait.look(service, ServiceState.RUNNING, timeout);
    }

    /**
     * Brings a service to STOPPED.
     *
     * @return {@code DONE}, {@code ALREADY_SO}, or {@code RESUMED} if it did not drain in time and was resumed
     * @throws EkuException if it does not stop; then it may be in any state
     */
    Result stop(StopService stop) {
        ServiceStatus before = settled(stop.service(), stop.stopTimeout());
        if (before.state() == ServiceState.STOPPED) {
            return Result.ALREADY_SO;
        }
        if (stop.mode() == StopMode.STOP) {
            stop(stop, before);
            seenStopped.add(stop.service());
            return Result.DONE;
        }
        boolean drained = stop.mode() == StopMode.DRAIN ? drain(stop, before) : drainByCmdlet(stop);
        if (!drained && stop.atDrainDeadline() == DrainDeadline.RESUME && resumed(stop)) {
            if (stop.mode() == StopMode.GRACEFUL && !hasLeft) {
                // Nobody can withdraw what the cmdlet has told the service.
                progress.accept(new Progress.Warning(Message.of("apply.may-stop", stop.service())));
            }
            return Result.RESUMED;
        }
        if (drained) {
            awaitStopped(stop);
        } else {
            stop(stop, look(stop.service(), stop.stopTimeout()));
        }
        seenStopped.add(stop.service());
        return Result.DONE;
    }

    private void stop(StopService stop, ServiceStatus seen) {
        ServiceStatus after = commands.send(stop.service(), ServiceCommand.STOP, seen, stop.stopTimeout());
        if (after.state() != ServiceState.STOPPED) {
            awaitStopped(stop);
        }
    }

    /**
     * Brings a service to RUNNING.
     *
     * @return its status then; empty if it was already running
     * @throws EkuException {@code SERVICE_LEFT_STOPPED} if it does not start
     */
    Optional<ServiceStatus> start(StartService start) {
        ServiceName service = start.service();
        if (seenStopped.remove(service) && start.mode() == StopMode.STOP) {
            Optional<ServiceStatus> started = startStopped(start);
            if (started.isPresent()) {
                return started;
            }
        }
        commands.awaitLeft(service);
        return switch (settled(service, start.startTimeout()).state()) {
            case RUNNING -> Optional.empty();
            case PAUSED -> Optional.of(resume(service, start.startTimeout()));
            default -> Optional.of(awaitRunning(start, requestStart(start)));
        };
    }

    /**
     * Starts a service that was seen to stop a moment ago, without another look at it.
     *
     * @return empty if the server says that it runs, because somebody else may have started it since
     */
    private Optional<ServiceStatus> startStopped(StartService start) {
        commands.stays(start.service());
        try {
            host.services().start(start.service());
        } catch (EkuException failure) {
            if (Doubt.isWhether(failure)) {
                return Optional.of(awaitRunning(start, Optional.of(failure)));
            }
            if (isAlreadyRunning(failure)) {
                return Optional.empty();
            }
            throw failure;
        }
        return Optional.of(awaitRunning(start, Optional.empty()));
    }

    private static boolean isAlreadyRunning(EkuException failure) {
        return failure instanceof Win32Exception refused && refused.error().equals(Win32Error.SERVICE_ALREADY_RUNNING);
    }

    /**
     * A paused service takes no new work. When it has finished its old work, it may stop by itself. We can see only
     * that.
     */
    private boolean drain(StopService stop, ServiceStatus before) {
        ServiceStatus told = commands.send(stop.service(), ServiceCommand.PAUSE, before, stop.stopTimeout());
        boolean[] obeyed = {told.state() != ServiceState.RUNNING};
        Optional<ServiceStatus> stopped =
                wait.until(stop.service(), ServiceState.STOPPED, stop.drainTimeout(), status -> {
                    obeyed[0] |= status.state() != ServiceState.RUNNING;
                    return status.state() == ServiceState.STOPPED;
                });
        if (!obeyed[0] && stop.atDrainDeadline() == DrainDeadline.RESUME) {
            // We cannot resume it before the pause has taken effect.
            throw commands.open(stop.service(), ServiceCommand.PAUSE, stop.drainTimeout(), ServiceState.RUNNING.name());
        }
        return stopped.isPresent();
    }

    private boolean drainByCmdlet(StopService stop) {
        hasLeft = false;
        GracefulControl cmdlets = cmdlets();
        commands.leaves(stop.service());
        try (Call call = cmdlets.stop(stop.service())) {
            Optional<ServiceStatus> seen =
                    wait.until(stop.service(), ServiceState.STOPPED, stop.drainTimeout(), status -> {
                        hasLeft |= status.state() != ServiceState.RUNNING;
                        return status.state() == ServiceState.STOPPED
                                || call.result().isPresent();
                    });
            call.result().ifPresent(result -> {
                if (result.exitCode() != 0) {
                    commands.hasFailed(stop.service());
                }
                requireSuccess(result, stop.service());
            });
            return seen.isPresent();
        }
    }

    /**
     * Whether the service was resumed. If it has already started to stop, it cannot be resumed, and the stop continues.
     */
    private boolean resumed(StopService stop) {
        ServiceStatus status = look(stop.service(), stop.stopTimeout());
        if (status.state() == ServiceState.STOPPED || status.state() == ServiceState.STOP_PENDING) {
            return false;
        }
        resume(stop.service(), stop.stopTimeout());
        return true;
    }

    private ServiceStatus resume(ServiceName service, Duration timeout) {
        ServiceStatus before = settled(service, timeout);
        if (before.state() == ServiceState.PAUSED) {
            commands.send(service, ServiceCommand.CONTINUE, before, timeout);
        }
        commands.stays(service);
        return require(
                service,
                ServiceState.RUNNING,
                timeout,
                wait.until(service, ServiceState.RUNNING, timeout, now -> now.state() == ServiceState.RUNNING));
    }

    /** Starts it. Returns the failure if that leaves open whether the service starts. */
    private Optional<EkuException> requestStart(StartService start) {
        if (start.mode() == StopMode.GRACEFUL) {
            try (Call call = cmdlets().start(start.service())) {
                require(
                        start.service(),
                        ServiceState.RUNNING,
                        start.startTimeout(),
                        wait.until(
                                start.service(),
                                ServiceState.RUNNING,
                                start.startTimeout(),
                                status -> status.state() == ServiceState.RUNNING
                                        || call.result().isPresent()));
                call.result().ifPresent(result -> requireSuccess(result, start.service()));
            }
            return Optional.empty();
        }
        try {
            host.services().start(start.service());
        } catch (EkuException failure) {
            if (Doubt.isWhether(failure)) {
                return Optional.of(failure);
            }
            if (!isAlreadyRunning(failure)) {
                throw failure;
            }
        }
        return Optional.empty();
    }

    private ServiceStatus awaitRunning(StartService start, Optional<EkuException> doubt) {
        ServiceName service = start.service();
        Duration patience = doubt.isPresent() ? start.startTimeout() : Commands.GRACE;
        Instant since = host.clock().now();
        boolean[] seenUp = new boolean[1];
        Optional<ServiceStatus> last = wait.until(service, ServiceState.RUNNING, start.startTimeout(), status -> {
            seenUp[0] |= status.state() != ServiceState.STOPPED;
            boolean died = status.state() == ServiceState.STOPPED
                    && (seenUp[0] || Duration.between(since, host.clock().now()).compareTo(patience) >= 0);
            return status.state() == ServiceState.RUNNING || died;
        });
        if (doubt.isPresent() && !seenUp[0]) {
            throw doubt.get();
        }
        ServiceStatus status = require(service, ServiceState.RUNNING, start.startTimeout(), last);
        if (status.state() != ServiceState.RUNNING) {
            throw new EkuException(
                    ErrorCode.SERVICE_LEFT_STOPPED, where(service), new Win32Error(status.exitCode()), service);
        }
        return status;
    }

    /**
     * The status as soon as no other command is in progress, since a service in a pending state accepts none of ours.
     */
    private ServiceStatus settled(ServiceName service, Duration timeout) {
        return wait.until(
                        service,
                        ServiceState.RUNNING,
                        timeout,
                        status -> !status.state().isPending())
                .orElseThrow(() -> late(service, ServiceState.RUNNING, timeout));
    }

    private void awaitStopped(StopService stop) {
        ServiceName service = stop.service();
        Optional<ServiceStatus> stopped = wait.until(
                service, ServiceState.STOPPED, stop.stopTimeout(), status -> status.state() == ServiceState.STOPPED);
        if (stopped.isEmpty()) {
            Object state = state(service);
            throw state.equals(ServiceState.STOP_PENDING.name())
                    ? late(service, ServiceState.STOPPED, stop.stopTimeout())
                    : commands.open(service, ServiceCommand.STOP, stop.stopTimeout(), state);
        }
    }

    private GracefulControl cmdlets() {
        return host.graceful()
                .orElseThrow(() -> new EkuException(ErrorCode.UNSUPPORTED, "Stop-CsWindowsService -Graceful"));
    }

    private void requireSuccess(GracefulControl.Result result, ServiceName service) {
        if (result.exitCode() != 0) {
            throw new EkuException(ErrorCode.GRACEFUL_FAILED, where(service), result.exitCode(), result.why());
        }
    }

    private ServiceStatus require(
            ServiceName service, ServiceState goal, Duration timeout, Optional<ServiceStatus> seen) {
        return seen.orElseThrow(() -> late(service, goal, timeout));
    }

    private EkuException late(ServiceName service, ServiceState goal, Duration timeout) {
        return new EkuException(ErrorCode.SERVICE_TIMEOUT, where(service), goal, timeout.toSeconds(), state(service));
    }

    private Object state(ServiceName service) {
        try {
            return host.services().status(service).state().name();
        } catch (EkuException unknown) {
            return Message.of("apply.state-unknown", unknown.code().name());
        }
    }

    private String where(ServiceName service) {
        return host.ref() + " " + service;
    }
}
