package dev.eku.fleet.rollout;

import dev.eku.fleet.FleetHost;
import dev.eku.fleet.HostResult;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Works on hosts in its own threads. */
final class ThreadPoolHostExecutor implements HostExecutor {
    private final InstantSource clock;
    private final ExecutorService threads;
    private final BlockingQueue<Ended> ended = new LinkedBlockingQueue<>();
    private final Runnable interrupted;
    private boolean wasInterrupted;

    /** How work ended: with a result, or with a catastrophe. */
    private record Ended(Optional<Finished> finished, Optional<Throwable> catastrophe) {}

    /**
     * @param size how many hosts are worked on at a time
     * @param interrupted what to do if the waiting thread is interrupted or if work ends in a catastrophe; the hosts at
     *     work are waited for nevertheless, since all started work must come to a safe point
     */
    ThreadPoolHostExecutor(int size, InstantSource clock, Runnable interrupted) {
        this.clock = clock;
        this.interrupted = interrupted;
        AtomicInteger number = new AtomicInteger();
        this.threads = Executors.newFixedThreadPool(size, work -> new Thread(work, "eku-" + number.incrementAndGet()));
    }

    @Override
    public void begin(FleetHost member, Supplier<HostResult> work) {
        threads.execute(() -> {
            try {
                ended.add(new Ended(Optional.of(new Finished(member, work.get())), Optional.empty()));
            } catch (RuntimeException | Error catastrophe) {
                ended.add(new Ended(Optional.empty(), Optional.of(catastrophe)));
            }
        });
    }

    @Override
    public Optional<Finished> await(Duration atMost) {
        long end = System.nanoTime() + atMost.toNanos();
        while (true) {
            try {
                Ended next = ended.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                if (next != null && next.catastrophe().isPresent()) {
                    interrupted.run();
                    Throwable why = next.catastrophe().get();
                    if (why instanceof Error error) {
                        throw error;
                    }
                    throw (RuntimeException) why;
                }
                return next == null ? Optional.empty() : next.finished();
            } catch (InterruptedException askedToEnd) {
                wasInterrupted = true;
                interrupted.run();
            }
        }
    }

    @Override
    public Instant now() {
        return clock.instant();
    }

    /** Waits for all started work, since a host must not be left in the middle of its restart. */
    @Override
    public void close() {
        threads.shutdown();
        boolean over = false;
        while (!over) {
            try {
                over = threads.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
            } catch (InterruptedException askedToEnd) {
                wasInterrupted = true;
                interrupted.run();
            }
        }
        if (wasInterrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
