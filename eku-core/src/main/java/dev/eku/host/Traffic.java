package dev.eku.host;

/**
 * What was exchanged with a host over the network so far. Immutable.
 *
 * @param calls remote procedure calls: the questions and commands to its registry, its services and its event logs
 * @param fileRequests all other requests: logging on and off, connecting to shares, opening pipes and agreeing on their
 *     interfaces, and everything about files
 * @param roundTrips how often we waited for an answer; fewer than the requests where several were under way at once
 */
public record Traffic(int calls, int fileRequests, int roundTrips) {
    /** Of a backend that uses no network, or does not count. */
    public static final Traffic NONE = new Traffic(0, 0, 0);

    /** Calls and other requests together. */
    public int requests() {
        return calls + fileRequests;
    }

    /** This and more. */
    public Traffic plus(Traffic more) {
        return new Traffic(calls + more.calls, fileRequests + more.fileRequests, roundTrips + more.roundTrips);
    }
}
