package dev.eku.probe;

import dev.eku.diagnose.peer.PeerAnswer;
import dev.eku.diagnose.peer.PeerEndpoint;
import java.io.IOException;
import java.net.ConnectException;
import java.net.IDN;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/** Looks up names and connects. Thread-safe. */
final class Dialer {
    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|.*:.*");

    private final Duration connect;
    private final Names names;

    /** Finds the addresses of a name. */
    interface Names {
        /** All addresses. */
        InetAddress[] of(String name) throws UnknownHostException;
    }

    Dialer(Duration connect, Names names) {
        this.connect = connect;
        this.names = names;
    }

    /** The server name for SNI, in the form that a peer expects; never an address, which RFC 6066 forbids. */
    static Optional<String> serverName(PeerEndpoint endpoint) {
        return endpoint.serverName()
                .filter(name -> !ADDRESS.matcher(name).matches())
                .map(Dialer::ascii);
    }

    /** Connects. An interrupt closes the connection. */
    SocketChannel dial(InetSocketAddress address, Deadline deadline) throws ProbeFailure {
        try {
            SocketChannel channel = SocketChannel.open();
            try {
                channel.socket().connect(address, deadline.millis(connect));
                return channel;
            } catch (IOException failure) {
                channel.close();
                throw failure;
            }
        } catch (SocketTimeoutException silent) {
            throw new ProbeFailure(PeerAnswer.Failure.TIMED_OUT, "probe.connect-timeout", silent, connect.toSeconds());
        } catch (ConnectException closed) {
            throw new ProbeFailure(PeerAnswer.Failure.UNREACHABLE, "probe.port-closed", closed);
        } catch (IOException noWay) {
            throw new ProbeFailure(PeerAnswer.Failure.UNREACHABLE, "probe.no-route", noWay);
        }
    }

    /**
     * The addresses of a host, each once. The system's look-up has no deadline and cannot be stopped, so if it takes
     * too long, it continues alone.
     */
    List<InetAddress> lookUp(String host, Duration whole) throws ProbeFailure, InterruptedException {
        FutureTask<InetAddress[]> lookUp = new FutureTask<>(() -> names.of(ascii(host)));
        Thread thread = new Thread(lookUp, "eku-look-up");
        thread.setDaemon(true);
        thread.start();
        try {
            return Arrays.stream(lookUp.get(whole.toNanos(), TimeUnit.NANOSECONDS))
                    .distinct()
                    .toList();
        } catch (ExecutionException | TimeoutException unknown) {
            throw new ProbeFailure(PeerAnswer.Failure.UNKNOWN_NAME, "probe.unknown-name", unknown, host);
        }
    }

    /** The name in the form of DNS. A text that cannot be such a name stays as it is, because no server has it. */
    private static String ascii(String name) {
        try {
            return IDN.toASCII(name);
        } catch (IllegalArgumentException noName) {
            return name;
        }
    }
}
