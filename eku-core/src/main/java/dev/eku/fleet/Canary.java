package dev.eku.fleet;

import dev.eku.host.HostRef;
import java.util.List;

/** Which hosts are restarted first and have to pass the gate before any other is touched. Immutable. */
public sealed interface Canary {
    /** No host goes first. */
    Canary NONE = new First(0);

    /** The first of those that have something to restart. */
    record First(int number) implements Canary {}

    /** These, as far as they have something to restart. */
    record Named(List<HostRef> hosts) implements Canary {
        public Named {
            hosts = List.copyOf(hosts);
        }
    }
}
