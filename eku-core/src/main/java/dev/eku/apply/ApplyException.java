package dev.eku.apply;

import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.error.Messages;
import dev.eku.journal.JournalRecord;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Says that a run stopped half-way. The first line of the message is the worst of it: a service that was running and is not
 * running now, if there is one, or that may still stop as it was told. What was done stands in {@link #record()} and in the journal on the host; the record is open,
 * so the next apply finishes it and a rollback undoes it.
 */
public final class ApplyException extends EkuException {
    private static final long serialVersionUID = 1L;

    private final transient JournalRecord record;

    /**
     * @param anyDown whether a service is down that was running before
     * @param down a line for each such service, and for each that may still stop
     */
    ApplyException(EkuException cause, boolean anyDown, List<String> down, JournalRecord record) {
        super(anyDown ? ErrorCode.SERVICE_LEFT_STOPPED : cause.code(), text(cause, down, record), cause);
        this.record = record;
    }

    /** What was to be done, and how far it came. */
    public JournalRecord record() {
        return record;
    }

    private static String text(EkuException cause, List<String> down, JournalRecord record) {
        String first = down.stream().map(line -> line + "\n").collect(Collectors.joining());
        long done = record.steps().stream()
                .filter(step -> step.doneAt().isPresent())
                .count();
        return first
                + cause.getMessage()
                + "\n"
                + Messages.text("apply.failed", done, record.steps().size(), record.id(), record.wayOut());
    }
}
