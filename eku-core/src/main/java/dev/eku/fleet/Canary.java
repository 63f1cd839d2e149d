package dev.eku.fleet;

import dev.eku.host.HostRef;
import java.util.List;

/** Which hosts are restarted first, and must pass the gate before any other host is restarted. Immutable. */
public sealed interface Canary {
    /** No host goes first. */
    Canary NONE = new First(0);

    /** The first hosts that have something to restart. */
    record First(int number) implements Canary {}

    /** These hosts, if they have something to restart. */
    record Named(List<HostRef> hosts) implements Canary {
        public Named {
            hosts = List.copyOf(hosts);
        }
    }
}
