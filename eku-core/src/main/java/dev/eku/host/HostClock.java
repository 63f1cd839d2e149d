package dev.eku.host;

import java.time.Duration;
import java.time.Instant;

/** A host's time. All waiting goes through it, so that a memory host waits without waiting. */
public interface HostClock {
    /** Now, by the host's clock as far as the backend can tell it. */
    Instant now();

    /**
     * Lets time pass.
     *
     * @throws dev.eku.error.EkuException if the thread is interrupted; its interrupt flag is set again
     */
    void sleep(Duration duration);
}
