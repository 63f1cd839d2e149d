package dev.eku.apply;

import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.host.Host;
import dev.eku.service.ServiceCommand;
import dev.eku.service.ServiceName;
import dev.eku.service.ServiceState;
import dev.eku.service.ServiceStatus;
import dev.eku.text.Message;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Sends commands to services. If an answer leaves open whether the command was carried out, this is not yet a failure.
 * The service is watched until the deadline. Remembers which services were told to leave RUNNING. Not thread-safe.
 */
final class Commands {
    /**
     * Directly after a command a service may still show its old state. If it shows it this long, it is in that state.
     */
    static final Duration GRACE = Duration.ofSeconds(10);

    private final Host host;
    private final ServiceWait wait;
    /** Services that were told to leave RUNNING and were not seen to do so, and for how long they may still do so. */
    private final Map<ServiceName, Duration> leaving = new HashMap<>();
    /** Services that were told to leave RUNNING, and did not refuse. */
    private final Set<ServiceName> told = new HashSet<>();
    /** The services among them that were waited for and were not seen to leave RUNNING. */
    private final Set<ServiceName> unmoved = new HashSet<>();
    /** The services that a failure has already named. */
    private final Set<ServiceName> said = new HashSet<>();

    Commands(Host host, ServiceWait wait) {
        this.host = host;
        this.wait = wait;
    }

    /** Remembers that a service is told to leave RUNNING in another way, which it may show within the grace time. */
    void leaves(ServiceName service) {
        told.add(service);
        leaving.put(service, GRACE);
    }

    /** Remembers that the command that should tell a service to leave RUNNING reports a failure. */
    void hasFailed(ServiceName service) {
        said.add(service);
    }

    /** Remembers that a service runs, and should run. */
    void stays(ServiceName service) {
        leaving.remove(service);
    }

    /** Whether this run told it to leave RUNNING, so that we may be the reason if it is down. */
    boolean isTold(ServiceName service) {
        return told.contains(service);
    }

    /** If a service was told to stop and is reported as running, this is believed only after it has run for a while. */
    void awaitLeft(ServiceName service) {
        Duration left = leaving.remove(service);
        if (left != null) {
            unmoved.add(service);
            wait.until(service, ServiceState.STOPPED, left, status -> status.state() != ServiceState.RUNNING)
                    .ifPresent(seen -> unmoved.remove(service));
        }
    }

    /**
     * Whether a service that was told to leave RUNNING was not seen to do so and may do so later, and no failure says
     * so.
     */
    boolean mayStillLeave(ServiceName service) {
        return told.contains(service) && unmoved.contains(service) && !said.contains(service);
    }

    /**
     * Sends a command. It is not a failure if the service is already in that state, or on its way to it.
     *
     * @param seen its status just now
     * @param timeout how long it is watched if the answer leaves open whether it obeys
     * @return what the service manager reports directly after the command
     * @throws EkuException {@code SERVICE_TIMEOUT} if it stays open until the timeout, or the refusal
     */
    ServiceStatus send(ServiceName service, ServiceCommand command, ServiceStatus seen, Duration timeout) {
        if (obeys(command, seen)) {
            return seen;
        }
        boolean toldBefore = told.contains(service);
        if (command != ServiceCommand.CONTINUE) {
            told.add(service);
            leaving.put(service, timeout);
        }
        try {
            return host.services().command(service, command);
        } catch (EkuException failure) {
            if (failure.code() == ErrorCode.INTERRUPTED) {
                throw failure;
            }
            return Doubt.isWhetherTold(failure)
                    ? watched(service, command, timeout, failure)
                    : thereAnyhow(service, command, timeout, failure, toldBefore);
        }
    }

    /** A service that was told and has not obeyed by the deadline. It may obey afterwards. */
    EkuException open(ServiceName service, ServiceCommand command, Duration timeout, Object state) {
        leaving.replace(service, GRACE);
        said.add(service);
        return EkuException.worded(
                ErrorCode.SERVICE_TIMEOUT, "apply.slow." + command, where(service), state, timeout.toSeconds());
    }

    private ServiceStatus watched(ServiceName service, ServiceCommand command, Duration timeout, EkuException failure) {
        ServiceStatus[] last = new ServiceStatus[1];
        try {
            return wait.until(service, goal(command), timeout, now -> {
                        last[0] = now;
                        return obeys(command, now);
                    })
                    .orElseThrow(() -> unanswered(
                            service, command, timeout, last[0].state().name(), failure));
        } catch (EkuException lost) {
            if (!Doubt.isLost(lost)) {
                throw lost;
            }
            Message state = Message.of("apply.state-unknown", lost.code().name());
            EkuException unanswered = unanswered(service, command, timeout, state, failure);
            unanswered.addSuppressed(lost);
            throw unanswered;
        }
    }

    private EkuException unanswered(
            ServiceName service, ServiceCommand command, Duration timeout, Object state, EkuException failure) {
        leaving.replace(service, GRACE);
        said.add(service);
        EkuException unanswered = EkuException.worded(
                ErrorCode.SERVICE_TIMEOUT,
                "apply.unanswered." + command,
                where(service),
                state,
                timeout.toSeconds(),
                Doubt.named(failure));
        unanswered.addSuppressed(failure);
        return unanswered;
    }

    /**
     * A refusal matters only if the service is not on its way.
     *
     * @param toldBefore whether it was told to leave RUNNING by another command
     */
    private ServiceStatus thereAnyhow(
            ServiceName service, ServiceCommand command, Duration timeout, EkuException refused, boolean toldBefore) {
        ServiceStatus now = wait.look(service, goal(command), timeout);
        if (obeys(command, now)) {
            return now;
        }
        if (now.state() == ServiceState.RUNNING && !toldBefore) {
            told.remove(service);
            leaving.remove(service);
        }
        throw refused;
    }

    private static boolean obeys(ServiceCommand command, ServiceStatus status) {
        return switch (command) {
            case STOP -> status.state() == ServiceState.STOPPED || status.state() == ServiceState.STOP_PENDING;
            // A service without sessions has drained and stopped before we ask.
            case PAUSE -> status.state() != ServiceState.RUNNING;
            case CONTINUE -> status.state() == ServiceState.RUNNING || status.state() == ServiceState.CONTINUE_PENDING;
        };
    }

    private static ServiceState goal(ServiceCommand command) {
        return switch (command) {
            case STOP -> ServiceState.STOPPED;
            case PAUSE -> ServiceState.PAUSED;
            case CONTINUE -> ServiceState.RUNNING;
        };
    }

    private String where(ServiceName service) {
        return host.ref() + " " + service;
    }
}
