package dev.eku.backend.smb.session;

import dev.eku.backend.common.SystemClock;
import dev.eku.host.HostClock;
import java.time.Duration;
import java.time.Instant;

/**
 * The server's time: our own, corrected by the difference to the time that the server told when the connection was
 * made; our own as it is if the server told none. Thread-safe.
 */
public final class SmbClock implements HostClock {
    private final HostClock ours = new SystemClock();
    private final Duration ahead;

    /** @param ahead how far the server's clock is ahead of ours */
    public SmbClock(Duration ahead) {
        this.ahead = ahead;
    }

    @Override
    public Instant now() {
        return ours.now().plus(ahead);
    }

    @Override
    public void sleep(Duration duration) {
        ours.sleep(duration);
    }
}
