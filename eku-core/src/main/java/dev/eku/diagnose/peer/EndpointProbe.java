package dev.eku.diagnose.peer;

import java.util.List;

/**
 * Fetches the certificate chains that peers show. It sends no data beyond the handshake, claims no trust and decides
 * nothing; what goes wrong with one peer is that peer's answer and keeps nobody from the others.
 */
public interface EndpointProbe {
    /**
     * Asks all peers, several at a time. Behind a name can stand several servers, so each of its addresses is asked.
     *
     * @return an answer for each address of each, in the order given; of a name with several addresses each names its
     *     own
     * @throws dev.eku.error.EkuException {@code INTERRUPTED} if the thread is interrupted; its interrupt flag is set
     *     again
     */
    List<PeerAnswer> probe(List<PeerEndpoint> endpoints);
}
