package dev.eku.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Passes TCP connections on to a server as if it were far away: everything takes half of the round-trip time in each
 * direction, and connecting takes one round trip. Bytes under way do not wait for each other, so throughput is not
 * limited. Thread-safe.
 *
 * <p>It does not answer for the server. So it cannot refuse a second transceive on a pipe with PIPE_BUSY, as Windows is
 * believed to do: each message is signed or encrypted, with a key that only both ends have. What is measured over it
 * with several calls under way is true of Samba only; {@code DriverPipes} of the tests refuses them.
 *
 * <p>It needs nothing but a JDK: {@code java DelayingProxy.java 127.0.0.120:445 127.0.0.17:445 20}
 */
public final class DelayingProxy implements AutoCloseable {
    private static final int PART = 65_536;
    /** How many parts may be under way in each direction of a connection: a bound for memory, far above any session. */
    private static final int UNDER_WAY = 1_024;

    private final ServerSocket listening = new ServerSocket();
    private final InetSocketAddress server;
    private final long roundTrip;

    /** Some bytes, and when they arrive. No bytes: the end. */
    private record Part(byte[] bytes, long due) {}

    /** Listens, and accepts connections until it is closed. */
    public DelayingProxy(InetSocketAddress at, InetSocketAddress server, Duration roundTrip) throws IOException {
        this.server = server;
        this.roundTrip = roundTrip.toNanos();
        listening.setReuseAddress(true);
        listening.bind(at);
        daemon(this::accept);
    }

    /**
     * Runs until it is killed.
     *
     * @param args where to listen and where the server is, as {@code ADDRESS:PORT}; the round-trip time in milliseconds
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        new DelayingProxy(address(args[0]), address(args[1]), Duration.ofMillis(Long.parseLong(args[2])));
        Thread.currentThread().join();
    }

    private static InetSocketAddress address(String text) {
        int colon = text.lastIndexOf(':');
        return new InetSocketAddress(text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket near = listening.accept();
                long connected = System.nanoTime() + roundTrip;
                daemon(() -> connect(near, connected));
            } catch (IOException closed) {
                // The loop ends if it is this proxy that was closed.
            }
        }
    }

    private void connect(Socket near, long connected) {
        Socket far = new Socket();
        try {
            near.setTcpNoDelay(true);
            far.setTcpNoDelay(true);
            far.connect(server);
        } catch (IOException refused) {
            close(near);
            return;
        }
        AtomicInteger directions = new AtomicInteger(2);
        pass(near, far, connected, directions);
        pass(far, near, connected, directions);
    }

    /**
     * @param earliest when the connection exists for those who use it
     * @param directions those that have not ended
     */
    private void pass(Socket from, Socket to, long earliest, AtomicInteger directions) {
        BlockingQueue<Part> underWay = new LinkedBlockingQueue<>(UNDER_WAY);
        daemon(() -> {
            byte[] part = new byte[PART];
            int read;
            do {
                try {
                    read = from.getInputStream().read(part);
                } catch (IOException reset) {
                    read = -1;
                }
                long sent = Math.max(System.nanoTime(), earliest);
                put(underWay, new Part(Arrays.copyOf(part, Math.max(read, 0)), sent + roundTrip / 2));
            } while (read > 0);
        });
        daemon(() -> {
            try {
                OutputStream out = to.getOutputStream();
                for (Part part = take(underWay); part.bytes.length > 0; part = take(underWay)) {
                    awaitUntil(part.due);
                    out.write(part.bytes);
                }
                to.shutdownOutput();
                if (directions.decrementAndGet() > 0) {
                    return;
                }
            } catch (IOException reset) {
                // Nobody can use the other direction either.
            }
            close(from);
            close(to);
        });
    }

    private static Part take(BlockingQueue<Part> underWay) {
        try {
            return underWay.take();
        } catch (InterruptedException nobodyDoes) {
            throw new IllegalStateException(nobodyDoes);
        }
    }

    private static void put(BlockingQueue<Part> underWay, Part part) {
        try {
            underWay.put(part);
        } catch (InterruptedException nobodyDoes) {
            throw new IllegalStateException(nobodyDoes);
        }
    }

    private static void awaitUntil(long due) {
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "delaying proxy");
        thread.setDaemon(true);
        thread.start();
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException alreadyGone) {
            // There is nothing left to close.
        }
    }

    /** Accepts no more connections. Those that exist go on until they end. */
    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
