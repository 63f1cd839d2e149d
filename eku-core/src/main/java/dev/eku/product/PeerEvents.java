package dev.eku.product;

import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The events by which the Data MCU tells of its connections to other servers: one says that a connection has succeeded, which alone
 * is information, one that none is left, and one that there is none to one of several peers. Where the EKU check cuts connections off
 * success and loss alternate about once a minute (Microsoft UC support blog of 25 May 2017; uclobby.com, 24 May 2017). Other events of
 * the same source, such as 41032 and 41034, are other matters.
 *
 * <p>41024 is "No connectivity with one of the Web Conferencing Edge Servers. Edge Server Machine FQDN: ..., Port:8057. If the problem
 * persists this event will be logged again after 20 minutes", where 41026 says "with any of" (daniyar-tech.blogspot.com, "Lync 2013
 * WebConf instability", 23 January 2014). With two Edge servers of which one is refused it is the only loss there is.
 */
public enum PeerEvents {
    /** To the web conferencing Edge servers. */
    EDGE(41_025, 41_026, 41_024, Certainty.SEEN),
    /**
     * Between front ends. That 41030 is to 41031 what 41024 is to 41026 is inferred from their numbers; no source that tells its text
     * was found.
     */
    FRONT_END(41_029, 41_031, 41_030, Certainty.INFERRED);

    /** How well it is known what an event says. */
    public enum Certainty {
        /** Its text was seen. */
        SEEN,
        /** It follows from that of others. */
        INFERRED
    }

    /** The log they are in, also on Skype for Business Server. */
    public static final String LOG = "Lync Server";

    /** Who logs them. */
    public static final String SOURCE = "LS Data MCU";

    /** How long the loss of one of several peers is not logged again, as the text of 41024 says. */
    public static final Duration THROTTLE = Duration.ofMinutes(20);

    private final int connected;
    private final int lost;
    private final int oneLost;
    private final Certainty oneLostIs;

    PeerEvents(int connected, int lost, int oneLost, Certainty oneLostIs) {
        this.connected = connected;
        this.lost = lost;
        this.oneLost = oneLost;
        this.oneLostIs = oneLostIs;
    }

    /** The event that says that a connection has succeeded. */
    public int connected() {
        return connected;
    }

    /** The event that says that no connection is left. */
    public int lost() {
        return lost;
    }

    /** The event that says that there is none to one of several peers; logged once in {@link #THROTTLE} however often it is lost. */
    public int oneLost() {
        return oneLost;
    }

    /** How well it is known that {@link #oneLost} says so. */
    public Certainty oneLostIs() {
        return oneLostIs;
    }

    /** Whether it is one of these events. */
    public boolean isTold(int id) {
        return id == connected || id == lost || id == oneLost;
    }

    /** All events of all pairs. */
    public static Set<Integer> all() {
        return Arrays.stream(values())
                .flatMap(pair -> Stream.of(pair.connected, pair.lost, pair.oneLost))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The events that say that a connection is lost. */
    public static Set<Integer> losses() {
        return Arrays.stream(values())
                .flatMap(pair -> Stream.of(pair.lost, pair.oneLost))
                .collect(Collectors.toUnmodifiableSet());
    }
}
