package dev.eku.host;

import java.util.List;

/** A simulated host. Its complete state can be read and copied. */
public interface SimulatedHost extends Host {
    /** Its state now. This does not count as a call of a port. */
    HostSnapshot snapshot();

    /** Its TLS peers. */
    default List<HostSnapshot.StoredPeer> peers() {
        return snapshot().peers();
    }

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
