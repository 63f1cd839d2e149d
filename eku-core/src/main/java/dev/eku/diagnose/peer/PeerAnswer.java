package dev.eku.diagnose.peer;

import dev.eku.diagnose.peer.PeerEndpoint.Peer;
import dev.eku.error.EkuException;
import dev.eku.text.Message;
import dev.eku.text.NextStep;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/** What came of asking a peer for its certificate, or of looking for it in a file. Immutable. */
public sealed interface PeerAnswer {
    /** What was looked at, as reports call it: {@code name:port}, or the file. */
    String name();

    /** What kind of server shows the certificate, or is meant to. */
    Peer peer();

    /** The name the certificate has to be for, where one is known. */
    Optional<String> serverName();

    /** Of a peer that was asked. */
    sealed interface OfEndpoint extends PeerAnswer {
        /** Who was asked. */
        PeerEndpoint endpoint();

        @Override
        default String name() {
            return endpoint().toString();
        }

        @Override
        default Peer peer() {
            return endpoint().peer();
        }

        @Override
        default Optional<String> serverName() {
            return endpoint().serverName();
        }
    }

    /** Of a file, whose certificate is judged as if the peer showed it. */
    sealed interface OfFile extends PeerAnswer {
        /** The file as it was named, and which of its chains where it holds several. */
        String file();

        @Override
        default String name() {
            return file();
        }

        @Override
        default Optional<String> serverName() {
            return Optional.empty();
        }
    }

    /**
     * The peer has shown a chain, whether or not it went on to refuse us.
     *
     * @param chain as it was sent, the peer's own certificate first; at least one
     * @param version what the peer chose of all that was offered
     */
    record Presented(PeerEndpoint endpoint, List<X509Certificate> chain, TlsVersion version, Ending ending)
            implements OfEndpoint {
        public Presented {
            chain = List.copyOf(chain);
            if (chain.isEmpty()) {
                throw new IllegalArgumentException("no certificate from " + endpoint);
            }
        }
    }

    /**
     * No chain was seen.
     *
     * @param detail what happened, in a few words
     * @param cause the likely cause
     * @param next the next step
     */
    record Failed(PeerEndpoint endpoint, Failure failure, Message detail, Message cause, NextStep next)
            implements OfEndpoint {}

    /**
     * A chain that a file holds.
     *
     * @param chain the peer's own certificate first; at least one
     */
    record FromFile(String file, Peer peer, List<X509Certificate> chain) implements OfFile {
        public FromFile {
            chain = List.copyOf(chain);
            if (chain.isEmpty()) {
                throw new IllegalArgumentException("no certificate in " + file);
            }
        }
    }

    /** A file that gave no chain, and why. */
    record UnreadableFile(String file, Peer peer, EkuException why) implements OfFile {}

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
