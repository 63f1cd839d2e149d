package dev.eku.fleet;

import dev.eku.FrontEnd;
import dev.eku.backend.memory.Faults;
import dev.eku.backend.memory.MemoryHost;
import dev.eku.backend.memory.MemoryHostBuilder;
import dev.eku.host.Host;
import dev.eku.host.HostRef;
import dev.eku.journal.Operator;
import dev.eku.plan.PlanOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Front ends in memory, in pools, on which rollouts are run in virtual time. */
final class TestFleet {
    static final Change EXEMPT = new Change.Exempt(FrontEnd.EXEMPTION, FrontEnd.STOP);
    static final Change ROLL_BACK = new Change.RollBack(FrontEnd.STOP, false, Optional.empty());

    final Inventory inventory;
    final Map<HostRef, MemoryHost> machines = new LinkedHashMap<>();
    final Map<HostRef, Faults> faults = new HashMap<>();
    final List<RolloutEvent> events = new ArrayList<>();
    final StopSignal signal = new StopSignal();
    private final Map<HostRef, Instant> starts = new HashMap<>();

    private TestFleet(Inventory inventory) {
        this.inventory = inventory;
    }

    /** Pools {@code p1}, {@code p2}... of so many hosts each, named {@code memory:p1-1} and so on. */
    static TestFleet of(int pools, int hosts) {
        return of(pools, hosts, FrontEnd.frontEnd());
    }

    static TestFleet of(int pools, int hosts, MemoryHostBuilder like) {
        StringBuilder text = new StringBuilder();
        for (int pool = 1; pool <= pools; pool++) {
            text.append("[p").append(pool).append("]\n");
            for (int host = 1; host <= hosts; host++) {
                text.append("memory:p" + pool + "-" + host + "\n");
            }
        }
        TestFleet fleet = new TestFleet(Inventory.parse(text.toString(), "fleet.txt"));
        fleet.inventory.members().forEach(member -> fleet.put(member.ref(), like));
        return fleet;
    }

    /** Puts another machine in a host's place. */
    TestFleet with(String host, UnaryOperator<MemoryHostBuilder> change) {
        put(ref(host), change.apply(FrontEnd.frontEnd()));
        return this;
    }

    private void put(HostRef ref, MemoryHostBuilder like) {
        MemoryHost machine = like.named(ref.rest()).build();
        machines.put(ref, machine);
        starts.put(ref, machine.clock().now());
    }

    static HostRef ref(String host) {
        return HostRef.parse("memory:" + host);
    }

    MemoryHost machine(String host) {
        return Optional.ofNullable(machines.get(ref(host))).orElseThrow();
    }

    /** The next host object on a machine gets these faults, once. */
    void fault(String host, Faults planned) {
        faults.put(ref(host), planned);
    }

    private Host open(HostRef ref) {
        MemoryHost machine = Optional.ofNullable(machines.get(ref)).orElseThrow();
        return machine.reconnect(Optional.ofNullable(faults.get(ref)).orElse(Faults.none()));
    }

    FleetPlan plan(Change change, RolloutOptions options) {
        return run(change, options).plan(inventory.members());
    }

    RolloutResult rollOut(Change change, RolloutOptions options) {
        FleetPlan plan = plan(change, options);
        plan.requireFeasible();
        return run(change, options).carryOut(plan);
    }

    RolloutResult rollOut(RolloutOptions options) {
        return rollOut(EXEMPT, options);
    }

    private RolloutRun run(Change change, RolloutOptions options) {
        Crew crew = new VirtualCrew(this::spent);
        return new RolloutRun(change, options, this::open, mortal(), signal, crew, events::add);
    }

    private Duration spent(Member member) {
        MemoryHost machine = Optional.ofNullable(machines.get(member.ref())).orElseThrow();
        Instant start = Optional.ofNullable(starts.get(member.ref())).orElseThrow();
        return Duration.between(start, machine.clock().now());
    }

    /** A process of this machine that does not exist any more, so that the next may take its locks over. */
    private static Operator mortal() {
        Operator me = Operator.ofThisProcess();
        return new Operator(me.user(), me.machine(), Integer.MAX_VALUE, Optional.empty(), Optional.empty(), "run");
    }

    static PlanOptions stop() {
        return FrontEnd.STOP;
    }
}
