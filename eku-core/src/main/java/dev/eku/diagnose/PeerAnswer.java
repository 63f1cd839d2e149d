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
     * @param version what the peer chose of all that was offered
     */
    record Shown(Endpoint endpoint, List<X509Certificate> chain, TlsVersion version, Ending ending)
            implements PeerAnswer {
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
     * @param cause the likely cause
     * @param next the next step
     */
    record Failed(Endpoint endpoint, Failure failure, String detail, String cause, String next) implements PeerAnswer {}

    /** How a handshake ended in which a chain was shown. */
    enum Ending {
        /** The peer asked for our certificate (mutual TLS), and we ended it there. */
        ASKED_FOR_CERTIFICATE,
        /** The peer did not ask for a certificate, and we ended it. */
        ASKED_FOR_NONE,
        /** After its chain the peer refused, closed, fell silent or said what is no TLS. */
        BROKEN_OFF
    }

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
