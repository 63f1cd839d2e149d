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
 * Carries a change over the hosts of an inventory.
 *
 * <pre>{@code
 * Inventory inventory = Inventory.read(Path.of("front-ends.txt"));
 * FleetOperation change = new FleetOperation.Exempt(Exemption.from(REQUIRE_CERTIFICATE_EKUS).because("change 4711"), PlanOptions.DEFAULT);
 * Rollout rollout = Rollout.of(inventory, change, RolloutOptions.DEFAULT);
 * FleetPlan plan = rollout.plan(event -> log(event.what()));
 * plan.requireFeasible();                                   // every reason at once; nothing is changed yet
 * RolloutResult result = rollout.carryOut(plan, event -> log(event.what()));
 * }</pre>
 *
 * <p>To resume a rollout that was stopped or killed, make a new one and run it: hosts as wanted are left alone, interrupted
 * runs are finished, pending restarts are made up for. Thread-safe in {@link #stop} only; watchers are told by one thread at a
 * time, though not always by the same.
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
     * A rollout to hosts that are opened with the identity of our own process.
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

    /** The same, with another way to open hosts; it is called from several threads. */
    public Rollout openedBy(Function<HostRef, Host> other) {
        return new Rollout(inventory, change, options, other, clock);
    }

    /** The same, by another clock; it only tells how long things take. */
    public Rollout timedBy(InstantSource other) {
        return new Rollout(inventory, change, options, opener, other);
    }

    /** Reads every host, and plans. Changes nothing. */
    public FleetPlan plan(Consumer<RolloutEvent> watcher) {
        try (HostExecutor executor = executor()) {
            return run(executor, watcher).plan(inventory.members());
        }
    }

    /**
     * Carries out a plan.
     *
     * @throws EkuException {@code ROLLOUT_REFUSED}, with nothing changed
     */
    public RolloutResult carryOut(FleetPlan plan, Consumer<RolloutEvent> watcher) {
        plan.requireFeasible();
        try (HostExecutor executor = executor()) {
            return run(executor, watcher).carryOut(plan);
        }
    }

    /** No further host is begun; those that are being worked on are brought to a safe point, and the result is told. */
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
