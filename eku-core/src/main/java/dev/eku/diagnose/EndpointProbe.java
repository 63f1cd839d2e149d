package dev.eku.diagnose;

import java.util.List;

/**
 * Fetches the certificate chains that peers show. It sends no data beyond the handshake, claims no trust and decides nothing;
 * what goes wrong with one peer is that peer's answer and keeps nobody from the others.
 */
public interface EndpointProbe {
    /**
     * Asks all peers, several at a time.
     *
     * @return an answer for each, in the order given
     * @throws dev.eku.error.EkuException {@code INTERRUPTED} if the thread is interrupted; its interrupt flag is set again
     */
    List<PeerAnswer> probe(List<Endpoint> endpoints);
}
