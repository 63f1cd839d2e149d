package dev.eku.host;

import java.time.Duration;
import java.time.Instant;

/** The time of a host. All waiting uses it, so that a wait on a memory host takes no real time. */
public interface HostClock {
    /** Now, by the host's clock, as far as the backend knows it. */
    Instant now();

    /**
     * Lets time pass.
     *
     * @throws dev.eku.error.EkuException if the thread is interrupted; its interrupt flag is set again
     */
    void sleep(Duration duration);
}
