package dev.eku.host;

import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import java.time.Duration;
import java.time.Instant;

/**
 * A host on which a wait ends when a signal is given. No call is broken off in its middle, only the waiting between calls: so
 * the run knows what it has done. That happens once; the waits by which the run then brings the host to a safe point are left
 * alone. Not thread-safe, but for the signal.
 */
public final class StoppableHost implements ForwardingHost {
    private final Host host;
    private final StopSignal signal;
    private boolean told;

    /** A host whose next wait ends once the signal is given. */
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
