package dev.eku.fleet.rollout;

/** Tells those at work that they are to come to an end. Thread-safe. */
final class StopSignal {
    private volatile boolean given;

    void give() {
        given = true;
    }

    boolean isGiven() {
        return given;
    }
}
