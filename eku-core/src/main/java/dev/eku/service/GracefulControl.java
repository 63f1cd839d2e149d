package dev.eku.service;

import dev.eku.text.Message;
import java.util.Optional;

/**
 * The product's own cmdlets {@code Stop-CsWindowsService -Graceful} and {@code Start-CsWindowsService}, if the machine
 * that we run on has them. They have no timeout of their own. So the caller starts each call, watches it and ends it.
 */
public interface GracefulControl {
    /** Starts {@code Stop-CsWindowsService -Name ... -Graceful}. */
    Call stop(ServiceName service);

    /** Starts {@code Start-CsWindowsService -Name ...}. */
    Call start(ServiceName service);

    /** A running cmdlet. Not thread-safe. */
    interface Call extends AutoCloseable {
        /** How the cmdlet ended; empty while it runs. */
        Optional<Result> result();

        /** Ends the cmdlet if it still runs. The service continues with what the cmdlet has already asked for. */
        @Override
        void close();
    }

    /**
     * How a cmdlet ended. Immutable.
     *
     * @param exitCode the process's exit code; 0 is success
     * @param errorText what it wrote to its error stream, unchanged
     * @param notRun why it was not run at all; empty if it was run
     */
    record Result(int exitCode, String errorText, Optional<Message> notRun) {
        /** The result of a cmdlet that was run. */
        public Result(int exitCode, String errorText) {
            this(exitCode, errorText, Optional.empty());
        }

        /** Why it failed, in its own words if it has any. */
        public Message why() {
            return notRun.orElseGet(() -> Message.asIs(errorText));
        }
    }
}
