package dev.eku.product;

import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The events in which the Data MCU reports its connections to other servers. One event says that a connection has
 * succeeded; only this one is an information event. One event says that no connection is left. One event says that
 * there is no connection to one of several peers. If the EKU check ends connections, success and loss alternate about
 * once a minute (Microsoft UC support blog of 25 May 2017; uclobby.com, 24 May 2017). Other events of the same source,
 * such as 41032 and 41034, mean something else.
 *
 * <p>The text of 41024 is "No connectivity with one of the Web Conferencing Edge Servers. Edge Server Machine FQDN:
 * ..., Port:8057. If the problem persists this event will be logged again after 20 minutes". 41026 says "with any of"
 * instead (daniyar-tech.blogspot.com, "Lync 2013 WebConf instability", 23 January 2014). If one of two Edge servers is
 * refused, only 41024 reports the loss.
 */
public enum PeerEvents {
    /** To the web conferencing Edge servers. */
    EDGE(41_025, 41_026, 41_024, Certainty.SEEN),
    /**
     * Between front ends. It is inferred from the numbers that 41030 relates to 41031 as 41024 relates to 41026. No
     * source was found that has the text of 41030.
     */
    FRONT_END(41_029, 41_031, 41_030, Certainty.INFERRED);

    /** How well the meaning of an event is known. */
    public enum Certainty {
        /** Its text was seen. */
        SEEN,
        /** It is inferred from other events. */
        INFERRED
    }

    /** The log that holds them, also on Skype for Business Server. */
    public static final String LOG = "Lync Server";

    /** The source that logs them. */
    public static final String SOURCE = "LS Data MCU";

    /** For how long the loss of one of several peers is not logged again, according to the text of 41024. */
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

    /**
     * The event that says that there is no connection to one of several peers. It is logged only once in
     * {@link #THROTTLE}, however often the connection is lost.
     */
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
