package dev.eku.backend.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class SystemClockTest {
    private final SystemClock clock = new SystemClock();

    @Test
    void sleepLetsTimePass() {
        Instant before = clock.now();

        clock.sleep(Duration.ofMillis(20));

        assertThat(clock.now()).isAfterOrEqualTo(before.plusMillis(19));
    }

    @Test
    void sleepFailsWhenInterruptedAndLeavesTheFlagSet() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> clock.sleep(Duration.ofMinutes(1)))
                .isInstanceOfSatisfying(
                        EkuException.class,
                        failure -> assertThat(failure.code()).isEqualTo(ErrorCode.INTERRUPTED));
        assertThat(Thread.interrupted()).isTrue();
    }
}
