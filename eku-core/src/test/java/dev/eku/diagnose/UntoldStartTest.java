package dev.eku.diagnose;

import static dev.eku.diagnose.DiagnosisCase.BILLING;
import static dev.eku.diagnose.DiagnosisCase.BILLING_PATH;
import static dev.eku.diagnose.DiagnosisCase.BOTH;
import static dev.eku.diagnose.DiagnosisCase.CA;
import static dev.eku.diagnose.DiagnosisCase.EDGE;
import static dev.eku.diagnose.DiagnosisCase.NOW;
import static dev.eku.diagnose.DiagnosisCase.both;
import static dev.eku.diagnose.DiagnosisCase.diagnose;
import static dev.eku.diagnose.DiagnosisCase.kept;
import static dev.eku.diagnose.DiagnosisCase.serverOnly;
import static dev.eku.diagnose.DiagnosisCase.shown;
import static dev.eku.diagnose.DiagnosisCase.storm;
import static dev.eku.diagnose.DiagnosisCase.writtenLate;
import static dev.eku.diagnose.FindingAssert.assertThat;
import static dev.eku.diagnose.certificate.TestCertificates.CLIENT_AUTH;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eku.Eku;
import dev.eku.FrontEnd;
import dev.eku.Told;
import dev.eku.backend.memory.MemoryHost;
import dev.eku.backend.memory.MemoryHostBuilder;
import dev.eku.diagnose.Finding.Confidence;
import dev.eku.diagnose.Finding.Situation;
import dev.eku.diagnose.peer.PeerAnswer;
import dev.eku.diagnose.peer.PeerEndpoint;
import dev.eku.fleet.rollout.UntellingHost;
import dev.eku.host.Host;
import dev.eku.host.event.LoggedEvent;
import dev.eku.service.ServiceState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is said of a host that does not tell when a process started. */
final class UntoldStartTest {
    private final MemoryHostBuilder frontEnd = FrontEnd.frontEnd();

    @Test
    void stormFromBeforeEkusOwnRestartIsNoOtherCause() {
        Host host = new UntellingHost(
                frontEnd.log("Lync Server", storm(Duration.ofMinutes(90), 60)).build(), 0);
        FrontEnd.apply(host);

        Finding finding = diagnose(host, serverOnly()).first();

        assertThat(finding).says(Situation.EFFECTIVE, Confidence.CERTAIN);
    }

    @Test
    void stormOfAProcessThatMayNotHaveReadTheValueAsksForARestart() {
        Host host = new UntellingHost(
                FrontEnd.exempted()
                        .log("Lync Server", storm(Duration.ofMinutes(30), 25))
                        .build(),
                0);

        Finding finding = diagnose(host, serverOnly()).first();

        assertThat(finding).says(Situation.RESTART_PENDING, Confidence.LIKELY);
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

        assertThat(diagnose(host, serverOnly()).first()).says(Situation.EFFECTIVE);
    }

    @Test
    void nothingProvesThatAProcessHasReadTheValueWhereNeitherItsStartNorItsLogIsTold() {
        Finding finding = diagnose(new UntellingHost(FrontEnd.exempted().build(), 0), serverOnly())
                .first();

        assertThat(finding).says(Situation.RESTART_PENDING, Confidence.POSSIBLE);
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

        assertThat(finding).says(Situation.EFFECTIVE, Confidence.POSSIBLE);
        assertThat(Told.next(finding))
                .isEqualTo("nothing to do now; a restart would prove it:"
                        + " apply with hosts=memory:FE01, restart=always");
    }

    @Test
    void nothingProvesThatAnApplicationWithoutAServiceHasReadTheValue() {
        MemoryHost host = FrontEnd.exempted()
                .file(BILLING_PATH)
                .value(FrontEnd.KEY, BILLING_PATH, FrontEnd.ZERO)
                .log("Lync Server")
                .build();

        PeerAnswer failing = shown(
                PeerEndpoint.of("broker.contoso.com", 8883),
                EDGE.ekus(CLIENT_AUTH).build(),
                CA.build());
        Finding finding = Eku.on(host)
                .diagnose(FrontEnd.EXEMPTION.of(BILLING), List.of(failing))
                .first();

        assertThat(finding).says(Situation.RESTART_PENDING, Confidence.POSSIBLE);
        assertThat(Told.next(finding))
                .isEqualTo("restart it by hand: eku knows no service of it, and cannot tell when it started");
    }

    /** A storm takes some minutes to be seen. */
    @Test
    void logThatTellsOfLessThanAnHourOfTheProcessProvesNothing() {
        Host recent = new UntellingHost(writtenLate().log("Lync Server").build(), 0, Optional.of(NOW.minusSeconds(61)));
        Host older =
                new UntellingHost(writtenLate().log("Lync Server").build(), 0, Optional.of(NOW.minusSeconds(3600)));
        PeerAnswer file = kept(BOTH.build(), CA.build());

        assertThat(diagnose(recent, file).first()).says(Situation.RESTART_PENDING);
        assertThat(diagnose(older, file).first()).says(Situation.NO_LONGER_NEEDED);
    }

    /** Of many peers a loss that names nobody is laid to none. */
    @Test
    void lossesThatAreNobodysAreNoQuiet() {
        LoggedEvent lost = LoggedEvent.of(NOW.minusSeconds(600), 41_026, "LS Data MCU");
        MemoryHost exempted = FrontEnd.exempted().log("Lync Server", lost).build();

        assertThat(diagnose(new UntellingHost(exempted, 0), serverOnly()).first())
                .says(Situation.RESTART_PENDING);
    }

    @Test
    void startInTheFutureIsNoBeginning() {
        MemoryHost stormy = FrontEnd.exempted()
                .log("Lync Server", storm(Duration.ofMinutes(30), 25))
                .build();
        Host host = new UntellingHost(stormy, 0, Optional.of(NOW.plusSeconds(3600)));

        assertThat(diagnose(host, serverOnly()).first()).says(Situation.RESTART_PENDING, Confidence.LIKELY);
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
                            .first())
                    .says(Situation.RESTART_PENDING);
            Finding needless = Eku.on(FrontEnd.exempted().build())
                    .diagnose(FrontEnd.EXEMPTION, List.of(both()), query -> Optional.of(export))
                    .first();
            assertThat(needless).says(Confidence.POSSIBLE);
            assertThat(Told.evidence(needless))
                    .contains("an export of the event log was read, so a peer that was named since may be missing"
                            + " among those that were looked at");
        }
    }
}
