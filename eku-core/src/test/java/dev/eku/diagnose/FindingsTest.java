package dev.eku.diagnose;

import static dev.eku.diagnose.certificate.TestCertificates.CLIENT_AUTH;
import static dev.eku.diagnose.certificate.TestCertificates.SERVER_AUTH;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eku.Eku;
import dev.eku.FrontEnd;
import dev.eku.backend.memory.MemoryHost;
import dev.eku.backend.memory.MemoryHostBuilder;
import dev.eku.diagnose.Finding.Confidence;
import dev.eku.diagnose.Finding.Situation;
import dev.eku.diagnose.certificate.TestCertificates;
import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.fleet.UntellingHost;
import dev.eku.host.ForwardingHost;
import dev.eku.host.Host;
import dev.eku.host.HostFiles;
import dev.eku.host.HostRef;
import dev.eku.host.HostSnapshot.Content;
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

    private final MemoryHostBuilder frontEnd = FrontEnd.frontEnd();

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
        assertThat(finding.next()).isEqualTo("mvn eku:apply -Deku.restart=always -Deku.hosts=memory:FE01");
    }

    @Test
    void stormFromBeforeTheServiceWasStoppedIsNoOtherCause() {
        MemoryHost host = FrontEnd.exempted()
                .log("Lync Server", storm(Duration.ofMinutes(30), 25))
                .state(FrontEnd.MCU, ServiceState.STOPPED)
                .build();

        assertThat(diagnose(host, serverOnly()).first().situation()).isEqualTo(Situation.EFFECTIVE);
    }

    // Peers that events name

    @Test
    void sickPeerThatWasNotAskedIsNoOtherCause() {
        MemoryHost host =
                frontEnd.log("Lync Server", storm(Duration.ofHours(1), 30)).build();

        Finding finding = diagnose(host, passingFrontEnd()).first();

        assertThat(finding.situation()).isEqualTo(Situation.NOT_EXEMPT);
        assertThat(finding.confidence()).isEqualTo(Confidence.LIKELY);
        assertThat(finding.evidence()).contains(UNASKED);
    }

    @Test
    void exemptionIsNeededAsLongAsAPeerOfTheLogWasNotAsked() {
        MemoryHost host = FrontEnd.exempted()
                .log("Lync Server", storm(Duration.ofHours(20), 600))
                .build();

        Finding finding = diagnose(host, passingFrontEnd()).first();

        assertThat(finding.situation()).isEqualTo(Situation.EFFECTIVE);
        assertThat(finding.evidence()).contains(UNASKED);
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
        assertThat(finding.evidence())
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

    // A storm that is over

    @Test
    void stormFromBeforeTheCertificateWasReplacedIsNoOtherCause() {
        MemoryHost host =
                frontEnd.log("Lync Server", storm(Duration.ofHours(10), 120)).build();
        X509Certificate replaced =
                BOTH.valid("2017-06-09T22:00:00Z", "2019-01-01T00:00:00Z").build();
        Finding finding = diagnose(host, shown(Endpoint.of("edge.contoso.com", 8057), replaced, CA.build()))
                .first();

        assertThat(finding.situation()).isEqualTo(Situation.NOT_AFFECTED);
        assertThat(finding.evidence())
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

    // How an exemption is taken back

    @Test
    void recordThatDidNotWriteTheValueDoesNotTakeItAway() {
        MemoryHost host = FrontEnd.exempted().build();
        apply(host, FrontEnd.EXEMPTION.because("change 1"));

        assertThat(diagnose(host, both()).first().next())
                .isEqualTo(
                        "eku recorded why it is there and did not write it; take it away by hand and restart the service:"
                                + " reg.exe delete \"" + FrontEnd.KEY + "\" /v \"" + FrontEnd.PATH
                                + "\" /f /reg:64; then"
                                + " mvn eku:rollback -Deku.hosts=memory:FE01 takes back the record");
    }

    @Test
    void expiredRecordThatDidNotWriteTheValueDoesNotTakeItAway() {
        MemoryHost host = FrontEnd.exempted().build();
        apply(host, FrontEnd.EXEMPTION.because("change 1").until(LocalDate.of(2017, 6, 11)));

        assertThat(diagnose(later(host), serverOnly()).first().next())
                .startsWith("eku recorded why it is there and did not write it; take it away by hand")
                .endsWith(
                        " takes back the record, or give a later day: mvn eku:apply -Deku.expires=DAY -Deku.hosts=memory:FE01");
    }

    @Test
    void rollbackThatIsAdvisedTakesTheExemptionAwayThoughItsReasonWasRenewed() {
        MemoryHost host = frontEnd.build();
        apply(host, FrontEnd.EXEMPTION.because("change 1"));
        apply(host, FrontEnd.EXEMPTION.because("change 2"));

        assertThat(diagnose(host, both()).first().next()).isEqualTo("mvn eku:rollback -Deku.hosts=memory:FE01");
        FrontEnd.rollBack(host);
        assertThat(diagnose(host, both()).enforcements().get(0).check()).isEqualTo(Enforcement.Check.ON);
    }

    @Test
    void rollbackNamesTheRecordWhereItIsNotTheLast() {
        MemoryHost host = frontEnd.build();
        apply(host, FrontEnd.EXEMPTION);
        apply(host, Exemption.from(Setting.SCH_SEND_AUX_RECORD));

        assertThat(diagnose(host, both()).first().next())
                .isEqualTo("mvn eku:rollback -Deku.hosts=memory:FE01 -Deku.record=000001");
    }

    @Test
    void keyOfAnotherMachineIsNamedWithItsServer() {
        MemoryHost host = FrontEnd.exempted().build();

        assertThat(diagnose(new Named(host, "\\\\fe01"), both()).first().next())
                .endsWith("reg.exe delete \"\\\\fe01\\" + FrontEnd.KEY + "\" /v \"" + FrontEnd.PATH + "\" /f /reg:64");
        assertThat(diagnose(new Named(host, "smb://fe01.contoso.com:445"), both())
                        .first()
                        .next())
                .contains("reg.exe delete \"\\\\fe01.contoso.com\\HKLM\\");
        assertThat(diagnose(new Named(host, "local:"), both()).first().next()).contains("reg.exe delete \"HKLM\\");
    }

    @Test
    void commandQuotesAHostWithBlanksAndNamesWhatWasMeant() {
        Host host = new Named(frontEnd.build(), "memory:my fe01.json");

        assertThat(diagnose(host, serverOnly()).first().next())
                .startsWith("mvn eku:apply \"-Deku.hosts=memory:my fe01.json\",");
        assertThat(Eku.on(host)
                        .diagnose(FrontEnd.EXEMPTION.of("sfb-2015"), List.of(serverOnly()))
                        .first()
                        .next())
                .startsWith("mvn eku:apply \"-Deku.hosts=memory:my fe01.json\" -Deku.product=sfb-2015,");
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
        assertThat(finding.evidence())
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
        assertThat(finding.evidence())
                .containsExactly(
                        "32-bit view HKLM\\SOFTWARE\\Microsoft\\.NETFramework\\v4.0.30319, value"
                                + " RequireCertificateEKUs (REG_DWORD 0) is in the wrong view; the application reads the 64-bit view");
    }

    @Test
    void switchOnAFrameworkThatDoesNotKnowSwitchesIsMisplaced() {
        MemoryHost host = frontEnd.value(RELEASE, "Release", RegistryValue.dword(379_893))
                .file(
                        "C:\\Windows\\Microsoft.NET\\Framework64\\v4.0.30319\\System.dll",
                        Content.of(Setting.REQUIRE_CERTIFICATE_EKUS.keyName().getBytes(StandardCharsets.UTF_16LE)))
                .value(RuntimeFacts.APP_CONTEXT, RuntimeFacts.SWITCH, RegistryValue.string("true"))
                .build();

        Finding finding = diagnose(host, serverOnly()).first();

        assertThat(finding.situation()).isEqualTo(Situation.MISPLACED);
        assertThat(finding.evidence())
                .containsExactly("Switch.System.Net.DontCheckCertificateEKUs is true, but only .NET Framework 4.6 and"
                        + " newer look at it");
    }

    // Whose they are

    @Test
    void applicationOfOnesOwnIsNotBlamedForTheEventsOfTheDataMcu() {
        Application billing = Application.at("billing", "C:\\Billing\\billing.exe", Clr.V4, Bitness.BITS_64);
        Eku eku = Eku.on(frontEnd.file("C:\\Billing\\billing.exe")
                .log("Lync Server", storm(Duration.ofMinutes(30), 25))
                .build());

        assertThat(eku.diagnose(FrontEnd.EXEMPTION.of(billing), List.of(both()))
                        .first()
                        .situation())
                .isEqualTo(Situation.NOT_AFFECTED);
        assertThat(eku.diagnose(FrontEnd.EXEMPTION.of(billing), List.of())
                        .first()
                        .next())
                .startsWith("mvn eku:apply -Deku.hosts=memory:FE01 (in the project whose POM describes billing),");
    }

    // How sure it is

    @Test
    void chainOfOneCertificateLeavesItPossibleThatItsIssuerRestrictsIt() {
        MemoryHost host = FrontEnd.exempted().build();
        PeerAnswer alone = shown(Endpoint.of("edge.contoso.com", 8057), BOTH.build());

        Finding finding = diagnose(host, alone).first();

        assertThat(finding.situation()).isEqualTo(Situation.NO_LONGER_NEEDED);
        assertThat(finding.confidence()).isEqualTo(Confidence.POSSIBLE);
        assertThat(finding.evidence())
                .contains("no CA was shown beside the certificate itself, so a restriction of the CA is not seen:"
                        + " edge.contoso.com:8057");
        assertThat(diagnose(host, both()).first().confidence()).isEqualTo(Confidence.LIKELY);
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

    private static MemoryHost later(MemoryHost host) {
        return host.toBuilder().at(Instant.parse("2017-08-01T00:00:00Z")).build();
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
    }
}
