package dev.eku.service;

import dev.eku.text.Message;
import java.util.Optional;

/**
 * The product's own cmdlets {@code Stop-CsWindowsService -Graceful} and {@code Start-CsWindowsService}, where the machine we
 * run on has them. They have no timeout of their own, so each call is begun, watched by the caller and ended by it.
 */
public interface GracefulControl {
    /** Begins {@code Stop-CsWindowsService -Name ... -Graceful}. */
    Call stop(ServiceName service);

    /** Begins {@code Start-CsWindowsService -Name ...}. */
    Call start(ServiceName service);

    /** A cmdlet at work. Not thread-safe. */
    interface Call extends AutoCloseable {
        /** How the cmdlet ended, or empty while it works. */
        Optional<Result> result();

        /** Ends the cmdlet if it still works; what it has already asked of the service goes on. */
        @Override
        void close();
    }

    /**
     * How a cmdlet ended. Immutable.
     *
     * @param exitCode the process's exit code; 0 is success
     * @param errorText what it wrote to its error stream, as it wrote it
     * @param notRun why it was not run at all; empty if it was
     */
    record Result(int exitCode, String errorText, Optional<Message> notRun) {
        /** Of one that was run. */
        public Result(int exitCode, String errorText) {
            this(exitCode, errorText, Optional.empty());
        }

        /** Why it failed: its own words, if it has any. */
        public Message why() {
            return notRun.orElseGet(() -> Message.asIs(errorText));
        }
    }
}
