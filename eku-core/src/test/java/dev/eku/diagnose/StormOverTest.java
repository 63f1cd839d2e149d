package dev.eku.diagnose;

import static dev.eku.diagnose.DiagnosisCase.BOTH;
import static dev.eku.diagnose.DiagnosisCase.CA;
import static dev.eku.diagnose.DiagnosisCase.NOW;
import static dev.eku.diagnose.DiagnosisCase.both;
import static dev.eku.diagnose.DiagnosisCase.diagnose;
import static dev.eku.diagnose.DiagnosisCase.shown;
import static dev.eku.diagnose.DiagnosisCase.storm;
import static dev.eku.diagnose.DiagnosisCase.throttled;
import static dev.eku.diagnose.FindingAssert.assertThat;
import static dev.eku.diagnose.certificate.TestCertificates.CLIENT_AUTH;
import static dev.eku.diagnose.certificate.TestCertificates.SERVER_AUTH;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eku.FrontEnd;
import dev.eku.Told;
import dev.eku.backend.memory.MemoryHost;
import dev.eku.backend.memory.MemoryHostBuilder;
import dev.eku.diagnose.Finding.Confidence;
import dev.eku.diagnose.Finding.Situation;
import dev.eku.diagnose.certificate.TestCertificates;
import dev.eku.diagnose.peer.PeerAnswer;
import dev.eku.diagnose.peer.PeerEndpoint;
import dev.eku.fleet.rollout.UntellingHost;
import dev.eku.host.Host;
import dev.eku.service.ServiceState;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which storm is still one, and of which certificate. */
final class StormOverTest {
    private final MemoryHostBuilder frontEnd = FrontEnd.frontEnd();

    @Test
    void newCertificateOfOnePeerDoesNotHideTheStormOfAnother() {
        MemoryHost host =
                frontEnd.log("Lync Server", storm(Duration.ofMinutes(60), 60)).build();
        X509Certificate renewed = TestCertificates.of("fe02.contoso.com", "Contoso CA")
                .ekus(SERVER_AUTH, CLIENT_AUTH)
                .valid("2017-06-10T02:57:30Z", "2019-01-01T00:00:00Z")
                .build();
        PeerAnswer other = shown(PeerEndpoint.of("fe02.contoso.com", 8061), renewed, CA.build());

        assertThat(diagnose(host, both(), other).first()).says(Situation.OTHER_CAUSE);
    }

    @Test
    void stormBeforeTheServiceWasStoppedIsAnotherCauseWhereAllPeersPass() {
        MemoryHost host = frontEnd.log("Lync Server", storm(Duration.ofMinutes(30), 25))
                .state(FrontEnd.MCU, ServiceState.STOPPED)
                .build();

        assertThat(diagnose(host, both()).first()).says(Situation.OTHER_CAUSE);
    }

    @Test
    void stormFromBeforeTheCertificateWasReplacedIsNoOtherCause() {
        MemoryHost host =
                frontEnd.log("Lync Server", storm(Duration.ofHours(10), 120)).build();
        X509Certificate replaced =
                BOTH.valid("2017-06-09T22:00:00Z", "2019-01-01T00:00:00Z").build();
        Finding finding = diagnose(host, shown(PeerEndpoint.of("edge.contoso.com", 8057), replaced, CA.build()))
                .first();

        assertThat(finding).says(Situation.NOT_AFFECTED);
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

        assertThat(finding).says(Situation.OTHER_CAUSE, Confidence.LIKELY);
    }

    @Test
    void stormThatIsOverIsOnlyPossiblyAnotherCause() {
        MemoryHost host =
                frontEnd.log("Lync Server", storm(Duration.ofMinutes(90), 25)).build();
        Host older = new UntellingHost(host, 0, Optional.of(NOW.minus(Duration.ofHours(9))));

        Finding finding = diagnose(older, both()).first();

        assertThat(finding).says(Situation.OTHER_CAUSE, Confidence.POSSIBLE);
        assertThat(Told.cause(finding)).endsWith("there was another cause, or certificates were installed since");
    }

    @Test
    void certificateOfTheFutureExplainsNoEventsAway() {
        MemoryHost host =
                frontEnd.log("Lync Server", storm(Duration.ofMinutes(30), 25)).build();
        X509Certificate early =
                BOTH.valid("2017-06-11T00:00:00Z", "2019-01-01T00:00:00Z").build();

        assertThat(diagnose(host, shown(PeerEndpoint.of("edge.contoso.com", 8057), early, CA.build()))
                        .first())
                .says(Situation.OTHER_CAUSE);
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

        assertThat(edge).says(Situation.NOT_EXEMPT, Confidence.LIKELY);
        assertThat(Told.evidence(edge))
                .contains("event 41024 is logged once in 20 minutes, however often the connection is lost meanwhile");
        assertThat(frontEnd).says(Situation.NOT_EXEMPT, Confidence.POSSIBLE);
        assertThat(Told.evidence(frontEnd))
                .contains("what event 41030 says is inferred from event 41024; its text was not seen");
    }
}
