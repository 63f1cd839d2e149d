package dev.eku.apply;

import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.error.Messages;
import dev.eku.journal.JournalRecord;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Says that a run stopped half-way. The first line of the message is the worst of it: a service that was running and is not
 * running now, if there is one. What was done stands in {@link #record()} and in the journal on the host; the record is open,
 * so the next apply finishes it and a rollback undoes it.
 */
public final class ApplyException extends EkuException {
    private static final long serialVersionUID = 1L;

    private final transient JournalRecord record;

    ApplyException(EkuException cause, List<String> leftStopped, JournalRecord record) {
        super(
                leftStopped.isEmpty() ? cause.code() : ErrorCode.SERVICE_LEFT_STOPPED,
                text(cause, leftStopped, record),
                cause);
        this.record = record;
    }

    /** What was to be done, and how far it came. */
    public JournalRecord record() {
        return record;
    }

    private static String text(EkuException cause, List<String> leftStopped, JournalRecord record) {
        String first = leftStopped.stream()
                .map(service -> Messages.text("apply.left-stopped", service) + "\n")
                .collect(Collectors.joining());
        long done = record.steps().stream()
                .filter(step -> step.doneAt().isPresent())
                .count();
        return first
                + cause.getMessage()
                + "\n"
                + Messages.text("apply.failed", done, record.steps().size(), record.id(), record.wayOut());
    }
}
