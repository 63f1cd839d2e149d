package dev.eku.plan;

import dev.eku.action.Action;
import dev.eku.action.Action.CreateKey;
import dev.eku.action.Action.DeleteKey;
import dev.eku.action.Action.DeleteValue;
import dev.eku.action.Action.RecordExemption;
import dev.eku.action.Action.SetValue;
import dev.eku.action.Action.StartService;
import dev.eku.action.Action.StopService;
import dev.eku.effect.Effect;
import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.inspect.Inspection;
import dev.eku.journal.JournalRecord;
import dev.eku.journal.JournalRecord.Step;
import dev.eku.product.RegistryTarget;
import dev.eku.registry.RegistryValue;
import dev.eku.service.ServiceName;
import dev.eku.text.Bullets;
import dev.eku.text.Message;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a journal record asks for beyond what a run of eku ever does. A record lies on the host, where others can write: before
 * it is finished or undone it is held against the keys of its setting, the executables of its exemption and the services that
 * run those. Pure.
 */
public final class RecordAudit {
    /** More than any run has: some keys and values, and each dependent service stopped and started. */
    static final int MAX_STEPS = 2_000;
    /** So many lines tell enough. */
    private static final int MAX_LINES = 20;

    private final Inspection now;
    private final Predicate<ServiceName> exists;
    private final OwnTargets targets;
    private final Set<ServiceName> services;
    private final List<Message> lines = new ArrayList<>();

    private RecordAudit(Inspection now, Predicate<ServiceName> exists) {
        this.now = now;
        this.exists = exists;
        this.targets = new OwnTargets(now);
        this.services = OwnServices.of(now);
    }

    /**
     * Refuses to finish an interrupted run whose record asks for what its run would not have done.
     *
     * @param now of the host, for the record's exemption
     * @param exists whether the host has such a service; one that is gone is neither stopped nor started
     * @throws EkuException {@code RECORD_EXCESSIVE}, naming the record and each action; {@code PLAN_BLOCKED} if a service that is still
     *     to be stopped would not come up again by now
     */
    public static void requireFinishable(JournalRecord record, Inspection now, Predicate<ServiceName> exists) {
        RecordAudit audit = new RecordAudit(now, exists);
        audit.finished(record);
        audit.requireNothing(record);
        Plan.requireNone(now.host().computer(), RestartPlanner.forbidding(now, toStop(record)));
    }

    private static Set<ServiceName> toStop(JournalRecord record) {
        return record.steps().stream()
                .filter(step -> step.result().isEmpty())
                .flatMap(step -> step.action() instanceof StopService stop ? Stream.of(stop.service()) : Stream.empty())
                .collect(Collectors.toSet());
    }

    /**
     * Refuses to undo a record of which no run of eku can have done all. What was interrupted on the way is looked at as well.
     *
     * @param now of the host, for the record's exemption
     * @param exists whether the host has such a service
     * @throws EkuException {@code RECORD_EXCESSIVE}, naming the record and each action
     */
    public static void requireUndoable(JournalRecord record, Inspection now, Predicate<ServiceName> exists) {
        Set<JournalRecord> taken = new LinkedHashSet<>(List.of(record));
        taken.addAll(now.journal().openRestartsAfter(record));
        taken.addAll(now.journal().openRollbacksOf(record));
        taken.addAll(now.journal().writtenAgainBy(record));
        for (JournalRecord each : taken) {
            RecordAudit audit = new RecordAudit(now, exists);
            audit.undone(each);
            audit.requireNothing(each);
        }
    }

    private void requireNothing(JournalRecord record) {
        if (!lines.isEmpty()) {
            List<Message> shown = new ArrayList<>(lines.subList(0, Math.min(MAX_LINES, lines.size())));
            if (lines.size() > MAX_LINES) {
                shown.add(Message.of("excess.more", lines.size() - MAX_LINES));
            }
            throw new EkuException(
                    ErrorCode.RECORD_EXCESSIVE, record.id(), now.host().computer(), Bullets.of(shown));
        }
    }

    private void finished(JournalRecord record) {
        if (isTooLong(record)) {
            return;
        }
        for (Step step : record.steps()) {
            boolean own = record.rollsBack().isPresent()
                    ? isOfARollback(step.action())
                    : isOfARun(record, step.action(), targets::isNow, targets::meansNow);
            judge(record, step.action(), own);
        }
        services(record);
    }

    private void undone(JournalRecord record) {
        if (isTooLong(record)) {
            return;
        }
        for (Step step : record.steps()) {
            boolean own = record.rollsBack().isPresent()
                    ? isOfARollback(step.action())
                    : isOfARun(record, step.action(), targets::mayHaveBeen, targets::mayHaveBeen);
            judge(record, step.action(), own);
        }
        // What an ended run has done to services is not done again.
        if (record.isOpen()) {
            starts(record);
        }
    }

    private boolean isTooLong(JournalRecord record) {
        if (record.steps().size() > MAX_STEPS) {
            lines.add(Message.of("excess.steps", record.steps().size(), MAX_STEPS));
        }
        return record.steps().size() > MAX_STEPS;
    }

    private void judge(JournalRecord record, Action action, boolean own) {
        boolean renewsAnother = action instanceof RecordExemption renewed
                && !renewed.exemption().coversSameAs(record.exemption());
        if (!own || renewsAnother) {
            lines.add(PlanAudit.line(action));
        }
    }

    /** @param written whether a value may be set there; {@code removed} the same of one that tidying takes away */
    private static boolean isOfARun(
            JournalRecord record, Action action, Predicate<RegistryTarget> written, Predicate<RegistryTarget> removed) {
        if (action instanceof SetValue set) {
            return set.value().equals(Effect.EXEMPT) && written.test(set.target());
        }
        if (action instanceof DeleteValue delete) {
            return removed.test(delete.target());
        }
        if (action instanceof CreateKey create) {
            return holds(record, create, written);
        }
        return !(action instanceof DeleteKey);
    }

    /** Whether the key is created for a value that the record sets. */
    private static boolean holds(JournalRecord record, CreateKey create, Predicate<RegistryTarget> written) {
        return record.steps().stream()
                .flatMap(step -> step.action() instanceof SetValue set
                        ? Stream.of(set.target())
                        : Stream.<RegistryTarget>empty())
                .filter(written)
                .anyMatch(target ->
                        target.view() == create.view() && target.key().lineage().contains(create.key()));
    }

    /** A rollback only takes back what records of the same exemption tell: it restores what they found, or its absence. */
    private boolean isOfARollback(Action action) {
        if (action instanceof SetValue set) {
            return undone(set.target()).anyMatch(Optional.of(set.value())::equals);
        }
        if (action instanceof DeleteValue delete) {
            return undone(delete.target()).anyMatch(Optional::isEmpty);
        }
        if (action instanceof CreateKey create) {
            return undoneTargets()
                    .anyMatch(target -> target.view() == create.view()
                            && target.key().lineage().contains(create.key()));
        }
        if (action instanceof DeleteKey delete) {
            return undoneTargets()
                    .anyMatch(target -> target.view() == delete.view()
                            && target.key().lineage().contains(delete.key()));
        }
        return true;
    }

    private Stream<RegistryTarget> undoneTargets() {
        return changes().flatMap(action -> action.changedValue().stream()).filter(targets::mayHaveBeen);
    }

    /** What stood in that place before, by each record that changed it. */
    private Stream<Optional<RegistryValue>> undone(RegistryTarget target) {
        return changes()
                .filter(action -> action.changedValue().filter(target::equals).isPresent())
                .filter(action -> targets.mayHaveBeen(target))
                .map(action -> action instanceof SetValue set
                        ? set.previous()
                        : Optional.of(((DeleteValue) action).previous()));
    }

    private Stream<Action> changes() {
        return now.journal().records().stream()
                .filter(other -> other.rollsBack().isEmpty()
                        && other.exemption().coversSameAs(now.exemption())
                        && other.steps().size() <= MAX_STEPS)
                .flatMap(other -> other.steps().stream())
                .map(Step::action);
    }

    /** Stops and starts are for the services that read the value and those that need them, and what is stopped is started. */
    private void services(JournalRecord record) {
        Set<ServiceName> started = new HashSet<>();
        Map<ServiceName, Integer> stops = new HashMap<>();
        // Each application's service once, and with it those that need it, which may be the same ones.
        int most = Math.max(1, now.applications().size());
        for (int index = record.steps().size() - 1; index >= 0; index--) {
            Action action = record.steps().get(index).action();
            if (action instanceof StartService start) {
                started.add(start.service());
            }
            Optional<ServiceName> service = PlanAudit.service(action);
            boolean own = service.isEmpty()
                    || (services.contains(service.get()) && started.contains(service.get()))
                    || !exists.test(service.get());
            if (!own) {
                lines.add(PlanAudit.line(action));
            }
            PlanAudit.timeout(action).ifPresent(lines::add);
            if (action instanceof StopService stop && stops.merge(stop.service(), 1, Integer::sum) == most + 1) {
                lines.add(Message.of("excess.often", action.subject(), most));
            }
        }
    }

    /**
     * Who undoes an interrupted run stops nothing for it, but starts what it has stopped: also a service that needs none of the
     * others any more by now.
     */
    private void starts(JournalRecord record) {
        Set<ServiceName> stopped = new HashSet<>();
        for (Step step : record.steps()) {
            if (step.action() instanceof StopService stop && step.result().isPresent()) {
                stopped.add(stop.service());
            }
            if (step.action() instanceof StartService start
                    && !services.contains(start.service())
                    && !stopped.contains(start.service())
                    && exists.test(start.service())) {
                lines.add(PlanAudit.line(start));
            }
        }
    }
}
