package dev.eku.backend.smb.session;

import dev.eku.backend.common.MaySleep;
import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.host.HostClock;
import java.time.Duration;
import java.time.Instant;

/**
 * The server's time: our own, corrected by the difference to the time that the server told when the connection was made; our
 * own as it is if the server told none. Thread-safe.
 */
public final class SmbClock implements HostClock {
    private final Duration ahead;

    /** @param ahead how far the server's clock is ahead of ours */
    public SmbClock(Duration ahead) {
        this.ahead = ahead;
    }

    @Override
    public Instant now() {
        return Instant.now().plus(ahead);
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
