package dev.eku.diagnose.peer;

import dev.eku.diagnose.peer.PeerEndpoint.Peer;
import dev.eku.error.EkuException;
import dev.eku.text.Message;
import dev.eku.text.NextStep;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/** The result of asking a peer for its certificate, or of looking for it in a file. Immutable. */
public sealed interface PeerAnswer {
    /** The name of the peer or file in reports: {@code name:port}, or the file. */
    String name();

    /** The kind of server that presents the certificate, or is meant to. */
    Peer peer();

    /** The name that the certificate must be for, if one is known. */
    Optional<String> serverName();

    /** The answer of a peer that was asked. */
    sealed interface OfEndpoint extends PeerAnswer {
        /** The peer that was asked. */
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

    /** The result for a file, whose certificate is judged as if the peer presented it. */
    sealed interface OfFile extends PeerAnswer {
        /** The file as it was named, with the number of the chain if the file holds several. */
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
     * The peer has presented a chain, even if it has then refused the connection.
     *
     * @param chain as it was sent, the peer's own certificate first; at least one
     * @param version the version that the peer chose from all that were offered
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
     * No chain was presented.
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

    /** A file without a usable chain, and why. */
    record UnreadableFile(String file, Peer peer, EkuException why) implements OfFile {}

    /** How a handshake ended in which a chain was presented. */
    enum Ending {
        /** The peer asked for our certificate (mutual TLS), and eku ended the handshake there. */
        ASKED_FOR_CERTIFICATE,
        /** The peer did not ask for a certificate, and eku ended the handshake. */
        ASKED_FOR_NONE,
        /**
         * After its chain, the peer refused, closed the connection, stopped answering, or sent something that is not
         * TLS.
         */
        BROKEN_OFF
    }

    /** Why no chain was presented. */
    enum Failure {
        /** The name has no address. */
        UNKNOWN_NAME,
        /** No program listens, or the network refuses the connection. */
        UNREACHABLE,
        /** No answer in time to the connection or to the handshake. */
        TIMED_OUT,
        /** The server that answered does not use TLS. */
        NOT_TLS,
        /** The connection was closed, or an alert sent, before a certificate came. */
        REFUSED,
        /** The answer cannot be read as certificates, or is larger than any valid chain. */
        UNREADABLE
    }
}
