package dev.eku.command.input;

import dev.eku.fleet.RolloutOptions;
import dev.eku.fleet.RolloutOptions.Unreachable;
import dev.eku.text.Option;
import java.time.Duration;
import java.util.Set;

/** Reads the options for a rollout. */
public final class RolloutParameters {
    /** Those that only a rollout uses. */
    public static final Set<Option> ONLY_OF_A_ROLLOUT =
            Set.of(Option.MAX_UNAVAILABLE, Option.MAX_FAILURES, Option.CANARY, Option.SOAK, Option.UNREACHABLE);

    private static final int MOST = 10_000;
    private static final NumberParameter AT_A_TIME =
            new NumberParameter(Option.CONCURRENCY, Defaults.CONCURRENCY, 1, 256);
    private static final NumberParameter UNAVAILABLE =
            new NumberParameter(Option.MAX_UNAVAILABLE, Defaults.MAX_UNAVAILABLE, 1, MOST);
    private static final NumberParameter FAILURES =
            new NumberParameter(Option.MAX_FAILURES, Defaults.MAX_FAILURES, 0, MOST);
    private static final DurationParameter SOAK = new DurationParameter(Option.SOAK, "");
    private static final ChoiceParameter<Unreachable> LOST =
            new ChoiceParameter<>(Option.UNREACHABLE, Unreachable.class, Defaults.UNREACHABLE);

    private RolloutParameters() {}

    /**
     * How many hosts are visited at a time.
     *
     * @throws BadParameter for a value that cannot be meant
     */
    public static int concurrency(Parameters given) {
        return AT_A_TIME.of(given);
    }

    /**
     * The options for those hosts.
     *
     * @throws BadParameter for a value that cannot be meant
     */
    public static RolloutOptions of(Parameters given, HostSelection targets) {
        return new RolloutOptions(
                concurrency(given),
                UNAVAILABLE.of(given),
                FAILURES.of(given),
                targets.canary(given),
                SOAK.optional(given).orElse(Duration.ZERO),
                LOST.of(given));
    }
}
