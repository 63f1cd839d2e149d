package dev.eku.host;

/** Asks a run to end early. Thread-safe. */
public final class StopSignal {
    private volatile boolean given;

    /** A signal that is not yet given. */
    public StopSignal() {}

    /** Asks for the end. Nobody can withdraw that. */
    public void give() {
        given = true;
    }

    /** Whether the end was asked for. */
    public boolean isGiven() {
        return given;
    }
}
