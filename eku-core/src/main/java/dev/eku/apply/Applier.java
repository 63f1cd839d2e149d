package dev.eku.apply;

import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.host.Host;
import dev.eku.inspect.Inspection;
import dev.eku.inspect.Inspector;
import dev.eku.inspect.Purpose;
import dev.eku.journal.History;
import dev.eku.journal.HostLock;
import dev.eku.journal.Journal;
import dev.eku.journal.JournalRecord;
import dev.eku.journal.JournalRecord.Step;
import dev.eku.journal.Operator;
import dev.eku.plan.Plan;
import dev.eku.plan.PlanAudit;
import dev.eku.plan.Preconditions;
import dev.eku.plan.RecordAudit;
import dev.eku.product.Exemption;
import dev.eku.service.ServiceName;
import dev.eku.text.Bullets;
import dev.eku.text.Message;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Carries out plans on one host, and finishes what an interrupted run has started. Not thread-safe. */
public final class Applier {
    private final Host host;
    private final Operator operator;
    private final Consumer<Progress> progress;
    private final Journal journal;
    private final HostLock lock;

    /**
     * @param operator who does it; goes into the journal and the lock
     * @param progress receives everything as it happens; what it throws is ignored, since a listener must not be able
     *     to end a run between a stop and a start
     */
    public Applier(Host host, Operator operator, Consumer<Progress> progress) {
        this.host = host;
        this.operator = operator;
        this.progress = event -> tell(progress, event);
        this.journal = new Journal(host);
        this.lock = new HostLock(host);
    }

    /**
     * Carries out a plan. A plan without actions touches nothing.
     *
     * @throws EkuException {@code PLAN_BLOCKED}, {@code PLAN_OF_ANOTHER_HOST}, {@code PLAN_STALE},
     *     {@code PLAN_EXCESSIVE} or {@code LOCKED}; the host is then untouched
     * @throws ApplyException if the run stopped before its end; the journal's record is then open
     * @throws EkuException {@code LOCK_NOT_FREED} if everything is done but the lock cannot be freed
     */
    public Outcome apply(Plan plan) {
        plan.requireUnblocked();
        // A rollback that finds nothing to change must still record that its record is undone.
        if (plan.isEmpty() && plan.rollsBack().isEmpty()) {
            requireFresh(plan, inspection(plan.exemption()));
            return Outcome.nothingToDo();
        }
        return locked(() -> {
            Inspection now = inspection(plan.exemption());
            History history = now.journal().requireReadable();
            requireFresh(plan, now);
            Readers readers = new Readers(now);
            JournalRecord record = new JournalRecord(
                    Journal.nextId(history),
                    plan.rollsBack(),
                    operator,
                    plan.exemption(),
                    plan.fingerprint(),
                    host.clock().now(),
                    Optional.empty(),
                    plan.actions().stream().map(Step::of).toList(),
                    Optional.empty(),
                    host.startedToReach(),
                    readers.before());
            journal.begin(record);
            return run(record, history, readers, false);
        });
    }

    /**
     * Refuses a plan that cannot be carried out any more. Changes nothing.
     *
     * @throws EkuException {@code PLAN_BLOCKED}, {@code PLAN_OF_ANOTHER_HOST}, {@code PLAN_STALE} or
     *     {@code PLAN_EXCESSIVE}
     */
    public void check(Plan plan) {
        plan.requireUnblocked();
        Inspection now = inspection(plan.exemption());
        var unused = now.journal().requireReadable();
        requireFresh(plan, now);
    }

    /**
     * Finishes an interrupted run. Does what the run had not yet done, and starts its services again.
     *
     * @return empty if no run was interrupted
     * @throws ApplyException if it cannot be finished; the record stays open
     */
    public Optional<Outcome> recover() {
        if (readable().open().isEmpty()) {
            return Optional.empty();
        }
        return locked(() -> {
            History history = readable();
            return history.open().map(record -> {
                Inspection now = new Inspector(host).inspect(record.exemption(), Purpose.CHANGE_UNDER_LOCK, history);
                RecordAudit.requireFinishable(record, now, this::exists);
                return run(record.reachedBy(host.startedToReach()), history, new Readers(now), true);
            });
        });
    }

    private static void tell(Consumer<Progress> watcher, Progress event) {
        try {
            watcher.accept(event);
        } catch (RuntimeException | LinkageError ignored) {
            // It is only a listener.
        }
    }

    private History readable() {
        return journal.read().requireReadable();
    }

    private Outcome run(JournalRecord record, History history, Readers readers, boolean resumed) {
        Outcome outcome = Outcome.ended(new Run(host, journal, progress, record, readers, resumed).carryOut());
        try {
            journal.prune(history);
        } catch (EkuException failure) {
            // The run itself is done, and one record more does no harm.
            progress.accept(Progress.Warning.of(failure));
        }
        return outcome;
    }

    private EkuException ofAnotherHost(String planned, String found) {
        boolean renamed =
                new Inspector(host).activeComputer().filter(planned::equals).isPresent();
        return renamed
                ? EkuException.worded(ErrorCode.PLAN_OF_ANOTHER_HOST, "plan.renamed", planned, found)
                : new EkuException(ErrorCode.PLAN_OF_ANOTHER_HOST, planned, found);
    }

    private boolean exists(ServiceName service) {
        return host.services().config(service).isPresent();
    }

    private Inspection inspection(Exemption exemption) {
        return new Inspector(host).inspect(exemption, Purpose.CHANGE_UNDER_LOCK);
    }

    /** Requires that the host as it is now is in the state that the plan saw. */
    private void requireFresh(Plan plan, Inspection now) {
        if (!now.host().computer().equals(plan.computer())) {
            throw ofAnotherHost(plan.computer(), now.host().computer());
        }
        List<Message> moved = Preconditions.moved(plan.facts(), Preconditions.of(now));
        if (!moved.isEmpty()) {
            throw new EkuException(ErrorCode.PLAN_STALE, plan.computer(), Bullets.of(moved));
        }
        now.journal().records().stream()
                .filter(record -> plan.rollsBack().filter(record.id()::equals).isPresent()
                        && record.exemption().equals(plan.exemption()))
                .forEach(record -> RecordAudit.requireUndoable(record, now, this::exists));
        List<Message> excess = PlanAudit.of(plan, now);
        if (!excess.isEmpty()) {
            throw new EkuException(ErrorCode.PLAN_EXCESSIVE, plan.computer(), Bullets.of(excess));
        }
    }

    /** The lock is freed whatever happens. If it cannot be freed, this must not hide why the run failed. */
    private <T> T locked(Supplier<T> work) {
        lock.acquire(operator);
        T result;
        try {
            result = work.get();
        } catch (RuntimeException | LinkageError failure) {
            released().ifPresent(alsoFailed -> {
                failure.addSuppressed(alsoFailed);
                progress.accept(Progress.Warning.of(alsoFailed));
            });
            throw failure;
        }
        released().ifPresent(failure -> {
            throw new EkuException(failure, ErrorCode.LOCK_NOT_FREED, host.ref(), failure.summary(), operator.name());
        });
        return result;
    }

    /** Frees the lock, or says why it cannot be freed. */
    private Optional<EkuException> released() {
        return Uninterruptibles.call(() -> {
            try {
                lock.release(operator, journal.isThere());
                return Optional.empty();
            } catch (EkuException failure) {
                return Optional.of(failure);
            }
        });
    }
}
