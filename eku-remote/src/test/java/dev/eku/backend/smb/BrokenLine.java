package dev.eku.backend.smb;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A line to a server that fails once, at a given byte of what the server says, and is a good one otherwise.
 * Thread-safe.
 */
final class BrokenLine implements AutoCloseable {
    /** How a line fails. */
    enum Fault {
        /** Not at all. */
        NONE,
        /** It ends, both ways. */
        CUT,
        /** Nothing more comes from the server, and nobody says so. */
        STALL,
        /** The byte has one bit wrong. */
        FLIP
    }

    private final ServerSocket listener;
    private final String server;
    private final int port;
    private final Fault fault;
    private final long at;
    private final int bit;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private long passed;

    /**
     * Listens on loopback.
     *
     * @param at how many bytes of the server pass before the fault
     * @param bit which bit is flipped
     */
    BrokenLine(String server, int port, Fault fault, long at, int bit) {
        try {
            this.listener = new ServerSocket(0, 50, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        this.server = server;
        this.port = port;
        this.fault = fault;
        this.at = at;
        this.bit = bit;
        inBackground(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    /** Whether it never keeps a client waiting. */
    boolean isCut() {
        return fault == Fault.NONE || fault == Fault.CUT;
    }

    /** Where each message of the server ended, counted in bytes from its first one. */
    List<Integer> messageEnds() {
        List<Integer> ends = new ArrayList<>();
        byte[] all = said();
        for (int from = 0; from + 4 <= all.length; ) {
            from += 4 + (ByteBuffer.wrap(all, from, 4).getInt() & 0xFF_FFFF);
            ends.add(from);
        }
        return ends;
    }

    private synchronized byte[] said() {
        return said.toByteArray();
    }

    private static void inBackground(Runnable work) {
        Thread thread = new Thread(work, "broken line");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (true) {
            try {
                Socket client = listener.accept();
                Socket to = new Socket(server, port);
                sockets.add(client);
                sockets.add(to);
                inBackground(() -> pump(client, to, false));
                inBackground(() -> pump(to, client, true));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void pump(Socket from, Socket to, boolean isAnswer) {
        byte[] buffer = new byte[8192];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                int passing = isAnswer ? spoil(buffer, count) : count;
                out.write(buffer, 0, passing);
                out.flush();
                if (passing < count) {
                    if (fault == Fault.STALL) {
                        in.transferTo(OutputStream.nullOutputStream());
                    }
                    break;
                }
            }
        } catch (IOException ended) {
            // One of the two has.
        }
        end(from);
        end(to);
    }

    /** How many of these bytes pass. Fewer than all only once. */
    private synchronized int spoil(byte[] buffer, int count) {
        said.write(buffer, 0, count);
        long ahead = at - passed;
        passed += count;
        if (ahead < 0 || ahead >= count || fault == Fault.NONE) {
            return count;
        }
        if (fault == Fault.FLIP) {
            buffer[(int) ahead] ^= (byte) (1 << bit);
            return count;
        }
        return (int) ahead;
    }

    private static void end(Socket socket) {
        try {
            socket.close();
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
        sockets.forEach(BrokenLine::end);
    }
}
