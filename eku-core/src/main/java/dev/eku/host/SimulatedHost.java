package dev.eku.host;

/** A simulated host. Its complete state can be read and copied. */
public interface SimulatedHost extends Host {
    /** Its state now. This does not count as a call of a port. */
    HostSnapshot snapshot();

    /**
     * Another host with the same state and name, which is kept in no file. Changes of the copy do not change this host.
     */
    SimulatedHost copy();

    /** Always true. */
    @Override
    default boolean simulated() {
        return true;
    }
}
