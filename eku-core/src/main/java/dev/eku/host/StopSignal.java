package dev.eku.host;

/** Tells a run that it is to come to an end. Thread-safe. */
public final class StopSignal {
    private volatile boolean given;

    /** A signal that is not given yet. */
    public StopSignal() {}

    /** Asks for the end; nobody can take that back. */
    public void give() {
        given = true;
    }

    /** Whether the end was asked for. */
    public boolean isGiven() {
        return given;
    }
}
