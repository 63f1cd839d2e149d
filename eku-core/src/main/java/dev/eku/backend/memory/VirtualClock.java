package dev.eku.backend.memory;

import dev.eku.host.HostClock;
import java.time.Duration;
import java.time.Instant;

/**
 * The clock of a memory host. Nobody really waits: time passes only by {@link #sleep}, and what is due happens in
 * order. Thread-safe.
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
     * {@inheritDoc} Returns at once, with the time that much later.
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
     * Schedules something on the machine after a while, such as a change by somebody else or a crash. It may use any
     * host on the machine.
     */
    public void after(Duration delay, Runnable happening) {
        calls.uncounted(() -> {
            machine.timeline().after(delay, happening);
            return delay;
        });
    }
}
