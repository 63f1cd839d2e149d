package dev.eku.probe;

import dev.eku.diagnose.peer.EndpointProbe;
import dev.eku.diagnose.peer.PeerAnswer;
import dev.eku.diagnose.peer.PeerEndpoint;
import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.text.Message;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.crypto.TlsCrypto;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCrypto;

/**
 * Probes TLS ports over the network with TLS 1.0 to 1.3, whatever the JVM's own settings allow. If a peer does not
 * answer the newest offer, it is asked again with older ones. Thread-safe.
 */
public final class TlsProbe implements EndpointProbe {
    /** The newest version of each offer, in turn. Old servers may refuse versions that they do not know. */
    private static final List<ProtocolVersion> OFFERS =
            List.of(ProtocolVersion.TLSv13, ProtocolVersion.TLSv12, ProtocolVersion.TLSv10);

    private final ProbeLimits limits;
    private final List<ProtocolVersion> offers;
    private final Dialer dialer;
    private final TlsCrypto crypto = new BcTlsCrypto(new SecureRandom());

    /** A probe that keeps these limits. */
    public TlsProbe(ProbeLimits limits) {
        this(limits, OFFERS, InetAddress::getAllByName);
    }

    /** A probe that makes these offers in turn, each named by its newest version. */
    TlsProbe(ProbeLimits limits, List<ProtocolVersion> offers, Dialer.Names names) {
        this.limits = limits;
        this.offers = offers;
        this.dialer = new Dialer(limits.connect(), names);
    }

    /** The probe of one address. */
    private record Look(PeerEndpoint endpoint, Callable<PeerAnswer> task) {}

    @Override
    public List<PeerAnswer> probe(List<PeerEndpoint> endpoints) {
        ExecutorService workers = Executors.newFixedThreadPool(limits.parallel(), task -> {
            Thread thread = new Thread(task, "eku-probe");
            thread.setDaemon(true);
            return thread;
        });
        try {
            List<Callable<List<Look>>> lookUps = new ArrayList<>();
            endpoints.forEach(endpoint -> lookUps.add(() -> lookUp(endpoint)));
            List<Look> looks = new ArrayList<>();
            for (Future<List<Look>> found : workers.invokeAll(lookUps)) {
                looks.addAll(found.get());
            }
            List<PeerAnswer> answers = new ArrayList<>();
            for (Future<PeerAnswer> done :
                    workers.invokeAll(looks.stream().map(Look::task).toList())) {
                answers.add(answer(looks.get(answers.size()).endpoint(), done));
            }
            return List.copyOf(answers);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new EkuException(interrupted, ErrorCode.INTERRUPTED);
        } catch (ExecutionException broken) {
            throw new EkuException(broken, ErrorCode.UNEXPECTED, String.valueOf(broken.getCause()));
        } finally {
            workers.shutdownNow();
        }
    }

    private List<Look> lookUp(PeerEndpoint endpoint) throws InterruptedException {
        try {
            List<InetAddress> addresses = dialer.lookUp(endpoint.host(), limits.whole());
            return addresses.stream()
                    .map(address -> addresses.size() == 1
                            ? look(endpoint, address)
                            : look(endpoint.at(address.getHostAddress()), address))
                    .toList();
        } catch (ProbeFailure unknown) {
            return List.of(new Look(endpoint, () -> unknown.at(endpoint)));
        }
    }

    private Look look(PeerEndpoint endpoint, InetAddress address) {
        return new Look(endpoint, () -> ask(endpoint, new InetSocketAddress(address, endpoint.port())));
    }

    /** An exception about one peer does not affect the answers of the others, but an error of the JVM does. */
    private static PeerAnswer answer(PeerEndpoint endpoint, Future<PeerAnswer> done) throws InterruptedException {
        try {
            return done.get();
        } catch (ExecutionException broken) {
            Throwable cause = Objects.requireNonNullElse(broken.getCause(), broken);
            if (cause instanceof VirtualMachineError end && !(cause instanceof StackOverflowError)) {
                throw end;
            }
            return unreadable(cause.getClass().getSimpleName(), cause).at(endpoint);
        }
    }

    private PeerAnswer ask(PeerEndpoint endpoint, InetSocketAddress address) {
        Deadline deadline = Deadline.in(limits.whole());
        List<ProbeFailure> failures = new ArrayList<>();
        for (ProtocolVersion newest : offers) {
            try {
                return handshake(endpoint, address, newest, deadline);
            } catch (ProbeFailure failure) {
                failures.add(failure);
                if (!failure.mayBeIntolerance()) {
                    break;
                }
            }
        }
        return failures.get(0).at(endpoint);
    }

    private PeerAnswer.Presented handshake(
            PeerEndpoint endpoint, InetSocketAddress address, ProtocolVersion newest, Deadline deadline)
            throws ProbeFailure {
        ProbingClient client = new ProbingClient(crypto, newest, Dialer.serverName(endpoint));
        try (SocketChannel channel = dialer.dial(address, deadline)) {
            new HandshakeConnection(channel.socket(), client).hold(deadline);
        } catch (IOException closing) {
            // The connection was given up anyway.
        }
        return new PeerAnswer.Presented(
                endpoint,
                parse(client),
                client.version().orElseThrow(),
                client.ending().orElse(PeerAnswer.Ending.BROKEN_OFF));
    }

    private static List<X509Certificate> parse(ProbingClient client) throws ProbeFailure {
        try {
            List<X509Certificate> chain = new ArrayList<>();
            for (byte[] encoded : client.chain()) {
                chain.add(Der.certificate(encoded));
            }
            return Der.alike(chain);
        } catch (CertificateException | IOException spoiled) {
            throw unreadable(Message.of("probe.unreadable-detail"), spoiled);
        }
    }

    private static ProbeFailure unreadable(Object detail, Throwable cause) {
        return new ProbeFailure(PeerAnswer.Failure.UNREADABLE, "probe.unreadable", cause, detail);
    }
}
