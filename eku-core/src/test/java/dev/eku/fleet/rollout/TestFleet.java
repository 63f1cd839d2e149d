package dev.eku.fleet.rollout;

import static dev.eku.Said.said;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eku.Eku;
import dev.eku.FrontEnd;
import dev.eku.backend.memory.Faults;
import dev.eku.backend.memory.MemoryHost;
import dev.eku.backend.memory.MemoryHostBuilder;
import dev.eku.backend.memory.PortCall;
import dev.eku.fleet.FleetHost;
import dev.eku.fleet.FleetOperation;
import dev.eku.fleet.FleetPlan;
import dev.eku.fleet.HostResult;
import dev.eku.fleet.Inventory;
import dev.eku.fleet.RolloutEvent;
import dev.eku.fleet.RolloutOptions;
import dev.eku.fleet.RolloutResult;
import dev.eku.fleet.RolloutResult.Row;
import dev.eku.fleet.RolloutResult.State;
import dev.eku.fleet.Stage;
import dev.eku.host.Host;
import dev.eku.host.HostRef;
import dev.eku.host.HostSnapshot;
import dev.eku.host.StopSignal;
import dev.eku.plan.PlanOptions.Restart;
import dev.eku.service.ServiceState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Front ends in memory, in pools, on which rollouts are run in virtual time. */
final class TestFleet {
    static final FleetOperation EXEMPT = new FleetOperation.Exempt(FrontEnd.EXEMPTION, FrontEnd.STOP);
    static final FleetOperation ROLL_BACK = new FleetOperation.RollBack(FrontEnd.STOP, Optional.empty());

    final Inventory inventory;
    final Map<HostRef, MemoryHost> machines = new LinkedHashMap<>();
    final Map<HostRef, Deque<Faults>> faults = new HashMap<>();
    final List<RolloutEvent> events = new ArrayList<>();
    StopSignal signal = new StopSignal();
    /** Told of every event; keeps them. */
    Consumer<RolloutEvent> watcher = events::add;

    /** What is put around each host object. */
    UnaryOperator<Host> dressed = host -> host;

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

    /** The host objects opened next on a machine get these faults, one after the other. */
    void faults(String host, Faults... planned) {
        faults.put(ref(host), new ArrayDeque<>(List.of(planned)));
    }

    /** Changes a machine, as an administrator would, between two rollouts. */
    void mend(String host, UnaryOperator<MemoryHostBuilder> change) {
        machines.put(ref(host), change.apply(machine(host).toBuilder()).build());
    }

    /** Frees the locks of rollouts that were killed. */
    void unlock() {
        for (MemoryHost machine : machines.values()) {
            Eku eku = Eku.on(machine.reconnect());
            eku.lockHolder().ifPresent(holder -> eku.unlock(holder.name()));
        }
    }

    boolean isUp(FleetHost member) {
        return machine(member.ref().rest()).service(FrontEnd.MCU).state() == ServiceState.RUNNING;
    }

    private Host open(HostRef ref) {
        MemoryHost machine = machine(ref.rest());
        Deque<Faults> planned = faults.getOrDefault(ref, new ArrayDeque<>());
        return dressed.apply(
                machine.reconnect(Optional.ofNullable(planned.poll()).orElse(Faults.none())));
    }

    FleetPlan plan(FleetOperation change, RolloutOptions options) {
        return run(change, options).plan(inventory.members());
    }

    RolloutResult rollOut(FleetOperation change, RolloutOptions options) {
        FleetPlan plan = plan(change, options);
        plan.requireFeasible();
        return run(change, options).carryOut(plan);
    }

    RolloutResult carryOut(FleetOperation change, FleetPlan plan) {
        return run(change, plan.options()).carryOut(plan);
    }

    RolloutResult rollOut(RolloutOptions options) {
        return rollOut(EXEMPT, options);
    }

    private RolloutRun run(FleetOperation change, RolloutOptions options) {
        HostExecutor executor = new VirtualHostExecutor(this::spent);
        return new RolloutRun(
                change,
                options,
                this::open,
                FrontEnd.ended("me", "run"),
                signal,
                executor,
                event -> watcher.accept(event));
    }

    private Duration spent(FleetHost member) {
        MemoryHost machine = machine(member.ref().rest());
        Instant start = Optional.ofNullable(starts.get(member.ref())).orElseThrow();
        return Duration.between(start, machine.clock().now());
    }

    Map<HostRef, HostSnapshot> snapshots() {
        return machines.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().snapshot()));
    }

    static List<State> states(RolloutResult result) {
        return result.rows().stream().map(Row::state).toList();
    }

    static Row row(RolloutResult result, String host) {
        return result.rows().stream()
                .filter(row -> row.member().ref().equals(TestFleet.ref(host)))
                .findFirst()
                .orElseThrow();
    }

    /** What was told of these stages, except for how they stood and what happened within a host. */
    List<String> lines(Stage... stages) {
        Function<RolloutEvent, List<Stage>> stage = event -> {
            if (event instanceof RolloutEvent.StageBegun begun) {
                return List.of(begun.stage());
            }
            if (event instanceof RolloutEvent.Begun begun) {
                return List.of(begun.stage());
            }
            return event instanceof RolloutEvent.Ended ended ? List.of(ended.stage()) : List.of();
        };
        return events.stream()
                .filter(event -> stage.apply(event).stream().anyMatch(List.of(stages)::contains))
                .map(event -> said(event.what()))
                .toList();
    }

    /** How many calls a restart makes until its service is told to stop, and one more. */
    static int callsUntilStopped() {
        MemoryHost host = FrontEnd.frontEnd().build();
        Eku.on(host).apply(FrontEnd.plan(host, FrontEnd.STOP.restart(Restart.NEVER)), event -> {});
        MemoryHost second = host.reconnect();
        HostResult result = new HostStages(
                        ref -> second,
                        EXEMPT,
                        new HealthGate(Duration.ZERO),
                        FrontEnd.elsewhere("probe"),
                        new StopSignal(),
                        (member, event) -> {})
                .restart(new FleetHost(ref("probe"), "p"), EXEMPT.assess(host), true);
        assertThat(result.failure()).isEmpty();
        List<PortCall> calls = second.portCalls();
        for (int i = 0; i < calls.size(); i++) {
            if (calls.get(i).kind() == PortCall.Kind.SERVICE_COMMAND) {
                return i + 2;
            }
        }
        throw new AssertionError("no stop among " + calls);
    }
}
