package dev.eku.diagnose;

import static dev.eku.diagnose.certificate.TestCertificates.CLIENT_AUTH;
import static dev.eku.diagnose.certificate.TestCertificates.SERVER_AUTH;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eku.Eku;
import dev.eku.FrontEnd;
import dev.eku.Told;
import dev.eku.backend.memory.MemoryHost;
import dev.eku.backend.memory.MemoryHostBuilder;
import dev.eku.diagnose.Finding.Confidence;
import dev.eku.diagnose.Finding.Situation;
import dev.eku.diagnose.certificate.TestCertificates;
import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.fleet.rollout.UntellingHost;
import dev.eku.host.ForwardingHost;
import dev.eku.host.Host;
import dev.eku.host.HostFiles;
import dev.eku.host.HostRef;
import dev.eku.host.HostSnapshot.Content;
import dev.eku.host.HostSnapshot.StoredFile;
import dev.eku.host.event.LoggedEvent;
import dev.eku.inspect.RuntimeFacts;
import dev.eku.product.Application;
import dev.eku.product.Bitness;
import dev.eku.product.Clr;
import dev.eku.product.Exemption;
import dev.eku.product.RegistryTarget;
import dev.eku.product.Setting;
import dev.eku.registry.KeyPath;
import dev.eku.registry.RegistryValue;
import dev.eku.registry.RegistryView;
import dev.eku.service.ServiceState;
import dev.eku.text.Message;
import dev.eku.text.NextStep;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is said where too little is known, and what is advised; a wrong word here brings the storm back, or keeps it. */
final class FindingsTest {
    private static final Instant NOW = Instant.parse("2017-06-10T03:00:00Z");
    private static final KeyPath RELEASE =
            KeyPath.of("SOFTWARE", "Microsoft", "NET Framework Setup", "NDP", "v4", "Full");
    private static final TestCertificates EDGE =
            TestCertificates.of("edge.contoso.com", "Contoso CA").dnsNames("edge.contoso.com");
    private static final TestCertificates BOTH = EDGE.ekus(SERVER_AUTH, CLIENT_AUTH);
    private static final TestCertificates CA = TestCertificates.of("Contoso CA", "Contoso CA");
    private static final String UNASKED = "events name edge.contoso.com:8057, and no certificate of it was looked at";

    private static final String LIBRARY = "C:\\Windows\\Microsoft.NET\\Framework64\\v4.0.30319\\System.dll";
    private static final String BILLING_PATH = "C:\\Billing\\billing.exe";
    private static final Application BILLING = Application.at("billing", BILLING_PATH, Clr.V4, Bitness.BITS_64);

    private static final LoggedEvent CONNECTED =
            LoggedEvent.of(NOW.minus(Duration.ofHours(5)), 41_025, "LS Data MCU", "edge.contoso.com:8057");

    private final MemoryHostBuilder frontEnd = FrontEnd.frontEnd();

    // A chain that Windows refuses whatever is asked of it

    @Test
    void exemptionIsNotSaidToCureAChainThatCannotBeDecoded() {
        TestCertificates spoiled = EDGE.extension("1.3.6.1.4.1.311.21.10", (byte) 0x05, (byte) 0x00);

        List<Finding> exempt = diagnose(
                        FrontEnd.exempted().build(),
                        shown(Endpoint.of("edge.contoso.com", 8057), spoiled.build(), CA.build()))
                .findings();
        List<Finding> checked = diagnose(
                        frontEnd.build(), shown(Endpoint.of("edge.contoso.com", 8057), spoiled.build(), CA.build()))
                .findings();

        assertThat(exempt).extracting(Finding::situation).containsExactly(Situation.OTHER_CAUSE, Situation.EFFECTIVE);
        assertThat(checked).extracting(Finding::situation).containsExactly(Situation.OTHER_CAUSE);
        assertThat(Told.cause(exempt.get(0)))
                .isEqualTo("a peer shows a chain that Windows refuses whether or not EKUs are checked");
        assertThat(Told.evidence(exempt.get(0))).hasSize(2);
        assertThat(Told.next(exempt.get(0))).doesNotContain("apply with");
    }

    @Test
    void chainThatCannotBeDecodedHidesNoPeerThatTheExemptionCures() {
        TestCertificates spoiled = EDGE.extension("1.3.6.1.4.1.311.21.10", (byte) 0x05, (byte) 0x00);

        assertThat(diagnose(
                                frontEnd.build(),
                                shown(Endpoint.of("fe02.contoso.com", 8061), spoiled.build(), CA.build()),
                                serverOnly())
                        .findings())
                .extracting(Finding::situation)
                .containsExactly(Situation.NOT_EXEMPT, Situation.OTHER_CAUSE);
    }

    // Two applications of one executable

    @Test
    void valueThatAnotherApplicationReadsIsNotMisplacedForThisOne() {
        Application of32 = Application.at("billing-32", BILLING_PATH, Clr.V4, Bitness.BITS_32);
        MemoryHost host = frontEnd.value(RELEASE, "Release", RegistryValue.dword(528_040))
                .value(
                        RegistryView.VIEW_32,
                        RegistryTarget.keyOf(Setting.REQUIRE_CERTIFICATE_EKUS, Clr.V4),
                        BILLING_PATH,
                        RegistryValue.string("0"))
                .file(new StoredFile(BILLING_PATH, Optional.empty(), Optional.empty()))
                .build();
        Exemption both = FrontEnd.EXEMPTION.of(BILLING).of(of32);

        List<Finding> findings = Eku.on(host).diagnose(both, List.of()).findings();

        assertThat(findings)
                .extracting(finding -> finding.about() + " " + finding.situation())
                .contains("billing NOT_EXEMPT", "billing-32 MISPLACED")
                .doesNotContain("billing MISPLACED");
    }

    // A host that does not tell when a process started

    @Test
    void stormFromBeforeEkusOwnRestartIsNoOtherCause() {
        Host host = new UntellingHost(
                frontEnd.log("Lync Server", storm(Duration.ofMinutes(90), 60)).build(), 0);
        FrontEnd.apply(host);

        Finding finding = diagnose(host, serverOnly()).first();

        assertThat(finding.situation()).isEqualTo(Situation.EFFECTIVE);
        assertThat(finding.confidence()).isEqualTo(Confidence.CERTAIN);
    }

    @Test
    void stormOfAProcessThatMayNotHaveReadTheValueAsksForARestart() {
        Host host = new UntellingHost(
                FrontEnd.exempted()
                        .log("Lync Server", storm(Duration.ofMinutes(30), 25))
                        .build(),
                0);

        Finding finding = diagnose(host, serverOnly()).first();

        assertThat(finding.situation()).isEqualTo(Situation.RESTART_PENDING);
        assertThat(finding.confidence()).isEqualTo(Confidence.LIKELY);
        assertThat(Told.next(finding))
                .isEqualTo("restart its service, so that it reads the exemption in any case:"
                        + " apply with hosts=memory:FE01, restart=always");
    }

    @Test
    void stormFromBeforeTheServiceWasStoppedIsNoOtherCause() {
        MemoryHost host = FrontEnd.exempted()
                .log("Lync Server", storm(Duration.ofMinutes(30), 25))
                .state(FrontEnd.MCU, ServiceState.STOPPED)
                .build();

        assertThat(diagnose(host, serverOnly()).first().situation()).isEqualTo(Situation.EFFECTIVE);
    }

    @Test
    void nothingProvesThatAProcessHasReadTheValueWhereNeitherItsStartNorItsLogIsTold() {
        Finding finding = diagnose(new UntellingHost(FrontEnd.exempted().build(), 0), serverOnly())
                .first();

        assertThat(finding.situation()).isEqualTo(Situation.RESTART_PENDING);
        assertThat(finding.confidence()).isEqualTo(Confidence.POSSIBLE);
        assertThat(Told.cause(finding))
                .isEqualTo("the exemption is written, but nothing proves that the process has read it");
        assertThat(Told.next(finding))
                .isEqualTo("restart its service, so that it reads the exemption in any case:"
                        + " apply with hosts=memory:FE01, restart=always");
    }

    @Test
    void quietLogMakesItPossibleThatAProcessHasReadTheValue() {
        Host host = new UntellingHost(FrontEnd.exempted().log("Lync Server").build(), 0);

        Finding finding = diagnose(host, serverOnly()).first();

        assertThat(finding.situation()).isEqualTo(Situation.EFFECTIVE);
        assertThat(finding.confidence()).isEqualTo(Confidence.POSSIBLE);
        assertThat(Told.next(finding))
                .isEqualTo("nothing now; a restart would prove it:" + " apply with hosts=memory:FE01, restart=always");
    }

    @Test
    void nothingProvesThatAnApplicationWithoutAServiceHasReadTheValue() {
        MemoryHost host = FrontEnd.exempted()
                .file(BILLING_PATH)
                .value(FrontEnd.KEY, BILLING_PATH, FrontEnd.ZERO)
                .log("Lync Server")
                .build();

        PeerAnswer failing = shown(
                Endpoint.of("broker.contoso.com", 8883), EDGE.ekus(CLIENT_AUTH).build(), CA.build());
        Finding finding = Eku.on(host)
                .diagnose(FrontEnd.EXEMPTION.of(BILLING), List.of(failing))
                .first();

        assertThat(finding.situation()).isEqualTo(Situation.RESTART_PENDING);
        assertThat(finding.confidence()).isEqualTo(Confidence.POSSIBLE);
        assertThat(Told.next(finding))
                .isEqualTo("restart it by hand: eku knows no service of it, and cannot tell when it started");
    }

    /** A storm takes some minutes to be seen. */
    @Test
    void logThatTellsOfLessThanAnHourOfTheProcessProvesNothing() {
        Host recent = new UntellingHost(pending().log("Lync Server").build(), 0, Optional.of(NOW.minusSeconds(61)));
        Host older = new UntellingHost(pending().log("Lync Server").build(), 0, Optional.of(NOW.minusSeconds(3600)));
        PeerAnswer file = kept(BOTH.build(), CA.build());

        assertThat(diagnose(recent, file).first().situation()).isEqualTo(Situation.RESTART_PENDING);
        assertThat(diagnose(older, file).first().situation()).isEqualTo(Situation.NO_LONGER_NEEDED);
    }

    /** Of many peers a loss that names nobody is laid to none. */
    @Test
    void lossesThatAreNobodysAreNoQuiet() {
        LoggedEvent lost = LoggedEvent.of(NOW.minusSeconds(600), 41_026, "LS Data MCU");
        MemoryHost exempted = FrontEnd.exempted().log("Lync Server", lost).build();

        assertThat(diagnose(new UntellingHost(exempted, 0), serverOnly())
                        .first()
                        .situation())
                .isEqualTo(Situation.RESTART_PENDING);
    }

    @Test
    void startInTheFutureIsNoBeginning() {
        MemoryHost stormy = FrontEnd.exempted()
                .log("Lync Server", storm(Duration.ofMinutes(30), 25))
                .build();
        Host host = new UntellingHost(stormy, 0, Optional.of(NOW.plusSeconds(3600)));

        assertThat(diagnose(host, serverOnly()).first().situation()).isEqualTo(Situation.RESTART_PENDING);
        assertThat(diagnose(host, serverOnly()).first().confidence()).isEqualTo(Confidence.LIKELY);
    }

    @Test
    void exportOfALogProvesNoQuiet() {
        Host host = new UntellingHost(FrontEnd.exempted().build(), 0);
        List<LoggedEvent> old = List.of(
                LoggedEvent.of(NOW.minus(Duration.ofDays(30)), 41_025, "LS Data MCU", "edge.contoso.com:8057"),
                LoggedEvent.of(NOW.minus(Duration.ofDays(29)), 41_025, "LS Data MCU", "edge.contoso.com:8057"));

        for (List<LoggedEvent> export : List.of(List.<LoggedEvent>of(), old)) {
            assertThat(Eku.on(host)
                            .diagnose(FrontEnd.EXEMPTION, List.of(serverOnly()), query -> Optional.of(export))
                            .first()
                            .situation())
                    .isEqualTo(Situation.RESTART_PENDING);
            Finding needless = Eku.on(FrontEnd.exempted().build())
                    .diagnose(FrontEnd.EXEMPTION, List.of(both()), query -> Optional.of(export))
                    .first();
            assertThat(needless.confidence()).isEqualTo(Confidence.POSSIBLE);
            assertThat(Told.evidence(needless))
                    .contains("of the event log an export was read, so a peer that was named since may be missing among"
                            + " those that were looked at");
        }
    }

    // A restart for nothing

    @Test
    void restartIsNotAdvisedWhereAllPeersPass() {
        Finding finding = diagnose(pending().log("Lync Server", CONNECTED).build(), both())
                .first();

        assertThat(finding.situation()).isEqualTo(Situation.NO_LONGER_NEEDED);
        assertThat(finding.confidence()).isEqualTo(Confidence.LIKELY);
        assertThat(Told.next(finding)).contains("reg.exe delete").doesNotContain("apply with");
        assertThat(Told.evidence(finding))
                .contains("service RTCDATAMCU started at 2017-06-10T02:00:00Z, before the value was written at"
                        + " 2017-06-10T02:59:00Z");
    }

    @Test
    void restartIsAdvisedWhereOnlyAFilePasses() {
        MemoryHost stormy =
                pending().log("Lync Server", storm(Duration.ofMinutes(30), 25)).build();
        PeerAnswer file = kept(BOTH.build(), CA.build());

        assertThat(diagnose(stormy, file).first().situation()).isEqualTo(Situation.RESTART_PENDING);
        assertThat(diagnose(pending().build(), file).first().situation()).isEqualTo(Situation.RESTART_PENDING);
        assertThat(diagnose(pending().log("Lync Server").build(), file).first().situation())
                .isEqualTo(Situation.NO_LONGER_NEEDED);
    }

    @Test
    void stormInAProcessThatChecksIsAnotherCauseWhereAllPeersPass() {
        MemoryHost host =
                pending().log("Lync Server", storm(Duration.ofMinutes(30), 25)).build();

        assertThat(diagnose(host, both()).findings())
                .extracting(Finding::situation)
                .containsExactly(Situation.OTHER_CAUSE, Situation.NO_LONGER_NEEDED);
        assertThat(Told.cause(diagnose(host, both()).first()))
                .isEqualTo("connections are lost, but every peer that was looked at passes the check");
    }

    @Test
    void expiredExemptionIsNotPutIntoEffect() {
        MemoryHost host =
                pending().log("Lync Server", storm(Duration.ofMinutes(30), 25)).build();

        Diagnosis diagnosis =
                Eku.on(host).diagnose(FrontEnd.EXEMPTION.until(LocalDate.of(2017, 6, 9)), List.of(serverOnly()));

        assertThat(diagnosis.findings()).extracting(Finding::situation).containsExactly(Situation.EXPIRED);
        assertThat(Told.evidence(diagnosis.first()))
                .contains("service RTCDATAMCU started at 2017-06-10T02:00:00Z, before the value was written at"
                        + " 2017-06-10T02:59:00Z")
                .anyMatch(line -> line.startsWith("events 41025 and 41026 alternate"));
    }

    @Test
    void misplacedValueIsNotPutRightWhereAllPeersPass() {
        MemoryHost host = frontEnd.value(FrontEnd.KEY, FrontEnd.PATH, RegistryValue.string("0"))
                .build();

        Diagnosis diagnosis = diagnose(host, both());

        assertThat(diagnosis.findings())
                .extracting(Finding::situation)
                .containsExactly(Situation.MISPLACED, Situation.NOT_AFFECTED);
        assertThat(Told.next(diagnosis.first()))
                .isEqualTo("nothing needs it: take away by hand what is in the wrong place or form");
        assertThat(Told.next(diagnose(host, serverOnly()).first()))
                .startsWith(
                        "write the right value and remove what is of no use: apply with hosts=memory:FE01, tidy=true");
        assertThat(diagnose(host, kept(BOTH.build(), CA.build())).findings())
                .extracting(Told::next)
                .singleElement()
                .asString()
                .startsWith(
                        "write the right value and remove what is of no use: apply with hosts=memory:FE01, tidy=true");
    }

    // Peers that events name

    @Test
    void sickPeerThatWasNotAskedIsNoOtherCause() {
        MemoryHost host =
                frontEnd.log("Lync Server", storm(Duration.ofHours(1), 30)).build();

        Finding finding = diagnose(host, passingFrontEnd()).first();

        assertThat(finding.situation()).isEqualTo(Situation.NOT_EXEMPT);
        assertThat(finding.confidence()).isEqualTo(Confidence.LIKELY);
        assertThat(Told.evidence(finding)).contains(UNASKED);
    }

    @Test
    void exemptionIsNeededAsLongAsAPeerOfTheLogWasNotAsked() {
        MemoryHost host = FrontEnd.exempted()
                .log("Lync Server", storm(Duration.ofHours(20), 600))
                .build();

        Finding finding = diagnose(host, passingFrontEnd()).first();

        assertThat(finding.situation()).isEqualTo(Situation.EFFECTIVE);
        assertThat(Told.evidence(finding)).contains(UNASKED);
    }

    @Test
    void peerAskedAtAnotherPortIsNotThatOfTheLog() {
        MemoryHost host = FrontEnd.exempted()
                .log("Lync Server", storm(Duration.ofHours(20), 600))
                .build();

        assertThat(diagnose(host, shown(Endpoint.of("edge.contoso.com", 443), BOTH.build(), CA.build()))
                        .first()
                        .situation())
                .isEqualTo(Situation.EFFECTIVE);
    }

    @Test
    void portThatWasNotAskedIsMissingThoughAnotherOfTheServerWas() {
        List<LoggedEvent> events = new ArrayList<>();
        for (int minute = 0; minute < 25; minute++) {
            Instant at = NOW.minus(Duration.ofHours(20)).plusSeconds(minute * 60L);
            events.add(LoggedEvent.of(at, 41_029, "LS Data MCU", "fe02.contoso.com:8061"));
            events.add(LoggedEvent.of(at, 41_029, "LS Data MCU", "fe02.contoso.com:8060"));
        }
        MemoryHost host = FrontEnd.exempted()
                .log("Lync Server", events.toArray(LoggedEvent[]::new))
                .build();

        Finding finding = diagnose(host, passingFrontEnd()).first();

        assertThat(finding.situation()).isEqualTo(Situation.EFFECTIVE);
        assertThat(Told.evidence(finding))
                .contains("events name fe02.contoso.com:8060, and no certificate of it was looked at");
    }

    @Test
    void peerAskedByAddressAtAnotherPortIsNotThatOfTheLog() {
        MemoryHost host = FrontEnd.exempted()
                .log("Lync Server", storm(Duration.ofHours(20), 600))
                .build();

        assertThat(diagnose(host, shown(Endpoint.of("10.0.0.7", 443), BOTH.build(), CA.build()))
                        .first()
                        .situation())
                .isEqualTo(Situation.EFFECTIVE);
    }

    @Test
    void peerAskedByAddressOrByAFileIsKnownByTheNamesOfItsCertificate() {
        MemoryHost host = FrontEnd.exempted()
                .log("Lync Server", storm(Duration.ofHours(20), 600))
                .build();
        PeerAnswer byAddress = shown(Endpoint.of("10.0.0.7", 8057), BOTH.build(), CA.build());

        assertThat(diagnose(host, byAddress).first().situation()).isEqualTo(Situation.NO_LONGER_NEEDED);
        assertThat(diagnose(host, kept(BOTH.build(), CA.build())).first().situation())
                .isEqualTo(Situation.NO_LONGER_NEEDED);
    }

    @Test
    void peerIsTheSameInAnyCase() {
        MemoryHost host = FrontEnd.exempted()
                .log("Lync Server", storm(Duration.ofHours(20), 600))
                .build();

        assertThat(diagnose(host, shown(Endpoint.of("EDGE.contoso.com", 8057), BOTH.build(), CA.build()))
                        .first()
                        .situation())
                .isEqualTo(Situation.NO_LONGER_NEEDED);
    }

    /** Behind the name of a pool stand several servers. */
    @Test
    void exemptionIsNeededAsLongAsOneAddressOfANameWasNotSeenToPass() {
        MemoryHost host = FrontEnd.exempted().log("Lync Server").build();
        Endpoint pool = Endpoint.of("edge.contoso.com", 8057);
        PeerAnswer good = shown(pool.at("10.0.0.7"), BOTH.build(), CA.build());
        PeerAnswer bad = shown(pool.at("10.0.0.8"), EDGE.ekus(SERVER_AUTH).build(), CA.build());
        PeerAnswer dead = unreachable(pool.at("10.0.0.9"));

        assertThat(diagnose(host, good, good).first().situation()).isEqualTo(Situation.NO_LONGER_NEEDED);
        assertThat(diagnose(host, good, bad).first().situation()).isEqualTo(Situation.EFFECTIVE);
        assertThat(Told.evidence(diagnose(host, good, bad).first()))
                .contains("edge.contoso.com:8057 (10.0.0.8) fails as TLS client, which needs clientAuth:"
                        + " its Enhanced Key Usage does not list it");
        assertThat(diagnose(host, good, dead).first().situation()).isEqualTo(Situation.EFFECTIVE);
        assertThat(Told.evidence(diagnose(host, good, dead).first()))
                .contains("no certificate of edge.contoso.com:8057 (10.0.0.9) could be judged");
    }

    /** A machine without a way for IPv6 says nothing of the peer. */
    @Test
    void addressOfAFamilyThatLeadsNowhereIsOnlyAReservation() {
        MemoryHost host = frontEnd.log("Lync Server", CONNECTED).build();
        Endpoint edge = Endpoint.of("edge.contoso.com", 8057);
        PeerAnswer good = shown(edge.at("10.0.0.7"), BOTH.build(), CA.build());
        PeerAnswer dead = unreachable(edge.at("2001:db8::8"));

        Finding finding = diagnose(host, good, dead).first();

        assertThat(finding.situation()).isEqualTo(Situation.NOT_AFFECTED);
        assertThat(finding.confidence()).isEqualTo(Confidence.POSSIBLE);
        assertThat(Told.evidence(finding))
                .contains("not reached, and judged by the other addresses of the name:"
                        + " edge.contoso.com:8057 (2001:db8::8)");
        assertThat(diagnose(host, dead).first().situation()).isEqualTo(Situation.NOT_EXEMPT);
    }

    @Test
    void addressIsOnlyPossiblyTheServerThatItsCertificateIsFor() {
        MemoryHost host = FrontEnd.exempted().log("Lync Server", CONNECTED).build();

        Finding finding = diagnose(host, shown(Endpoint.of("10.0.0.7", 8057), BOTH.build(), CA.build()))
                .first();

        assertThat(finding.situation()).isEqualTo(Situation.NO_LONGER_NEEDED);
        assertThat(finding.confidence()).isEqualTo(Confidence.POSSIBLE);
        assertThat(diagnose(host, both()).first().confidence()).isEqualTo(Confidence.LIKELY);
    }

    // A storm that is over

    @Test
    void newCertificateOfOnePeerDoesNotHideTheStormOfAnother() {
        MemoryHost host =
                frontEnd.log("Lync Server", storm(Duration.ofMinutes(60), 60)).build();
        X509Certificate renewed = TestCertificates.of("fe02.contoso.com", "Contoso CA")
                .ekus(SERVER_AUTH, CLIENT_AUTH)
                .valid("2017-06-10T02:57:30Z", "2019-01-01T00:00:00Z")
                .build();
        PeerAnswer other = shown(Endpoint.of("fe02.contoso.com", 8061), renewed, CA.build());

        assertThat(diagnose(host, both(), other).first().situation()).isEqualTo(Situation.OTHER_CAUSE);
    }

    @Test
    void stormBeforeTheServiceWasStoppedIsAnotherCauseWhereAllPeersPass() {
        MemoryHost host = frontEnd.log("Lync Server", storm(Duration.ofMinutes(30), 25))
                .state(FrontEnd.MCU, ServiceState.STOPPED)
                .build();

        assertThat(diagnose(host, both()).first().situation()).isEqualTo(Situation.OTHER_CAUSE);
    }

    @Test
    void stormFromBeforeTheCertificateWasReplacedIsNoOtherCause() {
        MemoryHost host =
                frontEnd.log("Lync Server", storm(Duration.ofHours(10), 120)).build();
        X509Certificate replaced =
                BOTH.valid("2017-06-09T22:00:00Z", "2019-01-01T00:00:00Z").build();
        Finding finding = diagnose(host, shown(Endpoint.of("edge.contoso.com", 8057), replaced, CA.build()))
                .first();

        assertThat(finding.situation()).isEqualTo(Situation.NOT_AFFECTED);
        assertThat(Told.evidence(finding))
                .contains(
                        "events 41025 and 41026 alternate, edge.contoso.com:8057: 120 times, 60 of them within one hour,"
                                + " the last at 2017-06-09T18:59:01Z");
    }

    @Test
    void stormThatGoesOnWithPassingPeersIsAnotherCause() {
        MemoryHost host =
                frontEnd.log("Lync Server", storm(Duration.ofMinutes(30), 25)).build();

        Finding finding = diagnose(host, both()).first();

        assertThat(finding.situation()).isEqualTo(Situation.OTHER_CAUSE);
        assertThat(finding.confidence()).isEqualTo(Confidence.LIKELY);
    }

    @Test
    void stormThatIsOverIsOnlyPossiblyAnotherCause() {
        MemoryHost host =
                frontEnd.log("Lync Server", storm(Duration.ofMinutes(90), 25)).build();
        Host older = new UntellingHost(host, 0, Optional.of(NOW.minus(Duration.ofHours(9))));

        Finding finding = diagnose(older, both()).first();

        assertThat(finding.situation()).isEqualTo(Situation.OTHER_CAUSE);
        assertThat(finding.confidence()).isEqualTo(Confidence.POSSIBLE);
        assertThat(Told.cause(finding)).endsWith("there was another cause, or certificates were installed since");
    }

    @Test
    void certificateOfTheFutureExplainsNoEventsAway() {
        MemoryHost host =
                frontEnd.log("Lync Server", storm(Duration.ofMinutes(30), 25)).build();
        X509Certificate early =
                BOTH.valid("2017-06-11T00:00:00Z", "2019-01-01T00:00:00Z").build();

        assertThat(diagnose(host, shown(Endpoint.of("edge.contoso.com", 8057), early, CA.build()))
                        .first()
                        .situation())
                .isEqualTo(Situation.OTHER_CAUSE);
    }

    // How an exemption is taken back

    @Test
    void recordThatDidNotWriteTheValueDoesNotTakeItAway() {
        MemoryHost host = FrontEnd.exempted().build();
        apply(host, FrontEnd.EXEMPTION.because("change 1"));

        assertThat(Told.next(diagnose(host, both()).first()))
                .isEqualTo(
                        "eku recorded why it is there and did not write it; take it away by hand and restart the service:"
                                + "\nreg.exe delete \"" + FrontEnd.KEY + "\" /v \"" + FrontEnd.PATH
                                + "\" /f /reg:64"
                                + "\nthen take back the record: rollback with hosts=memory:FE01");
    }

    /** Another record is newer, and would be undone in its place. */
    @Test
    void recordIsNamedWhereItIsNotTheLast() {
        MemoryHost host = FrontEnd.exempted().file(BILLING_PATH).build();
        apply(host, FrontEnd.EXEMPTION.because("change 1"));
        apply(host, FrontEnd.EXEMPTION.of(BILLING));

        assertThat(Told.next(diagnose(host, both()).first()))
                .endsWith("\nthen take back the record: rollback with hosts=memory:FE01, record=000001");
    }

    @Test
    void misplacedValueOfAnExpiredExemptionIsNotPutRight() {
        MemoryHost host = frontEnd.build();
        apply(host, FrontEnd.EXEMPTION.until(LocalDate.of(2017, 6, 11)));
        MemoryHost changed = later(host).toBuilder()
                .value(FrontEnd.KEY, FrontEnd.PATH, RegistryValue.string("0"))
                .build();

        Finding finding = diagnose(changed, serverOnly()).first();

        assertThat(finding.situation()).isEqualTo(Situation.MISPLACED);
        assertThat(Told.next(finding)).startsWith("its last day is over").contains("expires=DAY");
    }

    @Test
    void expiredRecordThatDidNotWriteTheValueDoesNotTakeItAway() {
        MemoryHost host = FrontEnd.exempted().build();
        apply(host, FrontEnd.EXEMPTION.because("change 1").until(LocalDate.of(2017, 6, 11)));

        assertThat(Told.next(diagnose(later(host), serverOnly()).first()))
                .startsWith("eku recorded why it is there and did not write it; take it away by hand")
                .endsWith("\nor give a later day: apply with hosts=memory:FE01, expires=DAY");
    }

    @Test
    void rollbackThatIsAdvisedTakesTheExemptionAwayThoughItsReasonWasRenewed() {
        MemoryHost host = frontEnd.build();
        apply(host, FrontEnd.EXEMPTION.because("change 1"));
        apply(host, FrontEnd.EXEMPTION.because("change 2"));

        assertThat(Told.next(diagnose(host, both()).first()))
                .isEqualTo("take the exemption back: rollback with hosts=memory:FE01");
        FrontEnd.rollBack(host);
        assertThat(diagnose(host, both()).enforcements().get(0).check()).isEqualTo(Enforcement.Check.ON);
    }

    @Test
    void rollbackNamesTheRecordWhereItIsNotTheLast() {
        MemoryHost host = frontEnd.build();
        apply(host, FrontEnd.EXEMPTION);
        apply(host, Exemption.from(Setting.SCH_SEND_AUX_RECORD));

        assertThat(Told.next(diagnose(host, both()).first()))
                .isEqualTo("take the exemption back: rollback with hosts=memory:FE01, record=000001");
    }

    @Test
    void allThatTurnsTheCheckOffHasToGoAndTheRollbackComesLast() {
        MemoryHost host = frontEnd.value(RegistryTarget.runtimeKey(Clr.V4), "RequireCertificateEKUs", FrontEnd.ZERO)
                .value(RuntimeFacts.APP_CONTEXT, RuntimeFacts.SWITCH, RegistryValue.string("true"))
                .build();
        apply(host, FrontEnd.EXEMPTION);

        Finding finding = diagnose(host, both()).first();

        assertThat(finding.situation()).isEqualTo(Situation.NO_LONGER_NEEDED);
        assertThat(Told.next(finding))
                .isEqualTo(
                        "each of the following turns the check off alone, so all have to go"
                                + "\neku did not set the AppContext switch, and one of the machine counts for every application; take it"
                                + " away by hand and restart the service:"
                                + " 64-bit HKLM\\SOFTWARE\\Microsoft\\.NETFramework\\AppContext, value"
                                + " Switch.System.Net.DontCheckCertificateEKUs"
                                + "\neku did not write it, and it counts for every application of that runtime; take it away by"
                                + " hand and restart the service:\nreg.exe delete"
                                + " \"HKLM\\SOFTWARE\\Microsoft\\.NETFramework\\v4.0.30319\" /v"
                                + " RequireCertificateEKUs /f /reg:64\ntake the exemption back: rollback with hosts=memory:FE01");
        assertThat(Told.evidence(finding))
                .contains(
                        "the check is off: the AppContext switch DontCheckCertificateEKUs is true",
                        "the check is off: the value of the application is REG_DWORD 0",
                        "the check is off: the value for every application of the runtime is REG_DWORD 0");
    }

    @Test
    void switchIsNamedByEachPlaceThatSetsIt() {
        String config = "<configuration><runtime><AppContextSwitchOverrides value=\"" + RuntimeFacts.SWITCH
                + "=true\"/></runtime></configuration>";
        MemoryHost host = frontEnd.file(FrontEnd.PATH + ".config", Content.of(config.getBytes(StandardCharsets.UTF_8)))
                .value(RuntimeFacts.APP_CONTEXT, RuntimeFacts.SWITCH, RegistryValue.string("true"))
                .build();

        assertThat(Told.next(diagnose(host, both()).first()))
                .isEqualTo(
                        "eku did not set the AppContext switch, and one of the machine counts for every application; take it"
                                + " away by hand and restart the service: "
                                + FrontEnd.PATH
                                + ".config; 64-bit HKLM\\SOFTWARE\\Microsoft\\.NETFramework\\AppContext, value "
                                + RuntimeFacts.SWITCH);
    }

    @Test
    void expiredExemptionIsSaidOfARuntimeWithoutTheCheckToo() {
        MemoryHost host = frontEnd.value(RELEASE, "Release", RegistryValue.dword(394_271))
                .file(LIBRARY, Content.of((byte) 'M', (byte) 'Z'))
                .build();
        Exemption brief = FrontEnd.EXEMPTION.until(LocalDate.of(2017, 6, 11));
        apply(host, brief);

        assertThat(diagnose(host).findings()).extracting(Finding::situation).containsExactly(Situation.NOT_AFFECTED);
        assertThat(diagnose(later(host)).findings())
                .extracting(Finding::situation)
                .containsExactly(Situation.EXPIRED, Situation.NOT_AFFECTED);
        assertThat(Told.next(diagnose(later(host)).findings().get(1))).isEqualTo("nothing to do");
        assertThat(Told.next(diagnose(later(host)).first()))
                .startsWith("take the exemption back: rollback with hosts=memory:FE01\nor");
        FrontEnd.rollBack(host);
        assertThat(Eku.on(later(host)).diagnose(brief, List.of()).findings())
                .extracting(Finding::situation)
                .containsExactly(Situation.NOT_AFFECTED);
    }

    @Test
    void keyOfAnotherMachineIsNamedWithItsServer() {
        MemoryHost host = FrontEnd.exempted().build();

        assertThat(Told.next(diagnose(new Named(host, "\\\\fe01"), both()).first()))
                .endsWith("reg.exe delete \"\\\\fe01\\" + FrontEnd.KEY + "\" /v \"" + FrontEnd.PATH + "\" /f /reg:64");
        assertThat(Told.next(diagnose(new Named(host, "smb://fe01.contoso.com:445"), both())
                        .first()))
                .contains("reg.exe delete \"\\\\fe01.contoso.com\\HKLM\\");
        assertThat(Told.next(diagnose(new Named(host, "local:"), both()).first()))
                .contains("reg.exe delete \"HKLM\\");
    }

    @Test
    void adviceNamesTheHostAndWhatWasMeant() {
        Host host = new Named(frontEnd.build(), "memory:my fe01.json");

        assertThat(Told.next(diagnose(host, serverOnly()).first()))
                .startsWith("exempt it, on every front end: apply with hosts=memory:my fe01.json\n");
        assertThat(Told.next(Eku.on(host)
                        .diagnose(FrontEnd.EXEMPTION.of("sfb-2015"), List.of(serverOnly()))
                        .first()))
                .startsWith("exempt it, on every front end: apply with hosts=memory:my fe01.json, product=sfb-2015\n");
    }

    // What turns the check off

    @Test
    void processThatHasReadOneOfTwoValuesDoesNotCheck() {
        MemoryHost host = FrontEnd.exempted()
                .writtenAt(NOW.minusSeconds(60))
                .value(RuntimeFacts.APP_CONTEXT, RuntimeFacts.SWITCH, RegistryValue.string("true"))
                .build();

        assertThat(diagnose(host, serverOnly()).first().situation()).isEqualTo(Situation.EFFECTIVE);
    }

    @Test
    void configFileThatCannotBeReadIsNoMisplacedValue() {
        Host host = new WithoutFiles(
                frontEnd.log("Lync Server", storm(Duration.ofHours(1), 30)).build());

        Finding finding = diagnose(host, serverOnly()).first();

        assertThat(finding.situation()).isEqualTo(Situation.NOT_EXEMPT);
        assertThat(finding.confidence()).isEqualTo(Confidence.LIKELY);
        assertThat(Told.evidence(finding))
                .anyMatch(line -> line.startsWith(FrontEnd.PATH + ".config cannot be used: FILE_FAILURE")
                        && line.endsWith("; what it says of the AppContext switch is not known"));
    }

    @Test
    void zeroForEveryApplicationInTheOtherViewIsMisplaced() {
        MemoryHost host = frontEnd.value(
                        RegistryView.VIEW_32,
                        RegistryTarget.runtimeKey(Clr.V4),
                        "RequireCertificateEKUs",
                        FrontEnd.ZERO)
                .build();

        Finding finding = diagnose(host, serverOnly()).first();

        assertThat(finding.situation()).isEqualTo(Situation.MISPLACED);
        assertThat(Told.evidence(finding))
                .containsExactly(
                        "32-bit view HKLM\\SOFTWARE\\Microsoft\\.NETFramework\\v4.0.30319, value"
                                + " RequireCertificateEKUs (REG_DWORD 0) is in the wrong view; the application reads the 64-bit view");
    }

    @Test
    void switchOnAFrameworkThatDoesNotKnowSwitchesIsMisplaced() {
        MemoryHost host = frontEnd.value(RELEASE, "Release", RegistryValue.dword(379_893))
                .file(
                        LIBRARY,
                        Content.of(Setting.REQUIRE_CERTIFICATE_EKUS.keyName().getBytes(StandardCharsets.UTF_16LE)))
                .value(RuntimeFacts.APP_CONTEXT, RuntimeFacts.SWITCH, RegistryValue.string("true"))
                .build();

        Finding finding = diagnose(host, serverOnly()).first();

        assertThat(finding.situation()).isEqualTo(Situation.MISPLACED);
        assertThat(Told.evidence(finding))
                .containsExactly("Switch.System.Net.DontCheckCertificateEKUs is true, but only .NET Framework 4.6 and"
                        + " newer look at it");
    }

    @Test
    void switchOfTheMachineIsNotMisplacedWhereItIsMeantForOthers() {
        MemoryHost host = MemoryHost.lync2010FrontEnd()
                .value(RuntimeFacts.APP_CONTEXT, RuntimeFacts.SWITCH, RegistryValue.string("true"))
                .build();
        MemoryHost malformed = MemoryHost.lync2010FrontEnd()
                .value(RuntimeFacts.APP_CONTEXT, RuntimeFacts.SWITCH, RegistryValue.string("1"))
                .build();

        assertThat(diagnose(host, serverOnly()).first().situation()).isEqualTo(Situation.NOT_EXEMPT);
        assertThat(diagnose(malformed, serverOnly()).first().situation()).isEqualTo(Situation.NOT_EXEMPT);
    }

    // Whose they are

    @Test
    void applicationOfOnesOwnIsNotBlamedForTheEventsOfTheDataMcu() {
        Eku eku = Eku.on(frontEnd.file(BILLING_PATH)
                .log("Lync Server", storm(Duration.ofMinutes(30), 25))
                .build());

        assertThat(eku.diagnose(FrontEnd.EXEMPTION.of(BILLING), List.of(both()))
                        .first()
                        .situation())
                .isEqualTo(Situation.NOT_AFFECTED);
        assertThat(Told.next(
                        eku.diagnose(FrontEnd.EXEMPTION.of(BILLING), List.of()).first()))
                .startsWith("look at the certificates of its peers first")
                .endsWith("only if one fails, exempt it: apply with hosts=memory:FE01, applications=billing");
    }

    // How sure it is

    @Test
    void logThatNamesNobodyLeavesItPossibleThatAPeerIsMissing() {
        Finding finding = diagnose(FrontEnd.exempted().log("Lync Server").build(), passingFrontEnd())
                .first();

        assertThat(finding.situation()).isEqualTo(Situation.NO_LONGER_NEEDED);
        assertThat(finding.confidence()).isEqualTo(Confidence.POSSIBLE);
        assertThat(Told.evidence(finding))
                .contains("the log names no peer in that time, so one may be missing among those that were looked at");
    }

    @Test
    void fileAloneExplainsNothingWhereTheLogWasNotRead() {
        PeerAnswer file = kept(BOTH.build(), CA.build());

        assertThat(diagnose(frontEnd.build(), file).first().situation()).isEqualTo(Situation.NOT_EXEMPT);
        assertThat(diagnose(frontEnd.log("Lync Server").build(), file).first().situation())
                .isEqualTo(Situation.NOT_AFFECTED);
    }

    @Test
    void processThatMayHaveReadAValueThatIsGoneIsToBeRestarted() {
        MemoryHost host = pending()
                .withoutValue(RegistryView.VIEW_64, FrontEnd.KEY, FrontEnd.PATH)
                .log("Lync Server", CONNECTED)
                .build();

        Finding passing = diagnose(host, both()).first();

        assertThat(passing.situation()).isEqualTo(Situation.NOT_AFFECTED);
        assertThat(passing.confidence()).isEqualTo(Confidence.POSSIBLE);
        assertThat(Told.next(passing)).endsWith("restart the service, so that it checks EKUs again");
        assertThat(diagnose(host, serverOnly()).first().confidence()).isEqualTo(Confidence.LIKELY);
    }

    @Test
    void chainOfOneCertificateLeavesItPossibleThatItsIssuerRestrictsIt() {
        MemoryHost host = FrontEnd.exempted().log("Lync Server", CONNECTED).build();
        PeerAnswer alone = shown(Endpoint.of("edge.contoso.com", 8057), BOTH.build());

        Finding finding = diagnose(host, alone).first();

        assertThat(finding.situation()).isEqualTo(Situation.NO_LONGER_NEEDED);
        assertThat(finding.confidence()).isEqualTo(Confidence.POSSIBLE);
        assertThat(Told.evidence(finding))
                .contains("no CA was shown beside the certificate itself, so a restriction of the CA is not seen:"
                        + " edge.contoso.com:8057");
        assertThat(diagnose(host, both()).first().confidence()).isEqualTo(Confidence.LIKELY);
    }

    @Test
    void logThatWasNotReadLeavesItPossibleThatAPeerIsMissing() {
        String unread = "the event log was not read (eku has no way to this host's event log), so a peer that it"
                + " would name may be missing among those that were looked at";

        assertThat(diagnose(FrontEnd.exempted().build(), both()).first())
                .satisfies(finding -> assertThat(finding.situation()).isEqualTo(Situation.NO_LONGER_NEEDED))
                .satisfies(finding -> assertThat(finding.confidence()).isEqualTo(Confidence.POSSIBLE))
                .satisfies(finding -> assertThat(Told.evidence(finding)).contains(unread));
        assertThat(diagnose(frontEnd.build(), both()).first())
                .satisfies(finding -> assertThat(finding.situation()).isEqualTo(Situation.NOT_AFFECTED))
                .satisfies(finding -> assertThat(finding.confidence()).isEqualTo(Confidence.POSSIBLE))
                .satisfies(finding -> assertThat(Told.evidence(finding)).contains(unread));
    }

    @Test
    void peersOfAnApplicationThatNoLogTellsOfArePossiblyNotAll() {
        MemoryHost host = frontEnd.file(BILLING_PATH).log("Lync Server").build();

        Finding finding = Eku.on(host)
                .diagnose(FrontEnd.EXEMPTION.of(BILLING), List.of(both()))
                .first();

        assertThat(finding.situation()).isEqualTo(Situation.NOT_AFFECTED);
        assertThat(finding.confidence()).isEqualTo(Confidence.POSSIBLE);
        assertThat(Told.evidence(finding))
                .contains("no log tells which peers it has, so one may be missing among those that were looked at");
    }

    @Test
    void eventsThatNameNobodyLeaveItPossibleThatAPeerIsMissing() {
        LoggedEvent lost = LoggedEvent.of(NOW.minusSeconds(600), 41_026, "LS Data MCU");
        MemoryHost host = FrontEnd.exempted().log("Lync Server", lost).build();

        Finding finding = diagnose(host, both()).first();

        assertThat(finding.situation()).isEqualTo(Situation.NO_LONGER_NEEDED);
        assertThat(finding.confidence()).isEqualTo(Confidence.POSSIBLE);
        assertThat(Told.evidence(finding))
                .contains(
                        "events 41025 and 41026 name nobody, so a peer may be missing among those that were looked at");
    }

    @Test
    void fileThatFailsProvesNothingOfWhatIsInstalled() {
        PeerAnswer file = kept(EDGE.ekus(SERVER_AUTH).build(), CA.build());
        MemoryHost stormy = MemoryHost.from(frontEnd.build().snapshot()).toBuilder()
                .log("Lync Server", storm(Duration.ofHours(1), 30))
                .build();

        assertThat(diagnose(frontEnd.build(), file).first().confidence()).isEqualTo(Confidence.POSSIBLE);
        assertThat(diagnose(stormy, file).first().confidence()).isEqualTo(Confidence.LIKELY);
        assertThat(diagnose(frontEnd.build(), serverOnly()).first().confidence())
                .isEqualTo(Confidence.CERTAIN);
    }

    @Test
    void fileOfACaIsNoPeerThatPasses() {
        X509Certificate authority = CA.extension("2.5.29.19", new byte[] {0x30, 3, 1, 1, (byte) 0xFF})
                .build();
        Diagnosis diagnosis = diagnose(FrontEnd.exempted().build(), kept(authority));

        assertThat(diagnosis.first().situation()).isEqualTo(Situation.EFFECTIVE);
        assertThat(diagnosis.peers().get(0).isUnseen()).isTrue();
    }

    private static PeerAnswer serverOnly() {
        return shown(
                Endpoint.of("edge.contoso.com", 8057), EDGE.ekus(SERVER_AUTH).build(), CA.build());
    }

    private static PeerAnswer both() {
        return shown(Endpoint.of("edge.contoso.com", 8057), BOTH.build(), CA.build());
    }

    private static PeerAnswer passingFrontEnd() {
        X509Certificate own = TestCertificates.of("fe02.contoso.com", "Contoso CA")
                .ekus(SERVER_AUTH, CLIENT_AUTH)
                .build();
        return shown(Endpoint.of("fe02.contoso.com", 8061), own, CA.build());
    }

    private static PeerAnswer shown(Endpoint endpoint, X509Certificate... chain) {
        return new PeerAnswer.Shown(
                endpoint, List.of(chain), TlsVersion.TLS_1_2, PeerAnswer.Ending.ASKED_FOR_CERTIFICATE);
    }

    private static PeerAnswer kept(X509Certificate... chain) {
        return new PeerAnswer.Kept("edge.cer", Endpoint.Peer.EDGE, List.of(chain));
    }

    private static LoggedEvent[] storm(Duration ago, int minutes) {
        List<LoggedEvent> events = new ArrayList<>();
        for (int minute = 0; minute < minutes; minute++) {
            Instant at = NOW.minus(ago).plusSeconds(minute * 60L);
            events.add(LoggedEvent.of(at, 41_025, "LS Data MCU", "edge.contoso.com", "8057"));
            events.add(LoggedEvent.of(at.plusSeconds(1), 41_026, "LS Data MCU"));
        }
        return events.toArray(LoggedEvent[]::new);
    }

    private static void apply(Host host, Exemption exemption) {
        Eku eku = Eku.on(host);
        eku.apply(eku.plan(exemption, FrontEnd.STOP), event -> {});
    }

    /** The value was written a minute ago, and the process is older. */
    private MemoryHostBuilder pending() {
        return MemoryHost.from(frontEnd.build().snapshot()).toBuilder()
                .writtenAt(NOW.minusSeconds(60))
                .value(FrontEnd.KEY, FrontEnd.PATH, FrontEnd.ZERO);
    }

    private static MemoryHost later(MemoryHost host) {
        return host.toBuilder().at(Instant.parse("2017-08-01T00:00:00Z")).build();
    }

    @Test
    void stormOfTheEventThatTellsOfOnePeerIsAStorm() {
        Finding edge = diagnose(FrontEnd.frontEnd()
                        .log("Lync Server", throttled(41_025, 41_024))
                        .build())
                .first();
        Finding frontEnd = diagnose(FrontEnd.frontEnd()
                        .log("Lync Server", throttled(41_029, 41_030))
                        .build())
                .first();

        assertThat(edge.situation()).isEqualTo(Situation.NOT_EXEMPT);
        assertThat(edge.confidence()).isEqualTo(Confidence.LIKELY);
        assertThat(Told.evidence(edge))
                .contains("event 41024 is logged once in 20 minutes, however often the connection is lost meanwhile");
        assertThat(frontEnd.situation()).isEqualTo(Situation.NOT_EXEMPT);
        assertThat(frontEnd.confidence()).isEqualTo(Confidence.POSSIBLE);
        assertThat(Told.evidence(frontEnd))
                .contains("what event 41030 says is inferred from event 41024; its text was not seen");
    }

    private static LoggedEvent[] throttled(int connected, int lost) {
        List<LoggedEvent> events = new ArrayList<>();
        for (int minute = 1; minute < 60; minute += 20) {
            Instant at = NOW.minus(Duration.ofMinutes(minute));
            events.add(LoggedEvent.of(at.minusSeconds(1), connected, "LS Data MCU", "edge2.contoso.com", "8057"));
            events.add(LoggedEvent.of(at, lost, "LS Data MCU", "edge2.contoso.com", "8057"));
        }
        return events.toArray(new LoggedEvent[0]);
    }

    private static PeerAnswer unreachable(Endpoint endpoint) {
        return new PeerAnswer.Failed(
                endpoint,
                PeerAnswer.Failure.UNREACHABLE,
                Message.asIs("cannot be reached"),
                Message.asIs("no way"),
                new NextStep.Advice(Message.asIs("check it")));
    }

    private static Diagnosis diagnose(Host host, PeerAnswer... peers) {
        return Eku.on(host).diagnose(FrontEnd.EXEMPTION, List.of(peers));
    }

    /** A host that is named in another way. */
    private record Named(Host host, String name) implements ForwardingHost {
        @Override
        public HostRef ref() {
            return HostRef.parse(name);
        }
    }

    /** A host whose files may not be read. */
    private record WithoutFiles(Host host) implements ForwardingHost, HostFiles {
        @Override
        public HostFiles files() {
            return this;
        }

        @Override
        public boolean isFile(String path) {
            return host.files().isFile(path);
        }

        @Override
        public Optional<String> longPath(String path) {
            return host.files().longPath(path);
        }

        @Override
        public Optional<byte[]> read(String path, int limit) {
            throw new EkuException(ErrorCode.FILE_FAILURE, path, "AccessDenied");
        }

        @Override
        public Optional<byte[]> read(String path, long offset, int length) {
            throw new EkuException(ErrorCode.FILE_FAILURE, path, "AccessDenied");
        }
    }
}
