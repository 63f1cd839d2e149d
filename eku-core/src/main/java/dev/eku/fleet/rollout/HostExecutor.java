package dev.eku.fleet.rollout;

import dev.eku.fleet.FleetHost;
import dev.eku.fleet.HostResult;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/** Works on hosts beside the one that waits for it. Who uses it calls it from one thread. */
interface HostExecutor extends AutoCloseable {
    /** Begins to work on a host. */
    void begin(FleetHost member, Supplier<HostResult> work);

    /**
     * The next host that is done, or empty if that much time has passed before.
     *
     * @throws Error what ended the work, if it was no failure but a catastrophe
     */
    Optional<Finished> await(Duration atMost);

    /** Now, by the clock of whoever runs the rollout. */
    Instant now();

    /** Work that came to its end. */
    record Finished(FleetHost member, HostResult result) {}

    @Override
    void close();
}
