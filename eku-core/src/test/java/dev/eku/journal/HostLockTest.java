package dev.eku.journal;

import static dev.eku.FrontEnd.elsewhere;
import static dev.eku.FrontEnd.frontEnd;
import static dev.eku.registry.RegistryView.VIEW_64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eku.FrontEnd;
import dev.eku.backend.memory.Faults;
import dev.eku.backend.memory.MemoryHost;
import dev.eku.backend.memory.PortCall;
import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.error.Win32Error;
import dev.eku.error.Win32Exception;
import dev.eku.host.HostSnapshot;
import dev.eku.registry.KeyPath;
import dev.eku.registry.RegistryValue;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostLockTest {
    private static final KeyPath LOCK = Journal.EKU_KEY.child("lock");
    private static final Operator ANN = elsewhere("ann");
    private static final Operator BOB = elsewhere("bob");

    private final MemoryHost host = frontEnd().build();
    private final HostLock lock = new HostLock(host);

    /** A run of this machine whose process has ended. */
    private static Operator dead(String run) {
        return FrontEnd.ended("dead", run);
    }

    private static boolean tryAcquire(MemoryHost on, Operator operator) {
        return tryAcquire(new HostLock(on), operator);
    }

    private static boolean tryAcquire(HostLock lock, Operator operator) {
        try {
            lock.acquire(operator);
            return true;
        } catch (EkuException refused) {
            assertThat(refused.code()).isEqualTo(ErrorCode.LOCKED);
            return false;
        }
    }

    @Test
    void lockIsHeldUntilItIsFreedAndLeavesNothingBehind() {
        HostSnapshot before = host.snapshot();
        assertThat(lock.holder()).isEmpty();
        lock.acquire(ANN);
        assertThat(lock.holder().orElseThrow().operator()).contains(ANN);
        lock.release(ANN);
        assertThat(lock.holder()).isEmpty();
        assertThat(before.differences(host.snapshot())).isEmpty();
    }

    /** The lock is there, and nobody knows whose it is: it is neither used nor freed, and named with its time. */
    @Test
    void lockWhoseAnswerWasLostIsToldAndHowToFreeIt() {
        MemoryHost lossy = frontEnd()
                .faults(Faults.none()
                        .at(PortCall.Kind.REGISTRY_CREATE_KEY, 1, new Faults.LosesAnswer(new Win32Error(64))))
                .build();

        assertThatThrownBy(() -> new HostLock(lossy).acquire(ANN))
                .isInstanceOfSatisfying(EkuException.class, refused -> {
                    assertThat(refused.code()).isEqualTo(ErrorCode.LOCKED);
                    assertThat(refused.getCause()).isInstanceOf(Win32Exception.class);
                })
                .hasMessageContaining("unknown: a run that has not identified itself, since 2017-06-10T03:00:00Z")
                .hasMessageContaining(
                        "It may be this run, since the host's answer to the request for the lock was lost")
                .hasMessageContaining("unlock with holder=unknown");
        assertThat(lossy.registry().read(VIEW_64, LOCK).orElseThrow().values()).isEmpty();

        assertThatThrownBy(() -> new HostLock(lossy).acquire(BOB))
                .hasMessageContaining("is locked by unknown: a run that has not identified itself, since 2017-06-10")
                .hasMessageNotContaining("this run");
        new HostLock(lossy).unlock("unknown");
        new HostLock(lossy).acquire(BOB);
        assertThat(new HostLock(lossy).holder().orElseThrow().operator()).contains(BOB);
    }

    /** Nothing was locked: the failure is told as it is. */
    @Test
    void failureToLockThatLocksNothingIsToldAsItIs() {
        MemoryHost deaf = frontEnd()
                .faults(Faults.none().at(PortCall.Kind.REGISTRY_CREATE_KEY, 1, new Faults.Fails(new Win32Error(64))))
                .build();

        assertThatThrownBy(() -> new HostLock(deaf).acquire(ANN)).isInstanceOf(Win32Exception.class);
        assertThat(new HostLock(deaf).holder()).isEmpty();
    }

    /** Another run was faster: it is named, and its lock is its own. */
    @Test
    void lockThatNamesAnotherStaysItsOwnWhenTheAnswerIsLost() {
        lock.acquire(ANN);
        MemoryHost lossy = host.reconnect(
                Faults.none().at(PortCall.Kind.REGISTRY_CREATE_KEY, 1, new Faults.LosesAnswer(new Win32Error(64))));

        assertThatThrownBy(() -> new HostLock(lossy).acquire(BOB)).isInstanceOf(Win32Exception.class);
        assertThat(lock.holder().orElseThrow().operator()).contains(ANN);
    }

    @Test
    void lockLeavesTheJournalAlone() {
        KeyPath journal = Journal.EKU_KEY.child("journal");
        host.registry().createKey(VIEW_64, journal);
        lock.acquire(ANN);
        lock.release(ANN);
        assertThat(host.registry().read(VIEW_64, journal)).isPresent();
    }

    @Test
    void lockOfALivingOtherIsRefusedWithItsHolder() {
        lock.acquire(ANN);
        assertThatThrownBy(() -> lock.acquire(BOB))
                .isInstanceOf(EkuException.class)
                .hasMessage("LOCKED: memory:FE01 is locked by ann@another-machine, process 4711 started ?\n"
                        + "  Cause: another run is working there, or a run was killed or cut off before it could free"
                        + " the lock\n"
                        + "  Next: wait for it; if you know that it has ended, free the lock: unlock with"
                        + " holder=ann@another-machine");
        assertThat(lock.holder().orElseThrow().operator()).contains(ANN);
    }

    @Test
    void lockIsRefusedToAnotherRunOfTheSameProcess() {
        Operator me = Operator.ofThisProcess();
        lock.acquire(me);
        assertThat(tryAcquire(host, me.newRun())).isFalse();
        Instant started = Instant.parse("2017-06-10T01:02:03Z");
        Operator ann = new Operator("ann", "m", 5, Optional.of(started), Optional.empty(), "r");
        assertThat(new HostLock.Holder(Optional.of(ann)).toString())
                .isEqualTo("ann@m, process 5 started 2017-06-10T01:02:03Z");
    }

    @Test
    void lockOfADeadRunIsTakenOver() {
        lock.acquire(dead("1"));
        lock.acquire(ANN);
        assertThat(lock.holder().orElseThrow().operator()).contains(ANN);
        assertThat(tryAcquire(host, BOB)).isFalse();
        lock.release(ANN);
        assertThat(host.registry().read(VIEW_64, Journal.EKU_KEY)).isEmpty();
    }

    @Test
    void lockOfARunThatDiedAfterItsTakeoverIsTakenOverAgain() {
        lock.acquire(dead("1"));
        lock.acquire(dead("2"));
        lock.acquire(ANN);
        assertThat(lock.holder().orElseThrow().operator()).contains(ANN);
        lock.release(ANN);
        assertThat(host.registry().read(VIEW_64, Journal.EKU_KEY)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{}", "nobody"})
    void lockOfAnUnknownHolderIsFreedByThatNameOnly(String text) {
        host.registry().createKey(VIEW_64, LOCK);
        host.registry().setValue(VIEW_64, LOCK, "holder", RegistryValue.string(text));
        assertThat(tryAcquire(host, ANN)).isFalse();
        assertThat(lock.holder().orElseThrow().toString())
                .isEqualTo("unknown: a run that has not identified itself, since 2017-06-10T03:00:00Z");
        assertThat(lock.unlock("unknown").name()).isEqualTo("unknown");
        assertThat(tryAcquire(host, ANN)).isTrue();
    }

    @Test
    void unlockNamesTheHolderItFreed() {
        lock.acquire(ANN);
        assertThat(lock.unlock("ann@another-machine").operator()).contains(ANN);
        assertThat(lock.holder()).isEmpty();
    }

    @Test
    void unlockRefusesAnotherNameThanTheHolders() {
        lock.acquire(ANN);
        for (String wrong : List.of("bob@another-machine", "ann", "", "ANN@another-machine")) {
            assertThatThrownBy(() -> lock.unlock(wrong))
                    .isInstanceOf(EkuException.class)
                    .hasMessageStartingWith(
                            "LOCKED: memory:FE01 is locked by ann@another-machine, process 4711 started ?");
        }
        assertThat(lock.holder().orElseThrow().operator()).contains(ANN);
    }

    @Test
    void unlockOfAFreeHostIsRefused() {
        assertThatThrownBy(() -> lock.unlock("ann@another-machine"))
                .isInstanceOf(EkuException.class)
                .hasMessageStartingWith(
                        "NOT_LOCKED: memory:FE01 is not locked\n  Cause: the run that held the lock has ended");
    }

    @Test
    void releaseByAnotherIsRefusedAndFreesNothing() {
        lock.acquire(ANN);
        assertThatThrownBy(() -> lock.release(BOB))
                .isInstanceOf(EkuException.class)
                .hasMessageStartingWith("LOCKED: memory:FE01 is locked by ann@another-machine, process 4711 started ?");
        assertThatThrownBy(() -> lock.release(ANN.newRun())).isInstanceOf(EkuException.class);
        assertThat(lock.holder().orElseThrow().operator()).contains(ANN);
        lock.release(ANN);
        assertThatThrownBy(() -> lock.release(ANN))
                .isInstanceOf(EkuException.class)
                .hasMessageStartingWith("LOCKED: memory:FE01 is locked by -");
    }

    @Test
    void acquireThatFailsLeavesNoLock() {
        HostSnapshot before = host.snapshot();
        MemoryHost failing = host.reconnect(
                Faults.none().at(PortCall.Kind.REGISTRY_SET_VALUE, 1, new Faults.Fails(new Win32Error(1722))));
        assertThatThrownBy(() -> new HostLock(failing).acquire(ANN))
                .isInstanceOf(EkuException.class)
                .hasMessageStartingWith("HOST_UNREACHABLE: RegSetValueEx failed on memory:FE01 " + LOCK);
        assertThat(before.differences(host.snapshot())).isEmpty();
    }

    /** What somebody else does in the middle of an acquire. */
    private interface Other {
        void on(MemoryHost machine, List<String> holders);
    }

    /**
     * Has ann acquire the lock and, before each of her calls in turn, somebody else do something whole; she and they
     * note whether they got it.
     */
    private static void interleave(Operator holder, Other other) {
        int points = 0;
        boolean more = true;
        for (int n = 1; more; n++) {
            MemoryHost machine = frontEnd().build();
            new HostLock(machine).acquire(holder);
            List<String> holders = new ArrayList<>();
            machine.clock().after(Duration.ofSeconds(1), () -> other.on(machine.reconnect(), holders));
            MemoryHost hers = machine.reconnect(Faults.none().at(n, new Faults.Hangs(Duration.ofSeconds(2))));
            if (tryAcquire(hers, ANN)) {
                holders.add("ann");
            }
            more = hers.portCalls().size() >= n;
            if (more) {
                points++;
                assertThat(holders)
                        .as("holders, after a change before call %s", n)
                        .hasSizeLessThanOrEqualTo(1);
                if (!holders.isEmpty()) {
                    assertThat(new HostLock(machine).holder().orElseThrow().name())
                            .as("the lock's holder, after a change before call %s", n)
                            .startsWith(holders.get(0) + "@");
                }
            }
        }
        assertThat(points).as("points of interleaving").isGreaterThanOrEqualTo(3);
    }

    @Test
    void ofTwoWhoTakeADeadLockOverOneWins() {
        interleave(dead("1"), (machine, holders) -> {
            if (tryAcquire(machine, BOB)) {
                holders.add("bob");
            }
        });
    }

    @Test
    void takeoverIsRefusedWhereTheLockHasGoneThroughOtherHandsMeanwhile() {
        interleave(dead("1"), (machine, holders) -> {
            Operator carl = elsewhere("carl");
            if (tryAcquire(machine, carl)) {
                new HostLock(machine).release(carl);
                if (tryAcquire(machine, BOB)) {
                    holders.add("bob");
                }
            }
        });
    }

    @Test
    void takeoverWorksOrIsRefusedWhereTheLockIsFreedMeanwhile() {
        interleave(dead("1"), (machine, holders) -> {
            Operator carl = elsewhere("carl");
            if (tryAcquire(machine, carl)) {
                new HostLock(machine).release(carl);
            }
        });
    }

    @Test
    void takeoverThatComesTooLateLeavesNoLockOfNobody() {
        for (int n = 1; n < 12; n++) {
            MemoryHost machine = frontEnd().build();
            new HostLock(machine).acquire(dead("1"));
            machine.clock().after(Duration.ofSeconds(1), () -> {
                HostLock carls = new HostLock(machine.reconnect());
                if (tryAcquire(carls, elsewhere("carl"))) {
                    carls.release(elsewhere("carl"));
                }
            });
            MemoryHost hers = machine.reconnect(Faults.none().at(n, new Faults.Hangs(Duration.ofSeconds(2))));
            if (!tryAcquire(hers, ANN)) {
                assertThat(new HostLock(machine).holder())
                        .as("before call %s", n)
                        .isEmpty();
                assertThat(machine.registry().read(Journal.VIEW, Journal.EKU_KEY))
                        .as("before call %s", n)
                        .isEmpty();
            }
        }
    }

    @Test
    void nobodyTakesTheLockOfALivingRunThatAnotherJustFreed() {
        interleave(BOB, (machine, holders) -> {
            new HostLock(machine).release(BOB);
            if (tryAcquire(machine, BOB)) {
                holders.add("bob");
            }
        });
    }

    @Test
    void ofTwoWhoCreateTheLockOneWins() {
        MemoryHost machine = frontEnd().build();
        machine.clock().after(Duration.ofSeconds(1), () -> new HostLock(machine.reconnect()).acquire(BOB));
        MemoryHost hers = machine.reconnect(Faults.none().at(1, new Faults.Hangs(Duration.ofSeconds(2))));
        assertThat(tryAcquire(hers, ANN)).isFalse();
        assertThat(lock.holder()).isEmpty();
    }

    @Test
    void releaseKeepsEkusKeyThatAnotherRunHasTakenIntoUseMeanwhile() {
        boolean met = false;
        for (int n = 1; n <= 8; n++) {
            MemoryHost machine = frontEnd().build();
            new HostLock(machine).acquire(ANN);
            boolean[] taken = new boolean[1];
            machine.clock().after(Duration.ofSeconds(1), () -> taken[0] = tryAcquire(machine.reconnect(), BOB));
            new HostLock(machine.reconnect(Faults.none().at(n, new Faults.Hangs(Duration.ofSeconds(2))))).release(ANN);
            if (taken[0]) {
                met = true;
                assertThat(new HostLock(machine).holder().orElseThrow().operator())
                        .contains(BOB);
            }
        }
        assertThat(met).as("somebody got the lock in the middle of the release").isTrue();
    }
}
