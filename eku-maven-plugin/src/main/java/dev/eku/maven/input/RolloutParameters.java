package dev.eku.maven.input;

import dev.eku.fleet.RolloutOptions;
import dev.eku.fleet.RolloutOptions.Unreachable;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The options for a rollout, as texts from Maven. Immutable.
 *
 * @param concurrency how many hosts are worked on at a time
 */
public record RolloutParameters(
        int concurrency,
        @Nullable String maxUnavailable,
        @Nullable String maxFailures,
        @Nullable String canary,
        @Nullable String soak,
        @Nullable String unreachable) {
    /** The names of their elements. */
    public static final Set<String> NAMES = Set.of("maxUnavailable", "maxFailures", "canary", "soak", "unreachable");

    /** The default for the number of hosts in a pool that may be without their service. */
    public static final String MAX_UNAVAILABLE = "1";

    /** The default for the number of hosts that may fail. */
    public static final String MAX_FAILURES = "0";

    /** The default for what to do if a host does not answer. */
    public static final String UNREACHABLE = "fail";

    private static final int MOST = 10_000;
    private static final NumberParameter UNAVAILABLE =
            new NumberParameter("eku.maxUnavailable", MAX_UNAVAILABLE, 1, MOST);
    private static final NumberParameter FAILURES = new NumberParameter("eku.maxFailures", MAX_FAILURES, 0, MOST);
    private static final DurationParameter SOAK = new DurationParameter("eku.soak", "");
    private static final ChoiceParameter<Unreachable> LOST =
            new ChoiceParameter<>("eku.unreachable", Unreachable.class, UNREACHABLE);

    /**
     * The options for those hosts.
     *
     * @throws BadParameter for a value that cannot be meant
     */
    public RolloutOptions of(HostSelection targets) {
        return new RolloutOptions(
                concurrency,
                UNAVAILABLE.of(maxUnavailable),
                FAILURES.of(maxFailures),
                targets.canary(canary),
                SOAK.optional(soak).orElse(Duration.ZERO),
                LOST.of(unreachable));
    }
}
