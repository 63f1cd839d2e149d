package dev.eku.diagnose;

import static dev.eku.diagnose.DiagnosisCase.CA;
import static dev.eku.diagnose.DiagnosisCase.EDGE;
import static dev.eku.diagnose.DiagnosisCase.diagnose;
import static dev.eku.diagnose.DiagnosisCase.serverOnly;
import static dev.eku.diagnose.DiagnosisCase.shown;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eku.FrontEnd;
import dev.eku.Told;
import dev.eku.backend.memory.MemoryHostBuilder;
import dev.eku.diagnose.Finding.Situation;
import dev.eku.diagnose.certificate.TestCertificates;
import dev.eku.diagnose.peer.PeerEndpoint;
import java.util.List;
import org.junit.jupiter.api.Test;

/** No exemption cures a chain that Windows refuses whatever is asked of it. */
final class RefusedChainTest {
    private final MemoryHostBuilder frontEnd = FrontEnd.frontEnd();

    @Test
    void exemptionIsNotSaidToCureAChainThatCannotBeDecoded() {
        TestCertificates spoiled = EDGE.extension("1.3.6.1.4.1.311.21.10", (byte) 0x05, (byte) 0x00);

        List<Finding> exempt = diagnose(
                        FrontEnd.exempted().build(),
                        shown(PeerEndpoint.of("edge.contoso.com", 8057), spoiled.build(), CA.build()))
                .findings();
        List<Finding> checked = diagnose(
                        frontEnd.build(), shown(PeerEndpoint.of("edge.contoso.com", 8057), spoiled.build(), CA.build()))
                .findings();

        assertThat(exempt).extracting(Finding::situation).containsExactly(Situation.OTHER_CAUSE, Situation.EFFECTIVE);
        assertThat(checked).extracting(Finding::situation).containsExactly(Situation.OTHER_CAUSE);
        assertThat(Told.cause(exempt.get(0)))
                .isEqualTo("a peer presents a chain that Windows rejects whether or not EKUs are checked");
        assertThat(Told.evidence(exempt.get(0))).hasSize(2);
        assertThat(Told.next(exempt.get(0))).doesNotContain("apply with");
    }

    @Test
    void chainThatCannotBeDecodedHidesNoPeerThatTheExemptionCures() {
        TestCertificates spoiled = EDGE.extension("1.3.6.1.4.1.311.21.10", (byte) 0x05, (byte) 0x00);

        assertThat(diagnose(
                                frontEnd.build(),
                                shown(PeerEndpoint.of("fe02.contoso.com", 8061), spoiled.build(), CA.build()),
                                serverOnly())
                        .findings())
                .extracting(Finding::situation)
                .containsExactly(Situation.NOT_EXEMPT, Situation.OTHER_CAUSE);
    }
}
