package dev.eku.fleet;

import dev.eku.host.HostRef;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A host of a fleet. Immutable.
 *
 * @param pool the pool to which it belongs; unavailable hosts are counted for each pool
 */
public record FleetHost(HostRef ref, String pool) {
    /** How many hosts each pool has. */
    public static Map<String, Integer> byPool(Collection<FleetHost> members) {
        return members.stream().collect(Collectors.toMap(FleetHost::pool, member -> 1, Integer::sum));
    }

    /** The reference of the host. */
    @Override
    public String toString() {
        return ref.toString();
    }
}
