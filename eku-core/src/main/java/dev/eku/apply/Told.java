package dev.eku.apply;

import dev.eku.error.EkuException;
import dev.eku.text.Message;

/** A failure as a message, to keep and to report. */
final class Told {
    private Told() {}

    /** What happened, the likely cause and the next step. */
    static Message of(EkuException failure) {
        if (failure.cause().isEmpty() || failure.next().isEmpty()) {
            return failure.summary();
        }
        return Message.of(
                "journal.failure",
                failure.summary(),
                failure.cause().get(),
                failure.next().get().what());
    }

    /** The same for a failure that may be a defect of eku. */
    static Message of(Throwable failure) {
        return failure instanceof EkuException told ? of(told) : Message.asIs(String.valueOf(failure.getMessage()));
    }
}
