package dev.eku.apply;

import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.journal.JournalRecord;
import dev.eku.journal.JournalRecord.Step;
import dev.eku.text.Message;
import dev.eku.text.Words;
import java.util.ArrayList;
import java.util.List;

/**
 * Says that a run stopped before its end. The first line of the message is the worst: a service that was running and is
 * not running now, if there is one, or a service that may still stop because it was told to. {@link #record()} and the
 * journal on the host have what was done. The record is open, so the next apply finishes it, or a rollback undoes it.
 */
public final class ApplyException extends EkuException {
    private static final long serialVersionUID = 1L;

    private final transient JournalRecord record;

    private final transient EkuException cause;

    private final transient List<Message> down;

    private final boolean anyDown;

    /**
     * @param anyDown whether a service is down that was running before
     * @param down a message for each such service, and for each that may still stop
     */
    ApplyException(EkuException cause, boolean anyDown, List<Message> down, JournalRecord record) {
        super(anyDown ? ErrorCode.SERVICE_LEFT_STOPPED : cause.code(), cause.faults());
        initCause(cause);
        this.cause = cause;
        this.down = List.copyOf(down);
        this.anyDown = anyDown;
        this.record = record;
    }

    /** What was to be done, and how far the run came. */
    public JournalRecord record() {
        return record;
    }

    /** The services that were running before and are down, and those that may still stop, a sentence for each. */
    public List<Message> down() {
        return down;
    }

    /** Whether a service is down that was running before. One that could be started again is not. */
    public boolean isAnyDown() {
        return anyDown;
    }

    /** How far the run came, and what becomes of the rest. */
    public Message howFar() {
        long done = record.steps().stream()
                .filter(step -> step.doneAt().isPresent())
                .count();
        boolean atLeast = record.steps().stream().anyMatch(Step::inDoubt);
        return Message.of(
                atLeast ? "apply.failed.at-least" : "apply.failed",
                done,
                record.steps().size(),
                record.id(),
                record.wayOut());
    }

    @Override
    protected List<String> composed(Words words) {
        List<String> lines = new ArrayList<>();
        down.stream().map(words::text).forEach(lines::add);
        lines.addAll(cause.lines(words));
        lines.add(words.text(howFar()));
        return lines;
    }
}
