package dev.eku.fleet.rollout;

import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.fleet.Canary;
import dev.eku.fleet.FleetHost;
import dev.eku.fleet.FleetOperation;
import dev.eku.fleet.FleetPlan;
import dev.eku.fleet.Inventory;
import dev.eku.fleet.RolloutEvent;
import dev.eku.fleet.RolloutOptions;
import dev.eku.fleet.RolloutResult;
import dev.eku.host.Host;
import dev.eku.host.HostAccess;
import dev.eku.host.HostRef;
import dev.eku.host.Hosts;
import dev.eku.host.StopSignal;
import dev.eku.journal.Operator;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Makes a change on all hosts of an inventory.
 *
 * <pre>{@code
 * Inventory inventory = Inventory.read(Path.of("front-ends.txt"));
 * Exemption exemption = Exemption.from(REQUIRE_CERTIFICATE_EKUS).because("change 4711");
 * FleetOperation change = new FleetOperation.Exempt(exemption, PlanOptions.DEFAULT);
 * Rollout rollout = Rollout.of(inventory, change, RolloutOptions.DEFAULT);
 * FleetPlan plan = rollout.plan(event -> log(event.what()));
 * plan.requireFeasible();                                   // every reason at once; nothing is changed yet
 * RolloutResult result = rollout.carryOut(plan, event -> log(event.what()));
 * }</pre>
 *
 * <p>To resume a rollout that was stopped or killed, make a new one and run it. It does not touch hosts in the desired
 * state, finishes interrupted runs, and makes pending restarts. Only {@link #stop} is thread-safe. Listeners are called
 * by one thread at a time, but not always by the same thread.
 */
public final class Rollout {
    private final Inventory inventory;
    private final FleetOperation change;
    private final RolloutOptions options;
    private final Function<HostRef, Host> opener;
    private final InstantSource clock;
    private final StopSignal signal = new StopSignal();

    private Rollout(
            Inventory inventory,
            FleetOperation change,
            RolloutOptions options,
            Function<HostRef, Host> opener,
            InstantSource clock) {
        this.inventory = inventory;
        this.change = change;
        this.options = options;
        this.opener = opener;
        this.clock = clock;
    }

    /**
     * A rollout that opens the hosts with the identity of our own process.
     *
     * @throws EkuException {@code INVALID_PARAMETER} if a canary is not in the inventory
     */
    public static Rollout of(Inventory inventory, FleetOperation change, RolloutOptions options) {
        if (options.canary() instanceof Canary.Named named) {
            List<HostRef> known =
                    inventory.members().stream().map(FleetHost::ref).toList();
            named.hosts().stream()
                    .filter(host -> !known.contains(host))
                    .findFirst()
                    .ifPresent(host -> {
                        throw new EkuException(ErrorCode.INVALID_PARAMETER, "canary", host, known.get(0));
                    });
        }
        return new Rollout(
                inventory, change, options, ref -> Hosts.open(ref, HostAccess.DEFAULT), InstantSource.system());
    }

    /** The same rollout with another way to open hosts. Several threads call it. */
    public Rollout openedBy(Function<HostRef, Host> other) {
        return new Rollout(inventory, change, options, other, clock);
    }

    /** The same rollout with another clock, which only measures how long things take. */
    public Rollout timedBy(InstantSource other) {
        return new Rollout(inventory, change, options, opener, other);
    }

    /** Reads every host and plans. Changes nothing. */
    public FleetPlan plan(Consumer<RolloutEvent> watcher) {
        try (HostExecutor executor = executor()) {
            return run(executor, watcher).plan(inventory.members());
        }
    }

    /**
     * Carries out a plan.
     *
     * @throws EkuException {@code ROLLOUT_REFUSED}; then nothing was changed
     */
    public RolloutResult carryOut(FleetPlan plan, Consumer<RolloutEvent> watcher) {
        plan.requireFeasible();
        try (HostExecutor executor = executor()) {
            return run(executor, watcher).carryOut(plan);
        }
    }

    /**
     * Stops the rollout: no further host is started. Hosts that are being worked on reach a safe point, then the
     * rollout ends.
     */
    public void stop() {
        signal.give();
    }

    private HostExecutor executor() {
        int size = Math.min(options.concurrency(), inventory.members().size());
        return new ThreadPoolHostExecutor(size, clock, this::stop);
    }

    private RolloutRun run(HostExecutor executor, Consumer<RolloutEvent> watcher) {
        return new RolloutRun(change, options, opener, Operator.ofThisProcess(), signal, executor, watcher);
    }
}
