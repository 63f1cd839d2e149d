package dev.eku.contract;

import java.time.Duration;
import java.util.Optional;

/**
 * How the process of the service under test behaves, from its next start on. Immutable; each method returns a changed
 * copy.
 *
 * @param start what becomes of a start
 * @param startDelay how long it stays START_PENDING
 * @param stopDelay how long it stays STOP_PENDING; empty: for ever
 * @param pauseDelay how long it stays PAUSE_PENDING and CONTINUE_PENDING
 * @param late how long after an accepted command the old state still shows
 * @param pausable whether it accepts PAUSE and CONTINUE
 * @param checkpoints whether it counts checkpoints while a stop is pending, at least one each 100 ms
 * @param stopsAfterPause how long it stays PAUSED before it stops by itself, having drained; empty: it stays
 */
public record Behaviour(
        Start start,
        Duration startDelay,
        Optional<Duration> stopDelay,
        Duration pauseDelay,
        Duration late,
        boolean pausable,
        boolean checkpoints,
        Optional<Duration> stopsAfterPause) {
    /** The exit code with which a service that {@link Start#GIVES_UP} stops. */
    public static final int GIVEN_UP = 1064;

    /** What becomes of a start. */
    public enum Start {
        RUNS,
        /** The process ends before it reports to the service manager. */
        EXITS_BEFORE_REPORTING,
        /** It reports START_PENDING and, after the start delay, STOPPED with {@link #GIVEN_UP}. */
        GIVES_UP
    }

    /** Starts, pauses and stops within half a second, with checkpoints; accepts all commands; stays PAUSED. */
    public static Behaviour ordinary() {
        return new Behaviour(
                Start.RUNS,
                Duration.ofMillis(200),
                Optional.of(Duration.ofMillis(300)),
                Duration.ofMillis(100),
                Duration.ZERO,
                true,
                true,
                Optional.empty());
    }

    Behaviour with(Start how) {
        return new Behaviour(how, startDelay, stopDelay, pauseDelay, late, pausable, checkpoints, stopsAfterPause);
    }

    Behaviour startsIn(Duration delay) {
        return new Behaviour(start, delay, stopDelay, pauseDelay, late, pausable, checkpoints, stopsAfterPause);
    }

    Behaviour stopsIn(Duration delay) {
        return new Behaviour(
                start, startDelay, Optional.of(delay), pauseDelay, late, pausable, checkpoints, stopsAfterPause);
    }

    /** Hangs in STOP_PENDING without another checkpoint. */
    Behaviour hangsAtStop() {
        return new Behaviour(start, startDelay, Optional.empty(), pauseDelay, late, pausable, false, stopsAfterPause);
    }

    Behaviour showsLate(Duration delay) {
        return new Behaviour(start, startDelay, stopDelay, pauseDelay, delay, pausable, checkpoints, stopsAfterPause);
    }

    Behaviour refusesPause() {
        return new Behaviour(start, startDelay, stopDelay, pauseDelay, late, false, checkpoints, stopsAfterPause);
    }

    Behaviour stopsAfterPauseOf(Duration delay) {
        return new Behaviour(start, startDelay, stopDelay, pauseDelay, late, pausable, checkpoints, Optional.of(delay));
    }
}
