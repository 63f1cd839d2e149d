package dev.eku.bench;

import dev.eku.backend.memory.MemoryHost;
import dev.eku.fleet.FleetOperation;
import dev.eku.fleet.Inventory;
import dev.eku.fleet.RolloutOptions;
import dev.eku.fleet.RolloutResult;
import dev.eku.fleet.rollout.Rollout;
import dev.eku.host.HostRef;
import dev.eku.plan.PlanOptions;
import dev.eku.product.Exemption;
import dev.eku.product.Setting;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Rolls an exemption out to fresh memory hosts in pools of ten: ten times the hosts should take ten times as long. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 40)
@Measurement(iterations = 20)
@Fork(1)
public class RolloutBench {
    private static final int POOL = 10;

    /** How many hosts the fleet has. */
    @Param({"20", "200", "2000"})
    public int hosts;

    private final Map<HostRef, MemoryHost> machines = new HashMap<>();
    private String inventory = "";

    /** Makes the fleet again: a host in the desired state costs little. */
    @Setup(Level.Invocation)
    public void fleet() {
        machines.clear();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < hosts; i++) {
            text.append(i % POOL == 0 ? "[pool-" + i / POOL + "]\n" : "")
                    .append("memory:FE")
                    .append(i)
                    .append('\n');
            MemoryHost host =
                    MemoryHost.skypeForBusiness2015FrontEnd().named("FE" + i).build();
            machines.put(host.ref(), host);
        }
        inventory = text.toString();
    }

    /** Inspects, plans, writes, restarts and verifies them all. */
    @Benchmark
    public RolloutResult rollOut() {
        FleetOperation change = new FleetOperation.Exempt(
                Exemption.from(Setting.REQUIRE_CERTIFICATE_EKUS), PlanOptions.DEFAULT.stop(PlanOptions.Stop.STOP));
        Rollout rollout = Rollout.of(Inventory.parse(inventory, "bench"), change, RolloutOptions.DEFAULT)
                .openedBy(ref -> Objects.requireNonNull(machines.get(ref)).reconnect());
        RolloutResult result = rollout.carryOut(rollout.plan(event -> {}), event -> {});
        if (!result.isComplete()) {
            throw new IllegalStateException(result.end().toString());
        }
        return result;
    }
}
