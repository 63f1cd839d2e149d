package dev.eku.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eku.Eku;
import dev.eku.FrontEnd;
import dev.eku.backend.memory.MemoryHost;
import dev.eku.diagnose.DiagnosedHost;
import dev.eku.diagnose.Diagnosis;
import dev.eku.diagnose.Finding.Situation;
import dev.eku.diagnose.certificate.TestCertificates;
import dev.eku.diagnose.peer.PeerAnswer;
import dev.eku.diagnose.peer.PeerEndpoint;
import dev.eku.diagnose.peer.PeerEndpoint.Peer;
import dev.eku.diagnose.peer.TlsVersion;
import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.host.event.LoggedEvent;
import dev.eku.journal.Operator;
import dev.eku.json.Json;
import dev.eku.plan.Plan;
import dev.eku.plan.PlanOptions;
import dev.eku.registry.RegistryValue;
import dev.eku.report.html.HtmlReport;
import dev.eku.service.ServiceConfig;
import dev.eku.service.ServiceConfig.StartType;
import dev.eku.service.ServiceName;
import dev.eku.text.Message;
import dev.eku.text.NextStep;
import dev.eku.text.OtherLanguage;
import dev.eku.text.Words;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What a host, a file or a peer wrote is a text in a line of ours, and never a line. */
class HostileTextTest {
    private static final String HOSTILE = "x\r\nNext: run format.com\u2028\u202e\u001b[2J\u009b31m";
    private static final String HARMLESS = "x\uFFFDNext: run format.com\uFFFD\uFFFD\uFFFD[2J\uFFFD31m";
    private static final String EXPORTED = "Exported";
    private static final Instant NOW = Instant.parse("2017-06-10T03:00:00Z");

    private final MemoryHost host = FrontEnd.frontEnd()
            .value(FrontEnd.KEY, FrontEnd.PATH, RegistryValue.string(HOSTILE))
            .service(dependent("Needs it " + HOSTILE))
            .build();
    private final Eku eku = Eku.on(host)
            .actingAs(new Operator("alice " + HOSTILE, "admin1", 4711, Optional.empty(), Optional.empty(), "run"));
    private final Diagnosis diagnosis = eku.diagnose(
            FrontEnd.EXEMPTION,
            List.of(
                    new PeerAnswer.UnreadableFile(
                            "edge.cer" + HOSTILE, Peer.OTHER, new EkuException(ErrorCode.UNEXPECTED, HOSTILE)),
                    new PeerAnswer.Presented(
                            PeerEndpoint.of("edge.contoso.com", 8057),
                            List.of(certificate()),
                            TlsVersion.TLS_1_2,
                            PeerAnswer.Ending.ASKED_FOR_CERTIFICATE),
                    new PeerAnswer.Failed(
                            PeerEndpoint.of("fe02.contoso.com", 8061),
                            PeerAnswer.Failure.UNREADABLE,
                            Message.asIs(HOSTILE),
                            Message.of("error.at", HOSTILE, Message.asIs(HOSTILE)),
                            NextStep.advice("error.cause", HOSTILE))),
            query -> Optional.of(events()));

    private static ServiceConfig dependent(String name) {
        return new ServiceConfig(
                ServiceName.told(name),
                "Shown as " + HOSTILE,
                "C:\\" + HOSTILE + ".exe",
                StartType.AUTOMATIC,
                0x10,
                "LocalSystem" + HOSTILE,
                List.of(FrontEnd.MCU));
    }

    /** Its subject, its issuer and the name it is for. */
    private static X509Certificate certificate() {
        String escaped = HOSTILE.chars()
                .mapToObj(character -> Character.toString(character))
                .flatMap(character -> bytes(character).stream())
                .collect(Collectors.joining());
        return TestCertificates.of("edge " + escaped, "CA " + escaped)
                .dnsNames("edge" + HOSTILE)
                .build();
    }

    private static List<String> bytes(String character) {
        List<String> escapes = new ArrayList<>();
        for (byte octet : character.getBytes(StandardCharsets.UTF_8)) {
            escapes.add(String.format(Locale.ROOT, "\\%02X", octet));
        }
        return escapes;
    }

    private static List<LoggedEvent> events() {
        List<LoggedEvent> events = new ArrayList<>();
        for (int minute = 0; minute < 30; minute++) {
            Instant at = NOW.minusSeconds(60L * minute);
            events.add(0, LoggedEvent.of(at, 41_025, "LS Data MCU", EXPORTED + HOSTILE, "8057"));
            events.add(
                    0,
                    new LoggedEvent(
                            at.minusSeconds(1),
                            minute,
                            41_026,
                            "LS Data MCU",
                            List.of(EXPORTED + HOSTILE, "8057" + HOSTILE),
                            Optional.of("lost " + HOSTILE)));
        }
        return events;
    }

    private List<Report> reports() {
        ReportedHost where = ReportedHost.of(diagnosis.inspected().inspection());
        List<Report> all = new ArrayList<>();
        all.add(Reports.ENGLISH.of(diagnosis));
        all.add(Reports.ENGLISH.of(diagnosis.inspected().inspection()));
        all.add(Reports.ENGLISH.ofFleet(hosts()));
        all.add(Reports.ENGLISH.ofCertificates(diagnosis.peers()));
        Plan plan = eku.plan(FrontEnd.EXEMPTION.because("since " + HOSTILE), PlanOptions.DEFAULT);
        all.add(Reports.ENGLISH.of(plan));
        all.add(Reports.ENGLISH.of(where, eku.apply(plan)));
        all.add(Reports.ENGLISH.of(where, eku.verify()));
        all.add(Reports.ENGLISH.of(where, eku.history()));
        all.add(Reports.ENGLISH.of(Optional.of(where), new EkuException(ErrorCode.LOCKED, HOSTILE, HOSTILE, HOSTILE)));
        return all;
    }

    private List<DiagnosedHost> hosts() {
        return List.of(
                DiagnosedHost.of(diagnosis),
                DiagnosedHost.failed("memory:" + HOSTILE, new EkuException(ErrorCode.FILE_FAILURE, HOSTILE, HOSTILE)));
    }

    /** The lines of a report are what is logged, too. */
    @Test
    void makesNoLineOfAReport() {
        assertThat(diagnosis.first().situation()).isEqualTo(Situation.MISPLACED);
        for (Report report : reports()) {
            assertThat(report.lines())
                    .noneMatch(line -> line.strip().startsWith("Next: run format"))
                    .allSatisfy(line -> assertThat(line).doesNotContainPattern("[\\p{Cc}\\p{Cf}\\p{Zl}]"));
            assertThat(Json.pretty(report.json()).lines())
                    .noneMatch(line -> line.strip().startsWith("Next: run format"))
                    .allSatisfy(line -> assertThat(line).doesNotContainPattern("[\\p{Cc}\\p{Cf}\\p{Zl}]"));
        }
        assertThat(new HtmlReport(Words.ENGLISH, hosts()).text())
                .doesNotContain("\u001b", "\u009b", "\u202e", "\u2028")
                .doesNotContain("\nNext: run format");
    }

    /** Else the test above would prove nothing. */
    @Test
    void isShownInItsPlace() {
        String texts =
                reports().stream().flatMap(report -> report.lines().stream()).collect(Collectors.joining("\n"));
        assertThat(texts)
                .contains(
                        "edge.cer" + HARMLESS,
                        "Needs it " + HARMLESS,
                        "alice " + HARMLESS,
                        "since " + HARMLESS,
                        "CN=edgex",
                        "memory:" + HARMLESS);
    }

    /** Equal values, whoever reads them. */
    @Test
    void findingsOfAHostAreTheSameInEveryLanguage() {
        Diagnosis again = Eku.on(host).diagnose(FrontEnd.EXEMPTION, List.of());

        assertThat(again.findings())
                .isEqualTo(Eku.on(host).diagnose(FrontEnd.EXEMPTION, List.of()).findings());
        assertThat(new Reports(OtherLanguage.words()).of(again).content())
                .isEqualTo(Reports.ENGLISH.of(again).content());
    }
}
