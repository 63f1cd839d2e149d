package dev.eku.apply;

import dev.eku.action.Action.StartService;
import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.journal.JournalRecord;
import dev.eku.journal.JournalRecord.Result;
import dev.eku.plan.PlanOptions;
import dev.eku.plan.PlanOptions.Restart;
import dev.eku.product.Exemption;
import dev.eku.service.ServiceName;
import dev.eku.text.Message;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a run did. Immutable.
 *
 * @param status how it ended
 * @param record the journal's record of it; empty if there was nothing to do
 */
public record Outcome(Status status, Optional<JournalRecord> record) {
    /** How a run ended. */
    public enum Status {
        /** The host was already as planned, and was not touched. */
        NOTHING_TO_DO,
        /** Everything planned was done. */
        DONE,
        /** Everything was done except a restart. A service did not drain in time and was resumed. */
        RESTART_PENDING
    }

    static Outcome nothingToDo() {
        return new Outcome(Status.NOTHING_TO_DO, Optional.empty());
    }

    static Outcome ended(JournalRecord record) {
        return new Outcome(record.restartPending() ? Status.RESTART_PENDING : Status.DONE, Optional.of(record));
    }

    /**
     * Whether a rollback of the host now undoes this run and no other. A run that only restarted services, or only
     * recorded an exemption again, has nothing of its own to undo: a rollback would undo an earlier run.
     */
    public boolean isUndoable() {
        return record.filter(run -> run.rollsBack().isEmpty() && run.changesRegistry())
                .isPresent();
    }

    /** The services that were started. */
    public List<ServiceName> started() {
        return record.stream()
                .flatMap(run -> run.steps().stream())
                .filter(step -> step.result().filter(Result.DONE::equals).isPresent())
                .flatMap(step ->
                        step.action() instanceof StartService start ? Stream.of(start.service()) : Stream.empty())
                .toList();
    }

    /**
     * The options for a plan that is made again after this interrupted run was finished. A restart that the user asked
     * for is not made twice.
     *
     * @param exemption the exemption of the plan
     */
    public PlanOptions afterResuming(Exemption exemption, PlanOptions options) {
        boolean restarted = status == Status.DONE
                && !started().isEmpty()
                && record.filter(run ->
                                run.rollsBack().isEmpty() && run.exemption().coversSameAs(exemption))
                        .isPresent();
        return restarted && options.restart() == Restart.ALWAYS ? options.restart(Restart.IF_NEEDED) : options;
    }

    /**
     * Refuses a run that still waits for a restart.
     *
     * @param host the name of the host for the message
     * @throws EkuException {@code RESTART_PENDING}
     */
    public void requireRestarted(String host) {
        if (status != Status.RESTART_PENDING) {
            return;
        }
        List<Message> services = record.stream()
                .flatMap(run -> run.steps().stream())
                .filter(step -> step.result().filter(Result.RESUMED::equals).isPresent())
                .map(step -> step.action().subject())
                .toList();
        throw new EkuException(ErrorCode.RESTART_PENDING, host, services, restartLater());
    }

    /** How the restart that is pending can still be made. */
    public Message restartLater() {
        boolean rollback = record.flatMap(JournalRecord::rollsBack).isPresent();
        return Message.of(rollback ? "apply.restart-later.rollback" : "apply.restart-later");
    }
}
