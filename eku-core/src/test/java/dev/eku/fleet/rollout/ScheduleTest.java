package dev.eku.fleet.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.eku.fleet.FleetHost;
import dev.eku.fleet.rollout.Schedule.Limits;
import dev.eku.host.HostRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class ScheduleTest {
    private static final FleetHost A1 = member("a1", "a");
    private static final FleetHost A2 = member("a2", "a");
    private static final FleetHost A3 = member("a3", "a");
    private static final FleetHost B1 = member("b1", "b");
    private static final FleetHost B2 = member("b2", "b");
    private static final List<FleetHost> ALL = List.of(A1, A2, A3, B1, B2);

    @Test
    void oneOfEachPoolIsBegunAtATime() {
        Schedule schedule = schedule(new Limits(8, 1, 0));

        assertThat(schedule.begin()).containsExactly(A1, B1);
        assertThat(schedule.begin()).isEmpty();
        schedule.succeeded(A1, false);
        assertThat(schedule.begin()).containsExactly(A2);
    }

    @Test
    void noMoreAreBegunThanMayBeWorkedOn() {
        Schedule schedule = schedule(new Limits(3, Limits.ANY, 0));

        assertThat(schedule.begin()).containsExactly(A1, B1, A2);
        schedule.succeeded(B1, false);
        assertThat(schedule.begin()).containsExactly(A3);
    }

    @Test
    void firstFailureEndsItWhereNoneIsBorne() {
        Schedule schedule = schedule(new Limits(8, 1, 0));
        schedule.begin();
        schedule.failed(A1, false);

        assertThat(schedule.begin()).isEmpty();
        assertThat(schedule.isEnding()).isTrue();
        assertThat(schedule.running()).isEqualTo(1);
        assertThat(schedule.waiting()).isEqualTo(3);
    }

    @Test
    void hostThatFailedButRunsMakesRoomWhereItIsBorne() {
        Schedule schedule = schedule(new Limits(8, 1, 1));
        schedule.begin();
        schedule.failed(A1, false);

        assertThat(schedule.begin()).containsExactly(A2);
    }

    @Test
    void hostThatFailedAndIsDownKeepsItsPlace() {
        Schedule schedule = schedule(new Limits(8, 1, 1));
        schedule.begin();
        schedule.failed(A1, true);
        schedule.succeeded(B1, false);

        assertThat(schedule.begin()).containsExactly(B2);
        schedule.succeeded(B2, false);
        assertThat(schedule.begin()).isEmpty();
        assertThat(schedule.isEnding()).isFalse();
        assertThat(schedule.waiting()).isEqualTo(2);
    }

    @Test
    void hostsThatAreDownElsewhereInThePoolTakePlaces() {
        Schedule schedule =
                new Schedule(ALL, Set.of(), Set.of(), Set.of(), Map.of("a", 1, "c", 1), new Limits(8, 1, 0));

        assertThat(schedule.begin()).containsExactly(B1);
    }

    @Test
    void hostThatIsDownAlreadyIsBegunAtOnceAndTakesItsPlace() {
        Schedule schedule = new Schedule(ALL, Set.of(), Set.of(A2, A3), Set.of(), Map.of(), new Limits(8, 1, 0));

        assertThat(schedule.begin()).containsExactly(A2, B1, A3);
        schedule.succeeded(A2, false);
        assertThat(schedule.begin()).isEmpty();
        schedule.succeeded(A3, false);
        assertThat(schedule.begin()).containsExactly(A1);
    }

    /** Of each of these hosts one service is down and another runs, which is restarted. */
    @Test
    void hostsThatAreDownInPartAreBegunOneAfterTheOther() {
        Schedule schedule = new Schedule(ALL, Set.of(), Set.of(), Set.of(A1, A2, A3), Map.of(), new Limits(8, 1, 0));

        assertThat(schedule.begin()).containsExactly(A1, B1);
        assertThat(schedule.begin()).isEmpty();
        schedule.succeeded(A1, false);
        assertThat(schedule.begin()).containsExactly(A2);
        schedule.succeeded(A2, false);
        assertThat(schedule.begin()).containsExactly(A3);
    }

    @Test
    void hostThatIsDownInPartMayBeTheCanary() {
        Schedule schedule = new Schedule(ALL, Set.of(A2), Set.of(), Set.of(A2, B1), Map.of(), new Limits(8, 1, 0));

        assertThat(schedule.begin()).containsExactly(A2);
        schedule.succeeded(A2, false);
        assertThat(schedule.begin()).containsExactly(A1, B1);
    }

    @Test
    void canaryIsNotBegunInAPoolThatIsDownInPart() {
        Schedule schedule = new Schedule(ALL, Set.of(A1), Set.of(), Set.of(A2), Map.of(), new Limits(8, 1, 0));

        assertThat(schedule.begin()).isEmpty();
        assertThat(schedule.waiting()).isEqualTo(5);
    }

    @Test
    void hostThatIsAsItShouldBeButDownKeepsItsPlace() {
        Schedule schedule = new Schedule(ALL, Set.of(), Set.of(A2), Set.of(), Map.of(), new Limits(8, 1, 0));
        schedule.begin();
        schedule.succeeded(A2, true);

        assertThat(schedule.begin()).isEmpty();
        assertThat(schedule.done()).isEqualTo(1);
    }

    @Test
    void canariesComeFirstAndAlone() {
        Schedule schedule = new Schedule(ALL, Set.of(A2, B2), Set.of(), Set.of(), Map.of(), new Limits(8, 2, 0));

        assertThat(schedule.begin()).containsExactly(A2, B2);
        schedule.succeeded(B2, false);
        assertThat(schedule.begin()).isEmpty();
        schedule.succeeded(A2, false);
        assertThat(schedule.begin()).containsExactly(A1, B1, A3);
    }

    @Test
    void canaryThatFailsEndsItEvenWhereFailuresAreBorne() {
        Schedule schedule = new Schedule(ALL, Set.of(A2), Set.of(), Set.of(), Map.of(), new Limits(8, 2, 5));
        schedule.begin();
        schedule.failed(A2, false);

        assertThat(schedule.isEnding()).isTrue();
        assertThat(schedule.begin()).isEmpty();
    }

    @Test
    void nothingIsBegunOnceItIsToldToStop() {
        Schedule schedule = schedule(new Limits(8, 1, 0));
        schedule.begin();
        schedule.stop();
        schedule.succeeded(A1, false);

        assertThat(schedule.begin()).isEmpty();
    }

    @Test
    void hostThatIsNotRunningCannotEnd() {
        assertThatIllegalStateException()
                .isThrownBy(() -> schedule(new Limits(8, 1, 0)).succeeded(A1, false));
    }

    /** Whatever succeeds and fails in whatever order: the limits hold, and all is done unless it may not be. */
    @RepeatedTest(200)
    void limitsHoldInEveryOrder() {
        long seed = new Random().nextLong();
        try {
            limitsHold(new Random(seed));
        } catch (AssertionError | RuntimeException failure) {
            throw new AssertionError("seed " + seed, failure);
        }
    }

    private static void limitsHold(Random random) {
        List<FleetHost> members = new ArrayList<>();
        for (int i = 0; i < 1 + random.nextInt(60); i++) {
            members.add(member("h" + i, "p" + random.nextInt(6)));
        }
        Set<FleetHost> canaries = some(random, members, 4);
        Set<FleetHost> broken = some(random, members, 8);
        Limits limits = new Limits(1 + random.nextInt(8), 1 + random.nextInt(3), random.nextInt(4));
        Map<String, Integer> unavailable = new HashMap<>();
        Set<FleetHost> partly = some(random, members, 8);
        partly.removeAll(broken);
        broken.forEach(member -> unavailable.merge(member.pool(), 1, Integer::sum));
        partly.forEach(member -> unavailable.merge(member.pool(), 1, Integer::sum));
        Schedule schedule = new Schedule(members, canaries, broken, partly, Map.of(), limits);
        List<FleetHost> running = new ArrayList<>();
        Set<FleetHost> passed = new HashSet<>();
        int failures = 0;
        while (true) {
            for (FleetHost begun : schedule.begin()) {
                assertThat(failures).isLessThanOrEqualTo(limits.maxFailures());
                if (partly.contains(begun)) {
                    assertThat(running).extracting(FleetHost::pool).doesNotContain(begun.pool());
                } else if (!broken.contains(begun)) {
                    assertThat(unavailable.merge(begun.pool(), 1, Integer::sum)).isLessThanOrEqualTo(limits.perPool());
                }
                assertThat(broken.contains(begun)
                                || canaries.contains(begun)
                                || canaries.stream().allMatch(one -> broken.contains(one) || passed.contains(one)))
                        .isTrue();
                running.add(begun);
                assertThat(running).hasSizeLessThanOrEqualTo(limits.concurrency());
            }
            assertThat(schedule.running()).isEqualTo(running.size());
            if (running.isEmpty()) {
                break;
            }
            FleetHost ended = running.remove(random.nextInt(running.size()));
            boolean fails = random.nextInt(10) == 0;
            boolean down = fails && random.nextBoolean();
            if (fails) {
                schedule.failed(ended, down);
                failures++;
            } else {
                schedule.succeeded(ended, false);
                passed.add(ended);
            }
            if (!down) {
                unavailable.merge(ended.pool(), -1, Integer::sum);
            }
        }
        assertThat(schedule.done() + schedule.failed() + schedule.waiting()).isEqualTo(members.size());
        // A canary in a pool that has no place left waits for ever, and with it all that wait for the canary.
        if (failures == 0 && (partly.isEmpty() || canaries.isEmpty())) {
            assertThat(passed).containsExactlyInAnyOrderElementsOf(members);
        }
    }

    private static Set<FleetHost> some(Random random, List<FleetHost> members, int oneOf) {
        Set<FleetHost> some = new HashSet<>();
        members.stream().filter(member -> random.nextInt(oneOf) == 0).forEach(some::add);
        return some;
    }

    private static Schedule schedule(Limits limits) {
        return new Schedule(ALL, Set.of(), Set.of(), Set.of(), Map.of(), limits);
    }

    private static FleetHost member(String host, String pool) {
        return new FleetHost(HostRef.parse("\\\\" + host), pool);
    }
}
