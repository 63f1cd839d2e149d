package dev.eku.diagnose;

import java.security.cert.X509Certificate;
import java.util.List;

/** What came of asking a peer for its certificate. Immutable. */
public sealed interface PeerAnswer {
    /** Who was asked. */
    Endpoint endpoint();

    /**
     * The peer has shown a chain, whether or not it went on to refuse us.
     *
     * @param chain as it was sent, the peer's own certificate first; at least one
     */
    record Shown(Endpoint endpoint, List<X509Certificate> chain) implements PeerAnswer {
        public Shown {
            chain = List.copyOf(chain);
            if (chain.isEmpty()) {
                throw new IllegalArgumentException("no certificate from " + endpoint);
            }
        }
    }

    /**
     * No chain was seen.
     *
     * @param detail what happened, in a few words and without a line end
     */
    record Failed(Endpoint endpoint, Failure failure, String detail) implements PeerAnswer {}

    /** Why no chain was seen. */
    enum Failure {
        /** The name has no address. */
        UNKNOWN_NAME,
        /** Nobody listens, or the network refuses the way. */
        UNREACHABLE,
        /** No answer in time, be it to the connection or to the handshake. */
        TIMED_OUT,
        /** What answered does not speak TLS. */
        NOT_TLS,
        /** The connection was closed, or an alert sent, before a certificate came. */
        REFUSED,
        /** What came cannot be read as certificates, or is larger than any chain can rightly be. */
        UNREADABLE
    }
}
