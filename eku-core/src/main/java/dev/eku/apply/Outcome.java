package dev.eku.apply;

import dev.eku.journal.JournalRecord;
import java.util.Optional;

/**
 * What a run did. Immutable.
 *
 * @param status how it ended
 * @param record the journal's record of it; empty if there was nothing to do
 */
public record Outcome(Status status, Optional<JournalRecord> record) {
    /** How a run ended. */
    public enum Status {
        /** The host was as planned already; it was not touched. */
        NOTHING_TO_DO,
        /** Everything planned was done. */
        DONE,
        /** Everything was done but a restart: a service did not drain in time and goes on as before. */
        RESTART_PENDING
    }

    static Outcome nothingToDo() {
        return new Outcome(Status.NOTHING_TO_DO, Optional.empty());
    }

    static Outcome ended(JournalRecord record) {
        return new Outcome(record.restartPending() ? Status.RESTART_PENDING : Status.DONE, Optional.of(record));
    }
}
