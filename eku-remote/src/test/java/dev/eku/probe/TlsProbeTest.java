package dev.eku.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eku.diagnose.peer.PeerAnswer;
import dev.eku.diagnose.peer.PeerAnswer.Failure;
import dev.eku.diagnose.peer.PeerEndpoint;
import dev.eku.diagnose.peer.TlsVersion;
import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.text.Words;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Security;
import java.security.cert.X509Certificate;
import java.security.spec.RSAPublicKeySpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.tls.ProtocolVersion;
import org.junit.jupiter.api.Test;

/** What peers show, and what they do instead. */
final class TlsProbeTest {
    private static final TlsProbe PROBE = new TlsProbe(ProbeLimits.USUAL);
    /** Short enough to wait for, where a peer says nothing. */
    private static final TlsProbe IMPATIENT =
            new TlsProbe(new ProbeLimits(Duration.ofSeconds(1), Duration.ofMillis(300), 8));

    private static final X509Certificate CERTIFICATE = certificate();
    private static final List<X509Certificate> CHAIN = List.of(CERTIFICATE);

    @Test
    void endsTheHandshakePolitelyAndSendsNothingElse() throws InterruptedException {
        BlockingQueue<byte[]> sent = new LinkedBlockingQueue<>();
        byte[] answer = FakePeer.records(
                3,
                FakePeer.serverHello(3),
                FakePeer.certificates(CHAIN),
                FakePeer.certificateRequest(),
                FakePeer.serverHelloDone());
        try (FakePeer peer = new FakePeer((connection, nth) -> {
            FakePeer.hello(connection);
            connection.getOutputStream().write(answer);
            sent.add(connection.getInputStream().readAllBytes());
        })) {
            assertThat(look(peer))
                    .isEqualTo(new PeerAnswer.Presented(
                            peer.endpoint(), CHAIN, TlsVersion.TLS_1_2, PeerAnswer.Ending.ASKED_FOR_CERTIFICATE));
            // One alert: fatal, user_canceled.
            assertThat(sent.poll(10, TimeUnit.SECONDS)).containsExactly(21, 3, 3, 0, 2, 2, 90);
        }
    }

    @Test
    void keepsWhatWasShownByAPeerThatThenRefuses() {
        byte[] refused = FakePeer.join(
                FakePeer.records(3, FakePeer.serverHello(3), FakePeer.certificates(CHAIN)), FakePeer.fatal(40));
        assertShown(refused, TlsVersion.TLS_1_2, CHAIN);
    }

    @Test
    void keepsWhatWasShownByAPeerThatThenClosesOrSpeaksNonsense() {
        byte[] shown = FakePeer.records(1, FakePeer.serverHello(1), FakePeer.certificates(CHAIN));
        assertShown(shown, TlsVersion.TLS_1_0, CHAIN);
        assertShown(FakePeer.join(shown, "nonsense".getBytes(StandardCharsets.US_ASCII)), TlsVersion.TLS_1_0, CHAIN);
    }

    @Test
    void keepsWhatWasShownByAPeerThatThenFallsSilent() {
        byte[] shown = FakePeer.records(3, FakePeer.serverHello(3), FakePeer.certificates(CHAIN));
        try (FakePeer peer = new FakePeer((connection, nth) -> {
            FakePeer.hello(connection);
            connection.getOutputStream().write(shown);
            connection.getInputStream().readAllBytes();
        })) {
            assertThat(IMPATIENT.probe(List.of(peer.endpoint())).get(0))
                    .isEqualTo(new PeerAnswer.Presented(
                            peer.endpoint(), CHAIN, TlsVersion.TLS_1_2, PeerAnswer.Ending.BROKEN_OFF));
        }
    }

    @Test
    void showsAChainOfMuchTheSameAsItWasSent() {
        List<X509Certificate> fifty = Collections.nCopies(50, CERTIFICATE);
        assertShown(
                FakePeer.records(3, FakePeer.serverHello(3), FakePeer.certificates(fifty)), TlsVersion.TLS_1_2, fifty);
    }

    @Test
    void refusesAChainLargerThanAnySoundOne() {
        List<X509Certificate> many = Collections.nCopies(101, CERTIFICATE);
        assertFailed(
                FakePeer.records(3, FakePeer.serverHello(3), FakePeer.certificates(many)),
                Failure.UNREADABLE,
                "cannot be read as the certificates");
        // What it announces is enough: a message of 10 MB.
        byte[] tenMegabytes = FakePeer.join(new byte[] {11, (byte) 0xA0, 0, 0}, new byte[1000]);
        assertFailed(
                FakePeer.records(3, FakePeer.serverHello(3), tenMegabytes),
                Failure.UNREADABLE,
                "cannot be read as the certificates");
    }

    @Test
    void refusesACertificateThatIsNone() {
        byte[] none = FakePeer.message(11, new byte[] {0, 0, 6, 0, 0, 3, 0x30, 1, 0});
        assertFailed(FakePeer.records(3, FakePeer.serverHello(3), none), Failure.UNREADABLE, "cannot be read");
    }

    @Test
    void refusesACertificateThatIsNestedWithoutEndAndHearsTheOthers() {
        byte[] good = FakePeer.records(3, FakePeer.serverHello(3), FakePeer.certificates(CHAIN));
        for (byte[] nested : List.of(Nested.ofAnyLength(200_000), Nested.ofGivenLength(50_000))) {
            byte[] evil = FakePeer.records(3, FakePeer.serverHello(3), FakePeer.certificates(nested));
            try (FakePeer nests = FakePeer.saying(evil);
                    FakePeer sound = FakePeer.saying(good)) {
                List<PeerAnswer> answers = PROBE.probe(List.of(nests.endpoint(), sound.endpoint()));

                assertFailed(answers.get(0), Failure.UNREADABLE, "cannot be read as the certificates");
                assertThat(answers.get(1)).isInstanceOf(PeerAnswer.Presented.class);
            }
        }
    }

    /** The library would look for long whether it is sound. */
    @Test
    void keepsWhatIsShownWithAKeyTooLongToBeLookedAt() throws IOException, GeneralSecurityException {
        BigInteger modulus = BigInteger.ONE;
        for (int bits = 0; bits < 16_384; bits += 1024) {
            modulus = modulus.multiply(BigInteger.probablePrime(1024, new Random(bits)));
        }
        PublicKey huge =
                KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(modulus, BigInteger.valueOf(65_537)));
        X509Certificate certificate = Der.certificate(Forged.certificate("CN=edge.contoso.com", huge, 1));
        byte[] answer = FakePeer.records(
                3,
                FakePeer.serverHello(3),
                FakePeer.certificates(List.of(certificate)),
                FakePeer.certificateRequest(),
                FakePeer.serverHelloDone());

        assertShown(answer, TlsVersion.TLS_1_2, List.of(certificate));
    }

    /** A probe that has nothing to offer stands for whatever may break where nobody has thought of it. */
    @Test
    void whateverBreaksIsAnAnswerForThatPeer() {
        PeerEndpoint endpoint = PeerEndpoint.of("127.0.0.1", 8057);

        assertThat(new TlsProbe(ProbeLimits.USUAL, List.of(), InetAddress::getAllByName)
                        .probe(List.of(endpoint, endpoint)))
                .hasSize(2)
                .allSatisfy(answer -> assertFailed(answer, Failure.UNREADABLE, "IndexOutOfBoundsException"));
    }

    @Test
    void offersLessToAPeerThatCannotBearTheNewest() {
        byte[] shown = FakePeer.records(1, FakePeer.serverHello(1), FakePeer.certificates(CHAIN));
        try (FakePeer peer = new FakePeer((connection, nth) -> {
            byte[] hello = FakePeer.hello(connection);
            // The version stands after the message's type and length. It must be 3, 1, that of TLS 1.0.
            if (hello[5] == 1) {
                connection.getOutputStream().write(shown);
            } else if (nth > 0) {
                connection.getOutputStream().write(FakePeer.fatal(70));
            }
        })) {
            assertThat(look(peer))
                    .isEqualTo(new PeerAnswer.Presented(
                            peer.endpoint(), CHAIN, TlsVersion.TLS_1_0, PeerAnswer.Ending.BROKEN_OFF));
        }
    }

    @Test
    void saysWhoRefusesAndHow() {
        assertFailed(
                FakePeer.fatal(40), Failure.REFUSED, "rejects the connection with the alert handshake_failure(40)");
        assertFailed(
                FakePeer.fatal(112), Failure.REFUSED, "rejects the connection with the alert unrecognized_name(112)");
        assertFailed(new byte[0], Failure.REFUSED, "closes the connection before");
        byte[] farewell = FakePeer.record(21, 3, new byte[] {1, 0});
        assertFailed(farewell, Failure.REFUSED, "closes the connection before");
    }

    @Test
    void saysWhoResetsTheConnection() {
        try (FakePeer peer = new FakePeer((connection, nth) -> {
            FakePeer.hello(connection);
            connection.setSoLinger(true, 0);
        })) {
            assertFailed(look(peer), Failure.REFUSED, "closes the connection before");
        }
    }

    @Test
    void saysWhoSpeaksNoTls() {
        assertFailed(
                "HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII), Failure.NOT_TLS, "speaks HTTP");
        assertFailed(
                "SSH-2.0-OpenSSH_9.2\r\n".getBytes(StandardCharsets.US_ASCII), Failure.NOT_TLS, "does not speak TLS");
        assertFailed(new byte[] {22, 2, 0}, Failure.NOT_TLS, "does not speak TLS");
    }

    @Test
    void waitsNoLongerThanGivenForASilentPeer() {
        try (FakePeer peer =
                new FakePeer((connection, nth) -> connection.getInputStream().readAllBytes())) {
            assertFailed(IMPATIENT.probe(List.of(peer.endpoint())).get(0), Failure.TIMED_OUT, "within 0 s");
        }
    }

    @Test
    void waitsNoLongerThanGivenForAPeerThatAlwaysSaysALittle() {
        byte[] warning = FakePeer.record(21, 3, new byte[] {1, 90});
        try (FakePeer peer = new FakePeer((connection, nth) -> {
            FakePeer.hello(connection);
            while (true) {
                connection.getOutputStream().write(warning);
            }
        })) {
            assertFailed(IMPATIENT.probe(List.of(peer.endpoint())).get(0), Failure.TIMED_OUT, "no certificate");
        }
    }

    @Test
    void saysWhatCannotBeReached() throws IOException {
        int free;
        try (ServerSocket closed = new ServerSocket(0)) {
            free = closed.getLocalPort();
        }
        List<PeerAnswer> answers = PROBE.probe(List.of(
                PeerEndpoint.of("127.0.0.1", free),
                PeerEndpoint.of("no-such-host.invalid", 8057),
                PeerEndpoint.of("no such host", 8057),
                PeerEndpoint.of("a".repeat(300), 8057)));

        assertFailed(answers.get(0), Failure.UNREACHABLE, "refuses connections");
        assertFailed(answers.get(1), Failure.UNKNOWN_NAME, "the name no-such-host.invalid is not known");
        assertFailed(answers.get(2), Failure.UNKNOWN_NAME, "is not known");
        assertFailed(answers.get(3), Failure.UNKNOWN_NAME, "is not known");
    }

    /** A pool whose name has an address for each server. */
    @Test
    void asksEachAddressOfAName() {
        byte[] one = FakePeer.records(3, FakePeer.serverHello(3), FakePeer.certificates(CHAIN));
        List<X509Certificate> twice = List.of(CERTIFICATE, CERTIFICATE);
        byte[] two = FakePeer.records(3, FakePeer.serverHello(3), FakePeer.certificates(twice));
        List<String> asked = new ArrayList<>();
        TlsProbe probe = new TlsProbe(ProbeLimits.USUAL, List.of(ProtocolVersion.TLSv12), name -> {
            asked.add(name);
            return new InetAddress[] {address(1), address(2), address(3), address(1)};
        });
        try (FakePeer first = FakePeer.saying(one);
                FakePeer second = FakePeer.beside(first, two)) {
            int port = first.endpoint().port();

            List<PeerAnswer> answers = probe.probe(List.of(PeerEndpoint.of("edge.contoso.com", port)));

            assertThat(asked).containsExactly("edge.contoso.com");
            assertThat(answers)
                    .extracting(PeerAnswer::name)
                    .containsExactly(
                            "edge.contoso.com:" + port + " (127.0.0.1)",
                            "edge.contoso.com:" + port + " (127.0.0.2)",
                            "edge.contoso.com:" + port + " (127.0.0.3)");
            assertThat(answers).extracting(PeerAnswer::serverName).containsOnly(Optional.of("edge.contoso.com"));
            assertThat(answers.get(0))
                    .isInstanceOfSatisfying(
                            PeerAnswer.Presented.class,
                            shown -> assertThat(shown.chain()).isEqualTo(CHAIN));
            assertThat(answers.get(1))
                    .isInstanceOfSatisfying(
                            PeerAnswer.Presented.class,
                            shown -> assertThat(shown.chain()).isEqualTo(twice));
            assertFailed(answers.get(2), Failure.UNREACHABLE, "refuses connections");
        }
    }

    @Test
    void answersForEachInTheOrderAskedThoughOneHangs() {
        byte[] shown = FakePeer.records(3, FakePeer.serverHello(3), FakePeer.certificates(CHAIN));
        try (FakePeer hangs = new FakePeer(
                        (connection, nth) -> connection.getInputStream().readAllBytes());
                FakePeer good = FakePeer.saying(shown)) {
            List<PeerAnswer> answers = new TlsProbe(new ProbeLimits(Duration.ofSeconds(1), Duration.ofSeconds(1), 2))
                    .probe(List.of(good.endpoint(), hangs.endpoint(), good.endpoint()));

            assertThat(answers)
                    .extracting(PeerAnswer::name)
                    .containsExactly(
                            good.endpoint().toString(),
                            hangs.endpoint().toString(),
                            good.endpoint().toString());
            assertThat(answers.get(0)).isInstanceOf(PeerAnswer.Presented.class);
            assertFailed(answers.get(1), Failure.TIMED_OUT, "no certificate within 1 s");
            assertThat(answers.get(2)).isInstanceOf(PeerAnswer.Presented.class);
        }
    }

    @Test
    void looksAtNoMoreThanGivenTogether() throws InterruptedException {
        CountDownLatch both = new CountDownLatch(2);
        BlockingQueue<Integer> third = new LinkedBlockingQueue<>();
        FakePeer.Behaviour waits = (connection, nth) -> {
            both.countDown();
            FakePeer.hello(connection);
            connection.getInputStream().readAllBytes();
        };
        try (FakePeer one = new FakePeer(waits);
                FakePeer two = new FakePeer(waits);
                FakePeer three = new FakePeer((connection, nth) -> third.add((int) both.getCount()))) {
            TlsProbe probe = new TlsProbe(new ProbeLimits(Duration.ofSeconds(5), Duration.ofSeconds(1), 2));
            List<PeerAnswer> answers = probe.probe(List.of(one.endpoint(), two.endpoint(), three.endpoint()));

            assertThat(third.poll(10, TimeUnit.SECONDS)).isZero();
            assertFailed(answers.get(2), Failure.REFUSED, "closes the connection");
        }
    }

    @Test
    void endsWhenItsThreadIsToldTo() {
        try (FakePeer hangs =
                new FakePeer((connection, nth) -> connection.getInputStream().readAllBytes())) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> PROBE.probe(List.of(hangs.endpoint())))
                    .isInstanceOfSatisfying(
                            EkuException.class,
                            failure -> assertThat(failure.code()).isEqualTo(ErrorCode.INTERRUPTED));
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void leavesTheSecurityOfTheJvmAlone() {
        List<String> settings = List.of("jdk.tls.disabledAlgorithms", "jdk.certpath.disabledAlgorithms");
        List<Provider> providers = List.of(Security.getProviders());
        List<String> before = settings.stream().map(Security::getProperty).toList();
        byte[] shown = FakePeer.records(1, FakePeer.serverHello(1), FakePeer.certificates(CHAIN));

        assertShown(shown, TlsVersion.TLS_1_0, CHAIN);

        assertThat(Security.getProviders()).containsExactlyElementsOf(providers);
        assertThat(settings.stream().map(Security::getProperty)).containsExactlyElementsOf(before);
    }

    @Test
    void hasAnAnswerToWhateverAPeerSays() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        byte[] sound = FakePeer.records(
                3,
                FakePeer.serverHello(3),
                FakePeer.certificates(CHAIN),
                FakePeer.certificateRequest(),
                FakePeer.serverHelloDone());
        List<byte[]> spoiled = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            byte[] bytes = Arrays.copyOf(sound, random.nextInt(4) == 0 ? random.nextInt(sound.length) : sound.length);
            for (int changes = random.nextInt(4); changes >= 0 && bytes.length > 0; changes--) {
                bytes[random.nextInt(random.nextBoolean() ? Math.min(60, bytes.length) : bytes.length)] =
                        (byte) random.nextInt();
            }
            spoiled.add(bytes);
        }
        try (FakePeer peer = new FakePeer((connection, nth) -> {
            FakePeer.hello(connection);
            connection.getOutputStream().write(spoiled.get(nth % spoiled.size()));
        })) {
            List<PeerAnswer> answers = PROBE.probe(Collections.nCopies(400, peer.endpoint()));

            assertThat(answers)
                    .as("seed %d", seed)
                    .hasSize(400)
                    .allSatisfy(answer -> assertThat(
                                    answer instanceof PeerAnswer.Failed failed
                                            ? failed.failure()
                                            : ((PeerAnswer.Presented) answer).ending())
                            .isNotIn(Failure.TIMED_OUT, Failure.UNREACHABLE, Failure.UNKNOWN_NAME));
        }
    }

    @Test
    void takesOnlyLimitsThatCanBeKept() {
        assertThatThrownBy(() -> new ProbeLimits(Duration.ZERO, Duration.ofSeconds(1), 1))
                .hasMessageContaining("connect");
        assertThatThrownBy(() -> new ProbeLimits(Duration.ofSeconds(1), Duration.ofSeconds(-1), 1))
                .hasMessageContaining("whole");
        assertThatThrownBy(() -> new ProbeLimits(Duration.ofSeconds(1), Duration.ofSeconds(1), 0))
                .hasMessageContaining("parallel");
    }

    private static PeerAnswer look(FakePeer peer) {
        return PROBE.probe(List.of(peer.endpoint())).get(0);
    }

    private static void assertShown(byte[] answer, TlsVersion version, List<X509Certificate> chain) {
        try (FakePeer peer = FakePeer.saying(answer)) {
            assertThat(look(peer))
                    .isEqualTo(new PeerAnswer.Presented(peer.endpoint(), chain, version, PeerAnswer.Ending.BROKEN_OFF));
        }
    }

    private static void assertFailed(byte[] answer, Failure failure, String detail) {
        try (FakePeer peer = FakePeer.saying(answer)) {
            assertFailed(look(peer), failure, detail);
        }
    }

    private static void assertFailed(PeerAnswer answer, Failure failure, String detail) {
        assertThat(answer).isInstanceOfSatisfying(PeerAnswer.Failed.class, failed -> {
            assertThat(failed.failure()).isEqualTo(failure);
            assertThat(Words.ENGLISH.text(failed.detail())).contains(detail).doesNotContain("\n");
            assertThat(failed.cause().key())
                    .isEqualTo(failed.detail().key() + ".cause")
                    .matches(Words.ENGLISH::has);
            assertThat(failed.next().what().key())
                    .isEqualTo(failed.detail().key() + ".next")
                    .matches(Words.ENGLISH::has);
        });
    }

    private static InetAddress address(int host) throws UnknownHostException {
        return InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) host});
    }

    private static X509Certificate certificate() {
        try {
            Path pem = Path.of(Objects.requireNonNull(TlsProbeTest.class.getResource("peer.pem"))
                    .toURI());
            return CertificateFiles.read(pem, Optional.empty()).get(0).get(0);
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
