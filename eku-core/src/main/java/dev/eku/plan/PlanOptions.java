package dev.eku.plan;

import dev.eku.action.Action.DrainDeadline;
import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import java.time.Duration;

/**
 * How a change is to be made effective, whether to tidy up, and what a rollback may overwrite. Immutable; each method
 * returns a changed copy.
 *
 * @param stop how to stop services
 * @param atDrainDeadline what to do with a service that has not drained in time
 * @param drainTimeout how long a service may drain
 * @param stopTimeout how long a service may take to stop
 * @param startTimeout how long a service may take to start
 * @param tidy whether to remove values that were meant for the application but are in a place that it never reads
 * @param overwrite whether a rollback restores a value even if somebody has changed it since; a plan does not read it
 */
public record PlanOptions(
        Restart restart,
        Stop stop,
        DrainDeadline atDrainDeadline,
        Duration drainTimeout,
        Duration stopTimeout,
        Duration startTimeout,
        boolean tidy,
        boolean overwrite) {
    /** The longest timeout, which is enough for a drain over a weekend and more. */
    public static final Duration MAX_TIMEOUT = Duration.ofDays(7);

    /**
     * Restart if needed, stop as gracefully as the host can, resume at the drain deadline of 15 minutes, do not tidy,
     * overwrite nothing.
     */
    public static final PlanOptions DEFAULT = new PlanOptions(
            Restart.IF_NEEDED,
            Stop.AUTO,
            DrainDeadline.RESUME,
            Duration.ofMinutes(15),
            Duration.ofMinutes(2),
            Duration.ofMinutes(2),
            false,
            false);

    /** When services are restarted. */
    public enum Restart {
        /** If something changes that a running service reads, or a restart is pending since an earlier change. */
        IF_NEEDED,
        NEVER,
        /** Every running service that reads the setting. */
        ALWAYS
    }

    /** How services are stopped. */
    public enum Stop {
        /**
         * By the product's cmdlets if there are any, else by pause and drain if the service accepts it, else not at
         * all.
         */
        AUTO,
        GRACEFUL,
        DRAIN,
        STOP
    }

    public PlanOptions {
        requireWithinBounds(drainTimeout);
        requireWithinBounds(stopTimeout);
        requireWithinBounds(startTimeout);
    }

    /** With another rule for restarts. */
    public PlanOptions restart(Restart when) {
        return new PlanOptions(when, stop, atDrainDeadline, drainTimeout, stopTimeout, startTimeout, tidy, overwrite);
    }

    /** With another way to stop services. */
    public PlanOptions stop(Stop how) {
        return new PlanOptions(restart, how, atDrainDeadline, drainTimeout, stopTimeout, startTimeout, tidy, overwrite);
    }

    /** With another end of a drain that takes too long. */
    public PlanOptions atDrainDeadline(DrainDeadline then) {
        return new PlanOptions(restart, stop, then, drainTimeout, stopTimeout, startTimeout, tidy, overwrite);
    }

    /** With other deadlines. */
    public PlanOptions timeouts(Duration drain, Duration toStop, Duration toStart) {
        return new PlanOptions(restart, stop, atDrainDeadline, drain, toStop, toStart, tidy, overwrite);
    }

    /** With or without tidying. */
    public PlanOptions tidy(boolean yes) {
        return new PlanOptions(restart, stop, atDrainDeadline, drainTimeout, stopTimeout, startTimeout, yes, overwrite);
    }

    /** With or without restoring what somebody has changed since. */
    public PlanOptions overwrite(boolean yes) {
        return new PlanOptions(restart, stop, atDrainDeadline, drainTimeout, stopTimeout, startTimeout, tidy, yes);
    }

    private static void requireWithinBounds(Duration duration) {
        if (duration.isNegative() || duration.isZero() || duration.compareTo(MAX_TIMEOUT) > 0) {
            throw new EkuException(ErrorCode.INVALID_PARAMETER, "timeout", duration, "PT2M");
        }
    }
}
