package dev.eku.probe;

import dev.eku.diagnose.peer.PeerAnswer;
import dev.eku.text.Message;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.ContentType;
import org.bouncycastle.tls.TlsClientProtocol;
import org.bouncycastle.tls.TlsFatalAlert;

/**
 * One handshake over one connection. All data on the wire passes through this class, so that even a slow peer cannot
 * exceed the deadline. Not thread-safe.
 */
final class HandshakeConnection {
    private static final int RECORD = 16 * 1024;
    private static final int VERSION_3 = 3;

    private final Socket socket;
    private final ProbingClient client;
    private final TlsClientProtocol protocol = new TlsClientProtocol();

    HandshakeConnection(Socket socket, ProbingClient client) {
        this.socket = socket;
        this.client = client;
    }

    /**
     * Continues the handshake until the client has the peer's part of it, or as much of it as the peer sends.
     *
     * @throws ProbeFailure if the peer does not even send its certificates
     */
    void hold(Deadline deadline) throws ProbeFailure {
        try {
            talk(deadline);
        } catch (IOException | RuntimeException | StackOverflowError broken) {
            // The library throws exceptions of either kind for malformed input, and the error for input that is nested
            // without end.
            if (client.version().isEmpty()) {
                throw explain(broken, deadline);
            }
        }
    }

    private void talk(Deadline deadline) throws IOException {
        protocol.connect(client);
        flush();
        byte[] buffer = new byte[RECORD];
        boolean first = true;
        while (client.ending().isEmpty()) {
            int count = read(buffer, deadline);
            if (first) {
                requireTls(buffer, count);
                first = false;
            }
            try {
                protocol.offerInput(buffer, 0, count);
            } finally {
                flush();
            }
        }
        protocol.close();
        flush();
    }

    private int read(byte[] buffer, Deadline deadline) throws IOException {
        socket.setSoTimeout(deadline.millis(Duration.ofDays(1)));
        try {
            int count = socket.getInputStream().read(buffer);
            if (count > 0) {
                return count;
            }
        } catch (SocketTimeoutException late) {
            throw late;
        } catch (IOException reset) {
            // For the probe, this is the same as the end of the stream.
        }
        throw new EOFException();
    }

    private void flush() {
        byte[] output = new byte[protocol.getAvailableOutputBytes()];
        protocol.readOutput(output, 0, output.length);
        try {
            socket.getOutputStream().write(output);
        } catch (IOException gone) {
            // What the peer has sent before can still be read, and the end of the stream is noticed there.
        }
    }

    /** Every record starts with its type and the number 3, whatever the version. */
    private static void requireTls(byte[] buffer, int count) throws NotTlsException {
        boolean type = buffer[0] >= ContentType.change_cipher_spec && buffer[0] <= ContentType.application_data;
        if (!type || (count > 1 && buffer[1] != VERSION_3)) {
            throw new NotTlsException(new String(buffer, 0, count, StandardCharsets.ISO_8859_1).startsWith("HTTP/"));
        }
    }

    private ProbeFailure explain(Throwable broken, Deadline deadline) {
        if (broken instanceof NotTlsException other) {
            return new ProbeFailure(PeerAnswer.Failure.NOT_TLS, other.http ? "probe.http" : "probe.not-tls", broken);
        }
        if (broken instanceof SocketTimeoutException) {
            return new ProbeFailure(
                    PeerAnswer.Failure.TIMED_OUT,
                    "probe.silent",
                    broken,
                    deadline.whole().toSeconds());
        }
        Optional<Short> refusal = client.alert().filter(alert -> alert != AlertDescription.close_notify);
        if (refusal.isPresent()) {
            String text = AlertDescription.getText(refusal.get());
            return new ProbeFailure(PeerAnswer.Failure.REFUSED, "probe.refused", broken, text);
        }
        if (client.alert().isPresent() || broken instanceof EOFException) {
            return new ProbeFailure(PeerAnswer.Failure.REFUSED, "probe.closed", broken);
        }
        Object detail = broken instanceof TlsFatalAlert fatal
                ? AlertDescription.getText(fatal.getAlertDescription())
                : Message.of("probe.unreadable-detail");
        return new ProbeFailure(PeerAnswer.Failure.UNREADABLE, "probe.unreadable", broken, detail);
    }

    /** The peer's first bytes are not a TLS record. */
    private static final class NotTlsException extends IOException {
        private static final long serialVersionUID = 1L;

        private final boolean http;

        NotTlsException(boolean http) {
            this.http = http;
        }
    }
}
