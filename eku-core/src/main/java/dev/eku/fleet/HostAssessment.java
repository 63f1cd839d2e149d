package dev.eku.fleet;

import dev.eku.action.Action;
import dev.eku.action.Action.StartService;
import dev.eku.action.Action.StopService;
import dev.eku.inspect.DownService;
import dev.eku.inspect.Inspection;
import dev.eku.plan.Plan;
import dev.eku.plan.Problem;
import dev.eku.service.ServiceConfig.StartType;
import dev.eku.service.ServiceName;
import dev.eku.service.ServiceState;
import dev.eku.verify.Verdict;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What was found on a host, as far as a rollout needs it. Immutable.
 *
 * @param computer its name in its own registry
 * @param simulated whether the host is simulated
 * @param plan everything that is to be done there; empty if there is nothing to roll back
 * @param written the part of the plan that has no effect before a restart, as a separate plan; empty if there is no
 *     such part
 * @param interrupted whether an interrupted run must be finished first
 * @param down the services that should run but do not
 * @param verdict the verdict about the host now; for a rollback, only whether a restart is outstanding; empty if
 *     neither matters
 * @param stopped all services that are stopped, also those that need not run
 */
public record HostAssessment(
        String computer,
        boolean simulated,
        Optional<Plan> plan,
        Optional<Plan> written,
        boolean interrupted,
        List<Down> down,
        Optional<Verdict> verdict,
        List<DownService> stopped) {
    private static final Set<Problem.Code> LEFT_BEHIND =
            EnumSet.of(Problem.Code.OPEN_RECORD, Problem.Code.SERVICE_PENDING, Problem.Code.SERVICE_PAUSED);

    /** A service that does not run. Immutable. */
    public record Down(ServiceName name, ServiceState state) {
        @Override
        public String toString() {
            return name + " " + state;
        }
    }

    public HostAssessment {
        down = List.copyOf(down);
        stopped = List.copyOf(stopped);
    }

    /**
     * What forbids a change of the host. If an interrupted run is finished first, what that run has left does not
     * count.
     */
    public List<Problem> blocking() {
        return plan.map(Plan::blocking).orElse(List.of()).stream()
                .filter(problem -> !interrupted || !LEFT_BEHIND.contains(problem.code()))
                .toList();
    }

    /** Whether there is anything to do. */
    public boolean hasWork() {
        return interrupted
                || hasOutstandingRestart()
                || plan.filter(found -> !found.isEmpty() || found.rollsBack().isPresent())
                        .isPresent();
    }

    /** Whether everything is rolled back, but a process that was not restarted still uses the old value. */
    public boolean hasOutstandingRestart() {
        return plan.isEmpty()
                && verdict.filter(Verdict.PendingRestart.class::isInstance).isPresent();
    }

    /** Whether the plan stops or starts a service. */
    public boolean restarts() {
        return plan.stream().flatMap(found -> found.actions().stream()).anyMatch(HostAssessment::isRestart);
    }

    /** Whether the plan stops a service that is not already down. */
    public boolean takesMoreDown() {
        return plan.stream()
                .flatMap(found -> found.actions().stream())
                .anyMatch(action -> action instanceof StopService stop
                        && down.stream().noneMatch(service -> service.name().equals(stop.service())));
    }

    static boolean isRestart(Action action) {
        return action instanceof StopService || action instanceof StartService;
    }

    /** The services of an inspection that start automatically but do not run. */
    static List<Down> down(Inspection inspection) {
        return inspection.applications().stream()
                .flatMap(application -> application.service().stream())
                .filter(service -> service.config().startType() == StartType.AUTOMATIC
                        && service.status().state() != ServiceState.RUNNING)
                .map(service ->
                        new Down(service.config().name(), service.status().state()))
                .distinct()
                .toList();
    }
}
