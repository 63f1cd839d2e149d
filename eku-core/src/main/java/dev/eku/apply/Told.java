package dev.eku.apply;

import dev.eku.error.EkuException;
import dev.eku.text.Message;

/** A failure as a message, to be kept and to be told. */
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

    /** The same of what may be a defect. */
    static Message of(Throwable failure) {
        return failure instanceof EkuException told ? of(told) : Message.asIs(String.valueOf(failure.getMessage()));
    }
}
