package dev.eku.host;

import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import java.time.Duration;
import java.time.Instant;

/**
 * A host on which a wait ends when a signal is given. Only the waiting between calls ends early, never a call itself,
 * so the run knows what it has done. This happens once. The run then brings the host to a safe point, and the waits for
 * that do not end early. Not thread-safe, except for the signal.
 */
public final class StoppableHost implements ForwardingHost {
    private final Host host;
    private final StopSignal signal;
    private boolean told;

    /** A host whose next wait ends when the signal is given. */
    public StoppableHost(Host host, StopSignal signal) {
        this.host = host;
        this.signal = signal;
    }

    @Override
    public Host host() {
        return host;
    }

    @Override
    public HostClock clock() {
        HostClock clock = host.clock();
        return new HostClock() {
            @Override
            public Instant now() {
                return clock.now();
            }

            @Override
            public void sleep(Duration duration) {
                if (signal.isGiven() && !told) {
                    told = true;
                    throw new EkuException(ErrorCode.INTERRUPTED);
                }
                clock.sleep(duration);
            }
        };
    }
}
