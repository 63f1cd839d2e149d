package dev.eku.fleet.rollout;

import dev.eku.fleet.FleetHost;
import dev.eku.fleet.HostResult;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/** Works on hosts while its caller waits. It must be called from one thread only. */
interface HostExecutor extends AutoCloseable {
    /** Starts to work on a host. */
    void begin(FleetHost member, Supplier<HostResult> work);

    /**
     * The next host that is done; empty if that much time passes first.
     *
     * @throws Error what ended the work, if it was not a failure but a catastrophe
     */
    Optional<Finished> await(Duration atMost);

    /** Now, by the clock of the machine that runs the rollout. */
    Instant now();

    /** Work that has ended. */
    record Finished(FleetHost member, HostResult result) {}

    @Override
    void close();
}
