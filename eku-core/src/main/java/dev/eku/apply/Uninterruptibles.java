package dev.eku.apply;

import java.util.function.Supplier;

/** Work that brings a host to a safe point. Somebody who asked a run to end did not ask to skip this. */
final class Uninterruptibles {
    private Uninterruptibles() {}

    /** Does the work although the thread is interrupted. The thread is still interrupted afterwards. */
    static <T> T call(Supplier<T> work) {
        boolean interrupted = Thread.interrupted();
        try {
            return work.get();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
