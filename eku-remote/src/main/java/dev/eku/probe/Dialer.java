package dev.eku.probe;

import dev.eku.diagnose.Endpoint;
import dev.eku.diagnose.PeerAnswer;
import java.io.IOException;
import java.net.ConnectException;
import java.net.IDN;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/** Looks names up and connects. Thread-safe. */
final class Dialer {
    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|.*:.*");

    private final Duration connect;

    Dialer(Duration connect) {
        this.connect = connect;
    }

    /** The name to ask for, as a peer expects it; never an address, which RFC 6066 forbids. */
    static Optional<String> serverName(Endpoint endpoint) {
        return endpoint.serverName()
                .filter(name -> !ADDRESS.matcher(name).matches())
                .map(Dialer::ascii);
    }

    /** A connection to the first of the host's addresses that takes it. An interrupt closes it. */
    SocketChannel dial(Endpoint endpoint, Deadline deadline) throws ProbeFailure, InterruptedException {
        try {
            IOException refused = new UnknownHostException(endpoint.host());
            for (InetAddress address : lookUp(endpoint.host(), deadline)) {
                SocketChannel channel = SocketChannel.open();
                try {
                    channel.socket().connect(new InetSocketAddress(address, endpoint.port()), deadline.millis(connect));
                    return channel;
                } catch (IOException failure) {
                    channel.close();
                    refused = failure;
                }
            }
            throw refused;
        } catch (UnknownHostException unknown) {
            throw new ProbeFailure(PeerAnswer.Failure.UNKNOWN_NAME, "probe.unknown-name", endpoint.host(), unknown);
        } catch (SocketTimeoutException silent) {
            throw new ProbeFailure(
                    PeerAnswer.Failure.TIMED_OUT, "probe.connect-timeout", String.valueOf(connect.toSeconds()), silent);
        } catch (ConnectException closed) {
            throw new ProbeFailure(PeerAnswer.Failure.UNREACHABLE, "probe.port-closed", "", closed);
        } catch (IOException noWay) {
            throw new ProbeFailure(PeerAnswer.Failure.UNREACHABLE, "probe.no-route", "", noWay);
        }
    }

    /** The system's look-up knows no deadline and cannot be stopped, so it is left alone when it takes too long. */
    private static InetAddress[] lookUp(String host, Deadline deadline) throws IOException, InterruptedException {
        FutureTask<InetAddress[]> lookUp = new FutureTask<>(() -> InetAddress.getAllByName(ascii(host)));
        Thread thread = new Thread(lookUp, "eku-look-up");
        thread.setDaemon(true);
        thread.start();
        try {
            return lookUp.get(deadline.left().toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException | TimeoutException unknown) {
            throw (IOException) new UnknownHostException(host).initCause(unknown);
        }
    }

    /** The name as DNS knows it. What cannot be such a name is left as it is: no server will have it. */
    private static String ascii(String name) {
        try {
            return IDN.toASCII(name);
        } catch (IllegalArgumentException noName) {
            return name;
        }
    }
}
