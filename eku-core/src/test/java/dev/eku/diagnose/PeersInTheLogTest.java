package dev.eku.diagnose;

import static dev.eku.diagnose.DiagnosisCase.BOTH;
import static dev.eku.diagnose.DiagnosisCase.CA;
import static dev.eku.diagnose.DiagnosisCase.CONNECTED;
import static dev.eku.diagnose.DiagnosisCase.EDGE;
import static dev.eku.diagnose.DiagnosisCase.NOW;
import static dev.eku.diagnose.DiagnosisCase.UNASKED;
import static dev.eku.diagnose.DiagnosisCase.both;
import static dev.eku.diagnose.DiagnosisCase.diagnose;
import static dev.eku.diagnose.DiagnosisCase.kept;
import static dev.eku.diagnose.DiagnosisCase.passingFrontEnd;
import static dev.eku.diagnose.DiagnosisCase.shown;
import static dev.eku.diagnose.DiagnosisCase.storm;
import static dev.eku.diagnose.DiagnosisCase.unreachable;
import static dev.eku.diagnose.FindingAssert.assertThat;
import static dev.eku.diagnose.certificate.TestCertificates.SERVER_AUTH;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eku.FrontEnd;
import dev.eku.Told;
import dev.eku.backend.memory.MemoryHost;
import dev.eku.backend.memory.MemoryHostBuilder;
import dev.eku.diagnose.Finding.Confidence;
import dev.eku.diagnose.Finding.Situation;
import dev.eku.diagnose.peer.PeerAnswer;
import dev.eku.diagnose.peer.PeerEndpoint;
import dev.eku.host.event.LoggedEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Peers that events name and that were not asked keep a finding open. */
final class PeersInTheLogTest {
    private final MemoryHostBuilder frontEnd = FrontEnd.frontEnd();

    @Test
    void flappingPeerThatWasNotAskedIsNoOtherCause() {
        MemoryHost host =
                frontEnd.log("Lync Server", storm(Duration.ofHours(1), 30)).build();

        Finding finding = diagnose(host, passingFrontEnd()).first();

        assertThat(finding).says(Situation.NOT_EXEMPT, Confidence.LIKELY);
        assertThat(Told.evidence(finding)).contains(UNASKED);
    }

    @Test
    void exemptionIsNeededAsLongAsAPeerOfTheLogWasNotAsked() {
        MemoryHost host = FrontEnd.exempted()
                .log("Lync Server", storm(Duration.ofHours(20), 600))
                .build();

        Finding finding = diagnose(host, passingFrontEnd()).first();

        assertThat(finding).says(Situation.EFFECTIVE);
        assertThat(Told.evidence(finding)).contains(UNASKED);
    }

    @Test
    void peerAskedAtAnotherPortIsNotThatOfTheLog() {
        MemoryHost host = FrontEnd.exempted()
                .log("Lync Server", storm(Duration.ofHours(20), 600))
                .build();

        assertThat(diagnose(host, shown(PeerEndpoint.of("edge.contoso.com", 443), BOTH.build(), CA.build()))
                        .first())
                .says(Situation.EFFECTIVE);
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

        assertThat(finding).says(Situation.EFFECTIVE);
        assertThat(Told.evidence(finding))
                .contains("events name fe02.contoso.com:8060, but no certificate of it was looked at");
    }

    @Test
    void peerAskedByAddressAtAnotherPortIsNotThatOfTheLog() {
        MemoryHost host = FrontEnd.exempted()
                .log("Lync Server", storm(Duration.ofHours(20), 600))
                .build();

        assertThat(diagnose(host, shown(PeerEndpoint.of("10.0.0.7", 443), BOTH.build(), CA.build()))
                        .first())
                .says(Situation.EFFECTIVE);
    }

    @Test
    void peerAskedByAddressOrByAFileIsKnownByTheNamesOfItsCertificate() {
        MemoryHost host = FrontEnd.exempted()
                .log("Lync Server", storm(Duration.ofHours(20), 600))
                .build();
        PeerAnswer byAddress = shown(PeerEndpoint.of("10.0.0.7", 8057), BOTH.build(), CA.build());

        assertThat(diagnose(host, byAddress).first()).says(Situation.NO_LONGER_NEEDED);
        assertThat(diagnose(host, kept(BOTH.build(), CA.build())).first()).says(Situation.NO_LONGER_NEEDED);
    }

    @Test
    void peerIsTheSameInAnyCase() {
        MemoryHost host = FrontEnd.exempted()
                .log("Lync Server", storm(Duration.ofHours(20), 600))
                .build();

        assertThat(diagnose(host, shown(PeerEndpoint.of("EDGE.contoso.com", 8057), BOTH.build(), CA.build()))
                        .first())
                .says(Situation.NO_LONGER_NEEDED);
    }

    /** Behind the name of a pool stand several servers. */
    @Test
    void exemptionIsNeededAsLongAsOneAddressOfANameWasNotSeenToPass() {
        MemoryHost host = FrontEnd.exempted().log("Lync Server").build();
        PeerEndpoint pool = PeerEndpoint.of("edge.contoso.com", 8057);
        PeerAnswer good = shown(pool.at("10.0.0.7"), BOTH.build(), CA.build());
        PeerAnswer bad = shown(pool.at("10.0.0.8"), EDGE.ekus(SERVER_AUTH).build(), CA.build());
        PeerAnswer dead = unreachable(pool.at("10.0.0.9"));

        assertThat(diagnose(host, good, good).first()).says(Situation.NO_LONGER_NEEDED);
        assertThat(diagnose(host, good, bad).first()).says(Situation.EFFECTIVE);
        assertThat(Told.evidence(diagnose(host, good, bad).first()))
                .contains("edge.contoso.com:8057 (10.0.0.8) fails as TLS client, which needs clientAuth:"
                        + " its Enhanced Key Usage does not list it");
        assertThat(diagnose(host, good, dead).first()).says(Situation.EFFECTIVE);
        assertThat(Told.evidence(diagnose(host, good, dead).first()))
                .contains("no certificate of edge.contoso.com:8057 (10.0.0.9) could be judged");
    }

    /** A machine without a way for IPv6 says nothing of the peer. */
    @Test
    void addressOfAFamilyThatLeadsNowhereIsOnlyAReservation() {
        MemoryHost host = frontEnd.log("Lync Server", CONNECTED).build();
        PeerEndpoint edge = PeerEndpoint.of("edge.contoso.com", 8057);
        PeerAnswer good = shown(edge.at("10.0.0.7"), BOTH.build(), CA.build());
        PeerAnswer dead = unreachable(edge.at("2001:db8::8"));

        Finding finding = diagnose(host, good, dead).first();

        assertThat(finding).says(Situation.NOT_AFFECTED, Confidence.POSSIBLE);
        assertThat(Told.evidence(finding))
                .contains("not reached, and judged by the other addresses of the name:"
                        + " edge.contoso.com:8057 (2001:db8::8)");
        assertThat(diagnose(host, dead).first()).says(Situation.NOT_EXEMPT);
    }

    @Test
    void addressIsOnlyPossiblyTheServerThatItsCertificateIsFor() {
        MemoryHost host = FrontEnd.exempted().log("Lync Server", CONNECTED).build();

        Finding finding = diagnose(host, shown(PeerEndpoint.of("10.0.0.7", 8057), BOTH.build(), CA.build()))
                .first();

        assertThat(finding).says(Situation.NO_LONGER_NEEDED, Confidence.POSSIBLE);
        assertThat(diagnose(host, both()).first()).says(Confidence.LIKELY);
    }
}
