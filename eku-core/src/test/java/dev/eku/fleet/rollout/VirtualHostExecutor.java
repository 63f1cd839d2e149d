package dev.eku.fleet.rollout;

import dev.eku.fleet.FleetHost;
import dev.eku.fleet.HostResult;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * An executor without threads, in virtual time: work is done at once, and is over as much later as it took. So the
 * order of all that is told is the order in which it would happen, and the same every time.
 */
final class VirtualHostExecutor implements HostExecutor {
    static final Instant START = Instant.parse("2017-06-10T03:00:00Z");

    private final PriorityQueue<Over> over =
            new PriorityQueue<>(Comparator.comparing(Over::at).thenComparing(Over::number));
    private final Function<FleetHost, Duration> spent;
    private Instant now = START;
    private int begun;
    /** How long the work that is going on has taken; it is done at once, but takes its time. */
    private Supplier<Duration> atWork = () -> Duration.ZERO;

    private record Over(Instant at, int number, Finished finished) {}

    /** @param spent how much time has passed on a host in all, by its own clock */
    VirtualHostExecutor(Function<FleetHost, Duration> spent) {
        this.spent = spent;
    }

    @Override
    public void begin(FleetHost member, Supplier<HostResult> work) {
        Duration before = spent.apply(member);
        atWork = () -> spent.apply(member).minus(before);
        HostResult result = work.get();
        Duration took = atWork.get();
        atWork = () -> Duration.ZERO;
        over.add(new Over(now.plus(took), begun++, new Finished(member, result)));
    }

    @Override
    public Optional<Finished> await(Duration atMost) {
        Over next = over.peek();
        if (next == null || next.at().isAfter(now.plus(atMost))) {
            now = now.plus(atMost);
            return Optional.empty();
        }
        now = next.at().isAfter(now) ? next.at() : now;
        return Optional.of(over.remove().finished());
    }

    @Override
    public Instant now() {
        return now.plus(atWork.get());
    }

    @Override
    public void close() {}
}
