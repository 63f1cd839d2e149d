package dev.eku.plan;

import dev.eku.action.Action;
import dev.eku.action.Action.CreateKey;
import dev.eku.action.Action.DeleteKey;
import dev.eku.action.Action.DeleteValue;
import dev.eku.action.Action.SetValue;
import dev.eku.action.Action.StartService;
import dev.eku.action.Action.StopService;
import dev.eku.error.Messages;
import dev.eku.inspect.ApplicationFacts;
import dev.eku.inspect.ApplicationFacts.ServiceFacts;
import dev.eku.inspect.Inspection;
import dev.eku.inspect.SettingKey;
import dev.eku.journal.JournalRecord;
import dev.eku.journal.JournalRecord.Result;
import dev.eku.journal.JournalRecord.Step;
import dev.eku.plan.PlanOptions.Restart;
import dev.eku.product.RegistryTarget;
import dev.eku.registry.KeyContents;
import dev.eku.registry.KeyPath;
import dev.eku.registry.RegistryValue;
import dev.eku.registry.RegistryView;
import dev.eku.service.ServiceName;
import dev.eku.service.ServiceState;
import dev.eku.service.StopMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Computes how a journal record is undone: each value back to its bytes or its absence, each key that eku created deleted
 * unless others use it by then, and the services that have read the value restarted. It works for an interrupted record as
 * well: what was not done is not undone, and a service that the run left stopped is started. A rollback of the same record
 * that was interrupted is taken over. Pure.
 */
public final class RollbackPlanner {
    private final Inspection inspection;
    private final JournalRecord record;
    private final PlanOptions options;
    private final boolean overwrite;
    /** The runs that wrote the same before, newest first. */
    private final List<JournalRecord> before;
    /** The first of all runs that are undone. */
    private final JournalRecord first;

    private final List<Step> undone;
    private final List<Problem> problems = new ArrayList<>();
    private final List<Action> actions = new ArrayList<>();
    private final Set<RegistryTarget> changed = new HashSet<>();
    /** The steps of interrupted rollbacks and restarts of the record, and those of the record itself if it was interrupted. */
    private final List<Step> interrupted = new ArrayList<>();
    /** What interrupted rollbacks have put back, and when; a service may not have been restarted since. */
    private final Map<RegistryTarget, Optional<Instant>> restored = new HashMap<>();

    private RollbackPlanner(
            Inspection inspection,
            JournalRecord record,
            List<JournalRecord> before,
            PlanOptions options,
            boolean overwrite) {
        this.inspection = inspection;
        this.record = record;
        this.before = before;
        this.first = before.isEmpty() ? record : before.get(before.size() - 1);
        this.undone = Undone.steps(record, before);
        this.options = options;
        this.overwrite = overwrite;
    }

    /**
     * The plan that undoes a record.
     *
     * @param inspection of the host, for the record's own exemption
     * @param overwrite whether to restore a value even where somebody has changed it since
     */
    public static Plan plan(Inspection inspection, JournalRecord record, PlanOptions options, boolean overwrite) {
        return new RollbackPlanner(inspection, record, List.of(), options, overwrite).plan();
    }

    /**
     * The plan that undoes a record and all before it that wrote the same: one rollback brings back what was there before eku,
     * however often somebody has taken the value away meanwhile.
     *
     * @param inspection of the host, for the record's own exemption
     * @param overwrite whether to restore a value even where somebody has changed it since
     */
    public static Plan planToTheFirst(
            Inspection inspection, JournalRecord record, PlanOptions options, boolean overwrite) {
        List<JournalRecord> before = inspection.journal().writtenAgainBy(record);
        return new RollbackPlanner(inspection, record, before, options, overwrite).plan();
    }

    private Plan plan() {
        HostProblems.of(inspection).stream()
                .filter(problem -> problem.code() != Problem.Code.OPEN_RECORD || !takesOver())
                .forEach(problems::add);
        for (int i = undone.size() - 1; i >= 0; i--) {
            undo(undone.get(i));
        }
        deleteKeptKeys();
        explainStillExempt();
        nameWhatStands();
        takeOver();
        List<Action> restarts = restarts();
        explainLeftStopped(restarts);
        actions.addAll(restarts);
        return new Plan(
                inspection.host().ref().toString(),
                inspection.host().computer(),
                inspection.host().simulated(),
                inspection.host().takenAt(),
                Optional.of(record.id()),
                record.exemption(),
                Facts.of(inspection),
                actions,
                problems);
    }

    /** Whether the interrupted run is the one to be undone, one that was to undo it, or one that only restarted what it wrote. */
    private boolean takesOver() {
        return inspection
                .journal()
                .open()
                .filter(open -> open.equals(record)
                        || open.rollsBack().filter(record.id()::equals).isPresent()
                        || inspection.journal().openRestartsAfter(record).contains(open))
                .isPresent();
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
    }

    /**
     * A key that an earlier rollback had to leave, since others used it, is eku's own still; the last to use it may have been
     * this record. It is deleted only if it is empty by then.
     */
    private void deleteKeptKeys() {
        Set<RegistryTarget> targets = new LinkedHashSet<>();
        record.steps().forEach(step -> step.action().changedValue().ifPresent(targets::add));
        for (RegistryTarget target : targets) {
            List<KeyPath> lineage = new ArrayList<>(target.key().lineage());
            Collections.reverse(lineage);
            for (KeyPath key : lineage) {
                DeleteKey delete = new DeleteKey(target.view(), key, Messages.text("why.kept-key"));
                boolean planned = actions.stream()
                        .anyMatch(action -> action instanceof DeleteKey other
                                && other.view() == delete.view()
                                && other.key().equals(key));
                if (!planned && wasKept(target.view(), key) && exists(target.view(), key)) {
                    actions.add(delete);
                }
            }
        }
    }

    /**
     * Whether the last that eku did about the key was to leave it, for this record's value was in it. A key that was left before
     * the record's run may have been deleted since, and made again by others.
     */
    private boolean wasKept(RegistryView view, KeyPath key) {
        return inspection.journal().records().stream()
                .filter(other -> other.id().compareTo(record.id()) > 0)
                .flatMap(other -> other.steps().stream())
                .filter(step -> step.result().isPresent())
                .filter(step -> (step.action() instanceof DeleteKey delete
                                && delete.view() == view
                                && delete.key().equals(key))
                        || (step.action() instanceof CreateKey create
                                && create.view() == view
                                && create.key().equals(key)
                                && step.result().get() == Result.DONE))
                .reduce((earlier, later) -> later)
                .flatMap(Step::result)
                .filter(Result.KEPT_NOT_EMPTY::equals)
                .isPresent();
    }

    private void undo(Step step) {
        if (step.action() instanceof SetValue set) {
            restore(step, set.target(), Optional.of(set.value()), set.previous());
        } else if (step.action() instanceof DeleteValue delete) {
            restore(step, delete.target(), Optional.empty(), Optional.of(delete.previous()));
        } else if (step.action() instanceof CreateKey create
                && step.result().filter(Result.ALREADY_SO::equals).isEmpty()
                && exists(create.view(), create.key())) {
            actions.add(new DeleteKey(create.view(), create.key(), Messages.text("why.own-key", record.id())));
        }
    }

    private void restore(
            Step step, RegistryTarget target, Optional<RegistryValue> written, Optional<RegistryValue> previous) {
        Optional<RegistryValue> present = key(target).flatMap(key -> key.value(target.valueName()));
        if (present.equals(previous)) {
            if (step.result().filter(Result.DONE::equals).isPresent()) {
                // Somebody has put it back already, at the latest when the key was written; a process may know it
                // still.
                restored.put(target, key(target).flatMap(SettingKey::contents).flatMap(KeyContents::lastWritten));
            }
            return;
        }
        if (!present.equals(written)) {
            Object[] arguments = {
                target.view(), target.key(), target.valueName(), shown(present), shown(written), shown(previous)
            };
            problems.add(
                    overwrite
                            ? Problem.advice(Problem.Code.VALUE_MOVED, arguments)
                            : Problem.blocking(Problem.Code.VALUE_MOVED, arguments));
        }
        key(target).filter(key -> !key.writable()).ifPresent(key -> denied(key.view(), key.key()));
        changed.add(target);
        String why = Messages.text("why.restore", record.id());
        if (previous.isPresent()) {
            key(target).map(SettingKey::missing).orElse(List.of()).stream()
                    .map(missing -> new CreateKey(target.view(), missing, Messages.text("why.key")))
                    .filter(create -> !actions.contains(create))
                    .forEach(actions::add);
            actions.add(new SetValue(target, present, previous.get(), why));
        } else {
            present.ifPresent(value -> actions.add(new DeleteValue(target, value, why)));
        }
    }

    /** A value that is not this record's to take back goes on exempting; nobody must think it gone. */
    private void explainStillExempt() {
        for (ApplicationFacts application : inspection.applications()) {
            application
                    .target(record.exemption().setting())
                    .filter(target -> !changed.contains(target))
                    .filter(target -> key(target)
                            .flatMap(key -> key.value(target.valueName()))
                            .filter(RegistryValue::isZeroToNet)
                            .isPresent())
                    .ifPresent(target -> problems.add(Problem.advice(
                            Problem.Code.STILL_EXEMPT, target.view(), target.key(), target.valueName(), record.id())));
        }
    }

    /** Whoever thinks that all is taken back must hear of what is not. */
    private void nameWhatStands() {
        List<String> others = inspection
                .journal()
                .standing()
                .filter(other -> other.changesRegistry() && !other.equals(record) && !before.contains(other))
                .map(JournalRecord::id)
                .toList();
        if (!others.isEmpty()) {
            problems.add(Problem.advice(Problem.Code.OTHER_RECORDS, String.join(", ", others), record.id()));
        }
    }

    private void denied(RegistryView view, KeyPath key) {
        Problem denied = Problem.blocking(Problem.Code.ACCESS_DENIED, view + " " + key);
        if (!problems.contains(denied)) {
            problems.add(denied);
        }
    }

    /** A service that an interrupted run has stopped, and that a blocked plan does not start, is the first thing to know. */
    private void explainLeftStopped(List<Action> restarts) {
        if (problems.stream().noneMatch(Problem::blocking)) {
            return;
        }
        List<Problem> left = restarts.stream()
                .filter(action -> action instanceof StartService start
                        && restarts.stream()
                                .noneMatch(other -> other instanceof StopService stop
                                        && stop.service().equals(start.service())))
                .map(action -> Problem.blocking(
                        Problem.Code.SERVICE_LEFT_STOPPED, ((StartService) action).service(), record.id()))
                .toList();
        problems.addAll(0, left);
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

    /**
     * Whether the application's process can have read what the record wrote: unless it is older than the record, or newer than
     * the end of what was written. That somebody has changed the value or its key since is no proof. Nor are times where the run
     * itself, or a later one of the same exemption, has started the process: it may have gone by the clock of another machine.
     */
    private boolean mayHaveRead(ApplicationFacts application, RegistryTarget target) {
        if (!changed.contains(target) && !restored.containsKey(target)) {
            return false;
        }
        Optional<ServiceFacts> service = application.service();
        if (service.filter(this::isStartedByEku).isPresent()) {
            return true;
        }
        Optional<Instant> end =
                changed.contains(target) ? Optional.empty() : restored.getOrDefault(target, Optional.empty());
        return service.flatMap(facts -> facts.status().processStarted())
                .map(started -> started.isAfter(first.startedAt())
                        && end.filter(started::isAfter).isEmpty())
                .orElseGet(() -> Effect.of(application, inspection).kind() != Effect.Kind.PENDING);
    }

    /** A rollout writes in one run and restarts in a later one. */
    private boolean isStartedByEku(ServiceFacts service) {
        return inspection.journal().records().stream()
                .filter(run -> run.id().compareTo(first.id()) >= 0
                        && run.rollsBack().isEmpty()
                        && run.exemption().coversSameAs(record.exemption()))
                .anyMatch(run ->
                        run.hasStarted(service.config().name(), service.status().processId()));
    }

    /** Whether an interrupted run has stopped, or begun to stop, the application's service, or was to start it. */
    private boolean leftStopped(ApplicationFacts application) {
        return application
                .service()
                .filter(service -> service.status().state() != ServiceState.RUNNING)
                .filter(service -> interrupted.stream()
                        .anyMatch(step -> step.action() instanceof StartService start
                                && start.service().equals(service.config().name())))
                .isPresent();
    }

    /** Brings up what the interrupted run stopped and had not started again, in the order in which it would have done so. */
    private List<Action> startsOfLeftStopped() {
        List<Action> starts = new ArrayList<>();
        Set<ServiceName> seen = new HashSet<>();
        for (Step step : interrupted) {
            if (step.action() instanceof StartService start
                    && seen.add(start.service())
                    && state(start.service())
                            .filter(ServiceState.RUNNING::equals)
                            .isEmpty()) {
                String why = Messages.text("why.left-stopped", record.id());
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
        for (ApplicationFacts application : inspection.applications()) {
            Optional<ServiceFacts> service = application.service();
            if (service.filter(facts -> facts.config().name().equals(name)).isPresent()) {
                return service.map(facts -> facts.status().state());
            }
            Optional<ServiceState> dependent = service.flatMap(facts -> facts.dependents().stream()
                    .filter(other -> other.name().equals(name))
                    .findFirst()
                    .map(other -> other.state()));
            if (dependent.isPresent()) {
                return dependent;
            }
        }
        return Optional.empty();
    }

    private boolean exists(RegistryView view, KeyPath key) {
        return inspection.keys().stream()
                .anyMatch(held -> (held.view() == view || inspection.isOneView())
                        && held.key().lineage().contains(key)
                        && !held.missing().contains(key));
    }

    private Optional<SettingKey> key(RegistryTarget target) {
        return inspection.keys().stream()
                .filter(key -> (key.view() == target.view() || inspection.isOneView())
                        && key.key().equals(target.key()))
                .findFirst();
    }

    private static String shown(Optional<RegistryValue> value) {
        return value.map(RegistryValue::toString).orElseGet(() -> Messages.text("action.absent"));
    }
}
