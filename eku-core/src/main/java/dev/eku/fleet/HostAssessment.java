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
 * What was found on a host, as far as a rollout has to know. Immutable.
 *
 * @param computer its name by its own registry
 * @param simulated whether nothing real is behind it
 * @param plan all that is to be done there; empty where there is nothing to take back
 * @param written the part of the plan that takes no effect before a restart, as a plan of its own; empty if there is no such
 *     part
 * @param interrupted whether a run that was interrupted has to be finished first
 * @param down the services that should run and do not
 * @param verdict how the host stands now; where something is taken back, only whether a restart is still owed; empty where that is
 *     not the question
 * @param stopped all services that are stopped, also those of which nobody expects otherwise
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

    /** What forbids to change the host; where an interrupted run is finished first, not what it has left behind. */
    public List<Problem> blocking() {
        return plan.map(Plan::blocking).orElse(List.of()).stream()
                .filter(problem -> !interrupted || !LEFT_BEHIND.contains(problem.code()))
                .toList();
    }

    /** Whether anything at all is to be done. */
    public boolean hasWork() {
        return interrupted
                || hasOutstandingRestart()
                || plan.filter(found -> !found.isEmpty() || found.rollsBack().isPresent())
                        .isPresent();
    }

    /** Whether all is taken back, but a process that was not restarted goes on as before. */
    public boolean hasOutstandingRestart() {
        return plan.isEmpty()
                && verdict.filter(Verdict.PendingRestart.class::isInstance).isPresent();
    }

    /** Whether a service is stopped or started on the way. */
    public boolean restarts() {
        return plan.stream().flatMap(found -> found.actions().stream()).anyMatch(HostAssessment::isRestart);
    }

    /** Whether a service is stopped on the way that is not among those that are down already. */
    public boolean takesMoreDown() {
        return plan.stream()
                .flatMap(found -> found.actions().stream())
                .anyMatch(action -> action instanceof StopService stop
                        && down.stream().noneMatch(service -> service.name().equals(stop.service())));
    }

    static boolean isRestart(Action action) {
        return action instanceof StopService || action instanceof StartService;
    }

    /** The services of an inspection that start by themselves but do not run. */
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
