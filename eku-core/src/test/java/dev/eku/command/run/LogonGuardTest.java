package dev.eku.command.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eku.backend.memory.MemoryHost;
import dev.eku.error.EkuException;
import dev.eku.error.Win32Error;
import dev.eku.error.Win32Exception;
import dev.eku.host.Host;
import dev.eku.host.HostRef;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletionService;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class LogonGuardTest {
    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());

    private Function<HostRef, Host> guard(String letsIn) {
        return new LogonGuard(ref -> {
            asked.add(ref.rest());
            if (ref.rest().startsWith("dead")) {
                throw new Win32Exception(Win32Error.BAD_NETPATH, "connect", ref.toString());
            }
            if (!ref.rest().startsWith(letsIn)) {
                throw new Win32Exception(Win32Error.ACCESS_DENIED, "logon", ref.toString());
            }
            return MemoryHost.skypeForBusiness2015FrontEnd().build();
        });
    }

    private static HostRef ref(String name) {
        return HostRef.parse("memory:" + name);
    }

    @Test
    void passwordThatNobodyTakesIsGivenUp() {
        Function<HostRef, Host> guard = guard("nobody");
        for (String name : List.of("a", "dead", "b", "c")) {
            assertThatThrownBy(() -> guard.apply(ref(name))).isInstanceOf(EkuException.class);
        }
        assertThatThrownBy(() -> guard.apply(ref("d"))).hasMessage("""
                        ACCESS_DENIED: memory:d was not contacted: 3 hosts before it denied access to the same user and password, and none accepted them
                          Cause: each failed logon counts towards locking the account on every server
                          Next: correct the password, or remove the hosts that deny it from the inventory, then run again""");
        assertThat(asked).containsExactly("a", "dead", "b", "c");
    }

    @Test
    void oneThatSomebodyTakesIsTriedOnAll() {
        Function<HostRef, Host> guard = guard("good");
        for (String name : List.of("a", "b")) {
            assertThatThrownBy(() -> guard.apply(ref(name))).isInstanceOf(EkuException.class);
        }
        guard.apply(ref("good")).close();
        for (String name : List.of("c", "d", "e", "f")) {
            assertThatThrownBy(() -> guard.apply(ref(name))).hasMessageNotContaining("was not asked");
        }
        assertThat(asked).hasSize(7);
    }

    /** However many are asked at a time, and however long they take to refuse. */
    @Test
    void noMoreThanAFewRefuseAPasswordThatNobodyTakes() throws Exception {
        Semaphore answers = new Semaphore(0);
        Function<HostRef, Host> slow = new LogonGuard(ref -> {
            asked.add(ref.rest());
            answers.acquireUninterruptibly();
            throw new Win32Exception(Win32Error.ACCESS_DENIED, "logon", ref.toString());
        });
        ExecutorService threads = Executors.newFixedThreadPool(8);
        CompletionService<Object> done = new ExecutorCompletionService<>(threads);
        for (int i = 0; i < 50; i++) {
            HostRef ref = ref("h" + i);
            done.submit(() -> assertThatThrownBy(() -> slow.apply(ref)).hasMessageContaining("ACCESS_DENIED"));
        }
        for (int i = 0; i < 50; i++) {
            // One answer after the other, so that those that wait have time to be asked in between.
            answers.release();
            assertThat(done.poll(1, TimeUnit.MINUTES)).isNotNull();
        }
        threads.shutdown();

        assertThat(asked).hasSize(LogonGuard.ENOUGH);
    }

    @Test
    void onlyAFewAreAskedAtATimeUntilOneHasLetUsIn() throws Exception {
        AtomicInteger atOnce = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch all = new CountDownLatch(1);
        Function<HostRef, Host> guard = new LogonGuard(ref -> {
            most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
            if (atOnce.get() == LogonGuard.ENOUGH) {
                all.countDown();
            }
            try {
                assertThat(all.await(1, TimeUnit.MINUTES)).isTrue();
            } catch (InterruptedException asked) {
                Thread.currentThread().interrupt();
            }
            atOnce.decrementAndGet();
            throw new Win32Exception(Win32Error.ACCESS_DENIED, "logon", ref.toString());
        });
        ExecutorService threads = Executors.newFixedThreadPool(16);
        for (int i = 0; i < 16; i++) {
            String name = "h" + i;
            threads.execute(
                    () -> assertThatThrownBy(() -> guard.apply(ref(name))).isInstanceOf(EkuException.class));
        }
        threads.shutdown();
        assertThat(threads.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
        assertThat(most).hasValue(LogonGuard.ENOUGH);
    }
}
