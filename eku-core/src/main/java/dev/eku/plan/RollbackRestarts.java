package dev.eku.plan;

import dev.eku.action.Action;
import dev.eku.action.Action.StartService;
import dev.eku.action.Action.StopService;
import dev.eku.inspect.ApplicationFacts;
import dev.eku.inspect.Inspection;
import dev.eku.journal.JournalRecord;
import dev.eku.journal.JournalRecord.Step;
import dev.eku.plan.PlanOptions.Restart;
import dev.eku.product.RegistryTarget;
import dev.eku.service.ServiceName;
import dev.eku.service.ServiceState;
import dev.eku.service.StopMode;
import dev.eku.text.Message;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The services that a rollback stops and starts: those that can have read what is taken back, and those that an
 * interrupted run has left stopped. Not thread-safe.
 */
final class RollbackRestarts {
    private final Inspection inspection;
    private final JournalRecord record;
    private final PlanOptions options;
    private final RollbackValues values;
    private final List<Problem> problems;
    /**
     * The steps of interrupted rollbacks and restarts of the record, and those of the record itself if it was
     * interrupted.
     */
    private final List<Step> interrupted = new ArrayList<>();
    /** The services that those were to start. */
    private final Set<ServiceName> toStart = new HashSet<>();

    private final UndoneReaders readers;
    private final Map<ServiceName, ServiceState> states;
    /** What was put back before, and when; a service may not have been restarted since. */
    private final Map<RegistryTarget, Optional<Instant>> restored;

    /**
     * @param first the first of all runs that are undone
     * @param values what the rollback changes, planned already
     * @param problems to which what forbids it, or is to be known, is added
     */
    RollbackRestarts(
            Inspection inspection,
            JournalRecord record,
            JournalRecord first,
            PlanOptions options,
            RollbackValues values,
            List<Problem> problems) {
        this.inspection = inspection;
        this.record = record;
        this.options = options;
        this.values = values;
        this.problems = problems;
        this.restored = new HashMap<>(values.restored());
        this.readers = new UndoneReaders(inspection, record, first);
        this.states = states(inspection);
        takeOver();
    }

    /** Plans them. */
    List<Action> plan() {
        List<Action> restarts = restarts();
        explainLeftStopped(restarts);
        return restarts;
    }

    private List<Action> restarts() {
        RestartPlanner restarts = new RestartPlanner(inspection, options, problems);
        for (ApplicationFacts application : inspection.applications()) {
            boolean read = application
                    .target(record.exemption().setting())
                    .filter(target -> mayHaveRead(application, target))
                    .isPresent();
            if (read
                    && application
                            .service()
                            .filter(service -> !OwnServices.runs(application, service))
                            .isPresent()) {
                problems.add(Problem.advice(
                        Problem.Code.SERVICE_UNKNOWN, application.application().id()));
            } else if (read && options.restart() == Restart.NEVER) {
                restarts.explainPending(application, true);
            } else if (read && !leftStopped(application)) {
                restarts.consider(application, true);
            }
        }
        List<Action> all = new ArrayList<>(restarts.actions());
        all.addAll(startsOfLeftStopped());
        return all;
    }

    private boolean mayHaveRead(ApplicationFacts application, RegistryTarget target) {
        if (values.changes(target)) {
            return readers.mayHaveRead(application, Optional.empty());
        }
        return restored.containsKey(target) && readers.mayHaveRead(application, restored.get(target));
    }

    /** Whether an interrupted run has stopped, or started to stop, the application's service, or was to start it. */
    private boolean leftStopped(ApplicationFacts application) {
        return application
                .service()
                .filter(service -> service.status().state() != ServiceState.RUNNING)
                .filter(service -> toStart.contains(service.config().name()))
                .isPresent();
    }

    /**
     * Brings up what the interrupted run stopped and had not started again, in the order in which it would have done
     * so.
     */
    private List<Action> startsOfLeftStopped() {
        List<Action> starts = new ArrayList<>();
        Set<ServiceName> seen = new HashSet<>();
        for (Step step : interrupted) {
            if (step.action() instanceof StartService start
                    && seen.add(start.service())
                    && state(start.service())
                            .filter(ServiceState.RUNNING::equals)
                            .isEmpty()) {
                Message why = Message.of("why.left-stopped", record.id());
                if (state(start.service())
                        .filter(ServiceState.START_PENDING::equals)
                        .isPresent()) {
                    // It is coming up with the value that is being taken back.
                    starts.add(new StopService(
                            start.service(),
                            StopMode.STOP,
                            options.atDrainDeadline(),
                            options.drainTimeout(),
                            options.stopTimeout(),
                            why));
                }
                starts.add(new StartService(start.service(), start.mode(), options.startTimeout(), why));
            }
        }
        return starts;
    }

    private Optional<ServiceState> state(ServiceName name) {
        return Optional.ofNullable(states.get(name));
    }

    private static Map<ServiceName, ServiceState> states(Inspection inspection) {
        Map<ServiceName, ServiceState> states = new HashMap<>();
        for (ApplicationFacts application : inspection.applications()) {
            application.service().ifPresent(service -> {
                states.putIfAbsent(service.config().name(), service.status().state());
                service.dependents().forEach(other -> states.putIfAbsent(other.name(), other.state()));
            });
        }
        return states;
    }

    /**
     * A service that an interrupted run has stopped, and that a blocked plan does not start, is the first thing to
     * know.
     */
    private void explainLeftStopped(List<Action> restarts) {
        if (problems.stream().noneMatch(Problem::blocking)) {
            return;
        }
        Set<ServiceName> stopped = new HashSet<>();
        List<Problem> left = new ArrayList<>();
        restarts.forEach(action -> {
            if (action instanceof StopService stop) {
                stopped.add(stop.service());
            }
        });
        for (Action action : restarts) {
            if (action instanceof StartService start && !stopped.contains(start.service())) {
                left.add(Problem.blocking(Problem.Code.SERVICE_LEFT_STOPPED, start.service(), record.id()));
            }
        }
        problems.addAll(0, left);
    }

    private void takeOver() {
        if (record.isOpen()) {
            interrupted.addAll(record.steps());
        }
        for (JournalRecord restart : inspection.journal().openRestartsAfter(record)) {
            interrupted.addAll(restart.steps());
        }
        for (JournalRecord rollback : inspection.journal().openRollbacksOf(record)) {
            interrupted.addAll(rollback.steps());
            for (Step step : rollback.steps()) {
                step.action().changedValue().ifPresent(target -> restored.put(target, step.doneAt()));
            }
        }
        interrupted.forEach(step -> {
            if (step.action() instanceof StartService start) {
                toStart.add(start.service());
            }
        });
    }
}
