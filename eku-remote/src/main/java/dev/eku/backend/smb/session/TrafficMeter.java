package dev.eku.backend.smb.session;

import dev.eku.host.Traffic;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Counts what is exchanged with a host, over all its connections. A message is a file request unless it carries a
 * remote procedure call. The library waits for the answer to each of its own requests; the messages of a call are
 * waited for by {@link WirePipe}, which reports it. The connection of TCP itself is not counted. Thread-safe.
 */
final class TrafficMeter {
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger fileRequests = new AtomicInteger();
    private final AtomicInteger roundTrips = new AtomicInteger();
    private volatile boolean carrying;
    private volatile boolean awaiting = true;

    /** A message is sent. */
    void sent() {
        if (!carrying) {
            fileRequests.incrementAndGet();
            if (awaiting) {
                waited();
            }
        }
    }

    /** Sends what nobody waits for. */
    void unawaited(Runnable send) {
        awaitedLater(() -> {
            send.run();
            return send;
        });
    }

    /** Sends something. Who waits for the answer reports that by {@link #waited}. */
    <T> T awaitedLater(Supplier<T> send) {
        awaiting = false;
        try {
            return send.get();
        } finally {
            awaiting = true;
        }
    }

    /** What is sent until {@link #called} carries that many calls. */
    void calling(int made) {
        calls.addAndGet(made);
        carrying = true;
    }

    void called() {
        carrying = false;
    }

    /** An answer to the messages of a call is waited for. */
    void awaited() {
        if (carrying && awaiting) {
            waited();
        }
    }

    /** Answers are waited for. */
    void waited() {
        roundTrips.incrementAndGet();
    }

    Traffic traffic() {
        return new Traffic(calls.get(), fileRequests.get(), roundTrips.get());
    }
}
