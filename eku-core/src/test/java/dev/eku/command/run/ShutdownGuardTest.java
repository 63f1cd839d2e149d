package dev.eku.command.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ShutdownGuardTest {
    @Test
    @Timeout(60)
    void endOfTheJvmWaitsUntilWhatWasToldToStopHasComeToItsEnd() throws InterruptedException {
        CountDownLatch told = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        Thread hook = new Thread(ShutdownGuard.waiting(told::countDown, over));
        hook.start();
        assertThat(told.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(hook.isAlive()).isTrue();
        over.countDown();
        hook.join();
    }
}
