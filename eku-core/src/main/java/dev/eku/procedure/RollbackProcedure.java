package dev.eku.procedure;

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
import dev.eku.journal.Operator;
import dev.eku.plan.Plan;
import dev.eku.plan.PlanOptions;
import dev.eku.plan.RecordAudit;
import dev.eku.plan.RollbackPlanner;
import dev.eku.text.Message;
import java.util.List;

/**
 * The steps of a rollback on one host. The record of the run is found and checked, a plan is made, and at the end the
 * records may be deleted. Not thread-safe.
 */
public final class RollbackProcedure {
    private final Host host;

    /** The rollback of that host. */
    public RollbackProcedure(Host host) {
        this.host = host;
    }

    /**
     * The plan that undoes the newest run that is interrupted or not rolled back, with all earlier ones that wrote the
     * same. Changes nothing.
     *
     * @throws EkuException {@code NO_RECORD} if there is nothing to undo, {@code RECORD_EXCESSIVE} if no run of eku
     *     left that record
     */
    public Plan plan(PlanOptions options) {
        History history = new Journal(host).read();
        JournalRecord record = newest(history);
        return RollbackPlanner.planToTheFirst(inspected(record, history), record, options);
    }

    /**
     * The plan that undoes one run alone. Changes nothing.
     *
     * @param id the id of its record
     * @throws EkuException {@code NO_RECORD} if there is no such run to undo, {@code RECORD_EXCESSIVE} if no run of eku
     *     left that record
     */
    public Plan planOf(String id, PlanOptions options) {
        History history = new Journal(host).read();
        JournalRecord record = named(history, id);
        return RollbackPlanner.plan(inspected(record, history), record, options);
    }

    private Inspection inspected(JournalRecord record, History history) {
        Inspection inspection = new Inspector(host).inspect(record.exemption(), Purpose.CHANGE, history);
        RecordAudit.requireUndoable(
                record, inspection, name -> host.services().config(name).isPresent());
        return inspection;
    }

    private JournalRecord named(History history, String id) {
        return history.records().stream()
                .filter(record -> record.id().equals(id))
                .filter(record -> record.rollsBack().isEmpty() && !history.isRolledBack(record))
                .findFirst()
                .orElseThrow(() -> noRecord(Message.of("history.no-such", id)));
    }

    private JournalRecord newest(History history) {
        return history.lastToRollBack().orElseGet(() -> {
            history.requireReadable();
            throw noRecord(Message.of("history.nothing"));
        });
    }

    /**
     * Deletes eku's own records from the host.
     *
     * @param operator who does it, with its own identity for this run
     * @throws EkuException {@code OPEN_RECORD} as long as a run is not rolled back
     */
    public void forget(Operator operator) {
        HostLock lock = new HostLock(host);
        lock.acquire(operator);
        try {
            List<String> standing = new Journal(host)
                    .read().lastToRollBack().map(JournalRecord::id).stream().toList();
            if (!standing.isEmpty()) {
                throw new EkuException(ErrorCode.OPEN_RECORD, host.ref(), standing);
            }
            new Journal(host).forget();
        } finally {
            lock.release(operator);
        }
    }

    private EkuException noRecord(Message what) {
        return new EkuException(ErrorCode.NO_RECORD, host.ref(), what);
    }
}
