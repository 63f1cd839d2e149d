package dev.eku.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eku.diagnose.peer.PeerAnswer;
import dev.eku.diagnose.peer.PeerEndpoint;
import dev.eku.diagnose.peer.TlsVersion;
import dev.eku.text.Message;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.tls.ProtocolVersion;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The chain of every row of the table of peer certificates, as real servers show it. */
final class OpenSslPeersTest {
    private static final TlsProbe PROBE = new TlsProbe(ProbeLimits.USUAL);

    private static List<TlsServer> servers = List.of();

    @BeforeAll
    static void startOneServerForEachRow() {
        OpenSsl.assumeHere();
        servers = TlsServer.all(OpenSsl.rows());
    }

    @AfterAll
    static void stop() {
        servers.forEach(TlsServer::close);
    }

    @ParameterizedTest
    @EnumSource
    void showsEveryChainToWhoOffersThatVersionAtMost(TlsVersion version) {
        TlsProbe probe = new TlsProbe(ProbeLimits.USUAL, List.of(offer(version)), InetAddress::getAllByName);

        List<PeerAnswer> answers =
                probe.probe(servers.stream().map(TlsServer::endpoint).toList());

        for (int i = 0; i < servers.size(); i++) {
            OpenSsl.Row row = OpenSsl.rows().get(i);
            assertThat(answers.get(i))
                    .as(row.toString())
                    .isEqualTo(new PeerAnswer.Presented(
                            servers.get(i).endpoint(), row.chain(), version, PeerAnswer.Ending.ASKED_FOR_CERTIFICATE));
        }
        assertThat(answers).hasSizeGreaterThan(50);
    }

    @ParameterizedTest
    @CsvSource({
        "rsa, -tls1, TLS_1_0",
        "rsa, -tls1_1, TLS_1_1",
        "rsa, -tls1_2, TLS_1_2",
        "rsa, -tls1_3, TLS_1_3",
        "ec, -tls1, TLS_1_0",
        "ec, -tls1_1, TLS_1_1",
        "ec, -tls1_2, TLS_1_2",
        "ec, -tls1_3, TLS_1_3"
    })
    void meetsAServerThatSpeaksOneVersion(String algorithm, String argument, TlsVersion version) {
        OpenSsl.Row row = OpenSsl.row(algorithm, "ca", "server");
        try (TlsServer server = TlsServer.mutual(row, argument)) {
            assertThat(look(server))
                    .isEqualTo(new PeerAnswer.Presented(
                            server.endpoint(), row.chain(), version, PeerAnswer.Ending.ASKED_FOR_CERTIFICATE));
        }
    }

    @ParameterizedTest
    @CsvSource({"-tls1, TLS_1_0", "-tls1_2, TLS_1_2", "-tls1_3, TLS_1_3"})
    void tellsAServerThatAsksForNoCertificate(String argument, TlsVersion version) {
        OpenSsl.Row row = OpenSsl.row("ec", "root", "both");
        try (TlsServer server = TlsServer.start(row, argument)) {
            assertThat(look(server))
                    .isEqualTo(new PeerAnswer.Presented(
                            server.endpoint(), row.chain(), version, PeerAnswer.Ending.ASKED_FOR_NONE));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                // Key exchange by RSA itself, the one that servers of 2008 prefer.
                "-tls1; -cipher; AES128-SHA@SECLEVEL=0; TLS_1_0",
                "-tls1_2; -cipher; AES256-SHA256@SECLEVEL=0; TLS_1_2",
                "-tls1; -cipher; DHE-RSA-AES256-SHA@SECLEVEL=0; TLS_1_0",
                // Nothing signed but with SHA-1.
                "-tls1_2; -sigalgs; RSA+SHA1; TLS_1_2",
                // Our first share of a key is of another group, so the server asks for a second hello.
                "-tls1_3; -groups; P-384; TLS_1_3",
                "-tls1_3; -groups; ffdhe2048; TLS_1_3",
                "-tls1_3; -ciphersuites; TLS_AES_256_GCM_SHA384; TLS_1_3"
            })
    void meetsServersOfFewWords(String version, String argument, String value, TlsVersion expected) {
        try (TlsServer server = TlsServer.mutual(OpenSsl.row("rsa", "ca", "both"), version, argument, value)) {
            assertThat(look(server)).isInstanceOfSatisfying(PeerAnswer.Presented.class, shown -> {
                assertThat(shown.version()).isEqualTo(expected);
                assertThat(shown.ending()).isEqualTo(PeerAnswer.Ending.ASKED_FOR_CERTIFICATE);
            });
        }
    }

    @Test
    void asksForTheNameGiven() {
        OpenSsl.Row usual = OpenSsl.row("ec", "root", "server");
        OpenSsl.Row named = OpenSsl.row("ec", "root", "client");
        try (TlsServer server = TlsServer.mutual(
                usual,
                "-servername",
                "edge.contoso.com",
                "-cert2",
                named.folder().resolve("leaf.pem").toString(),
                "-key2",
                named.key().toString())) {
            PeerEndpoint byName = named(server, "edge.contoso.com");
            PeerEndpoint byFullName = named(server, "edge.contoso.com.");

            assertThat(PROBE.probe(List.of(server.endpoint(), byName, byFullName)))
                    .extracting(answer -> ((PeerAnswer.Presented) answer).chain())
                    .containsExactly(usual.chain(), named.chain(), named.chain());
        }
    }

    @Test
    void reachesAnAddressOfIpVersion6() {
        OpenSsl.Row row = OpenSsl.row("ec", "root", "server");
        try (TlsServer server = TlsServer.mutual(row)) {
            PeerEndpoint mapped = PeerEndpoint.parse("[::ffff:127.0.0.1]:" + server.port());

            assertThat(PROBE.probe(List.of(mapped)).get(0))
                    .isInstanceOfSatisfying(
                            PeerAnswer.Presented.class,
                            shown -> assertThat(shown.chain()).isEqualTo(row.chain()));
        }
    }

    @Test
    void saysThatNothingIsInCommon() {
        try (TlsServer server = TlsServer.mutual(
                OpenSsl.row("rsa", "ca", "both"), "-tls1_2", "-cipher", "CAMELLIA128-SHA@SECLEVEL=0")) {
            assertThat(look(server)).isInstanceOfSatisfying(PeerAnswer.Failed.class, failed -> {
                assertThat(failed.failure()).isEqualTo(PeerAnswer.Failure.REFUSED);
                assertThat(failed.detail()).isEqualTo(Message.of("probe.refused", "handshake_failure(40)"));
                assertThat(failed.cause()).isEqualTo(Message.of("probe.refused.cause"));
            });
        }
    }

    private static PeerAnswer look(TlsServer server) {
        return PROBE.probe(List.of(server.endpoint())).get(0);
    }

    private static PeerEndpoint named(TlsServer server, String name) {
        return new PeerEndpoint("127.0.0.1", server.port(), Optional.of(name), PeerEndpoint.Peer.OTHER);
    }

    private static ProtocolVersion offer(TlsVersion version) {
        return switch (version) {
            case TLS_1_0 -> ProtocolVersion.TLSv10;
            case TLS_1_1 -> ProtocolVersion.TLSv11;
            case TLS_1_2 -> ProtocolVersion.TLSv12;
            case TLS_1_3 -> ProtocolVersion.TLSv13;
        };
    }
}
