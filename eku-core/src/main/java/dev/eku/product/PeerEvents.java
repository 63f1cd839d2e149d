package dev.eku.product;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The pairs of events by which the Data MCU tells of its connections to other servers: one says that a connection has succeeded,
 * which alone is information, the other that none is left. Where the EKU check cuts connections off they alternate about once a
 * minute (Microsoft UC support blog of 25 May 2017; uclobby.com, 24 May 2017). Other events of the same source, such as 41032 and
 * 41034, are other matters.
 */
public enum PeerEvents {
    /** To the web conferencing Edge servers. */
    EDGE(41_025, 41_026),
    /** Between front ends. */
    FRONT_END(41_029, 41_031);

    /** The log they are in, also on Skype for Business Server. */
    public static final String LOG = "Lync Server";

    /** Who logs them. */
    public static final String SOURCE = "LS Data MCU";

    private final int connected;
    private final int lost;

    PeerEvents(int connected, int lost) {
        this.connected = connected;
        this.lost = lost;
    }

    /** The event that says that a connection has succeeded. */
    public int connected() {
        return connected;
    }

    /** The event that says that a connection is lost. */
    public int lost() {
        return lost;
    }

    /** All events of all pairs. */
    public static Set<Integer> all() {
        return Arrays.stream(values())
                .flatMap(pair -> Set.of(pair.connected, pair.lost).stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The events that say that a connection is lost. */
    public static Set<Integer> losses() {
        return Arrays.stream(values()).map(PeerEvents::lost).collect(Collectors.toUnmodifiableSet());
    }
}
