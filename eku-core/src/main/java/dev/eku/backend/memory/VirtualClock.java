package dev.eku.backend.memory;

import dev.eku.host.HostClock;
import java.time.Duration;
import java.time.Instant;

/**
 * The clock of a memory host: nobody waits, time passes only by {@link #sleep}, and what is due in it happens in order.
 * Thread-safe.
 */
public final class VirtualClock implements HostClock {
    private final Machine machine;
    private final PortCalls calls;

    VirtualClock(Machine machine, PortCalls calls) {
        this.machine = machine;
        this.calls = calls;
    }

    /**
     * {@inheritDoc}
     *
     * @throws RunKilled if a fault has killed the run
     */
    @Override
    public Instant now() {
        return calls.uncounted(() -> machine.timeline().now());
    }

    /**
     * {@inheritDoc} Returns at once, that much later.
     *
     * @throws RunKilled if a fault has killed the run
     */
    @Override
    public void sleep(Duration duration) {
        calls.uncounted(() -> {
            machine.timeline().advance(duration);
            return duration;
        });
    }

    /**
     * Has something happen on the machine after a while: somebody else's change, a crash. It may use any host on it.
     */
    public void after(Duration delay, Runnable happening) {
        calls.uncounted(() -> {
            machine.timeline().after(delay, happening);
            return delay;
        });
    }
}
