package dev.eku.command.run;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eku.diagnose.certificate.CertificateVerdict;
import dev.eku.diagnose.certificate.Remark;
import dev.eku.diagnose.certificate.Role;
import dev.eku.diagnose.certificate.Usages;
import dev.eku.diagnose.peer.Judge;
import dev.eku.diagnose.peer.PeerAnswer;
import dev.eku.diagnose.peer.PeerAssessment;
import dev.eku.diagnose.peer.PeerEndpoint;
import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.text.Message;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class FailOnTest {
    @Test
    void rootThatIsNotShownFailsNoBuild() {
        assertThatCode(() -> FailOn.FAILING.check(
                        Message.of("goal.certificates"), List.of(passing(Remark.Kind.ISSUER_NOT_SHOWN))))
                .doesNotThrowAnyException();
    }

    @Test
    void otherRemarksFailOneThatAsksForIt() {
        List<PeerAssessment> peers = List.of(passing(Remark.Kind.EXPIRES_SOON));

        assertThatThrownBy(() -> FailOn.FAILING.check(Message.of("goal.certificates"), peers))
                .hasMessageContaining("NOT_IN_ORDER: certificates: not in order: edge.cer")
                .hasMessageContaining("Next: see the details above; renew each certificate that expires");
        assertThatCode(() -> FailOn.NEEDED.check(Message.of("goal.certificates"), peers))
                .doesNotThrowAnyException();
    }

    private static PeerAssessment passing(Remark.Kind remark) {
        PeerAnswer answer = new PeerAnswer.UnreadableFile(
                "edge.cer", PeerEndpoint.Peer.EDGE, new EkuException(ErrorCode.FILE_FAILURE, "edge.cer", ""));
        CertificateVerdict verdict = new CertificateVerdict(
                Role.TLS_CLIENT, CertificateVerdict.Reason.ALLOWED, Usages.Kind.BOTH, Optional.empty());
        return new PeerAssessment(
                answer,
                Judge.NOBODY,
                List.of(),
                List.of(verdict),
                List.of(new Remark(remark, "CN=edge.contoso.com", "CN=CA")));
    }
}
