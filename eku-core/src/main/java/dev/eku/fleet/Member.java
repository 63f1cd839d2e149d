package dev.eku.fleet;

import dev.eku.host.HostRef;

/**
 * A host of a fleet. Immutable.
 *
 * @param pool the pool whose work it shares; unavailable hosts are counted within it
 */
public record Member(HostRef ref, String pool) {
    /** How the host is named. */
    @Override
    public String toString() {
        return ref.toString();
    }
}
