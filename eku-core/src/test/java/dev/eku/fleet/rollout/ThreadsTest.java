package dev.eku.fleet.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eku.backend.memory.MemoryHost;
import dev.eku.fleet.FleetHost;
import dev.eku.fleet.FleetPlan;
import dev.eku.fleet.RolloutEvent;
import dev.eku.fleet.RolloutOptions;
import dev.eku.fleet.RolloutResult;
import dev.eku.fleet.RolloutResult.End;
import dev.eku.fleet.RolloutResult.State;
import dev.eku.fleet.Stage;
import dev.eku.host.HostRef;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Rollouts by real threads. */
class ThreadsTest {
    private final TestFleet fleet = TestFleet.of(5, 10);

    private Rollout rollout(RolloutOptions options) {
        return Rollout.of(fleet.inventory, TestFleet.EXEMPT, options).openedBy(this::open);
    }

    private MemoryHost open(HostRef ref) {
        return fleet.machine(ref.rest()).reconnect();
    }

    @Test
    void hostsAreWorkedOnSeveralAtATimeAndNeverTooManyOfAPool() {
        Rollout rollout = rollout(RolloutOptions.DEFAULT.concurrency(4));
        List<RolloutEvent> events = Collections.synchronizedList(new ArrayList<>());

        RolloutResult result = rollout.carryOut(rollout.plan(events::add), events::add);

        assertThat(result.end()).isEqualTo(End.COMPLETE);
        assertThat(result.rows(State.DONE)).hasSize(50);
        List<FleetHost> atWork = new ArrayList<>();
        for (RolloutEvent event : events) {
            if (event instanceof RolloutEvent.Begun begun && begun.stage() == Stage.RESTART) {
                assertThat(atWork)
                        .extracting(FleetHost::pool)
                        .doesNotContain(begun.member().pool());
                atWork.add(begun.member());
                assertThat(atWork).hasSizeLessThanOrEqualTo(4);
            } else if (event instanceof RolloutEvent.Ended ended && ended.stage() == Stage.RESTART) {
                atWork.remove(ended.member());
            }
        }
    }

    @Test
    void threadThatIsInterruptedStopsTheRolloutAndStaysInterrupted() {
        Rollout rollout = rollout(RolloutOptions.DEFAULT.concurrency(2));
        FleetPlan plan = rollout.plan(event -> {});
        Thread caller = Thread.currentThread();

        RolloutResult result = rollout.carryOut(plan, event -> {
            if (event instanceof RolloutEvent.Begun begun && begun.stage() == Stage.RESTART) {
                caller.interrupt();
            }
        });

        assertThat(Thread.interrupted()).isTrue();
        assertThat(result.end()).isEqualTo(End.INTERRUPTED);
        assertThat(result.rows(State.NOT_REACHED)).isNotEmpty();
        assertThat(fleet.inventory.members()).allMatch(fleet::isUp);
    }

    @Test
    void catastropheOnOneHostStopsTheOthersAtASafePoint() throws Exception {
        CountDownLatch second = new CountDownLatch(1);
        AtomicInteger opened = new AtomicInteger();
        Rollout rollout = Rollout.of(fleet.inventory, TestFleet.EXEMPT, RolloutOptions.DEFAULT.concurrency(2))
                .openedBy(ref -> {
                    if (opened.incrementAndGet() == 50 + 50 + 7) {
                        second.countDown();
                        throw new StackOverflowError("a catastrophe");
                    }
                    return open(ref);
                });
        FleetPlan plan = rollout.plan(event -> {});

        assertThatThrownBy(() -> rollout.carryOut(plan, event -> {})).isInstanceOf(StackOverflowError.class);

        second.await();
        assertThat(opened).hasValueLessThan(150);
        assertThat(fleet.inventory.members()).allMatch(fleet::isUp);
    }

    @Test
    void whatAWatcherThrowsDoesNotBreakARolloutOff() {
        Rollout rollout = rollout(RolloutOptions.DEFAULT);

        RolloutResult result = rollout.carryOut(rollout.plan(event -> {}), event -> {
            throw new IllegalStateException("it only watches");
        });

        assertThat(result.isComplete()).isTrue();
    }
}
