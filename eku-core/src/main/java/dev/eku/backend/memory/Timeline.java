package dev.eku.backend.memory;

import dev.eku.time.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.PriorityQueue;

/**
 * A machine's time and the events that will happen. Time passes only when a caller advances it, and stops at the last
 * possible instant. Guarded by its machine.
 */
final class Timeline {
    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private Instant now;
    private long scheduled;

    Timeline(Instant start) {
        this.now = start;
    }

    Instant now() {
        return now;
    }

    /** Schedules something after a while, or at once. */
    void after(Duration delay, Runnable happening) {
        if (delay.isZero() || delay.isNegative()) {
            happening.run();
        } else {
            events.add(new Event(FileTime.plus(now, delay), scheduled++, happening));
        }
    }

    /** Lets time pass, and runs everything that is due, in order. */
    void advance(Duration duration) {
        Instant end = duration.isNegative() ? now : FileTime.plus(now, duration);
        for (Event next = events.peek(); next != null && !next.at().isAfter(end); next = events.peek()) {
            events.remove();
            now = next.at();
            next.happening().run();
        }
        now = end;
    }

    private record Event(Instant at, long number, Runnable happening) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            int order = at.compareTo(other.at);
            return order == 0 ? Long.compare(number, other.number) : order;
        }
    }
}
