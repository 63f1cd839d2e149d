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
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/**
 * A server on loopback that speaks just enough of SMB 2.1, NTLM and the two interfaces, with every message signed, to
 * be taken for a right one, and that does to any request what a script says instead. It knows one user. Thread-safe.
 */
final class FakeServer implements AutoCloseable {
    static final Credentials USER = new Credentials("FAKE\\admin", "not a secret");

    /** So short that a test does not wait, so long that a loaded machine does not miss it. */
    static final Duration SHORT = Duration.ofSeconds(1);

    /** What the server does when it is asked. */
    interface Script {
        /**
         * What the server says.
         *
         * @param request what is asked, for example {@code negotiate}, {@code setup 2}, {@code tree IPC$},
         *     {@code pipe winreg}, {@code bind winreg}, {@code winreg 22}, {@code read}, {@code logoff}
         * @param message the whole request
         * @param usual what a right server says
         */
        Reply reply(String request, byte[] message, Reply usual);
    }

    private enum Pace {
        AT_ONCE,
        LATE,
        DRIPPING
    }

    /** What the server says. Immutable. */
    static final class Reply {
        private final byte[] bytes;
        private final boolean isMessage;
        private final boolean signs;
        private final boolean hangsUp;
        private final Pace pace;
        /** What is said after it. */
        private Optional<Reply> next = Optional.empty();

        private Reply(byte[] bytes, boolean isMessage, boolean signs, boolean hangsUp, Pace pace) {
            this.pace = pace;
            this.bytes = bytes;
            this.isMessage = isMessage;
            this.signs = signs;
            this.hangsUp = hangsUp;
        }

        /** A message, which goes with its length before it and signed as it must be. */
        static Reply message(byte[] message) {
            return new Reply(message, true, true, false, Pace.AT_ONCE);
        }

        /** Says nothing. */
        static Reply silence() {
            return raw();
        }

        /** Sends these bytes as they are. */
        static Reply raw(int... bytes) {
            return raw(FakeSession.bytes(bytes));
        }

        static Reply raw(byte[] bytes) {
            return new Reply(bytes, false, false, false, Pace.AT_ONCE);
        }

        /** Says that again and again, slowly, until the client leaves. */
        static Reply dripping(int... bytes) {
            return new Reply(raw(bytes).bytes, false, false, false, Pace.DRIPPING);
        }

        /** What it says, without what the server adds. */
        byte[] bytes() {
            return bytes.clone();
        }

        /** This, and then another message. */
        Reply andThen(Reply other) {
            Reply both = new Reply(bytes, isMessage, signs, hangsUp, pace);
            both.next = Optional.of(next.map(after -> after.andThen(other)).orElse(other));
            return both;
        }

        /** After nearly half of {@link #SHORT}. */
        Reply late() {
            return new Reply(bytes, isMessage, signs, hangsUp, Pace.LATE);
        }

        /** The first part of this message, itself a whole one. */
        Reply cut(double part) {
            return message(Arrays.copyOf(bytes, (int) (bytes.length * part)));
        }

        /** With other bytes. */
        Reply with(UnaryOperator<byte[]> change) {
            return new Reply(change.apply(bytes), isMessage, signs, hangsUp, pace);
        }

        /** This as what is sent of a message that is longer. */
        Reply asPartOf(Reply whole) {
            return raw(framed(bytes, whole.bytes.length));
        }

        private static byte[] framed(byte[] message, int length) {
            byte[] framed = new byte[4 + message.length];
            framed[1] = (byte) (length >>> 16);
            framed[2] = (byte) (length >>> 8);
            framed[3] = (byte) length;
            System.arraycopy(message, 0, framed, 4, message.length);
            return framed;
        }

        /** The same without a signature. */
        Reply unsigned() {
            return new Reply(bytes, isMessage, false, hangsUp, pace);
        }

        /** Then closes the connection. */
        Reply andHangUp() {
            return new Reply(bytes, isMessage, signs, true, pace);
        }
    }

    private final ServerSocket listener;
    private final Script script;
    private final List<Socket> connections = new CopyOnWriteArrayList<>();
    private final List<Thread> accepting = new CopyOnWriteArrayList<>();
    private final List<Thread> serving = new CopyOnWriteArrayList<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();

    private FakeServer(ServerSocket listener, Script script) {
        this.listener = listener;
        this.script = script;
    }

    static FakeServer start(Script script) {
        try {
            FakeServer server = new FakeServer(
                    new ServerSocket(0, 50, InetAddress.getByAddress(new byte[] {127, 0, 0, 1})), script);
            server.accepting.add(inBackground(server::accept));
            return server;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Thread inBackground(Runnable work) {
        Thread thread = new Thread(work, "fake server");
        thread.setDaemon(true);
        thread.start();
        return thread;
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

    /** Whether the client leaves all connections, which is waited for. */
    boolean isLeft() {
        return haveEnded(serving);
    }

    /** Whether these threads end, which is waited for. */
    private static boolean haveEnded(List<Thread> threads) {
        try {
            for (Thread thread : threads) {
                thread.join(10_000);
                if (thread.isAlive()) {
                    return false;
                }
            }
            return true;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** Opens it as its user, with short deadlines. */
    Host open() {
        return Hosts.open(ref(), HostAccess.as(Optional.of(USER)).within(SHORT, SHORT));
    }

    /** Says on every connection that nothing more will come, and listens on. */
    void sayNoMore() {
        try {
            for (Socket connection : connections) {
                connection.shutdownOutput();
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void accept() {
        while (true) {
            try {
                Socket connection = listener.accept();
                connections.add(connection);
                serving.add(inBackground(() -> serve(connection)));
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
                Reply reply = script.reply(request.name, request.request, Reply.message(request.answer));
                if (reply.pace == Pace.LATE) {
                    pause(connection, (int) (SHORT.toMillis() * 2 / 5));
                }
                send(out, session, reply);
                while (reply.pace == Pace.DRIPPING) {
                    pause(connection, 50);
                    send(out, session, reply);
                }
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
            bytes = Reply.framed(message, message.length);
        }
        out.write(bytes);
        out.flush();
        if (reply.next.isPresent()) {
            send(out, session, reply.next.get());
        }
    }

    /** Waits for the client, which says nothing while it is waiting for us. */
    private static void pause(Socket connection, int millis) throws IOException {
        connection.setSoTimeout(millis);
        try {
            if (connection.getInputStream().read() < 0) {
                throw new IOException("the client has left");
            }
        } catch (SocketTimeoutException waited) {
            connection.setSoTimeout(0);
        }
    }

    private static void end(Socket connection) {
        try {
            connection.close();
        } catch (IOException alreadyClosed) {
            // Then it is.
        }
    }

    /** Once this has returned nobody can connect any more. */
    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        // Until the thread that accepts has noticed, the system goes on accepting.
        if (!haveEnded(accepting)) {
            throw new IllegalStateException("the server does not end");
        }
        connections.forEach(FakeServer::end);
    }
}
