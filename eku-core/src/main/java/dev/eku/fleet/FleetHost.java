package dev.eku.fleet;

import dev.eku.host.HostRef;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A host of a fleet. Immutable.
 *
 * @param pool the pool whose work it shares; unavailable hosts are counted within it
 */
public record FleetHost(HostRef ref, String pool) {
    /** How many there are of each pool. */
    public static Map<String, Integer> byPool(Collection<FleetHost> members) {
        return members.stream().collect(Collectors.toMap(FleetHost::pool, member -> 1, Integer::sum));
    }

    /** How the host is named. */
    @Override
    public String toString() {
        return ref.toString();
    }
}
