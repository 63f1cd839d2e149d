package dev.eku.backend.smb;

import dev.eku.host.Credentials;
import dev.eku.host.Host;
import dev.eku.host.HostAccess;
import dev.eku.host.HostRef;
import dev.eku.host.Hosts;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A server on loopback that speaks just enough of SMB 2.1, NTLM and the two interfaces, with every message signed, to be taken
 * for a right one, and that does to any request what a script says instead. It knows one user. Thread-safe.
 */
final class FakeServer implements AutoCloseable {
    static final Credentials USER = new Credentials("FAKE\\admin", "not a secret");

    /** So short that a test does not wait, so long that a loaded machine does not miss it. */
    static final Duration SHORT = Duration.ofMillis(700);

    /** What the server does when it is asked. */
    interface Script {
        /**
         * What the server says.
         *
         * @param request what is asked, for example {@code negotiate}, {@code setup 2}, {@code tree IPC$}, {@code pipe winreg},
         *     {@code bind winreg}, {@code winreg 22}, {@code read}, {@code logoff}
         * @param message the whole request
         * @param usual what a right server says
         */
        Reply reply(String request, byte[] message, Reply usual);
    }

    /** What the server says. Immutable. */
    static final class Reply {
        private final byte[] bytes;
        private final boolean isMessage;
        private final boolean signs;
        private final boolean hangsUp;

        private Reply(byte[] bytes, boolean isMessage, boolean signs, boolean hangsUp) {
            this.bytes = bytes;
            this.isMessage = isMessage;
            this.signs = signs;
            this.hangsUp = hangsUp;
        }

        /** A message, which goes with its length before it and signed as it must be. */
        static Reply message(byte[] message) {
            return new Reply(message, true, true, false);
        }

        /** Says nothing. */
        static Reply silence() {
            return raw();
        }

        /** Sends these bytes as they are. */
        static Reply raw(int... bytes) {
            byte[] raw = new byte[bytes.length];
            for (int i = 0; i < raw.length; i++) {
                raw[i] = (byte) bytes[i];
            }
            return new Reply(raw, false, false, false);
        }

        /** The same without a signature. */
        Reply unsigned() {
            return new Reply(bytes, isMessage, false, hangsUp);
        }

        /** Then closes the connection. */
        Reply andHangUp() {
            return new Reply(bytes, isMessage, signs, true);
        }
    }

    private final ServerSocket listener;
    private final Script script;
    private final List<Socket> connections = new CopyOnWriteArrayList<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();

    private FakeServer(ServerSocket listener, Script script) {
        this.listener = listener;
        this.script = script;
    }

    static FakeServer start(Script script) {
        try {
            FakeServer server = new FakeServer(
                    new ServerSocket(0, 50, InetAddress.getByAddress(new byte[] {127, 0, 0, 1})), script);
            inBackground(server::accept);
            return server;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void inBackground(Runnable work) {
        Thread thread = new Thread(work, "fake server");
        thread.setDaemon(true);
        thread.start();
    }

    HostRef ref() {
        return HostRef.parse("smb://127.0.0.1:" + listener.getLocalPort());
    }

    /** Everything asked so far, in the words of {@link Script#reply}. */
    List<String> asked() {
        return List.copyOf(asked);
    }

    int connections() {
        return connections.size();
    }

    /** Whether a client has closed its end of all connections, which is waited for. */
    boolean isLeft() {
        for (Socket connection : connections) {
            try {
                connection.setSoTimeout(10_000);
                while (connection.getInputStream().read() >= 0) {
                    // What was still on its way.
                }
            } catch (IOException failure) {
                if (!connection.isClosed() && failure instanceof java.net.SocketTimeoutException) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Opens it as its user, with short deadlines. */
    Host open() {
        return Hosts.open(ref(), HostAccess.as(Optional.of(USER)).within(SHORT, SHORT));
    }

    /** Cuts every connection that stands. */
    void hangUp() {
        connections.forEach(FakeServer::end);
    }

    private void accept() {
        while (true) {
            try {
                Socket connection = listener.accept();
                connections.add(connection);
                inBackground(() -> serve(connection));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket connection) {
        FakeSession session = new FakeSession();
        try {
            DataInputStream in = new DataInputStream(connection.getInputStream());
            OutputStream out = connection.getOutputStream();
            while (true) {
                byte[] message = new byte[in.readInt()];
                in.readFully(message);
                FakeSession.Understood request = session.understand(message);
                asked.add(request.name);
                Reply reply = script.reply(request.name, message, Reply.message(request.answer));
                send(out, session, reply);
                if (reply.hangsUp) {
                    end(connection);
                }
            }
        } catch (IOException ended) {
            // The client has gone, or the test.
        }
    }

    private static void send(OutputStream out, FakeSession session, Reply reply) throws IOException {
        byte[] bytes = reply.bytes;
        if (reply.isMessage) {
            byte[] message = reply.signs ? session.signed(bytes) : bytes;
            byte[] framed = new byte[4 + message.length];
            framed[1] = (byte) (message.length >>> 16);
            framed[2] = (byte) (message.length >>> 8);
            framed[3] = (byte) message.length;
            System.arraycopy(message, 0, framed, 4, message.length);
            bytes = framed;
        }
        out.write(bytes);
        out.flush();
    }

    private static void end(Socket connection) {
        try {
            connection.close();
        } catch (IOException alreadyClosed) {
            // Then it is.
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        new ArrayList<>(connections).forEach(FakeServer::end);
    }
}
