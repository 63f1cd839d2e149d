package dev.eku.fleet;

import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.plan.PlanOptions;
import java.time.Duration;

/**
 * How a change is rolled out over a fleet. Immutable; each method returns a changed copy.
 *
 * @param concurrency how many hosts are worked on at a time
 * @param maxUnavailable how many hosts of a pool may be without their service at a time, including those that already
 *     are
 * @param maxFailures how many failed hosts are tolerated; after one more, no further host is started
 * @param soak how long a restarted host is watched before it passes the gate; zero to check it only once
 */
public record RolloutOptions(
        int concurrency, int maxUnavailable, int maxFailures, Canary canary, Duration soak, Unreachable unreachable) {
    /**
     * Eight hosts at a time, one of a pool at a time, stop at the first failure, no canary, no soak, no host skipped.
     */
    public static final RolloutOptions DEFAULT =
            new RolloutOptions(8, 1, 0, Canary.NONE, Duration.ZERO, Unreachable.FAIL);

    /** What to do if a host cannot be inspected. This is decided before anything is changed. */
    public enum Unreachable {
        /** Change nothing anywhere. */
        FAIL,
        /** Skip it, and say so. */
        SKIP
    }

    /** @throws EkuException {@code INVALID_PARAMETER} for a number that is too small or a soak of more than 7 days */
    public RolloutOptions {
        requireAtLeast(1, concurrency, "concurrency");
        requireAtLeast(1, maxUnavailable, "maxUnavailable");
        requireAtLeast(0, maxFailures, "maxFailures");
        if (soak.isNegative() || soak.compareTo(PlanOptions.MAX_TIMEOUT) > 0) {
            throw new EkuException(ErrorCode.INVALID_PARAMETER, "soak", soak, "PT2M");
        }
    }

    /** With another number of hosts at a time. */
    public RolloutOptions concurrency(int hosts) {
        return new RolloutOptions(hosts, maxUnavailable, maxFailures, canary, soak, unreachable);
    }

    /** With another number of hosts of a pool that may be unavailable. */
    public RolloutOptions maxUnavailable(int hosts) {
        return new RolloutOptions(concurrency, hosts, maxFailures, canary, soak, unreachable);
    }

    /** With another number of tolerated failures. */
    public RolloutOptions maxFailures(int hosts) {
        return new RolloutOptions(concurrency, maxUnavailable, hosts, canary, soak, unreachable);
    }

    /** With other hosts to go first. */
    public RolloutOptions canary(Canary first) {
        return new RolloutOptions(concurrency, maxUnavailable, maxFailures, first, soak, unreachable);
    }

    /** With another soak time. */
    public RolloutOptions soak(Duration time) {
        return new RolloutOptions(concurrency, maxUnavailable, maxFailures, canary, time, unreachable);
    }

    /** With another rule for hosts that cannot be inspected. */
    public RolloutOptions unreachable(Unreachable then) {
        return new RolloutOptions(concurrency, maxUnavailable, maxFailures, canary, soak, then);
    }

    private static void requireAtLeast(int least, int number, String name) {
        if (number < least) {
            throw new EkuException(ErrorCode.INVALID_PARAMETER, name, number, least);
        }
    }
}
