package dev.eku.diagnose.certificate;

import static dev.eku.diagnose.certificate.TestCertificates.ANY;
import static dev.eku.diagnose.certificate.TestCertificates.ANY_POLICY;
import static dev.eku.diagnose.certificate.TestCertificates.CLIENT_AUTH;
import static dev.eku.diagnose.certificate.TestCertificates.CODE_SIGNING;
import static dev.eku.diagnose.certificate.TestCertificates.SERVER_AUTH;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eku.diagnose.certificate.CertificateVerdict.Reason;
import dev.eku.diagnose.certificate.Usages.Kind;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every row of the table of which certificate passes, as TLS server and as TLS client. */
final class CertificateRuleTest {
    private static final TestCertificates OWN = TestCertificates.of("edge.contoso.com", "Contoso CA");
    private static final TestCertificates CA = TestCertificates.of("Contoso CA", "Contoso Root");
    private static final TestCertificates ROOT = TestCertificates.of("Contoso Root", "Contoso Root");
    private static final Instant NOW = Instant.parse("2017-06-10T03:00:00Z");

    @Test
    void noEkuExtensionPassesBoth() {
        assertVerdicts(OWN, Kind.ABSENT, Reason.UNRESTRICTED, Reason.UNRESTRICTED);
    }

    @Test
    void serverAuthOnlyFailsAsClient() {
        assertVerdicts(OWN.ekus(SERVER_AUTH), Kind.SERVER_ONLY, Reason.ALLOWED, Reason.NOT_LISTED);
    }

    @Test
    void clientAuthOnlyFailsAsServer() {
        assertVerdicts(OWN.ekus(CLIENT_AUTH), Kind.CLIENT_ONLY, Reason.NOT_LISTED, Reason.ALLOWED);
    }

    @Test
    void serverAuthAndClientAuthPassBoth() {
        assertVerdicts(OWN.ekus(SERVER_AUTH, CLIENT_AUTH), Kind.BOTH, Reason.ALLOWED, Reason.ALLOWED);
    }

    @Test
    void anyExtendedKeyUsagePassesBoth() {
        assertVerdicts(OWN.ekus(ANY), Kind.ANY, Reason.ALLOWED, Reason.ALLOWED);
        assertVerdicts(OWN.ekus(ANY, SERVER_AUTH), Kind.ANY, Reason.ALLOWED, Reason.ALLOWED);
    }

    @Test
    void otherPurposesOnlyFailBoth() {
        assertVerdicts(OWN.ekus(CODE_SIGNING), Kind.OTHER, Reason.NOT_LISTED, Reason.NOT_LISTED);
    }

    @Test
    void emptyListFailsBoth() {
        assertVerdicts(OWN.ekus(), Kind.EMPTY, Reason.EMPTY, Reason.EMPTY);
    }

    @Test
    void issuingCaWithAnEkuListWithoutThePurposeFails() {
        assertVerdicts(
                List.of(OWN.ekus(SERVER_AUTH, CLIENT_AUTH), CA.ekus(SERVER_AUTH), ROOT),
                Kind.BOTH,
                Reason.ALLOWED,
                Reason.RESTRICTED_BY_ISSUER);
        assertVerdicts(List.of(OWN, CA.ekus(SERVER_AUTH)), Kind.ABSENT, Reason.ALLOWED, Reason.RESTRICTED_BY_ISSUER);
    }

    @Test
    void issuingCaIsNamedAsTheDecisiveOne() {
        CertificateVerdict verdict = CertificateRule.judge(
                chain(List.of(OWN.ekus(SERVER_AUTH, CLIENT_AUTH), CA.ekus(SERVER_AUTH), ROOT)), Role.TLS_CLIENT);

        assertThat(verdict.decisive().orElseThrow().subject()).isEqualTo("CN=Contoso CA");
    }

    @Test
    void issuingCaThatAllowsThePurposePasses() {
        assertVerdicts(
                List.of(OWN.ekus(SERVER_AUTH, CLIENT_AUTH), CA.ekus(ANY), ROOT),
                Kind.BOTH,
                Reason.ALLOWED,
                Reason.ALLOWED);
        assertVerdicts(List.of(OWN, CA, ROOT), Kind.ABSENT, Reason.UNRESTRICTED, Reason.UNRESTRICTED);
    }

    @Test
    void rootThatIsShownRestrictsToo() {
        assertVerdicts(
                List.of(OWN, CA, ROOT.ekus(SERVER_AUTH)), Kind.ABSENT, Reason.ALLOWED, Reason.RESTRICTED_BY_ISSUER);
    }

    @Test
    void applicationPoliciesTakeThePlaceOfTheEkus() {
        assertVerdicts(
                OWN.ekus(SERVER_AUTH).policies(CLIENT_AUTH), Kind.SERVER_ONLY, Reason.NOT_IN_POLICIES, Reason.ALLOWED);
        assertVerdicts(
                OWN.ekus(CLIENT_AUTH).policies(SERVER_AUTH), Kind.CLIENT_ONLY, Reason.ALLOWED, Reason.NOT_IN_POLICIES);
        assertVerdicts(
                OWN.ekus(SERVER_AUTH).policies(SERVER_AUTH, CLIENT_AUTH),
                Kind.SERVER_ONLY,
                Reason.ALLOWED,
                Reason.ALLOWED);
        assertVerdicts(
                OWN.ekus(SERVER_AUTH, CLIENT_AUTH).policies(SERVER_AUTH),
                Kind.BOTH,
                Reason.ALLOWED,
                Reason.NOT_IN_POLICIES);
        assertVerdicts(OWN.ekus(ANY).policies(CLIENT_AUTH), Kind.ANY, Reason.NOT_IN_POLICIES, Reason.ALLOWED);
        assertVerdicts(OWN.policies(CLIENT_AUTH), Kind.ABSENT, Reason.NOT_IN_POLICIES, Reason.ALLOWED);
    }

    @Test
    void anyExtendedKeyUsageIsTheWildcardOfApplicationPolicies() {
        assertVerdicts(OWN.policies(ANY), Kind.ABSENT, Reason.ALLOWED, Reason.ALLOWED);
        assertVerdicts(OWN.ekus(CLIENT_AUTH).policies(ANY), Kind.CLIENT_ONLY, Reason.ALLOWED, Reason.ALLOWED);
        assertVerdicts(
                OWN.ekus(CLIENT_AUTH).policies(ANY, CODE_SIGNING), Kind.CLIENT_ONLY, Reason.ALLOWED, Reason.ALLOWED);
    }

    @Test
    void applicationPoliciesWithoutAPurposeAllowNothing() {
        assertVerdicts(OWN.policies(), Kind.ABSENT, Reason.NOT_IN_POLICIES, Reason.NOT_IN_POLICIES);
        assertVerdicts(
                OWN.ekus(SERVER_AUTH, CLIENT_AUTH).policies(),
                Kind.BOTH,
                Reason.NOT_IN_POLICIES,
                Reason.NOT_IN_POLICIES);
    }

    @Test
    void anyPolicyIsNoWildcard() {
        assertVerdicts(OWN.ekus(ANY_POLICY), Kind.OTHER, Reason.NOT_LISTED, Reason.NOT_LISTED);
        assertVerdicts(OWN.policies(ANY_POLICY), Kind.ABSENT, Reason.NOT_IN_POLICIES, Reason.NOT_IN_POLICIES);
        assertVerdicts(
                OWN.policies(CODE_SIGNING, ANY_POLICY), Kind.ABSENT, Reason.NOT_IN_POLICIES, Reason.NOT_IN_POLICIES);
    }

    @Test
    void allApplicationPoliciesIsAPurposeLikeAnyOtherAndThatIsSaid() {
        TestCertificates own = OWN.policies(Usages.ANY_APPLICATION_POLICY);

        assertVerdicts(own, Kind.ABSENT, Reason.NOT_IN_POLICIES, Reason.NOT_IN_POLICIES);
        assertThat(remarks(List.of(own, CA, ROOT), "edge.contoso.com"))
                .containsExactly(new Remark(
                        Remark.Kind.UNPROVEN_WILDCARD, "CN=edge.contoso.com", Usages.ANY_APPLICATION_POLICY));
        assertThat(remarks(
                        List.of(OWN.policies(Usages.ANY_APPLICATION_POLICY, SERVER_AUTH, CLIENT_AUTH), CA, ROOT),
                        "edge.contoso.com"))
                .isEmpty();
    }

    @Test
    void applicationPoliciesOfAnIssuingCaRestrict() {
        assertVerdicts(
                List.of(OWN, CA.policies(SERVER_AUTH)), Kind.ABSENT, Reason.ALLOWED, Reason.RESTRICTED_BY_ISSUER);
    }

    @Test
    void policiesWithQualifiersAreRead() {
        byte[] qualified = {
            0x30, 0x18, // a list of one policy with an empty list of qualifiers and a null
            0x30, 0x16, 0x06, 0x08, 0x2B, 0x06, 0x01, 0x05, 0x05, 0x07, 0x03, 0x02, 0x30, 0x0A, 0x05, 0x00, 0x05, 0x00,
            0x05, 0x00, 0x05, 0x00, 0x05, 0x00
        };

        assertVerdicts(
                OWN.extension("1.3.6.1.4.1.311.21.10", qualified), Kind.ABSENT, Reason.NOT_IN_POLICIES, Reason.ALLOWED);
    }

    @Test
    void malformedExtensionsFailBoth() {
        for (byte[] malformed : new byte[][] {
            {},
            {0x30},
            {0x30, 0x05, 0x06},
            {0x30, (byte) 0x84, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF},
            {0x30, 0x02, 0x06, 0x00},
            {0x30, 0x00, 0x00},
            {0x04, 0x00},
            {0x05, 0x00},
            {0x30, 0x03, 0x02, 0x01, 0x2A},
            {0x30, (byte) 0x82, 0x7F, (byte) 0xFF},
            {0x30, 0x09, 0x30, 0x07, 0x06, 0x05, (byte) 0x80, 0x2B, 0x06, 0x01, 0x05}, // a padded number
            {0x30, 0x07, 0x30, 0x05, 0x06, 0x01, 0x2B, 0x05, 0x00} // no qualifiers
        }) {
            assertVerdicts(
                    OWN.extension("1.3.6.1.4.1.311.21.10", malformed),
                    Kind.ABSENT,
                    Reason.UNREADABLE,
                    Reason.UNREADABLE);
        }
    }

    @Test
    void listThatCannotBeDecodedDecidesBeforeAllElseAndNoExemptionCuresIt() {
        byte[] malformed = {0x05, 0x00};
        TestCertificates broken = CA.extension("1.3.6.1.4.1.311.21.10", malformed);

        assertVerdicts(
                OWN.ekus(SERVER_AUTH).extension("1.3.6.1.4.1.311.21.10", malformed),
                Kind.SERVER_ONLY,
                Reason.UNREADABLE,
                Reason.UNREADABLE);
        assertVerdicts(List.of(OWN.ekus(CODE_SIGNING), broken), Kind.OTHER, Reason.UNREADABLE, Reason.UNREADABLE);
        assertThat(CertificateRule.judge(chain(List.of(OWN, broken))))
                .noneMatch(CertificateVerdict::isCuredByExemption)
                .allMatch(verdict -> verdict.decisive().orElseThrow().subject().equals("CN=Contoso CA"));
        assertThat(CertificateRule.judge(chain(List.of(OWN.ekus(CODE_SIGNING)))))
                .allMatch(CertificateVerdict::isCuredByExemption);
        assertThat(CertificateRule.judge(chain(List.of(OWN)))).noneMatch(CertificateVerdict::isCuredByExemption);
    }

    @Test
    void purposesWithNumbersOfAnySizeAreRead() {
        byte[] uuid = {
            0x30,
            0x1B,
            0x30,
            0x11,
            0x06,
            0x0F,
            0x69,
            (byte) 0x83,
            (byte) 0xFF,
            (byte) 0xFF,
            (byte) 0xFF,
            (byte) 0xFF,
            (byte) 0xFF,
            (byte) 0xFF,
            (byte) 0xFF,
            (byte) 0xFF,
            (byte) 0xFF,
            (byte) 0xFF,
            (byte) 0xFF,
            (byte) 0xFF,
            0x7F,
            0x30,
            0x06,
            0x06,
            0x04,
            0x2A,
            0x03,
            0x04,
            0x05
        };

        assertVerdicts(
                OWN.extension("1.3.6.1.4.1.311.21.10", uuid),
                Kind.ABSENT,
                Reason.NOT_IN_POLICIES,
                Reason.NOT_IN_POLICIES);
    }

    /** Beside a port of the rule that shares no code with it, over sets instead of certificates. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void randomChainsAreJudgedAsThePortOfTheRuleDoes(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 1000; i++) {
            List<PurposePort> chain =
                    List.of(PurposePort.any(random), PurposePort.any(random), PurposePort.any(random));
            chain = chain.subList(0, 1 + random.nextInt(3));
            List<TestCertificates> certificates = new ArrayList<>();
            for (int at = 0; at < chain.size(); at++) {
                certificates.add(chain.get(at).on(List.of(OWN, CA, ROOT).get(at)));
            }
            List<PeerCertificate> peers = chain(certificates);
            for (Role role : Role.values()) {
                CertificateVerdict verdict = CertificateRule.judge(peers, role);
                String as = "seed " + seed + ", chain " + i + " " + chain + " as " + role;
                assertThat(verdict.passes()).as(as).isEqualTo(PurposePort.passes(chain, role.oid()));
                assertThat(verdict.isCuredByExemption())
                        .as(as)
                        .isEqualTo(!verdict.passes() && PurposePort.isValid(chain));
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void spoiledExtensionsAreJudgedOrRefusedButNeverFailOtherwise(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 50; i++) {
            byte[] any = new byte[random.nextInt(24)];
            random.nextBytes(any);
            if (any.length > 1 && random.nextBoolean()) {
                any[0] = 0x30;
                any[1] = (byte) (any.length - 2);
            }
            X509Certificate certificate =
                    OWN.extension("1.3.6.1.4.1.311.21.10", any).build();

            assertThat(CertificateRule.judge(List.of(PeerCertificate.of(certificate)), Role.TLS_CLIENT)
                            .reason())
                    .as("seed " + seed + ", " + Arrays.toString(any))
                    .isNotNull();
        }
    }

    // A chain as peers send it

    @Test
    void orderOfTheIssuersDoesNotMatter() {
        assertVerdicts(
                List.of(OWN, ROOT, CA.ekus(SERVER_AUTH)), Kind.ABSENT, Reason.ALLOWED, Reason.RESTRICTED_BY_ISSUER);
    }

    @Test
    void certificatesThatDoNotBelongToTheChainDoNotCount() {
        assertVerdicts(
                List.of(OWN, TestCertificates.of("Fabrikam CA", "Fabrikam Root").ekus(SERVER_AUTH), CA, ROOT),
                Kind.ABSENT,
                Reason.UNRESTRICTED,
                Reason.UNRESTRICTED);
    }

    @Test
    void chainThatGoesRoundInACircleEnds() {
        TestCertificates one = TestCertificates.of("One", "Two");
        TestCertificates two = TestCertificates.of("Two", "One");

        assertVerdicts(
                List.of(one, two, one.ekus(CLIENT_AUTH), two.ekus(CLIENT_AUTH)),
                Kind.ABSENT,
                Reason.RESTRICTED_BY_ISSUER,
                Reason.ALLOWED);
    }

    // Remarks never change a verdict

    @Test
    void expiredWeakAndMisnamedCertificatesPassAllTheSame() {
        TestCertificates bad = OWN.signed("MD5withRSA", TestCertificates.pair("RSA", 1024))
                .valid("2010-01-01T00:00:00Z", "2012-01-01T00:00:00Z");

        assertVerdicts(bad, Kind.ABSENT, Reason.UNRESTRICTED, Reason.UNRESTRICTED);
        assertThat(remarks(List.of(bad), "other.contoso.com"))
                .containsExactly(
                        new Remark(Remark.Kind.EXPIRED, "CN=edge.contoso.com", "2012-01-01T00:00:00Z"),
                        new Remark(Remark.Kind.WEAK_SIGNATURE, "CN=edge.contoso.com", "MD5withRSA"),
                        new Remark(Remark.Kind.WEAK_KEY, "CN=edge.contoso.com", "RSA 1024"),
                        new Remark(Remark.Kind.OTHER_NAME, "CN=edge.contoso.com", "other.contoso.com"),
                        new Remark(Remark.Kind.ISSUER_NOT_SHOWN, "CN=edge.contoso.com", "CN=Contoso CA"));
    }

    @Test
    void soundChainHasNoRemarks() {
        assertThat(remarks(List.of(OWN, CA, ROOT), "EDGE.contoso.com")).isEmpty();
    }

    @Test
    void datesAreToldOfTheWholeChain() {
        assertThat(remarks(
                        List.of(
                                OWN.valid("2017-06-11T00:00:00Z", "2018-01-01T00:00:00Z"),
                                CA.valid("2016-01-01T00:00:00Z", "2017-07-01T00:00:00Z"),
                                ROOT.signed("SHA1withECDSA", OWN.key())),
                        "edge.contoso.com"))
                .extracting(Remark::kind)
                .containsExactly(Remark.Kind.NOT_YET_VALID, Remark.Kind.EXPIRES_SOON);
    }

    @Test
    void sha1IsWeakInAnIssuingCa() {
        assertThat(remarks(List.of(OWN, CA.signed("SHA1withECDSA", OWN.key()), ROOT), "edge.contoso.com"))
                .containsExactly(new Remark(Remark.Kind.WEAK_SIGNATURE, "CN=Contoso CA", "SHA1withECDSA"));
    }

    @Test
    void alternativeNamesCountBeforeTheCommonNameAndAStarIsOneLabel() {
        TestCertificates named = OWN.dnsNames("pool.contoso.com", "*.fabrikam.com");

        assertThat(remarks(List.of(named, CA, ROOT), "pool.contoso.com")).isEmpty();
        assertThat(remarks(List.of(named, CA, ROOT), "a.fabrikam.com")).isEmpty();
        for (String other : List.of("edge.contoso.com", "a.b.fabrikam.com", "fabrikam.com", ".fabrikam.com")) {
            assertThat(remarks(List.of(named, CA, ROOT), other)).as(other).hasSize(1);
        }
    }

    private static void assertVerdicts(TestCertificates own, Kind kind, Reason asServer, Reason asClient) {
        assertVerdicts(List.of(own), kind, asServer, asClient);
    }

    private static void assertVerdicts(List<TestCertificates> all, Kind kind, Reason asServer, Reason asClient) {
        List<CertificateVerdict> verdicts = CertificateRule.judge(chain(all));
        assertThat(verdicts).extracting(CertificateVerdict::role).containsExactly(Role.TLS_SERVER, Role.TLS_CLIENT);
        assertThat(verdicts).extracting(CertificateVerdict::reason).containsExactly(asServer, asClient);
        assertThat(verdicts).extracting(CertificateVerdict::kind).containsOnly(kind);
        assertThat(verdicts)
                .allMatch(verdict -> verdict.passes() == verdict.decisive().isEmpty());
    }

    private static List<Remark> remarks(List<TestCertificates> all, String name) {
        return CertificateRule.remarks(chain(all), NOW, Optional.of(name));
    }

    private static List<PeerCertificate> chain(List<TestCertificates> all) {
        return PeerCertificate.of(all.stream().map(TestCertificates::build).toList());
    }
}
