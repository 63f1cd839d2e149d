package dev.eku.command.output;

import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.text.Durations;
import dev.eku.text.Message;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/**
 * The visits to the hosts of a fleet, several at a time. Reports how many are done after a second, and then every ten
 * seconds. Not thread-safe.
 */
final class Visits {
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration EVERY = Duration.ofSeconds(10);

    private final Consumer<Message> progress;
    private final long started = System.nanoTime();
    private long due = started + FIRST.toNanos();

    private Visits(Consumer<Message> progress) {
        this.progress = progress;
    }

    /**
     * Does all visits, and returns when the last one has ended.
     *
     * @param whenVisited is told the index of each visit, in their order
     * @param progress is told how many visits have ended
     * @throws EkuException {@code INTERRUPTED}
     */
    static void all(List<Runnable> visits, int atATime, IntConsumer whenVisited, Consumer<Message> progress) {
        ExecutorService threads = Executors.newFixedThreadPool(Math.min(atATime, visits.size()));
        try {
            List<Future<?>> all = new ArrayList<>();
            visits.forEach(visit -> all.add(threads.submit(visit)));
            Visits running = new Visits(progress);
            for (int i = 0; i < all.size(); i++) {
                running.await(all.get(i), all);
                whenVisited.accept(i);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private void await(Future<?> visit, List<Future<?>> all) {
        try {
            while (!isEnded(visit)) {
                tell(all);
            }
        } catch (InterruptedException askedToEnd) {
            Thread.currentThread().interrupt();
            throw new EkuException(askedToEnd, ErrorCode.INTERRUPTED);
        } catch (ExecutionException catastrophe) {
            throw new EkuException(catastrophe, ErrorCode.UNEXPECTED, String.valueOf(catastrophe.getMessage()));
        }
    }

    /** Waits until the visit has ended, or until a line is due. */
    private boolean isEnded(Future<?> visit) throws InterruptedException, ExecutionException {
        try {
            visit.get(Math.max(0, due - System.nanoTime()), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException lineIsDue) {
            return false;
        }
    }

    private void tell(List<Future<?>> all) {
        long now = System.nanoTime();
        due = now + EVERY.toNanos();
        long ended = all.stream().filter(Future::isDone).count();
        Duration elapsed = Duration.ofNanos(now - started);
        Message standing = Message.of("output.visited", ended, all.size(), Durations.text(elapsed));
        progress.accept(
                ended == 0
                        ? standing
                        : Message.of(
                                "rollout.standing.left",
                                standing,
                                Durations.text(
                                        elapsed.multipliedBy(all.size() - ended).dividedBy(ended))));
    }
}
