package dev.eku.probe;

import dev.eku.diagnose.peer.PeerEndpoint;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;

/** A server on loopback that answers by hand, and the messages of TLS that it may answer. */
final class FakePeer implements AutoCloseable {
    /** What is done with one connection. It is closed afterwards. */
    interface Behaviour {
        /**
         * Answers a client.
         *
         * @param nth how many connections there were before
         */
        void meet(Socket connection, int nth) throws IOException;
    }

    private final ServerSocket listening;

    FakePeer(Behaviour behaviour) {
        this(behaviour, 1, 0);
    }

    private FakePeer(Behaviour behaviour, int host, int port) {
        try {
            listening = new ServerSocket(port, 50, InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) host}));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        Thread thread = new Thread(() -> {
            for (int nth = 0; !listening.isClosed(); nth++) {
                try (Socket connection = listening.accept()) {
                    behaviour.meet(connection, nth);
                } catch (IOException gone) {
                    // The client has gone, or the test has ended.
                }
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    /** One that sends the same to everybody who has said hello. */
    static FakePeer saying(byte[] answer) {
        return new FakePeer(says(answer));
    }

    /** One that does so at 127.0.0.2, at the port of another. */
    static FakePeer beside(FakePeer other, byte[] answer) {
        return new FakePeer(says(answer), 2, other.listening.getLocalPort());
    }

    private static Behaviour says(byte[] answer) {
        return (connection, nth) -> {
            hello(connection);
            connection.getOutputStream().write(answer);
        };
    }

    PeerEndpoint endpoint() {
        return PeerEndpoint.of("127.0.0.1", listening.getLocalPort());
    }

    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Reads the client's hello, whole, so that closing sends no reset. */
    static byte[] hello(Socket connection) throws IOException {
        byte[] header = connection.getInputStream().readNBytes(5);
        return connection.getInputStream().readNBytes(((header[3] & 0xFF) << 8) | (header[4] & 0xFF));
    }

    static byte[] record(int type, int minor, byte[] content) {
        return join(
                new byte[] {(byte) type, 3, (byte) minor, (byte) (content.length >> 8), (byte) content.length},
                content);
    }

    static byte[] fatal(int alert) {
        return record(21, 1, new byte[] {2, (byte) alert});
    }

    /** A server's hello that chooses RSA with AES-128 and no extension. */
    static byte[] serverHello(int minor) {
        byte[] content = new byte[2 + 32 + 1 + 2 + 1];
        content[0] = 3;
        content[1] = (byte) minor;
        content[36] = 0x2F;
        return message(2, content);
    }

    static byte[] certificates(List<X509Certificate> chain) {
        return certificates(chain.stream().map(FakePeer::encoded).toArray(byte[][]::new));
    }

    /** A chain of whatever bytes. */
    static byte[] certificates(byte[]... chain) {
        byte[] list = new byte[0];
        for (byte[] encoded : chain) {
            list = join(list, sized(encoded));
        }
        return message(11, sized(list));
    }

    static byte[] certificateRequest() {
        // By RSA; signed by RSA with SHA-256; from any CA.
        return message(13, new byte[] {1, 1, 0, 2, 4, 1, 0, 0});
    }

    static byte[] serverHelloDone() {
        return message(14, new byte[0]);
    }

    static byte[] message(int type, byte[] content) {
        return join(new byte[] {(byte) type}, sized(content));
    }

    /** Messages in as many records as they need. */
    static byte[] records(int minor, byte[]... messages) {
        byte[] all = join(messages);
        ByteArrayOutputStream records = new ByteArrayOutputStream();
        for (int from = 0; from < all.length; from += 0x4000) {
            byte[] part = Arrays.copyOfRange(all, from, Math.min(all.length, from + 0x4000));
            records.writeBytes(record(22, minor, part));
        }
        return records.toByteArray();
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static byte[] sized(byte[] content) {
        int length = content.length;
        return join(new byte[] {(byte) (length >> 16), (byte) (length >> 8), (byte) length}, content);
    }

    private static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
