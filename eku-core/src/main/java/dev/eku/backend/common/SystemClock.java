package dev.eku.backend.common;

import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.host.HostClock;
import java.time.Duration;
import java.time.Instant;

/**
 * The clock of the machine on which eku runs. For {@code \\server} it is used instead of the server's clock.
 * Thread-safe.
 */
public final class SystemClock implements HostClock {
    @Override
    public Instant now() {
        return Instant.now();
    }

    @Override
    @MaySleep
    public void sleep(Duration duration) {
        try {
            Thread.sleep(duration.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new EkuException(interrupted, ErrorCode.INTERRUPTED);
        }
    }
}
