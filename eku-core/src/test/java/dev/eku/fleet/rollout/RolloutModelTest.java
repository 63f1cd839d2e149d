package dev.eku.fleet.rollout;

import static dev.eku.Said.said;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eku.FrontEnd;
import dev.eku.backend.memory.Faults;
import dev.eku.backend.memory.MemoryHost;
import dev.eku.backend.memory.RunKilled;
import dev.eku.backend.memory.ServiceBehaviour;
import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.fleet.Canary;
import dev.eku.fleet.FleetHost;
import dev.eku.fleet.FleetOperation;
import dev.eku.fleet.RolloutEvent;
import dev.eku.fleet.RolloutOptions;
import dev.eku.fleet.RolloutOptions.Unreachable;
import dev.eku.fleet.RolloutResult;
import dev.eku.fleet.RolloutResult.End;
import dev.eku.fleet.RolloutResult.State;
import dev.eku.fleet.Stage;
import dev.eku.host.HostRef;
import dev.eku.host.HostSnapshot;
import dev.eku.journal.Journal;
import dev.eku.product.Bitness;
import dev.eku.product.Clr;
import dev.eku.service.ServiceName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Rollouts over random fleets that fail and are killed at random, and are run again: no pool ever has more hosts at
 * work or down than it may, and in the end every host is exempt; then all is rolled back in the same manner, and
 * nothing is left. A failure names the seed; {@code -Deku.modelSeed=...} runs that one alone.
 */
@Tag("exhaustive")
class RolloutModelTest {
    private static final int ROUNDS = 60;

    @RepeatedTest(30)
    void rolloutThatIsKilledAndFailsComesToItsEndWhenItIsRunAgain() {
        run(new Random().nextLong());
    }

    @Test
    void sameForTheSeedGiven() {
        run(Long.getLong("eku.modelSeed", 4711));
    }

    /** 2,000 hosts in 100 pools: whatever the service takes, the order of events never breaks the limit of a pool. */
    @Test
    void limitOfAPoolHoldsInTheEventsOfTwoThousandHosts() {
        Random random = new Random(4711);
        TestFleet fleet = TestFleet.of(100, 20);
        for (FleetHost member : fleet.inventory.members()) {
            Duration delay = Duration.ofMillis(500 + random.nextInt(20_000));
            fleet.with(
                    member.ref().rest(),
                    host -> host.behaviour(
                            FrontEnd.MCU,
                            ServiceBehaviour.ordinary().stopsIn(delay).startsIn(delay)));
        }
        RolloutOptions options = RolloutOptions.DEFAULT.concurrency(64).maxUnavailable(2);
        Watch watch = new Watch(fleet, options);
        fleet.watcher = watch::see;

        RolloutResult result = fleet.rollOut(options);

        assertThat(result.end()).isEqualTo(End.COMPLETE);
        assertThat(result.rows(State.DONE)).hasSize(2_000);
        assertThat(watch.most).isEqualTo(64);
        assertThat(watch.mostOfPool).isEqualTo(2);
    }

    private static void run(long seed) {
        List<String> done = new ArrayList<>();
        try {
            model(new Random(seed), done);
        } catch (AssertionError | RuntimeException failure) {
            throw new AssertionError("seed " + seed + ", after " + done, failure);
        }
    }

    private static void model(Random random, List<String> done) {
        TestFleet fleet = TestFleet.of(1 + random.nextInt(4), 1 + random.nextInt(5));
        Map<HostRef, HostSnapshot> before = new HashMap<>();
        fleet.machines.forEach((ref, machine) -> before.put(ref, machine.snapshot()));

        toItsEnd(fleet, TestFleet.EXEMPT, random, done);
        fleet.machines
                .values()
                .forEach(machine -> assertThat(sawExemption(machine))
                        .as("%s after %s", machine.ref(), done)
                        .isTrue());

        toItsEnd(fleet, TestFleet.ROLL_BACK, random, done);
        fleet.machines.forEach((ref, machine) -> {
            assertThat(before.getOrDefault(ref, machine.snapshot()).differences(machine.snapshot(), Journal.EKU_KEY))
                    .as("%s", ref)
                    .isEmpty();
            assertThat(sawExemption(machine)).as("%s", ref).isFalse();
        });
    }

    private static boolean sawExemption(MemoryHost machine) {
        return machine.service(FrontEnd.MCU).sawExemption(FrontEnd.EXEMPTION.setting(), Clr.V4, Bitness.BITS_64);
    }

    /** Runs it again and again, with fewer and fewer accidents, until it is complete. */
    private static void toItsEnd(TestFleet fleet, FleetOperation change, Random random, List<String> done) {
        for (int round = 0; round < ROUNDS; round++) {
            RolloutOptions options = RolloutOptions.DEFAULT
                    .concurrency(1 + random.nextInt(6))
                    .maxUnavailable(1 + random.nextInt(2))
                    .maxFailures(random.nextInt(3))
                    .canary(random.nextBoolean() ? Canary.NONE : new Canary.First(1))
                    .unreachable(random.nextBoolean() ? Unreachable.FAIL : Unreachable.SKIP);
            boolean accidents = round < ROUNDS / 2;
            if (accidents) {
                accident(fleet, random, done);
            }
            Watch watch = new Watch(fleet, options);
            fleet.watcher = watch::see;
            try {
                RolloutResult result = fleet.rollOut(change, options);
                done.add(result.end().name());
                watch.rethrow();
                boolean all = result.isComplete() && result.rows(State.SKIPPED).isEmpty();
                if (all && !accidents) {
                    return;
                }
            } catch (RunKilled killed) {
                done.add(killed.getMessage());
            } catch (EkuException refused) {
                assertThat(refused.code()).isEqualTo(ErrorCode.ROLLOUT_REFUSED);
                done.add(refused.getMessage());
            }
            watch.rethrow();
            mend(fleet);
        }
        throw new AssertionError("it does not come to its end");
    }

    private static void accident(TestFleet fleet, Random random, List<String> done) {
        List<FleetHost> members = fleet.inventory.members();
        FleetHost member = members.get(random.nextInt(members.size()));
        String host = member.ref().rest();
        switch (random.nextInt(4)) {
            case 0 -> {
                Faults kill = Faults.killAt(1 + random.nextInt(150));
                fleet.faults(host, random.nextInt(3) == 0 ? kill : Faults.none(), kill, kill);
                done.add("kill at " + host);
            }
            case 1 -> {
                fleet.mend(
                        host,
                        like -> like.behaviour(
                                FrontEnd.MCU, ServiceBehaviour.ordinary().givesUpAtStart(1066)));
                done.add(host + " fails to start");
            }
            case 2 -> {
                fleet.machine(host).service(FrontEnd.MCU).crash(1);
                done.add(host + " crashes");
            }
            default -> done.add("nothing happens");
        }
    }

    /** What an administrator does between two runs: services that are down for no fault of eku are started. */
    private static void mend(TestFleet fleet) {
        fleet.unlock();
        fleet.faults.clear();
        for (FleetHost member : fleet.inventory.members()) {
            String host = member.ref().rest();
            fleet.mend(host, like -> like.behaviour(FrontEnd.MCU, ServiceBehaviour.ordinary()));
            MemoryHost machine = fleet.machine(host);
            machine.clock().sleep(Duration.ofMinutes(1));
            boolean ours = new Journal(machine.reconnect()).read().open().isPresent();
            if (!ours && !fleet.isUp(member)) {
                machine.services().start(ServiceName.of(FrontEnd.MCU));
                machine.clock().sleep(Duration.ofMinutes(1));
            }
        }
    }

    /** Looks at each host that is started, whether its pool can spare it. */
    private static final class Watch {
        private final TestFleet fleet;
        private final RolloutOptions options;
        private final Set<FleetHost> atWork = new HashSet<>();
        private final List<AssertionError> broken = new ArrayList<>();
        private int most;
        private int mostOfPool;

        Watch(TestFleet fleet, RolloutOptions options) {
            this.fleet = fleet;
            this.options = options;
        }

        void see(RolloutEvent event) {
            if (event instanceof RolloutEvent.Begun begun && takesAPlace(begun.stage())) {
                atWork.add(begun.member());
                most = Math.max(most, atWork.size());
                int ofPool = unavailable(begun.member().pool());
                mostOfPool = Math.max(mostOfPool, ofPool);
                if (fleet.isUp(begun.member()) && ofPool > options.maxUnavailable()) {
                    broken.add(new AssertionError(
                            said(begun.what()) + " makes " + ofPool + " unavailable of " + options.maxUnavailable()));
                }
            } else if (event instanceof RolloutEvent.Ended ended && takesAPlace(ended.stage())) {
                atWork.remove(ended.member());
            }
        }

        private static boolean takesAPlace(Stage stage) {
            return stage == Stage.RECOVER || stage == Stage.RESTART;
        }

        private int unavailable(String pool) {
            return (int) fleet.inventory.members().stream()
                    .filter(member -> member.pool().equals(pool))
                    .filter(member -> atWork.contains(member) || !fleet.isUp(member))
                    .count();
        }

        /** What a watcher throws is ignored by a rollout, so it is kept until the end. */
        void rethrow() {
            if (!broken.isEmpty()) {
                throw broken.get(0);
            }
        }
    }
}
