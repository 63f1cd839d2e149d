package dev.eku.diagnose.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** A certificate's texts are somebody else's. */
final class PeerCertificateTest {
    @Test
    void longTextIsCutWithoutHalfASurrogatePair() {
        String subject = "x".repeat(996) + "\uD83D\uDE00";
        PeerCertificate certificate = PeerCertificate.of(
                TestCertificates.of(subject + "y", "Contoso CA").build());

        assertThat(certificate.subject()).isEqualTo("CN=" + "x".repeat(996) + "?");
        assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(certificate.subject()))
                .isTrue();
        assertThat(PeerCertificate.of(TestCertificates.of(subject.substring(1), "Contoso CA")
                                .build())
                        .subject())
                .isEqualTo("CN=" + subject.substring(1));
    }

    @Test
    void whatAScreenWouldNotShowAsItIsBecomesAQuestionMark() {
        PeerCertificate certificate = PeerCertificate.of(
                TestCertificates.of("edge\u202Eevil\u001b[31m", "Contoso CA").build());

        assertThat(certificate.subject()).isEqualTo("CN=edge?evil?[31m");
    }
}
