package dev.eku.fleet.rollout;

import dev.eku.action.Action.StartService;
import dev.eku.apply.Outcome;
import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.error.Win32Error;
import dev.eku.fleet.EventCheck;
import dev.eku.fleet.RolloutResult.Events;
import dev.eku.host.Host;
import dev.eku.plan.Plan;
import dev.eku.procedure.Procedure;
import dev.eku.procedure.Procedure.Standing;
import dev.eku.service.ServiceName;
import dev.eku.service.ServiceState;
import dev.eku.service.ServiceStatus;
import dev.eku.verify.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a restarted host must pass before the next host of its pool is started. The services that were started must run,
 * and the change must be in effect. Both must still be true after the soak time, and the event log must report no lost
 * connection in that time. Immutable.
 */
final class HealthGate {
    private static final Duration LOOK_EVERY = Duration.ofSeconds(5);

    private final Duration soak;

    HealthGate(Duration soak) {
        this.soak = soak;
    }

    /**
     * The state of a host that has passed. Immutable.
     *
     * @param events whether its event log was checked
     */
    record Passed(Optional<Verdict> verdict, EventCheck events) {}

    /**
     * Checks the host again and again until the soak time is over.
     *
     * @param procedure the procedure that carried out the plan
     * @param outcome the outcome of the plan
     * @throws EkuException {@code SERVICE_LEFT_STOPPED}, {@code NOT_COMPLIANT} or {@code CONNECTIONS_LOST}
     */
    Passed pass(Host host, Procedure procedure, Plan plan, Outcome outcome) {
        List<ServiceName> started = plan.actions().stream()
                .filter(StartService.class::isInstance)
                .map(action -> ((StartService) action).service())
                .toList();
        boolean restarted = !started.isEmpty();
        requireRunning(host, started);
        Optional<Standing> standing = procedure.verify(plan);
        Procedure.judge(plan, outcome, standing);
        return new Passed(
                standing.map(Standing::verdict),
                restarted
                        ? watch(host, started)
                        : ConnectionLossMonitor.none(host).end(host));
    }

    /**
     * Watches the host until the soak time is over or the rollout is told to stop. If it is told to stop, the host
     * still counts as restarted.
     *
     * @param started the services that were started
     * @return whether its event log was checked
     * @throws EkuException {@code SERVICE_LEFT_STOPPED} or {@code CONNECTIONS_LOST}
     */
    EventCheck watch(Host host, List<ServiceName> started) {
        requireRunning(host, started);
        Duration left = soak;
        ConnectionLossMonitor watch =
                left.isZero() ? ConnectionLossMonitor.none(host) : ConnectionLossMonitor.begin(host);
        while (!left.isZero()) {
            Duration pause = left.compareTo(LOOK_EVERY) < 0 ? left : LOOK_EVERY;
            if (!isSlept(host, pause)) {
                requireRunning(host, started);
                watch.end(host);
                return EventCheck.of(Events.NOT_WATCHED);
            }
            left = left.minus(pause);
            requireRunning(host, started);
        }
        return watch.end(host);
    }

    private static boolean isSlept(Host host, Duration pause) {
        try {
            host.clock().sleep(pause);
            return true;
        } catch (EkuException toldToStop) {
            if (toldToStop.code() != ErrorCode.INTERRUPTED) {
                throw toldToStop;
            }
            return false;
        }
    }

    /** @throws EkuException {@code SERVICE_LEFT_STOPPED} */
    static void requireRunning(Host host, List<ServiceName> services) {
        for (ServiceName service : services) {
            ServiceStatus status = host.services().status(service);
            if (status.state() != ServiceState.RUNNING) {
                throw new EkuException(
                        ErrorCode.SERVICE_LEFT_STOPPED,
                        host.ref() + " " + service,
                        new Win32Error(status.exitCode()),
                        service);
            }
        }
    }
}
