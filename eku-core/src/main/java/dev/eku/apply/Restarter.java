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
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Stops and starts services and waits for the result. Every step can be taken again: what is already so is left so. A wait
 * ends at a deadline; a service that drains too long is resumed or stopped, as planned. Not thread-safe.
 */
final class Restarter {
    /** Right after a command a service may still show the state before; one that shows it this long is in it. */
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final Host host;
    private final Wait wait;
    /** Services that were told to leave RUNNING and were not seen to have left it; for a moment the old state may still show. */
    private final Set<ServiceName> leaving = new HashSet<>();

    Restarter(Host host, Consumer<Progress> progress) {
        this.host = host;
        this.wait = new Wait(host, progress);
    }

    /**
     * Brings a service to STOPPED.
     *
     * @return {@code DONE}, {@code ALREADY_SO}, or {@code RESUMED} if it did not drain in time and was let go on
     * @throws EkuException if it does not stop; then it may be in any state
     */
    Result stop(StopService stop) {
        ServiceStatus before = settled(stop.service(), stop.stopTimeout());
        if (before.state() == ServiceState.STOPPED) {
            return Result.ALREADY_SO;
        }
        if (stop.mode() == StopMode.STOP) {
            stop(stop, before);
            return Result.DONE;
        }
        boolean drained = stop.mode() == StopMode.DRAIN ? drain(stop, before) : drainByCmdlet(stop);
        if (!drained && stop.atDrainDeadline() == DrainDeadline.RESUME && resumed(stop)) {
            return Result.RESUMED;
        }
        if (drained) {
            awaitStopped(stop);
        } else {
            stop(stop, host.services().status(stop.service()));
        }
        return Result.DONE;
    }

    private void stop(StopService stop, ServiceStatus seen) {
        ServiceStatus after =
                command(stop.service(), ServiceCommand.STOP, seen, ServiceState.STOPPED, ServiceState.STOP_PENDING);
        if (after.state() != ServiceState.STOPPED) {
            awaitStopped(stop);
        }
    }

    /**
     * Brings a service to RUNNING.
     *
     * @return its status then, or empty if it was running without us
     * @throws EkuException {@code SERVICE_LEFT_STOPPED} if it does not come up
     */
    Optional<ServiceStatus> start(StartService start) {
        ServiceName service = start.service();
        awaitLeft(service);
        return switch (settled(service, start.startTimeout()).state()) {
            case RUNNING -> Optional.empty();
            case PAUSED -> Optional.of(resume(service, start.startTimeout()));
            default -> {
                begin(start);
                yield Optional.of(awaitRunning(start));
            }
        };
    }

    /** A service that pauses takes no new work; when it has done the old it may stop by itself, which is all we can see. */
    private boolean drain(StopService stop, ServiceStatus before) {
        command(stop.service(), ServiceCommand.PAUSE, before, ServiceState.PAUSED, ServiceState.PAUSE_PENDING);
        return wait.until(
                        stop.service(),
                        ServiceState.STOPPED,
                        stop.drainTimeout(),
                        status -> status.state() == ServiceState.STOPPED)
                .isPresent();
    }

    private boolean drainByCmdlet(StopService stop) {
        leaving.add(stop.service());
        try (Call call = cmdlets().stop(stop.service())) {
            Optional<ServiceStatus> seen = wait.until(
                    stop.service(),
                    ServiceState.STOPPED,
                    stop.drainTimeout(),
                    status -> status.state() == ServiceState.STOPPED
                            || call.result().isPresent());
            call.result().ifPresent(result -> requireSuccess(result, stop.service()));
            return seen.isPresent();
        }
    }

    /** Whether the service goes on; if it has begun to stop there is no way back, and the stop is carried on. */
    private boolean resumed(StopService stop) {
        ServiceStatus status = host.services().status(stop.service());
        if (status.state() == ServiceState.STOPPED || status.state() == ServiceState.STOP_PENDING) {
            return false;
        }
        resume(stop.service(), stop.stopTimeout());
        return true;
    }

    private ServiceStatus resume(ServiceName service, Duration timeout) {
        ServiceStatus before = settled(service, timeout);
        if (before.state() == ServiceState.PAUSED) {
            command(service, ServiceCommand.CONTINUE, before, ServiceState.RUNNING, ServiceState.CONTINUE_PENDING);
        }
        leaving.remove(service);
        return require(
                service,
                ServiceState.RUNNING,
                timeout,
                wait.until(service, ServiceState.RUNNING, timeout, now -> now.state() == ServiceState.RUNNING));
    }

    private void begin(StartService start) {
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
            return;
        }
        try {
            host.services().start(start.service());
        } catch (Win32Exception refused) {
            if (!refused.error().equals(Win32Error.SERVICE_ALREADY_RUNNING)) {
                throw refused;
            }
        }
    }

    private ServiceStatus awaitRunning(StartService start) {
        ServiceName service = start.service();
        Instant begun = host.clock().now();
        boolean[] seenUp = new boolean[1];
        Optional<ServiceStatus> last = wait.until(service, ServiceState.RUNNING, start.startTimeout(), status -> {
            seenUp[0] |= status.state() != ServiceState.STOPPED;
            boolean died = status.state() == ServiceState.STOPPED
                    && (seenUp[0] || Duration.between(begun, host.clock().now()).compareTo(GRACE) >= 0);
            return status.state() == ServiceState.RUNNING || died;
        });
        ServiceStatus status = require(service, ServiceState.RUNNING, start.startTimeout(), last);
        if (status.state() != ServiceState.RUNNING) {
            throw new EkuException(
                    ErrorCode.SERVICE_LEFT_STOPPED, where(service), new Win32Error(status.exitCode()), service);
        }
        return status;
    }

    /** The status once no other command is under way; a service in between takes none of ours. */
    private ServiceStatus settled(ServiceName service, Duration timeout) {
        return wait.until(
                        service,
                        ServiceState.RUNNING,
                        timeout,
                        status -> !status.state().isPending())
                .orElseThrow(() -> late(service, ServiceState.RUNNING, timeout));
    }

    /** What was told to stop, and is said to run, is believed to run only when it has not stopped for a while. */
    private void awaitLeft(ServiceName service) {
        if (leaving.remove(service)) {
            wait.until(service, ServiceState.STOPPED, GRACE, status -> status.state() != ServiceState.RUNNING);
        }
    }

    private void awaitStopped(StopService stop) {
        require(
                stop.service(),
                ServiceState.STOPPED,
                stop.stopTimeout(),
                wait.until(
                        stop.service(),
                        ServiceState.STOPPED,
                        stop.stopTimeout(),
                        status -> status.state() == ServiceState.STOPPED));
    }

    /**
     * Sends a command; that the service is already there, or on its way, is no failure.
     *
     * @param seen its status just now
     * @return what the service manager says right after it
     */
    private ServiceStatus command(
            ServiceName service, ServiceCommand command, ServiceStatus seen, ServiceState... wanted) {
        Set<ServiceState> there = Set.of(wanted);
        if (there.contains(seen.state())) {
            return seen;
        }
        if (command != ServiceCommand.CONTINUE) {
            leaving.add(service);
        }
        try {
            return host.services().command(service, command);
        } catch (Win32Exception refused) {
            ServiceStatus now = host.services().status(service);
            if (!there.contains(now.state())) {
                throw refused;
            }
            return now;
        }
    }

    private GracefulControl cmdlets() {
        return host.graceful()
                .orElseThrow(() -> new EkuException(ErrorCode.UNSUPPORTED, "Stop-CsWindowsService -Graceful"));
    }

    private void requireSuccess(GracefulControl.Result result, ServiceName service) {
        if (result.exitCode() != 0) {
            throw new EkuException(
                    ErrorCode.GRACEFUL_FAILED,
                    where(service),
                    result.exitCode(),
                    result.errorText().strip());
        }
    }

    private ServiceStatus require(
            ServiceName service, ServiceState goal, Duration timeout, Optional<ServiceStatus> seen) {
        return seen.orElseThrow(() -> late(service, goal, timeout));
    }

    private EkuException late(ServiceName service, ServiceState goal, Duration timeout) {
        return new EkuException(
                ErrorCode.SERVICE_TIMEOUT,
                where(service),
                goal,
                timeout.toSeconds(),
                host.services().status(service).state());
    }

    private String where(ServiceName service) {
        return host.ref() + " " + service;
    }
}
