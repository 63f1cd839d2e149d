package dev.eku.apply;

import java.util.function.Supplier;

/** Work that brings a host to a safe point: who asked us to end did not ask for that to be left out. */
final class Uninterruptibles {
    private Uninterruptibles() {}

    /** Does the work although the thread is interrupted, which it still is afterwards. */
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
