package dev.eku.report;

import static dev.eku.diagnose.certificate.TestCertificates.CLIENT_AUTH;
import static dev.eku.diagnose.certificate.TestCertificates.SERVER_AUTH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eku.Eku;
import dev.eku.FrontEnd;
import dev.eku.Told;
import dev.eku.backend.memory.MemoryHost;
import dev.eku.backend.memory.MemoryHostBuilder;
import dev.eku.diagnose.DiagnosedHost;
import dev.eku.diagnose.Diagnosis;
import dev.eku.diagnose.Finding;
import dev.eku.diagnose.Finding.Confidence;
import dev.eku.diagnose.Finding.Situation;
import dev.eku.diagnose.certificate.TestCertificates;
import dev.eku.diagnose.peer.PeerAnswer;
import dev.eku.diagnose.peer.PeerEndpoint;
import dev.eku.diagnose.peer.TlsVersion;
import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.host.Host;
import dev.eku.host.HostSnapshot.Content;
import dev.eku.host.HostSnapshotFile;
import dev.eku.host.event.LoggedEvent;
import dev.eku.inspect.RuntimeFacts;
import dev.eku.json.Json;
import dev.eku.plan.PlanOptions;
import dev.eku.plan.PlanOptions.Stop;
import dev.eku.product.Clr;
import dev.eku.product.Exemption;
import dev.eku.product.RegistryTarget;
import dev.eku.product.Setting;
import dev.eku.registry.KeyPath;
import dev.eku.registry.RegistryValue;
import dev.eku.report.html.HtmlReport;
import dev.eku.text.Message;
import dev.eku.text.NextStep;
import dev.eku.text.Words;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The eight situations, whole as text and JSON. To accept what changed: {@code -Deku.golden.update}, then read the
 * difference.
 */
final class DiagnosisReportTest {
    private static final Instant NOW = Instant.parse("2017-06-10T03:00:00Z");
    private static final KeyPath RELEASE =
            KeyPath.of("SOFTWARE", "Microsoft", "NET Framework Setup", "NDP", "v4", "Full");
    private static final String LIBRARY = "C:\\Windows\\Microsoft.NET\\Framework64\\v4.0.30319\\System.dll";
    private static final TestCertificates EDGE =
            TestCertificates.of("edge.contoso.com", "Contoso CA").dnsNames("edge.contoso.com", "edgepool.contoso.com");
    private static final TestCertificates CA = TestCertificates.of("Contoso CA", "Contoso CA");

    private final MemoryHostBuilder frontEnd = FrontEnd.frontEnd();

    @Test
    void notAffectedSinceTheRuntimeHasNoCheck() {
        MemoryHost host = frontEnd.value(RELEASE, "Release", RegistryValue.dword(394_271))
                .file(LIBRARY, Content.of((byte) 'M', (byte) 'Z'))
                .build();

        golden("diagnosis-not-affected", host, List.of(), Situation.NOT_AFFECTED);
    }

    @Test
    void affectedAndNotExempt() {
        MemoryHost host = frontEnd.log("Lync Server", storm(NOW.minus(Duration.ofHours(2)), 90))
                .build();

        golden("diagnosis-not-exempt", host, List.of(serverOnly(), unreachable()), Situation.NOT_EXEMPT);
    }

    @Test
    void exemptButARestartIsPending() {
        MemoryHost host = FrontEnd.pending(NOW.minusSeconds(60)).build();

        golden("diagnosis-restart-pending", host, List.of(), Situation.RESTART_PENDING);
    }

    @Test
    void exemptAndInEffect() {
        MemoryHost host = FrontEnd.exempted()
                .log("Lync Server", storm(NOW.minus(Duration.ofHours(20)), 600))
                .build();

        golden("diagnosis-effective", host, List.of(serverOnly()), Situation.EFFECTIVE);
    }

    @Test
    void exemptButNoLongerNeeded() {
        MemoryHost host = frontEnd.log(
                        "Lync Server",
                        LoggedEvent.of(NOW.minus(Duration.ofHours(5)), 41_025, "LS Data MCU", "edge.contoso.com:8057"))
                .build();
        exempt(host, FrontEnd.EXEMPTION);

        golden("diagnosis-no-longer-needed", host, List.of(both()), Situation.NO_LONGER_NEEDED);
    }

    @Test
    void expired() {
        MemoryHost host = frontEnd.build();
        exempt(host, FrontEnd.EXEMPTION.until(LocalDate.of(2017, 6, 10)));
        MemoryHost later =
                host.toBuilder().at(Instant.parse("2017-08-01T00:00:00Z")).build();

        golden("diagnosis-expired", later, List.of(), Situation.EXPIRED);
    }

    @Test
    void misplacedAndMalformed() {
        KeyPath v2 = RegistryTarget.keyOf(Setting.REQUIRE_CERTIFICATE_EKUS, Clr.V2);
        MemoryHost host = frontEnd.value(FrontEnd.KEY, FrontEnd.PATH, RegistryValue.string("0"))
                .value(v2, FrontEnd.PATH, FrontEnd.ZERO)
                .value(FrontEnd.KEY, "\"" + FrontEnd.PATH + "\"", FrontEnd.ZERO)
                .value(RegistryTarget.runtimeKey(Clr.V4), "RequireCertificateEKUs", RegistryValue.string("0"))
                .file(FrontEnd.PATH + ".config", Content.of("<configuration>".getBytes(StandardCharsets.UTF_8)))
                .build();

        golden("diagnosis-misplaced", host, List.of(), Situation.MISPLACED);
    }

    @Test
    void symptomsWithoutAMatchingCause() {
        MemoryHost host = FrontEnd.exempted()
                .log("Lync Server", storm(NOW.minus(Duration.ofMinutes(30)), 25))
                .build();

        golden("diagnosis-other-cause", host, List.of(serverOnly()), Situation.OTHER_CAUSE);
    }

    // What lies between them

    @Test
    void withoutAnyEvidenceOfHarmItIsOnlyPossible() {
        Finding finding = diagnose(frontEnd.build()).first();

        assertThat(finding.situation()).isEqualTo(Situation.NOT_EXEMPT);
        assertThat(finding.confidence()).isEqualTo(Confidence.POSSIBLE);
    }

    @Test
    void eventsAloneMakeItLikely() {
        Finding finding = diagnose(frontEnd.log("Lync Server", storm(NOW.minus(Duration.ofHours(1)), 30))
                        .build())
                .first();

        assertThat(finding.situation()).isEqualTo(Situation.NOT_EXEMPT);
        assertThat(finding.confidence()).isEqualTo(Confidence.LIKELY);
    }

    @Test
    void checkThatIsOnHarmsNobodyWherePeersPass() {
        assertThat(diagnose(frontEnd.build(), both()).first().situation()).isEqualTo(Situation.NOT_AFFECTED);
    }

    @Test
    void onePeerThatFailsOrIsNotSeenKeepsTheExemptionNeeded() {
        MemoryHost host = FrontEnd.exempted().build();

        assertThat(diagnose(host, both(), serverOnly()).first().situation()).isEqualTo(Situation.EFFECTIVE);
        assertThat(diagnose(host, both(), unreachable()).first().situation()).isEqualTo(Situation.EFFECTIVE);
    }

    @Test
    void removalOfAValueThatEkuDidNotWriteIsByHand() {
        assertThat(Told.next(diagnose(FrontEnd.exempted().build(), both()).first()))
                .isEqualTo("eku did not write it; remove it by hand and restart the service:\nreg.exe delete \""
                        + FrontEnd.KEY + "\" /v \"" + FrontEnd.PATH + "\" /f /reg:64");
    }

    @Test
    void expiredExemptionThatIsNoLongerNeededIsBoth() {
        MemoryHost host = frontEnd.build();
        exempt(host, FrontEnd.EXEMPTION.until(LocalDate.of(2017, 6, 10)));
        MemoryHost later =
                host.toBuilder().at(Instant.parse("2017-08-01T00:00:00Z")).build();

        assertThat(diagnose(later, both()).findings())
                .extracting(Finding::situation)
                .containsExactly(Situation.EXPIRED, Situation.NO_LONGER_NEEDED);
    }

    @Test
    void hostWithoutAnyProductIsNotAffectedAsFarAsIsKnown() {
        Finding finding = diagnose(MemoryHost.builder().named("PC01").build()).first();

        assertThat(finding.situation()).isEqualTo(Situation.NOT_AFFECTED);
        assertThat(finding.confidence()).isEqualTo(Confidence.POSSIBLE);
        assertThat(finding.about()).isEqualTo("PC01");
    }

    @Test
    void otherSettingIsRefused() {
        Eku eku = Eku.on(frontEnd.build());

        assertThatThrownBy(() -> eku.diagnose(Exemption.from(Setting.SCH_SEND_AUX_RECORD), List.of()))
                .hasMessageContaining("INVALID_PARAMETER: setting: 'SCH_SEND_AUX_RECORD' cannot be used");
    }

    @Test
    void productThatTheHostIsNotIsNotBelieved() {
        Eku eku = Eku.on(FrontEnd.exempted().build());

        assertThatThrownBy(() -> eku.diagnose(FrontEnd.EXEMPTION.of("lync-2010"), List.of(serverOnly())))
                .hasMessageContaining("PRODUCT_MISMATCH: lync-2010 was named, but the host is ")
                .hasMessageContaining("Next: name the right product, or none to take the one found");
    }

    @Test
    void diagnosisOfACaptureIsThatOfTheHost() {
        MemoryHost host = frontEnd.value(RELEASE, "Release", RegistryValue.dword(394_271))
                .file(
                        LIBRARY,
                        Content.of(Setting.REQUIRE_CERTIFICATE_EKUS.keyName().getBytes(StandardCharsets.UTF_16LE)))
                .file(
                        FrontEnd.PATH + ".config",
                        Content.of(
                                ("<configuration><connectionStrings><add value='s3cret'/></connectionStrings><runtime>"
                                                + "<AppContextSwitchOverrides value='Switch.System.Net.DontCheckCertificateEKUs=true'/>"
                                                + "</runtime></configuration>")
                                        .getBytes(StandardCharsets.UTF_8)))
                .log("Lync Server", storm(NOW.minus(Duration.ofHours(1)), 30))
                .build();
        String captured = HostSnapshotFile.print(Eku.on(host).capture());
        MemoryHost copy = MemoryHost.from(HostSnapshotFile.parse(captured, "test"));

        assertThat(captured).doesNotContain("s3cret");
        assertThat(diagnose(copy).findings()).isEqualTo(diagnose(host).findings());
        assertThat(diagnose(copy).enforcements()).isEqualTo(diagnose(host).enforcements());
    }

    @Test
    void whatAHostHasWrittenSteersNoTerminal() {
        MemoryHost host = frontEnd.value(
                        RuntimeFacts.APP_CONTEXT,
                        RuntimeFacts.SWITCH,
                        RegistryValue.string("\u001b[2J\u001b]0;x\u0007\u009b31m\u202etrue"))
                .value(FrontEnd.KEY, FrontEnd.PATH + " \u001b[31m", FrontEnd.ZERO)
                .build();

        List<String> lines = Reports.ENGLISH.of(diagnose(host)).lines();

        assertThat(String.join("\n", lines))
                .contains("\ufffd[2J\ufffd]0;x\ufffd\ufffd31m\ufffdtrue")
                .doesNotContainPattern("[\\p{Cc}\\p{Cf}&&[^\\n]]");
        assertThat(new EkuException(ErrorCode.FILE_FAILURE, "a\u001b[2Jb", "c\rd"))
                .hasMessageContaining("a\ufffd[2Jb")
                .hasMessageContaining("c\ufffdd")
                .hasMessageContaining("\n");
    }

    @Test
    void namesOfACertificateThatAreNoDnsNamesReachNoCommand() {
        TestCertificates evil = TestCertificates.of("edge & calc.exe", "Contoso CA")
                .dnsNames("a\" & calc", "*.contoso.com", "$(calc).com", "edge.contoso.com", "x\u001b[2J.com")
                .ekus(SERVER_AUTH);
        PeerAnswer answer = shown(PeerEndpoint.of("192.0.2.1", 8060), evil.build());
        Diagnosis diagnosis = diagnose(frontEnd.build(), answer);

        assertThat(diagnosis.peers().get(0).request().orElseThrow().names())
                .containsExactly("edge.contoso.com", "*.contoso.com");
        assertThat(String.join("\n", Reports.ENGLISH.of(diagnosis).lines()))
                .doesNotContain("\u001b")
                .contains("-Type Default");
    }

    // Certificates of files

    @Test
    void exemptionIsOnlyPossiblyNotNeededWhereCertificatesAreStillFiles() {
        MemoryHost host = FrontEnd.exempted().log("Lync Server").build();
        Finding finding =
                diagnose(host, kept(EDGE.ekus(SERVER_AUTH, CLIENT_AUTH))).first();

        assertThat(finding.situation()).isEqualTo(Situation.NO_LONGER_NEEDED);
        assertThat(finding.confidence()).isEqualTo(Confidence.POSSIBLE);
        assertThat(Told.evidence(finding)).contains("judged from files, as if these were installed: edge.cer");
    }

    @Test
    void certificateThatIsStillAFileDoesNotExplainEventsAway() {
        MemoryHost host = frontEnd.log("Lync Server", storm(NOW.minus(Duration.ofHours(1)), 30))
                .build();
        Finding finding =
                diagnose(host, kept(EDGE.ekus(SERVER_AUTH, CLIENT_AUTH))).first();

        assertThat(finding.situation()).isEqualTo(Situation.NOT_EXEMPT);
        assertThat(finding.confidence()).isEqualTo(Confidence.LIKELY);
        assertThat(Told.evidence(finding)).endsWith("judged from files, as if these were installed: edge.cer");
    }

    @Test
    void fileThatCannotBeReadKeepsTheExemptionNeededAndSaysWhy() {
        PeerAnswer unread = new PeerAnswer.UnreadableFile(
                "note.txt",
                PeerEndpoint.Peer.OTHER,
                new EkuException(ErrorCode.FILE_FAILURE, "note.txt", "NoSuchFileException"));
        Diagnosis diagnosis = diagnose(FrontEnd.exempted().build(), both(), unread);

        assertThat(diagnosis.first().situation()).isEqualTo(Situation.EFFECTIVE);
        assertThat(Reports.ENGLISH.of(diagnosis).lines())
                .containsSequence(
                        "  note.txt: NOT READ",
                        "    FILE_FAILURE: the file note.txt cannot be read or written: NoSuchFileException");
        assertThat(Json.pretty(Reports.ENGLISH.of(diagnosis).json())).contains("\"failure\" : \"FILE_FAILURE\"");
    }

    @Test
    void fileOfACaSaysWhyItIsNotJudged() {
        TestCertificates authority = CA.extension("2.5.29.19", new byte[] {0x30, 3, 1, 1, (byte) 0xFF});
        Diagnosis diagnosis = diagnose(FrontEnd.exempted().build(), kept(authority));

        assertThat(Reports.ENGLISH.of(diagnosis).lines())
                .contains("  edge.cer: NOT JUDGED, since it holds a CA's own certificate and not a peer's");
        assertThat(Json.pretty(Reports.ENGLISH.of(diagnosis).json())).contains("\"failure\" : \"CA_CERTIFICATE\"");
        assertThat(new HtmlReport(Words.ENGLISH, List.of(DiagnosedHost.of(diagnosis))).text())
                .contains("edge.cer: NOT JUDGED");
    }

    @Test
    void exemptionIsNeededWhereTheCheckIsThereAndAPeerFails() {
        MemoryHost before2017 = MemoryHost.from(frontEnd.build().snapshot()).toBuilder()
                .value(RELEASE, "Release", RegistryValue.dword(394_271))
                .file(LIBRARY, Content.of((byte) 'M', (byte) 'Z'))
                .build();

        assertThat(diagnose(frontEnd.build(), serverOnly()).needsExemption()).isTrue();
        assertThat(diagnose(FrontEnd.exempted().build(), serverOnly()).needsExemption())
                .isTrue();
        assertThat(diagnose(frontEnd.build(), both(), unreachable()).needsExemption())
                .isFalse();
        assertThat(diagnose(before2017, serverOnly()).needsExemption()).isFalse();
        assertThat(diagnose(MemoryHost.builder().build(), serverOnly()).needsExemption())
                .isFalse();
    }

    // Events

    @Test
    void eventsBeforeTheWindowAreNotLookedAt() {
        Eku eku = Eku.on(frontEnd.log("Lync Server", storm(NOW.minus(Duration.ofHours(2)), 30))
                .build());

        assertThat(eku.diagnose(FrontEnd.EXEMPTION, List.of(), Duration.ofHours(1))
                        .symptoms()
                        .flapping())
                .isEmpty();
        assertThat(eku.diagnose(FrontEnd.EXEMPTION, List.of(), Duration.ofHours(3))
                        .symptoms()
                        .flapping())
                .hasSize(1);
    }

    @Test
    void exportThatCannotBeReadIsNoted() {
        Diagnosis diagnosis = Eku.on(frontEnd.build()).diagnose(FrontEnd.EXEMPTION, List.of(serverOnly()), query -> {
            throw new EkuException(ErrorCode.FILE_FAILURE, "events.xml", "NoSuchFileException");
        });

        assertThat(diagnosis.first().situation()).isEqualTo(Situation.NOT_EXEMPT);
        assertThat(diagnosis.symptoms().checked()).isFalse();
        assertThat(diagnosis.symptoms().problem().map(Words.ENGLISH::text))
                .contains("FILE_FAILURE: the file events.xml cannot be read or written: NoSuchFileException");
    }

    private static PeerAnswer kept(TestCertificates own) {
        return new PeerAnswer.FromFile("edge.cer", PeerEndpoint.Peer.EDGE, List.of(own.build(), CA.build()));
    }

    private static PeerAnswer serverOnly() {
        return shown(EDGE.ekus(SERVER_AUTH));
    }

    private static PeerAnswer both() {
        return shown(EDGE.ekus(SERVER_AUTH, CLIENT_AUTH));
    }

    private static PeerAnswer shown(TestCertificates own) {
        return shown(PeerEndpoint.of("edge.contoso.com", 8057), own.build(), CA.build());
    }

    private static PeerAnswer shown(PeerEndpoint endpoint, X509Certificate... chain) {
        return new PeerAnswer.Presented(
                endpoint, List.of(chain), TlsVersion.TLS_1_2, PeerAnswer.Ending.ASKED_FOR_CERTIFICATE);
    }

    private static PeerAnswer unreachable() {
        return new PeerAnswer.Failed(
                PeerEndpoint.of("fe02.contoso.com", 8061),
                PeerAnswer.Failure.UNREACHABLE,
                Message.asIs("connection refused"),
                Message.asIs("nothing listens"),
                new NextStep.Advice(Message.asIs("start it")));
    }

    private static LoggedEvent[] storm(Instant from, int minutes) {
        List<LoggedEvent> events = new ArrayList<>();
        for (int minute = 0; minute < minutes; minute++) {
            Instant at = from.plusSeconds(minute * 60L);
            events.add(LoggedEvent.of(at, 41_025, "LS Data MCU", "edge.contoso.com", "8057"));
            events.add(LoggedEvent.of(at.plusSeconds(1), 41_026, "LS Data MCU"));
        }
        return events.toArray(LoggedEvent[]::new);
    }

    private static void exempt(Host host, Exemption exemption) {
        Eku eku = Eku.on(host);
        eku.apply(eku.plan(exemption, PlanOptions.DEFAULT.stop(Stop.STOP)), event -> {});
    }

    private static Diagnosis diagnose(Host host, PeerAnswer... peers) {
        return Eku.on(host).diagnose(FrontEnd.EXEMPTION, List.of(peers));
    }

    private static void golden(String name, Host host, List<PeerAnswer> peers, Situation first) {
        Diagnosis diagnosis = diagnose(host, peers.toArray(PeerAnswer[]::new));
        assertThat(diagnosis.first().situation()).isEqualTo(first);
        Golden.check(name, reports -> reports.of(diagnosis));
    }
}
