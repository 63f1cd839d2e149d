package dev.eku.diagnose;

import static dev.eku.diagnose.DiagnosisCase.BILLING;
import static dev.eku.diagnose.DiagnosisCase.BILLING_PATH;
import static dev.eku.diagnose.DiagnosisCase.BOTH;
import static dev.eku.diagnose.DiagnosisCase.CA;
import static dev.eku.diagnose.DiagnosisCase.CONNECTED;
import static dev.eku.diagnose.DiagnosisCase.EDGE;
import static dev.eku.diagnose.DiagnosisCase.NOW;
import static dev.eku.diagnose.DiagnosisCase.both;
import static dev.eku.diagnose.DiagnosisCase.diagnose;
import static dev.eku.diagnose.DiagnosisCase.kept;
import static dev.eku.diagnose.DiagnosisCase.passingFrontEnd;
import static dev.eku.diagnose.DiagnosisCase.serverOnly;
import static dev.eku.diagnose.DiagnosisCase.shown;
import static dev.eku.diagnose.DiagnosisCase.storm;
import static dev.eku.diagnose.DiagnosisCase.writtenLate;
import static dev.eku.diagnose.FindingAssert.assertThat;
import static dev.eku.diagnose.certificate.TestCertificates.SERVER_AUTH;
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
import dev.eku.host.event.LoggedEvent;
import dev.eku.registry.RegistryView;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How sure a finding is: where too little is known, it says so. */
final class ConfidenceTest {
    private final MemoryHostBuilder frontEnd = FrontEnd.frontEnd();

    @Test
    void logThatNamesNobodyLeavesItPossibleThatAPeerIsMissing() {
        Finding finding = diagnose(FrontEnd.exempted().log("Lync Server").build(), passingFrontEnd())
                .first();

        assertThat(finding).says(Situation.NO_LONGER_NEEDED, Confidence.POSSIBLE);
        assertThat(Told.evidence(finding))
                .contains("the log names no peer in that time, so one may be missing among those that were looked at");
    }

    @Test
    void fileAloneExplainsNothingWhereTheLogWasNotRead() {
        PeerAnswer file = kept(BOTH.build(), CA.build());

        assertThat(diagnose(frontEnd.build(), file).first()).says(Situation.NOT_EXEMPT);
        assertThat(diagnose(frontEnd.log("Lync Server").build(), file).first()).says(Situation.NOT_AFFECTED);
    }

    @Test
    void processThatMayHaveReadAValueThatIsGoneIsToBeRestarted() {
        MemoryHost host = writtenLate()
                .withoutValue(RegistryView.VIEW_64, FrontEnd.KEY, FrontEnd.PATH)
                .log("Lync Server", CONNECTED)
                .build();

        Finding passing = diagnose(host, both()).first();

        assertThat(passing).says(Situation.NOT_AFFECTED, Confidence.POSSIBLE);
        assertThat(Told.next(passing)).endsWith("restart the service, so that it checks EKUs again");
        assertThat(diagnose(host, serverOnly()).first()).says(Confidence.LIKELY);
    }

    @Test
    void chainOfOneCertificateLeavesItPossibleThatItsIssuerRestrictsIt() {
        MemoryHost host = FrontEnd.exempted().log("Lync Server", CONNECTED).build();
        PeerAnswer alone = shown(PeerEndpoint.of("edge.contoso.com", 8057), BOTH.build());

        Finding finding = diagnose(host, alone).first();

        assertThat(finding).says(Situation.NO_LONGER_NEEDED, Confidence.POSSIBLE);
        assertThat(Told.evidence(finding))
                .contains("no CA was presented beside the certificate itself, so a restriction of the CA is not"
                        + " known: edge.contoso.com:8057");
        assertThat(diagnose(host, both()).first()).says(Confidence.LIKELY);
    }

    @Test
    void logThatWasNotReadLeavesItPossibleThatAPeerIsMissing() {
        String unread = "the event log was not read (eku cannot reach this host's event log), so a peer that it"
                + " would name may be missing among those that were looked at";

        assertThat(diagnose(FrontEnd.exempted().build(), both()).first())
                .satisfies(finding -> assertThat(finding).says(Situation.NO_LONGER_NEEDED))
                .satisfies(finding -> assertThat(finding).says(Confidence.POSSIBLE))
                .satisfies(finding -> assertThat(Told.evidence(finding)).contains(unread));
        assertThat(diagnose(frontEnd.build(), both()).first())
                .satisfies(finding -> assertThat(finding).says(Situation.NOT_AFFECTED))
                .satisfies(finding -> assertThat(finding).says(Confidence.POSSIBLE))
                .satisfies(finding -> assertThat(Told.evidence(finding)).contains(unread));
    }

    @Test
    void peersOfAnApplicationThatNoLogTellsOfArePossiblyNotAll() {
        MemoryHost host = frontEnd.file(BILLING_PATH).log("Lync Server").build();

        Finding finding = Eku.on(host)
                .diagnose(FrontEnd.EXEMPTION.of(BILLING), List.of(both()))
                .first();

        assertThat(finding).says(Situation.NOT_AFFECTED, Confidence.POSSIBLE);
        assertThat(Told.evidence(finding))
                .contains("no log tells which peers it has, so one may be missing among those that were looked at");
    }

    @Test
    void eventsThatNameNobodyLeaveItPossibleThatAPeerIsMissing() {
        LoggedEvent lost = LoggedEvent.of(NOW.minusSeconds(600), 41_026, "LS Data MCU");
        MemoryHost host = FrontEnd.exempted().log("Lync Server", lost).build();

        Finding finding = diagnose(host, both()).first();

        assertThat(finding).says(Situation.NO_LONGER_NEEDED, Confidence.POSSIBLE);
        assertThat(Told.evidence(finding))
                .contains(
                        "events 41025 and 41026 name no peer, so a peer may be missing among those that were looked at");
    }

    @Test
    void fileThatFailsProvesNothingOfWhatIsInstalled() {
        PeerAnswer file = kept(EDGE.ekus(SERVER_AUTH).build(), CA.build());
        MemoryHost stormy = MemoryHost.from(frontEnd.build().snapshot()).toBuilder()
                .log("Lync Server", storm(Duration.ofHours(1), 30))
                .build();

        assertThat(diagnose(frontEnd.build(), file).first()).says(Confidence.POSSIBLE);
        assertThat(diagnose(stormy, file).first()).says(Confidence.LIKELY);
        assertThat(diagnose(frontEnd.build(), serverOnly()).first()).says(Confidence.CERTAIN);
    }

    @Test
    void fileOfACaIsNoPeerThatPasses() {
        X509Certificate authority = CA.extension("2.5.29.19", new byte[] {0x30, 3, 1, 1, (byte) 0xFF})
                .build();
        Diagnosis diagnosis = diagnose(FrontEnd.exempted().build(), kept(authority));

        assertThat(diagnosis.first()).says(Situation.EFFECTIVE);
        assertThat(diagnosis.peers().get(0).isUnseen()).isTrue();
    }
}
