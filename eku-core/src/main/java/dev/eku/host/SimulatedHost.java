package dev.eku.host;

/** A host behind which nothing is real, so that it can be looked at as a whole and copied. */
public interface SimulatedHost extends Host {
    /** Its state now. Not a call of a port. */
    HostSnapshot snapshot();

    /** Another host in the same state, by the same name, kept nowhere: what happens to it does not happen to this one. */
    SimulatedHost copy();

    /** Always true. */
    @Override
    default boolean simulated() {
        return true;
    }
}
