package dev.eku.diagnose.peer;

import java.util.List;

/**
 * Fetches the certificate chains that peers present. It sends no data beyond the handshake, claims no trust and decides
 * nothing. A failure with one peer is the answer for that peer, and does not affect the others.
 */
public interface EndpointProbe {
    /**
     * Asks all peers, several at a time. A name can stand for several servers, so each of its addresses is asked.
     *
     * @return an answer for each address of each peer, in the given order; if a name has several addresses, each answer
     *     names its own
     * @throws dev.eku.error.EkuException {@code INTERRUPTED} if the thread is interrupted; its interrupt flag is set
     *     again
     */
    List<PeerAnswer> probe(List<PeerEndpoint> endpoints);
}
