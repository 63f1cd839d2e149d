package dev.eku.diagnose.certificate;

import static dev.eku.diagnose.certificate.TestCertificates.SERVER_AUTH;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eku.Told;
import dev.eku.contract.CountedText;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is asked for instead of a certificate that fails. */
final class CertificateRequestTest {
    private static final TestCertificates POOL =
            TestCertificates.of("pool-a.contoso.com", "Contoso CA").ekus(SERVER_AUTH);

    @Test
    void subjectStaysWhatItWasWhoeverWasAskedAndWhateverElseIsNamed() {
        TestCertificates pool = POOL.dnsNames("sip.contoso.com", "fe02.contoso.com", "pool-a.contoso.com");

        assertThat(instead(pool, "fe02.contoso.com").names())
                .containsExactly("pool-a.contoso.com", "fe02.contoso.com", "sip.contoso.com");
        assertThat(Told.lines(instead(pool).inf())).contains("Subject = \"CN=pool-a.contoso.com\"");
    }

    @Test
    void subjectAndTheNameAskedForAreAmongTheNamesThoughTheOldCertificateHasThemNot() {
        assertThat(instead(POOL.dnsNames("sip.contoso.com"), "fe02.contoso.com").names())
                .containsExactly("pool-a.contoso.com", "fe02.contoso.com", "sip.contoso.com");
    }

    @Test
    void nameAskedForIsTheSubjectWhereThereIsNone() {
        TestCertificates web =
                TestCertificates.of("Web (renewed)", "Contoso CA").dnsNames("sip.contoso.com");

        assertThat(instead(web, "fe02.contoso.com").names()).containsExactly("fe02.contoso.com", "sip.contoso.com");
        assertThat(instead(web).names()).containsExactly("sip.contoso.com");
    }

    @Test
    void shortNameThatWasAskedForIsNoNameOfTheServerUnlessThereIsNoOther() {
        TestCertificates nameless = TestCertificates.of("Edge (renewed)", "Contoso CA");

        assertThat(instead(POOL, "pool-a").names()).containsExactly("pool-a.contoso.com");
        assertThat(instead(nameless, "edge").names()).containsExactly("edge");
        assertThat(instead(nameless).names()).containsExactly("SERVER-FQDN");
    }

    @Test
    void wildcardIsTheSubjectOnlyWhereThereIsNothingElse() {
        TestCertificates star = TestCertificates.of("*.contoso.com", "Contoso CA");

        assertThat(instead(star.dnsNames("*.contoso.com", "pool-a.contoso.com")).names())
                .containsExactly("pool-a.contoso.com", "*.contoso.com");
        assertThat(instead(star).names()).containsExactly("*.contoso.com");
    }

    @Test
    void addressIsAskedForAsOneAndIsNoDomainName() {
        byte[] address = {0x30, 6, (byte) 0x87, 4, 10, 0, 0, 7};
        CertificateRequest request = instead(POOL.extension("2.5.29.17", address));

        assertThat(request.names()).containsExactly("pool-a.contoso.com");
        assertThat(Told.lines(request.inf()))
                .endsWith("_continue_ = \"dns=pool-a.contoso.com&\"", "_continue_ = \"ipaddress=10.0.0.7&\"");
        assertThat(Told.lines(request.commands()).get(0)).endsWith("-DomainName \"pool-a.contoso.com\"");
        assertThat(Told.lines(
                        instead(TestCertificates.of("10.0.0.7", "Contoso CA")).inf()))
                .contains("Subject = \"CN=SERVER-FQDN\"", "_continue_ = \"ipaddress=10.0.0.7&\"");
    }

    @Test
    void templateIsNamedSinceAnEnterpriseCaRefusesARequestWithoutOne() {
        List<String> inf = Told.lines(instead(POOL).inf());

        assertThat(inf.get(inf.indexOf("[RequestAttributes]") + 1)).startsWith("; replace TEMPLATE by");
        assertThat(inf.get(inf.indexOf("[RequestAttributes]") + 2)).isEqualTo("CertificateTemplate = TEMPLATE");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a\" & calc.exe & \"", "$(calc)", "a b", "-a.com", "a..com", "a.com.", "é.com", "a.com&dns=b.com"
            })
    void whatIsNoPlainNameIsLeftOut(String name) {
        assertThat(instead(TestCertificates.of("\"" + name.replace("\"", "\\\"") + "\"", "Contoso CA"))
                        .names())
                .containsExactly("SERVER-FQDN");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a.", "a-_", "1.", "a:"})
    void nameThatIsAlmostOneIsRefusedInAsManyStepsAsItIsLong(String part) {
        String almost = part.repeat(240 / part.length());

        assertThat(looks(almost + "!")).isLessThan(3 * looks(almost.substring(0, 120) + "!"));
        assertThat(looks(almost.repeat(4) + "!")).isZero();
        assertThat(instead(POOL.dnsNames(almost + "!")).names()).containsExactly("pool-a.contoso.com");
    }

    /** How often a character of a name that is refused is looked at. */
    private static int looks(String name) {
        CountedText text = new CountedText(name, new AtomicInteger());
        assertThat(CertificateRequest.isDnsName(text)).isFalse();
        return text.looks().get();
    }

    @ParameterizedTest
    @CsvSource({"253, 1", "254, 0"})
    void nameIsNoLongerThanDnsHasThem(int length, int taken) {
        String name = "a".repeat(62).concat(".").repeat(4).concat("a").substring(0, Math.min(length, 253));
        String whole = length > 253 ? name + "a" : name;

        assertThat(instead(POOL.dnsNames(whole)).names()).hasSize(1 + taken);
    }

    @Test
    void manyNamesAreCutAndCounted() {
        String[] many =
                IntStream.range(0, 300).mapToObj(i -> "a" + i + ".contoso.com").toArray(String[]::new);
        CertificateRequest request = instead(POOL.dnsNames(many));

        assertThat(request.names()).hasSize(100).startsWith("pool-a.contoso.com", "a0.contoso.com");
        assertThat(Told.lines(request.inf())).endsWith("; and 201 more names of the old certificate, not shown here");
        assertThat(Told.lines(request.commands()).get(0)).startsWith("# and 201 more names");
    }

    private static CertificateRequest instead(TestCertificates of) {
        return CertificateRequest.instead(
                PeerCertificate.of(of.build()), Optional.empty(), List.of(Role.values()), Optional.of("Default"));
    }

    private static CertificateRequest instead(TestCertificates of, String asked) {
        return CertificateRequest.instead(
                PeerCertificate.of(of.build()), Optional.of(asked), List.of(Role.values()), Optional.of("Default"));
    }
}
