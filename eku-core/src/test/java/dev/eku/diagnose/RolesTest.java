package dev.eku.diagnose;

import static dev.eku.diagnose.certificate.TestCertificates.CLIENT_AUTH;
import static dev.eku.diagnose.certificate.TestCertificates.SERVER_AUTH;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eku.Eku;
import dev.eku.FrontEnd;
import dev.eku.Told;
import dev.eku.backend.memory.MemoryHost;
import dev.eku.diagnose.Finding.Confidence;
import dev.eku.diagnose.Finding.Situation;
import dev.eku.diagnose.certificate.CertificateVerdict;
import dev.eku.diagnose.certificate.Role;
import dev.eku.diagnose.certificate.TestCertificates;
import dev.eku.diagnose.peer.PeerAnswer;
import dev.eku.diagnose.peer.PeerAssessment;
import dev.eku.diagnose.peer.PeerEndpoint;
import dev.eku.diagnose.peer.PeerEndpoint.Peer;
import dev.eku.diagnose.peer.TlsVersion;
import dev.eku.json.Json;
import dev.eku.product.Application;
import dev.eku.product.Bitness;
import dev.eku.product.Clr;
import dev.eku.product.Exemption;
import dev.eku.product.Setting;
import dev.eku.report.Reports;
import dev.eku.report.html.HtmlReport;
import dev.eku.service.ServiceName;
import dev.eku.text.Words;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** In which role a peer counts; where the wrong one does, people are told to turn a check off that harms nobody. */
final class RolesTest {
    private static final String PATH = "C:\\Billing\\billing.exe";
    private static final Application BILLING = Application.at("billing", PATH, Clr.V4, Bitness.BITS_64);
    private static final Exemption OWN =
            Exemption.from(Setting.REQUIRE_CERTIFICATE_EKUS).of(BILLING);
    private static final TestCertificates BROKER =
            TestCertificates.of("broker.contoso.com", "Contoso CA").dnsNames("broker.contoso.com");
    private static final TestCertificates CA = TestCertificates.of("Contoso CA", "Contoso CA");

    /** What a reader of an application that is not of Lync has no use for. */
    private static final List<String> OF_LYNC = List.of(
            "front end",
            "CsCertificate",
            "LS Data MCU",
            "Lync",
            "Edge",
            "EDGE",
            "FRONT_END",
            "Management Shell",
            "41025");

    @Test
    void serverAuthOnlyBrokerIsRightForAnOwnTlsClient() {
        for (Peer peer : List.of(Peer.SERVER, Peer.OTHER, Peer.EDGE, Peer.FRONT_END)) {
            Diagnosis diagnosis = diagnose(port(peer, BROKER.ekus(SERVER_AUTH)));

            assertThat(diagnosis.first().situation()).as("%s", peer).isEqualTo(Situation.NOT_AFFECTED);
            assertThat(Told.evidence(diagnosis.first())).noneMatch(line -> line.contains("fails"));
            assertThat(diagnosis.needsExemption()).isFalse();
            assertThat(diagnosis.peers().get(0).verdicts())
                    .extracting(CertificateVerdict::role)
                    .containsExactly(Role.TLS_SERVER);
            assertThat(all(diagnosis)).doesNotContain("TLS client it FAILS").doesNotContain("clientAuth (1.3");
        }
    }

    @Test
    void clientAuthOnlyCallerIsRightForAnOwnTlsServer() {
        Diagnosis diagnosis = diagnose(port(Peer.CLIENT, BROKER.ekus(CLIENT_AUTH)));

        assertThat(diagnosis.first().situation()).isEqualTo(Situation.NOT_AFFECTED);
        assertThat(diagnosis.needsExemption()).isFalse();
        assertThat(diagnosis.peers().get(0).verdicts())
                .extracting(CertificateVerdict::role)
                .containsExactly(Role.TLS_CLIENT);
    }

    @Test
    void serverAuthOnlyCallerFailsForAnOwnTlsServerButThatItSendsThatCertificateIsAssumed() {
        Diagnosis diagnosis = diagnose(port(Peer.CLIENT, BROKER.ekus(SERVER_AUTH)));
        Finding finding = diagnosis.first();

        assertThat(finding.situation()).isEqualTo(Situation.NOT_EXEMPT);
        assertThat(finding.confidence()).isEqualTo(Confidence.LIKELY);
        assertThat(Told.evidence(finding))
                .contains("assumed: as TLS client it presents the same certificate as its port:"
                        + " broker.contoso.com:8061");
        assertThat(Told.next(finding))
                .isEqualTo("have the certificates reissued with clientAuth\nuntil then, exempt it:"
                        + " apply with hosts=memory:FE01, applications=billing");
        assertThat(diagnosis.needsExemption()).isTrue();
        assertThat(Reports.ENGLISH.of(diagnosis).lines())
                .contains("    assumed: as TLS client it presents the same certificate as this port");
        assertThat(json(diagnosis)).contains("\"certificateAssumed\" : true");
        assertThat(new HtmlReport(Words.ENGLISH, List.of(DiagnosedHost.of(diagnosis))).text())
                .contains("assumed: as TLS client it presents the same certificate as this port");
    }

    @Test
    void clientAuthOnlyServerFailsForAnOwnTlsClient() {
        Diagnosis diagnosis = diagnose(port(Peer.SERVER, BROKER.ekus(CLIENT_AUTH)));

        assertThat(diagnosis.first().situation()).isEqualTo(Situation.NOT_EXEMPT);
        assertThat(Told.evidence(diagnosis.first()))
                .contains("broker.contoso.com:8061 fails as TLS server, which needs serverAuth: its Enhanced Key Usage"
                        + " does not list it");
        assertThat(Told.lines(diagnosis.peers().get(0).request().orElseThrow().inf()))
                .contains("OID = 1.3.6.1.5.5.7.3.1", "OID = 1.3.6.1.5.5.7.3.2");
    }

    @Test
    void whatAClientIsAssumedToSendMakesNothingCertain() {
        assertThat(diagnose(FrontEnd.EXEMPTION, port(Peer.SERVER, BROKER.ekus(CLIENT_AUTH)))
                        .first()
                        .confidence())
                .isEqualTo(Confidence.CERTAIN);
        assertThat(diagnose(FrontEnd.EXEMPTION, port(Peer.CLIENT, BROKER.ekus(SERVER_AUTH)))
                        .first()
                        .confidence())
                .isEqualTo(Confidence.LIKELY);
    }

    @Test
    void requestAsksForNoPurposeThatNobodyNeeds() {
        List<String> inf = Told.lines(diagnose(port(Peer.SERVER, BROKER.ekus("1.3.6.1.5.5.7.3.4")))
                .peers()
                .get(0)
                .request()
                .orElseThrow()
                .inf());

        assertThat(inf).contains("OID = 1.3.6.1.5.5.7.3.1").doesNotContain("OID = 1.3.6.1.5.5.7.3.2");
    }

    @Test
    void portWithoutARoleCountsAsServerOfAnOwnApplicationAndSaysSo() {
        Diagnosis diagnosis = diagnose(port(Peer.OTHER, BROKER.ekus(CLIENT_AUTH)));

        assertThat(diagnosis.first().situation()).isEqualTo(Situation.NOT_EXEMPT);
        assertThat(Reports.ENGLISH.of(diagnosis).lines())
                .contains(
                        "    no role was given, so it counts as TLS server; write client= before it to say otherwise");
        assertThat(json(diagnosis)).contains("\"roles\" : [ \"TLS_SERVER\" ]");
    }

    @Test
    void fileWithoutARoleIsShownForBothAndDecidesNothingOfAnOwnApplication() {
        for (TestCertificates each : List.of(BROKER.ekus(SERVER_AUTH), BROKER.ekus(CLIENT_AUTH), BROKER)) {
            Diagnosis diagnosis = diagnose(file(Peer.OTHER, each));
            PeerAssessment peer = diagnosis.peers().get(0);

            assertThat(diagnosis.first().situation()).isEqualTo(Situation.NOT_EXEMPT);
            assertThat(diagnosis.first().confidence()).isEqualTo(Confidence.POSSIBLE);
            assertThat(Told.cause(diagnosis.first())).startsWith("it checks EKUs; eku saw no peer that fails");
            assertThat(Told.evidence(diagnosis.first()))
                    .contains("no role was given, so it decides nothing: broker.cer");
            assertThat(Told.next(diagnosis.first())).startsWith("look at the certificates of its peers first");
            assertThat(diagnosis.needsExemption()).isFalse();
            assertThat(peer.verdicts()).hasSize(2);
            assertThat(peer.passes()).isFalse();
            assertThat(peer.failures()).isEmpty();
            assertThat(Reports.ENGLISH.of(diagnosis).lines())
                    .contains("  broker.cer: decides nothing, CN=broker.contoso.com");
            assertThat(json(diagnosis))
                    .contains("\"roles\" : [ ]")
                    .doesNotContain("\"passes\" : false,\n        \"ver");
            assertThat(new HtmlReport(Words.ENGLISH, List.of(DiagnosedHost.of(diagnosis))).text())
                    .contains("decides nothing");
        }
    }

    @Test
    void fileWithoutARoleNeitherHidesNorCuresWhatAPortShows() {
        PeerAnswer file = file(Peer.OTHER, BROKER.ekus(CLIENT_AUTH));

        assertThat(diagnose(port(Peer.SERVER, BROKER.ekus(SERVER_AUTH)), file)
                        .first()
                        .situation())
                .isEqualTo(Situation.NOT_AFFECTED);
        assertThat(diagnose(port(Peer.SERVER, BROKER.ekus(CLIENT_AUTH)), file)
                        .first()
                        .situation())
                .isEqualTo(Situation.NOT_EXEMPT);
    }

    @ParameterizedTest
    @CsvSource({"SERVER, true", "CLIENT, false", "OTHER, false", "EDGE, false"})
    void fileWithARoleCountsInThatRole(Peer peer, boolean passes) {
        Diagnosis diagnosis = diagnose(file(peer, BROKER.ekus(SERVER_AUTH)));

        assertThat(diagnosis.peers().get(0).passes()).isEqualTo(passes);
        assertThat(diagnosis.peers().get(0).failures().isEmpty()).isEqualTo(peer != Peer.CLIENT);
    }

    @Test
    void productsOfTheCatalogueJudgeBothRolesUnlessOneIsGiven() {
        assertThat(roles(FrontEnd.EXEMPTION, port(Peer.OTHER, BROKER))).containsExactlyInAnyOrder(Role.values());
        assertThat(roles(FrontEnd.EXEMPTION, port(Peer.EDGE, BROKER))).containsExactlyInAnyOrder(Role.values());
        assertThat(roles(FrontEnd.EXEMPTION, file(Peer.OTHER, BROKER))).containsExactlyInAnyOrder(Role.values());
        assertThat(roles(FrontEnd.EXEMPTION, port(Peer.SERVER, BROKER))).containsExactly(Role.TLS_SERVER);
        assertThat(roles(FrontEnd.EXEMPTION, file(Peer.CLIENT, BROKER))).containsExactly(Role.TLS_CLIENT);
    }

    @Test
    void dataMcuThatIsNamedAsAnOwnApplicationIsStillTheDataMcu() {
        Application named = Application.ofService("mcu", ServiceName.of("RTCDATAMCU"), Clr.V4, Bitness.BITS_64);
        Exemption exemption = Exemption.from(Setting.REQUIRE_CERTIFICATE_EKUS).of(named);

        assertThat(roles(exemption, port(Peer.OTHER, BROKER))).containsExactlyInAnyOrder(Role.values());
    }

    @Test
    void productAndOwnApplicationOfOneHostJudgeTheSamePeerEachInItsWay() {
        Diagnosis diagnosis =
                diagnose(FrontEnd.EXEMPTION.of("sfb-2015").of(BILLING), port(Peer.OTHER, BROKER.ekus(SERVER_AUTH)));

        assertThat(diagnosis.findings())
                .extracting(finding -> finding.about() + " " + finding.situation())
                .containsExactly("data-mcu NOT_EXEMPT", "billing NOT_AFFECTED");
        assertThat(diagnosis.needsExemption()).isTrue();
        assertThat(diagnosis.peers().get(0).verdicts()).hasSize(2);
    }

    @Test
    void nothingOfLyncIsSaidOfAnApplicationThatIsNotOfLync() {
        List<PeerAnswer> failing = List.of(
                port(Peer.FRONT_END, BROKER.ekus(CLIENT_AUTH)),
                port(Peer.CLIENT, BROKER.ekus(SERVER_AUTH)),
                file(Peer.EDGE, BROKER.ekus(CLIENT_AUTH)),
                file(Peer.SERVER, BROKER.ekus(CLIENT_AUTH)));
        Stream.of(List.<PeerAnswer>of(), failing, List.of(port(Peer.EDGE, BROKER.ekus(SERVER_AUTH))))
                .forEach(peers -> {
                    Diagnosis diagnosis = diagnose(peers.toArray(PeerAnswer[]::new));
                    assertThat(all(diagnosis)).doesNotContain(OF_LYNC);
                });
        MemoryHost exempt = host();
        Eku eku = Eku.on(exempt);
        eku.apply(eku.plan(OWN, FrontEnd.STOP), event -> {});

        assertThat(all(eku.diagnose(OWN, failing))).doesNotContain(OF_LYNC);
        assertThat(all(eku.diagnose(OWN, List.of()))).doesNotContain(OF_LYNC);
    }

    private static Set<Role> roles(Exemption exemption, PeerAnswer answer) {
        return diagnose(exemption, answer).peers().get(0).roles();
    }

    private static MemoryHost host() {
        return FrontEnd.frontEnd().file(PATH).build();
    }

    private static Diagnosis diagnose(PeerAnswer... peers) {
        return diagnose(OWN, peers);
    }

    private static Diagnosis diagnose(Exemption exemption, PeerAnswer... peers) {
        return Eku.on(host()).diagnose(exemption, List.of(peers));
    }

    private static String json(Diagnosis diagnosis) {
        return Json.pretty(Reports.ENGLISH.of(diagnosis).json());
    }

    private static String all(Diagnosis diagnosis) {
        return String.join("\n", Reports.ENGLISH.of(diagnosis).lines())
                + json(diagnosis)
                + new HtmlReport(Words.ENGLISH, List.of(DiagnosedHost.of(diagnosis))).text();
    }

    private static PeerAnswer port(Peer peer, TestCertificates own) {
        PeerEndpoint endpoint = new PeerEndpoint("broker.contoso.com", 8061, Optional.of("broker.contoso.com"), peer);
        return new PeerAnswer.Presented(
                endpoint, List.of(own.build(), CA.build()), TlsVersion.TLS_1_2, PeerAnswer.Ending.ASKED_FOR_NONE);
    }

    private static PeerAnswer file(Peer peer, TestCertificates own) {
        List<X509Certificate> chain = List.of(own.build(), CA.build());
        return new PeerAnswer.FromFile("broker.cer", peer, chain);
    }
}
