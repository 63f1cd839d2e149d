package dev.eku.backend.smb.session;

import dev.eku.backend.common.SystemClock;
import dev.eku.host.HostClock;
import java.time.Duration;
import java.time.Instant;

/**
 * The server's time: our own time, corrected by the difference to the time that the server reported when the connection
 * was made. It is our own time without a correction if the server reported none. Thread-safe.
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
