package dev.eku.plan;

import dev.eku.action.Action;
import dev.eku.inspect.Inspection;
import dev.eku.journal.JournalRecord;
import dev.eku.journal.JournalRecord.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Computes how a journal record is undone: each value back to its bytes or its absence, each key that eku created
 * deleted unless others use it by then, and the services that have read the value restarted. It works for an
 * interrupted record as well: what was not done is not undone, and a service that the run left stopped is started. A
 * rollback of the same record that was interrupted is taken over. Pure.
 */
public final class RollbackPlanner {
    private final Inspection inspection;
    private final JournalRecord record;
    private final PlanOptions options;
    /** The runs that wrote the same before, newest first. */
    private final List<JournalRecord> before;
    /** The first of all runs that are undone. */
    private final JournalRecord first;

    private final List<Step> undone;
    private final List<Problem> problems = new ArrayList<>();

    private RollbackPlanner(
            Inspection inspection, JournalRecord record, List<JournalRecord> before, PlanOptions options) {
        this.inspection = inspection;
        this.record = record;
        this.before = before;
        this.first = before.isEmpty() ? record : before.get(before.size() - 1);
        this.undone = Undone.steps(record, before);
        this.options = options;
    }

    /**
     * The plan that undoes a record.
     *
     * @param inspection of the host, for the record's own exemption
     */
    public static Plan plan(Inspection inspection, JournalRecord record, PlanOptions options) {
        inspection.requireForAChange();
        return new RollbackPlanner(inspection, record, List.of(), options).plan();
    }

    /**
     * The plan that undoes a record and all before it that wrote the same: one rollback brings back what was there
     * before eku, however often somebody has taken the value away meanwhile.
     *
     * @param inspection of the host, for the record's own exemption
     */
    public static Plan planToTheFirst(Inspection inspection, JournalRecord record, PlanOptions options) {
        inspection.requireForAChange();
        List<JournalRecord> before = inspection.journal().writtenAgainBy(record);
        return new RollbackPlanner(inspection, record, before, options).plan();
    }

    private Plan plan() {
        HostProblems.of(inspection).stream()
                .filter(problem -> problem.code() != Problem.Code.OPEN_RECORD || !takesOver())
                .forEach(problems::add);
        RollbackValues values = new RollbackValues(inspection, record, options.overwrite(), problems);
        values.plan(undone);
        nameWhatStands();
        List<Action> actions = new ArrayList<>(values.actions());
        actions.addAll(new RollbackRestarts(inspection, record, first, options, values, problems).plan());
        return new Plan(
                inspection.host().ref().toString(),
                inspection.host().computer(),
                inspection.host().simulated(),
                inspection.host().takenAt(),
                Optional.of(record.id()),
                record.exemption(),
                Preconditions.of(inspection),
                actions,
                problems);
    }

    /**
     * Whether the interrupted run is the one to be undone, one that was to undo it, or one that only restarted what it
     * wrote.
     */
    private boolean takesOver() {
        return inspection
                .journal()
                .open()
                .filter(open -> open.equals(record)
                        || open.rollsBack().filter(record.id()::equals).isPresent()
                        || inspection.journal().openRestartsAfter(record).contains(open))
                .isPresent();
    }

    /** Whoever thinks that all is taken back must hear of what is not. */
    private void nameWhatStands() {
        Set<String> undoing = before.stream().map(JournalRecord::id).collect(Collectors.toSet());
        undoing.add(record.id());
        List<String> others = inspection
                .journal()
                .standing()
                .filter(other -> !undoing.contains(other.id()) && other.changesRegistry())
                .map(JournalRecord::id)
                .toList();
        if (!others.isEmpty()) {
            problems.add(Problem.advice(Problem.Code.OTHER_RECORDS, String.join(", ", others), record.id()));
        }
    }
}
