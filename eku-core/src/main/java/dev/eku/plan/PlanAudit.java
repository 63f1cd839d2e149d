package dev.eku.plan;

import dev.eku.action.Action;
import dev.eku.action.Action.RecordExemption;
import dev.eku.action.Action.StartService;
import dev.eku.action.Action.StopService;
import dev.eku.action.ActionJson;
import dev.eku.inspect.Inspection;
import dev.eku.journal.JournalRecord;
import dev.eku.journal.JournalRecord.Step;
import dev.eku.service.ServiceName;
import dev.eku.text.Message;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a plan wants beyond what eku would plan itself on the same facts, whatever the options. A plan can come from a
 * file, and its fingerprint tells only that the file is whole, not who wrote it. Pure.
 */
public final class PlanAudit {
    private static final PlanOptions EVERYTHING = PlanOptions.DEFAULT
            .restart(PlanOptions.Restart.ALWAYS)
            .stop(PlanOptions.Stop.STOP)
            .tidy(true)
            .overwrite(true);

    /** The problems that forbid a plan whatever the options, so that leaving them out of the file helps nobody. */
    private static final Set<Problem.Code> ALWAYS_BLOCKING = EnumSet.of(
            Problem.Code.NOTHING_FOUND,
            Problem.Code.PRODUCT_MISMATCH,
            Problem.Code.OPEN_RECORD,
            Problem.Code.UNREADABLE_RECORD,
            Problem.Code.EXPIRED);

    private final Plan plan;
    private final Inspection now;
    private final List<Message> lines = new ArrayList<>();

    private PlanAudit(Plan plan, Inspection now) {
        this.plan = plan;
        this.now = now;
    }

    /**
     * A line for each thing that eku would not do; empty for a plan of its own.
     *
     * @param now of the plan's host, for the plan's exemption
     * @throws dev.eku.error.EkuException {@code PLAN_BLOCKED} if something forbids the plan that it does not name
     */
    public static List<Message> of(Plan plan, Inspection now) {
        PlanAudit excess = new PlanAudit(plan, now);
        excess.judge();
        return excess.lines;
    }

    private void judge() {
        Optional<JournalRecord> undone = plan.rollsBack().flatMap(this::standing);
        if (plan.rollsBack().isPresent() && undone.isEmpty()) {
            lines.add(Message.of("excess.record", plan.rollsBack().get()));
            return;
        }
        Plan own = undone.map(this::rollback).orElseGet(() -> Planner.plan(now, EVERYTHING));
        Plan.requireNone(
                plan.computer(),
                own.blocking().stream()
                        .filter(problem -> ALWAYS_BLOCKING.contains(problem.code()))
                        .toList());
        Plan.requireNone(plan.computer(), RestartPlanner.forbidding(now, stopped()));
        requireServices(undone);
        requireOrder(own);
        Set<Map<String, Object>> wanted = new HashSet<>(changes(plan));
        Set<Map<String, Object>> known = new HashSet<>(changes(own));
        plan.actions().stream()
                .filter(action -> service(action).isEmpty() && !known.contains(change(action)))
                .forEach(this::excessive);
        // Half a rollback would end the record, and with it the means to undo the other half.
        // And what is recorded of an exemption must not change without a word.
        own.actions().stream()
                .filter(action -> undone.isPresent() ? service(action).isEmpty() : action instanceof RecordExemption)
                .filter(action -> !wanted.contains(change(action)))
                .forEach(action ->
                        lines.add(Message.of("excess.missing", action.subject(), action.before(), action.after())));
    }

    private Set<ServiceName> stopped() {
        return plan.actions().stream()
                .flatMap(action -> action instanceof StopService stop ? Stream.of(stop.service()) : Stream.empty())
                .collect(Collectors.toSet());
    }

    /** Eku does each thing once, values before services, and does not start what does not run. */
    private void requireOrder(Plan own) {
        List<Object> known = steps(own);
        Map<Object, NavigableSet<Integer>> places = new HashMap<>();
        for (int i = 0; i < known.size(); i++) {
            places.computeIfAbsent(known.get(i), none -> new TreeSet<>()).add(i);
        }
        int next = 0;
        for (Action action : plan.actions()) {
            NavigableSet<Integer> at = places.getOrDefault(step(action), Collections.emptyNavigableSet());
            Optional<Integer> found = Optional.ofNullable(at.ceiling(next));
            if (found.isPresent()) {
                next = found.get() + 1;
            } else if (!at.isEmpty()) {
                lines.add(Message.of("excess.order", action.subject(), action.before(), action.after()));
            } else if (service(action).isPresent()) {
                excessive(action);
            }
        }
    }

    private static List<Object> steps(Plan of) {
        return of.actions().stream().map(PlanAudit::step).toList();
    }

    /** An action as far as options do not change it. */
    private static Object step(Action action) {
        return service(action)
                .<Object>map(service -> List.of(action instanceof StopService, service))
                .orElseGet(() -> change(action));
    }

    /** A record is undone alone, or with all before it that wrote the same. */
    private Plan rollback(JournalRecord record) {
        Plan all = RollbackPlanner.planToTheFirst(now, record, EVERYTHING);
        // Both may change the same values and differ in what they restart, after the host's clock was set back.
        boolean likeAll = registryChanges(all).equals(registryChanges(plan))
                && new HashSet<>(steps(all)).containsAll(steps(plan));
        return likeAll ? all : RollbackPlanner.plan(now, record, EVERYTHING);
    }

    private static List<Map<String, Object>> registryChanges(Plan of) {
        return of.actions().stream()
                .filter(action -> service(action).isEmpty())
                .map(PlanAudit::change)
                .toList();
    }

    private Optional<JournalRecord> standing(String id) {
        return now.journal().records().stream()
                .filter(record -> record.id().equals(id) && record.exemption().equals(plan.exemption()))
                .filter(record -> record.rollsBack().isEmpty() && !now.journal().isRolledBack(record))
                .findFirst();
    }

    /**
     * Stops and starts are for the services that read the value and those that need them, and what is stopped is
     * started.
     */
    private void requireServices(Optional<JournalRecord> undone) {
        Set<ServiceName> own = OwnServices.of(now);
        Set<ServiceName> started = new HashSet<>(own);
        // Those that an interrupted run has stopped; the records were looked at before. What an ended one did is over.
        undone.stream()
                .flatMap(record -> Stream.of(
                                Stream.of(record),
                                now.journal().openRollbacksOf(record).stream(),
                                now.journal().openRestartsAfter(record).stream())
                        .flatMap(records -> records))
                .filter(JournalRecord::isOpen)
                .flatMap(record -> record.steps().stream())
                .map(Step::action)
                .flatMap(action -> service(action).stream())
                .forEach(started::add);
        Map<ServiceName, Integer> lastStart = new HashMap<>();
        for (int i = 0; i < plan.actions().size(); i++) {
            if (plan.actions().get(i) instanceof StartService start) {
                lastStart.put(start.service(), i);
            }
        }
        for (int i = 0; i < plan.actions().size(); i++) {
            Action action = plan.actions().get(i);
            Optional<ServiceName> service = service(action);
            if (service.isPresent()
                    && (action instanceof StopService
                            ? !own.contains(service.get()) || lastStart.getOrDefault(service.get(), -1) < i
                            : !started.contains(service.get()))) {
                excessive(action);
            }
            timeout(action).ifPresent(lines::add);
        }
    }

    private void excessive(Action action) {
        if (!lines.contains(line(action))) {
            lines.add(line(action));
        }
    }

    /** What an action wants. */
    static Message line(Action action) {
        return Message.of("excess.action", action.subject(), action.before(), action.after());
    }

    /** Says so, if it is to wait longer than eku ever does, or not at all. */
    static Optional<Message> timeout(Action action) {
        if (timeouts(action).anyMatch(timeout -> timeout.isZero() || timeout.isNegative())) {
            return Optional.of(Message.of("excess.no-time", action.subject()));
        }
        return timeouts(action).anyMatch(timeout -> timeout.compareTo(PlanOptions.MAX_TIMEOUT) > 0)
                ? Optional.of(Message.of("excess.timeout", action.subject(), PlanOptions.MAX_TIMEOUT.toDays()))
                : Optional.empty();
    }

    private static Stream<Duration> timeouts(Action action) {
        if (action instanceof StopService stop) {
            return Stream.of(stop.drainTimeout(), stop.stopTimeout());
        }
        return action instanceof StartService start ? Stream.of(start.startTimeout()) : Stream.of();
    }

    private static List<Map<String, Object>> changes(Plan of) {
        return of.actions().stream().map(PlanAudit::change).toList();
    }

    /** An action without its reason, which another version may word by another key. */
    private static Map<String, Object> change(Action action) {
        return ActionJson.change(action);
    }

    /** The service that an action stops or starts. */
    static Optional<ServiceName> service(Action action) {
        if (action instanceof StopService stop) {
            return Optional.of(stop.service());
        }
        return action instanceof StartService start ? Optional.of(start.service()) : Optional.empty();
    }
}
