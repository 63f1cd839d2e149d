package dev.eku.probe;

import dev.eku.diagnose.PeerAnswer;
import dev.eku.remote.Texts;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.ContentType;
import org.bouncycastle.tls.TlsClientProtocol;
import org.bouncycastle.tls.TlsFatalAlert;

/**
 * One handshake over one connection. What goes over the wire passes here, so that no peer, however slow, outlasts the deadline.
 * Not thread-safe.
 */
final class Conversation {
    private static final int RECORD = 16 * 1024;
    private static final int VERSION_3 = 3;

    private final Socket socket;
    private final ProbingClient client;
    private final TlsClientProtocol protocol = new TlsClientProtocol();

    Conversation(Socket socket, ProbingClient client) {
        this.socket = socket;
        this.client = client;
    }

    /**
     * Talks until the client has seen the peer's part of the handshake, or as much of it as there will be.
     *
     * @throws ProbeFailure if that is not even its certificates
     */
    void hold(Deadline deadline) throws ProbeFailure {
        try {
            talk(deadline);
        } catch (IOException | RuntimeException broken) {
            // The library lets spoiled input out as exceptions of either kind.
            if (client.version().isEmpty()) {
                throw explain(broken, deadline);
            }
        }
    }

    private void talk(Deadline deadline) throws IOException {
        protocol.connect(client);
        flush();
        InputStream in = socket.getInputStream();
        byte[] buffer = new byte[RECORD];
        boolean first = true;
        while (client.ending().isEmpty()) {
            socket.setSoTimeout(deadline.millis(Duration.ofDays(1)));
            int count = in.read(buffer);
            if (count < 0) {
                throw new EOFException();
            }
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

    private void flush() throws IOException {
        byte[] output = new byte[protocol.getAvailableOutputBytes()];
        protocol.readOutput(output, 0, output.length);
        socket.getOutputStream().write(output);
    }

    /** Every record begins with its type and the number 3, whatever the version. */
    private static void requireTls(byte[] buffer, int count) throws NotTlsException {
        boolean type = buffer[0] >= ContentType.change_cipher_spec && buffer[0] <= ContentType.application_data;
        if (!type || (count > 1 && buffer[1] != VERSION_3)) {
            throw new NotTlsException(new String(buffer, 0, count, StandardCharsets.ISO_8859_1).startsWith("HTTP/"));
        }
    }

    private ProbeFailure explain(Exception broken, Deadline deadline) {
        if (broken instanceof NotTlsException other) {
            return new ProbeFailure(
                    PeerAnswer.Failure.NOT_TLS, other.http ? "probe.http" : "probe.not-tls", "", broken);
        }
        if (broken instanceof SocketTimeoutException) {
            return new ProbeFailure(
                    PeerAnswer.Failure.TIMED_OUT,
                    "probe.silent",
                    String.valueOf(deadline.whole().toSeconds()),
                    broken);
        }
        boolean farewell = client.alert()
                .filter(alert -> alert == AlertDescription.close_notify)
                .isPresent();
        if (farewell || broken instanceof EOFException || broken instanceof SocketException) {
            return new ProbeFailure(PeerAnswer.Failure.REFUSED, "probe.closed", "", broken);
        }
        if (client.alert().isPresent()) {
            String alert = AlertDescription.getText(client.alert().get());
            return new ProbeFailure(PeerAnswer.Failure.REFUSED, "probe.refused", alert, broken);
        }
        String detail = broken instanceof TlsFatalAlert alert
                ? AlertDescription.getText(alert.getAlertDescription())
                : Texts.text("probe.unreadable-detail");
        return new ProbeFailure(PeerAnswer.Failure.UNREADABLE, "probe.unreadable", detail, broken);
    }

    /** The peer's first bytes are no record of TLS. */
    private static final class NotTlsException extends IOException {
        private static final long serialVersionUID = 1L;

        private final boolean http;

        NotTlsException(boolean http) {
            this.http = http;
        }
    }
}
