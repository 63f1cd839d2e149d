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
 * What a journal record asks for beyond what a run of eku ever does. A record lies on the host, where others can write:
 * before it is finished or undone it is held against the keys of its setting, the executables of its exemption and the
 * services that run those. Pure.
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
    private Optional<Undoable> undoable = Optional.empty();

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
     * @throws EkuException {@code RECORD_EXCESSIVE}, naming the record and each action; {@code PLAN_BLOCKED} if a
     *     service that is still to be stopped would not come up again by now
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
     * Refuses to undo a record of which no run of eku can have done all. What was interrupted on the way is looked at
     * as well.
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
        RecordAudit audit = new RecordAudit(now, exists);
        for (JournalRecord each : taken) {
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
        judge(record, targets::isNow, targets::meansNow);
        requireServices(record);
    }

    private void undone(JournalRecord record) {
        if (isTooLong(record)) {
            return;
        }
        judge(record, targets::mayHaveBeen, targets::mayHaveBeen);
        // What an ended run has done to services is not done again.
        if (record.isOpen()) {
            requireStarts(record);
        }
    }

    private boolean isTooLong(JournalRecord record) {
        if (record.steps().size() > MAX_STEPS) {
            lines.add(Message.of("excess.steps", record.steps().size(), MAX_STEPS));
        }
        return record.steps().size() > MAX_STEPS;
    }

    /** @param written whether a value may be set there; {@code removed} the same of one that tidying takes away */
    private void judge(JournalRecord record, Predicate<RegistryTarget> written, Predicate<RegistryTarget> removed) {
        boolean rollback = record.rollsBack().isPresent();
        Set<KeyPlace> keys = rollback ? Set.of() : keysOf(record, written);
        for (Step step : record.steps()) {
            Action action = step.action();
            boolean own = rollback ? isOfARollback(action) : isOfARun(action, keys, written, removed);
            boolean renewsAnother = action instanceof RecordExemption renewed
                    && !renewed.exemption().coversSameAs(record.exemption());
            if (!own || renewsAnother) {
                lines.add(PlanAudit.line(action));
            }
        }
    }

    private static boolean isOfARun(
            Action action, Set<KeyPlace> keys, Predicate<RegistryTarget> written, Predicate<RegistryTarget> removed) {
        if (action instanceof SetValue set) {
            return set.value().equals(Effect.EXEMPT) && written.test(set.target());
        }
        if (action instanceof DeleteValue delete) {
            return removed.test(delete.target());
        }
        if (action instanceof CreateKey create) {
            return keys.contains(new KeyPlace(create.view(), create.key()));
        }
        return !(action instanceof DeleteKey);
    }

    /** The keys that may be created for the values that the record sets. */
    private static Set<KeyPlace> keysOf(JournalRecord record, Predicate<RegistryTarget> written) {
        Set<KeyPlace> keys = new HashSet<>();
        for (Step step : record.steps()) {
            if (step.action() instanceof SetValue set && written.test(set.target())) {
                KeyPlace.addAll(keys, set.target());
            }
        }
        return keys;
    }

    /**
     * A rollback only takes back what records of the same exemption tell: it restores what they found, or its absence.
     */
    private boolean isOfARollback(Action action) {
        if (action instanceof SetValue set) {
            return undoable().isPrevious(set.target(), Optional.of(set.value()));
        }
        if (action instanceof DeleteValue delete) {
            return undoable().isPrevious(delete.target(), Optional.empty());
        }
        if (action instanceof CreateKey create) {
            return undoable().keys().contains(new KeyPlace(create.view(), create.key()));
        }
        return !(action instanceof DeleteKey delete)
                || undoable().keys().contains(new KeyPlace(delete.view(), delete.key()));
    }

    private Undoable undoable() {
        if (undoable.isEmpty()) {
            undoable = Optional.of(Undoable.by(now, targets));
        }
        return undoable.get();
    }

    /**
     * What a rollback may take back, by the records of the same exemption: looked up in all of them once, not for each
     * step.
     *
     * @param previous what stood in the place of each value before, by each record that changed it
     * @param keys those of the values, and the keys above
     */
    private record Undoable(Map<RegistryTarget, Set<Optional<RegistryValue>>> previous, Set<KeyPlace> keys) {
        static Undoable by(Inspection now, OwnTargets targets) {
            Undoable undoable = new Undoable(new HashMap<>(), new HashSet<>());
            for (JournalRecord record : now.journal().records()) {
                if (record.rollsBack().isEmpty()
                        && record.exemption().coversSameAs(now.exemption())
                        && record.steps().size() <= MAX_STEPS) {
                    record.steps().forEach(step -> undoable.add(step.action(), targets));
                }
            }
            return undoable;
        }

        private void add(Action action, OwnTargets targets) {
            Optional<RegistryTarget> target = action.changedValue();
            boolean own = target.filter(place -> previous.containsKey(place) || targets.mayHaveBeen(place))
                    .isPresent();
            if (own) {
                Optional<RegistryValue> before = action instanceof SetValue set
                        ? set.previous()
                        : Optional.of(((DeleteValue) action).previous());
                previous.computeIfAbsent(target.get(), none -> new HashSet<>()).add(before);
                KeyPlace.addAll(keys, target.get());
            }
        }

        boolean isPrevious(RegistryTarget target, Optional<RegistryValue> value) {
            return previous.getOrDefault(target, Set.of()).contains(value);
        }
    }

    /**
     * Stops and starts are for the services that read the value and those that need them, and what is stopped is
     * started.
     */
    private void requireServices(JournalRecord record) {
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
     * Who undoes an interrupted run stops nothing for it, but starts what it has stopped: also a service that needs
     * none of the others any more by now.
     */
    private void requireStarts(JournalRecord record) {
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
