package dev.eku.diagnose.certificate;

import static dev.eku.diagnose.certificate.TestCertificates.CLIENT_AUTH;
import static dev.eku.diagnose.certificate.TestCertificates.SERVER_AUTH;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eku.diagnose.certificate.CertificateVerdict.Reason;
import dev.eku.diagnose.peer.Judge;
import dev.eku.diagnose.peer.PeerAnswer;
import dev.eku.diagnose.peer.PeerAssessment;
import dev.eku.diagnose.peer.PeerEndpoint;
import dev.eku.report.Report;
import dev.eku.report.Reports;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Who issued whom. Who has the right name is no issuer before it has signed, and of several any will do. */
final class IssuersTest {
    private static final Instant NOW = Instant.parse("2017-06-10T00:00:00Z");
    private static final KeyPair LEAF_KEY = TestCertificates.pair("EC", 256);
    private static final KeyPair CA_KEY = TestCertificates.pair("EC", 256);
    private static final KeyPair ROOT_KEY = TestCertificates.pair("RSA", 2048);
    private static final KeyPair OTHER_KEY = TestCertificates.pair("EC", 256);

    private static final TestCertificates LEAF =
            TestCertificates.of("edge.contoso.com", "Contoso CA").holding(LEAF_KEY);
    private static final TestCertificates CA =
            TestCertificates.of("Contoso CA", "Contoso Root").holding(CA_KEY);
    private static final TestCertificates ROOT =
            TestCertificates.of("Contoso Root", "Contoso Root").signed("SHA256withRSA", ROOT_KEY);

    private static final X509Certificate OWN = LEAF.signedBy(CA_KEY).build();
    private static final X509Certificate REAL =
            CA.signedBy("SHA256withRSA", ROOT_KEY).build();
    private static final X509Certificate TOP = ROOT.build();

    @Test
    void certificateOfTheRightNameThatSignedNothingIsNoIssuer() {
        X509Certificate impostor = TestCertificates.of("Contoso CA", "Contoso Root")
                .ekus(SERVER_AUTH)
                .signed("SHA256withECDSA", OTHER_KEY)
                .build();

        for (List<X509Certificate> chain : orders(OWN, impostor, REAL, TOP)) {
            assertThat(reasons(chain)).containsExactly(Reason.UNRESTRICTED, Reason.UNRESTRICTED);
            assertThat(remarks(chain)).isEmpty();
        }
    }

    @Test
    void impostorThatWouldPassDoesNotCureARealIssuerThatIsRestricted() {
        X509Certificate impostor = TestCertificates.of("Contoso CA", "Contoso CA")
                .signed("SHA256withECDSA", OTHER_KEY)
                .build();
        X509Certificate restricted =
                CA.ekus(SERVER_AUTH).signedBy("SHA256withRSA", ROOT_KEY).build();

        for (List<X509Certificate> chain : orders(OWN, impostor, restricted, TOP)) {
            assertThat(reasons(chain)).containsExactly(Reason.ALLOWED, Reason.RESTRICTED_BY_ISSUER);
        }
    }

    @Test
    void ofTwoIssuersWithOneKeyOneThatPassesIsEnough() {
        X509Certificate serverOnly =
                CA.ekus(SERVER_AUTH).signedBy("SHA256withRSA", ROOT_KEY).build();
        X509Certificate clientOnly =
                CA.ekus(CLIENT_AUTH).signedBy("SHA256withRSA", ROOT_KEY).build();

        for (List<X509Certificate> chain : orders(OWN, serverOnly, clientOnly, TOP)) {
            assertThat(reasons(chain)).containsExactly(Reason.ALLOWED, Reason.ALLOWED);
        }
        for (List<X509Certificate> chain : orders(OWN, serverOnly, REAL, TOP)) {
            assertThat(CertificateRule.judge(PeerCertificate.of(chain))).allMatch(CertificateVerdict::passes);
        }
    }

    @Test
    void crossSignedIssuerIsTriedUpToEachOfItsRoots() {
        TestCertificates otherRoot = TestCertificates.of("Fabrikam Root", "Fabrikam Root")
                .ekus(CLIENT_AUTH)
                .signed("SHA256withECDSA", OTHER_KEY);
        X509Certificate cross = TestCertificates.of("Contoso CA", "Fabrikam Root")
                .holding(CA_KEY)
                .signedBy(OTHER_KEY)
                .build();
        X509Certificate restricted = ROOT.ekus(SERVER_AUTH).build();

        for (List<X509Certificate> chain : orders(OWN, REAL, cross, restricted, otherRoot.build())) {
            assertThat(reasons(chain)).containsExactly(Reason.ALLOWED, Reason.ALLOWED);
        }
        for (List<X509Certificate> chain : orders(OWN, REAL, restricted)) {
            assertThat(reasons(chain)).containsExactly(Reason.ALLOWED, Reason.RESTRICTED_BY_ISSUER);
        }
    }

    @Test
    void renewedIssuerThatHasNotExpiredIsTheOneThatIsTalkedOf() {
        X509Certificate old = CA.valid("2010-01-01T00:00:00Z", "2012-01-01T00:00:00Z")
                .signedBy("SHA256withRSA", ROOT_KEY)
                .build();

        for (List<X509Certificate> chain : orders(OWN, old, REAL, TOP)) {
            assertThat(remarks(chain)).isEmpty();
        }
    }

    /** Windows takes the way that is valid, and refuses it for its purposes; without the check it would do. */
    @Test
    void issuerThatHasExpiredOrIsNotValidYetDoesNotCureAValidOneThatIsRestricted() {
        X509Certificate restricted =
                CA.ekus(SERVER_AUTH).signedBy("SHA256withRSA", ROOT_KEY).build();
        for (TestCertificates other : List.of(
                CA.valid("2010-01-01T00:00:00Z", "2012-01-01T00:00:00Z"),
                CA.valid("2018-01-01T00:00:00Z", "2030-01-01T00:00:00Z"))) {
            X509Certificate open = other.signedBy("SHA256withRSA", ROOT_KEY).build();
            for (List<X509Certificate> chain : orders(OWN, restricted, open, TOP)) {
                List<CertificateVerdict> verdicts = CertificateRule.judge(PeerCertificate.of(chain), NOW);
                assertThat(verdicts)
                        .extracting(CertificateVerdict::reason)
                        .containsExactly(Reason.ALLOWED, Reason.RESTRICTED_BY_ISSUER);
                assertThat(verdicts.get(1).decisive())
                        .contains(PeerCertificate.of(chain).get(chain.indexOf(restricted)));
                assertThat(remarks(chain)).isEmpty();
            }
        }
    }

    @Test
    void whereNoWayIsValidTimeDecidesNothing() {
        X509Certificate restricted = CA.ekus(SERVER_AUTH)
                .valid("2010-01-01T00:00:00Z", "2013-01-01T00:00:00Z")
                .signedBy("SHA256withRSA", ROOT_KEY)
                .build();
        X509Certificate open = CA.valid("2010-01-01T00:00:00Z", "2012-01-01T00:00:00Z")
                .signedBy("SHA256withRSA", ROOT_KEY)
                .build();
        for (List<X509Certificate> chain : orders(OWN, restricted, open, TOP)) {
            assertThat(CertificateRule.judge(PeerCertificate.of(chain), NOW)).allMatch(CertificateVerdict::passes);
        }
    }

    @Test
    void keyIdentifierTellsWhichIsMeantBeforeAnySignatureIsChecked() {
        byte[] meant = {1, 2, 3};
        X509Certificate own = LEAF.authorityKey(meant).signedBy(CA_KEY).build();
        X509Certificate ca =
                CA.subjectKey(meant).signedBy("SHA256withRSA", ROOT_KEY).build();
        List<X509Certificate> many = new ArrayList<>(List.of(own));
        for (byte i = 0; i < 100; i++) {
            many.add(CA.subjectKey(new byte[] {9, i})
                    .signed("SHA256withECDSA", OTHER_KEY)
                    .build());
        }
        many.add(ca);

        Issuers issuers = Issuers.of(List.of(own, many.get(1), many.get(2), ca), 100);

        assertThat(issuers.of().get(0)).containsExactly(3);
        assertThat(reasons(many)).containsExactly(Reason.UNRESTRICTED, Reason.UNRESTRICTED);
    }

    @Test
    void keyIdentifierThatIsWrongHidesNoIssuerThatSigned() {
        X509Certificate own = LEAF.authorityKey(new byte[] {1}).signedBy(CA_KEY).build();
        X509Certificate ca = CA.subjectKey(new byte[] {2})
                .ekus(SERVER_AUTH)
                .signedBy("SHA256withRSA", ROOT_KEY)
                .build();

        assertThat(reasons(List.of(own, ca, TOP))).containsExactly(Reason.ALLOWED, Reason.RESTRICTED_BY_ISSUER);
    }

    @Test
    void malformedKeyIdentifierIsNone() {
        X509Certificate own = LEAF.extension("2.5.29.35", (byte) 0x30, (byte) 0x7F)
                .signedBy(CA_KEY)
                .build();

        assertThat(reasons(List.of(
                        own,
                        CA.ekus(SERVER_AUTH).signedBy("SHA256withRSA", ROOT_KEY).build(),
                        TOP)))
                .containsExactly(Reason.ALLOWED, Reason.RESTRICTED_BY_ISSUER);
    }

    /** None has signed, so that each would have to be tried with each. */
    @Test
    void signaturesAreCheckedWithinTheBudget() {
        for (int many : new int[] {50, 100}) {
            AtomicInteger checks = new AtomicInteger();
            List<X509Certificate> bag = bag(many).stream()
                    .<X509Certificate>map(each -> new CountedCertificate(each, checks))
                    .toList();

            Issuers issuers = Issuers.of(bag, 300);

            assertThat(checks.get()).isBetween(290, 300);
            assertThat(issuers.untried().get(many)).isNotEmpty();
        }
    }

    /** Of one key, so that each can have issued each: more ways than could ever be walked. */
    private static List<X509Certificate> bag(int many) {
        List<X509Certificate> bag =
                new ArrayList<>(List.of(LEAF.signedBy(CA_KEY).build()));
        for (int i = 0; i < many; i++) {
            TestCertificates each =
                    TestCertificates.of("Contoso CA", "Contoso CA").holding(CA_KEY);
            bag.add((i % 2 == 0 ? each.ekus(SERVER_AUTH) : each.ekus(CLIENT_AUTH))
                    .signedBy(i == many - 1 ? CA_KEY : OTHER_KEY)
                    .build());
        }
        return bag;
    }

    @Test
    void eachCertificateIsAskedAFewTimesForEachThatItIssued() {
        for (int many : new int[] {50, 100}) {
            assertThat(steps(bagOfOneKey(many))).isLessThan(4 * many * many);
        }
    }

    /** Each has issued each. */
    private static List<PeerCertificate> bagOfOneKey(int many) {
        List<PeerCertificate> all = PeerCertificate.of(bag(many));
        List<String> issuers = IntStream.range(1, many)
                .mapToObj(i -> all.get(i).fingerprint())
                .distinct()
                .toList();
        return all.stream().map(each -> issuedBy(each, issuers)).toList();
    }

    private static PeerCertificate issuedBy(PeerCertificate each, List<String> issuers) {
        return new PeerCertificate(
                each.subject(),
                each.issuer(),
                each.notBefore(),
                each.notAfter(),
                each.usages(),
                each.names(),
                each.commonName(),
                each.signature(),
                each.keyAlgorithm(),
                each.keyBits(),
                each.fingerprint(),
                issuers.stream()
                        .filter(issuer -> !issuer.equals(each.fingerprint()))
                        .toList(),
                true);
    }

    @Test
    void layersOfCrossCertificatesAreWalkedInStepsAsManyAsThereAreCertificates() {
        List<X509Certificate> layers = layers(40);

        assertThat(reasons(layers)).containsExactly(Reason.ALLOWED, Reason.ALLOWED);
        assertThat(steps(PeerCertificate.of(layers))).isLessThan(3 * steps(PeerCertificate.of(layers(20))));
    }

    private static List<X509Certificate> layers(int many) {
        List<X509Certificate> bag = new ArrayList<>();
        bag.add(TestCertificates.of("edge", "Layer 0")
                .holding(LEAF_KEY)
                .signedBy(CA_KEY)
                .build());
        for (int layer = 0; layer < many; layer++) {
            for (String eku : List.of(SERVER_AUTH, CLIENT_AUTH)) {
                bag.add(TestCertificates.of("Layer " + layer, "Layer " + (layer + 1))
                        .ekus(eku)
                        .signed("SHA256withECDSA", CA_KEY)
                        .build());
            }
        }
        return bag;
    }

    private static PeerAssessment assessed(List<X509Certificate> chain) {
        return PeerAssessment.of(
                new PeerAnswer.FromFile("edge.cer", PeerEndpoint.Peer.EDGE, chain), Judge.PRODUCT, NOW);
    }

    /** How often a certificate is asked whether it is good, where the last one is not. */
    private static int steps(List<PeerCertificate> chain) {
        AtomicInteger asked = new AtomicInteger();
        PeerCertificate last = chain.get(chain.size() - 1);
        Predicate<PeerCertificate> good = certificate -> {
            asked.incrementAndGet();
            return !certificate.equals(last);
        };
        Paths paths = new Paths(chain);
        paths.through(good);
        paths.nearest(good.negate(), good);
        return asked.get();
    }

    @Test
    void chainIsNotJudgedWhereTheBudgetEndsBeforeTheRealIssuer() {
        byte[] meant = {1, 2, 3};
        X509Certificate own = LEAF.authorityKey(meant).signedBy(CA_KEY).build();
        List<X509Certificate> impostors = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            impostors.add(TestCertificates.of("Contoso CA", "Contoso CA")
                    .subjectKey(meant)
                    .extension("1.2.3", (byte) (i >> 7), (byte) (i & 0x7F))
                    .signed("SHA256withECDSA", OTHER_KEY)
                    .build());
        }
        for (TestCertificates real : List.of(CA, CA.ekus(SERVER_AUTH))) {
            X509Certificate issuer =
                    real.subjectKey(meant).signedBy("SHA256withRSA", ROOT_KEY).build();
            List<X509Certificate> late = new ArrayList<>(List.of(own));
            late.addAll(impostors);
            late.addAll(List.of(issuer, TOP));

            assertThat(CertificateRule.canJudge(PeerCertificate.of(late))).isFalse();
            assertThat(PeerCertificate.of(late).get(0).issuedBy()).isEmpty();
            PeerAssessment untold = assessed(late);
            assertThat(untold.passes()).isFalse();
            assertThat(untold.failures()).isEmpty();
            assertThat(untold.unjudged()).contains(PeerAssessment.Unjudged.ISSUERS_UNTOLD);
            Report report = Reports.ENGLISH.ofCertificates(List.of(untold));
            assertThat(String.join("\n", report.lines())).contains("edge.cer: NOT CHECKED, since it presents so many");
            assertThat(report.json().toString())
                    .contains("failure=ISSUERS_UNTOLD")
                    .doesNotContain("passes=true");
            assertThat(assessed(List.of(own, impostors.get(0), issuer, TOP)).verdicts())
                    .isNotEmpty();
            assertThat(CertificateRule.canJudge(PeerCertificate.of(List.of(own, impostors.get(0), issuer, TOP))))
                    .isTrue();
        }
    }

    @Test
    void orderOfRandomBagsChangesNoAnswer() {
        Random random = new Random(4711);
        String[] names = {"A", "B", "C", "D"};
        KeyPair[] keys = {CA_KEY, OTHER_KEY, LEAF_KEY};
        for (int round = 0; round < 150; round++) {
            List<X509Certificate> bag = new ArrayList<>();
            bag.add(TestCertificates.of("edge", "A")
                    .holding(LEAF_KEY)
                    .signedBy(CA_KEY)
                    .build());
            int size = 2 + random.nextInt(6);
            for (int i = 0; i < size; i++) {
                TestCertificates each = TestCertificates.of(names[random.nextInt(4)], names[random.nextInt(4)])
                        .holding(keys[random.nextInt(3)]);
                each = switch (random.nextInt(4)) {
                    case 0 -> each.ekus(SERVER_AUTH);
                    case 1 -> each.ekus(CLIENT_AUTH);
                    case 2 -> each.extension("2.5.29.37", (byte) 0x30, (byte) 0x55);
                    default -> each;
                };
                each = random.nextInt(4) == 0 ? each.valid("2010-01-01T00:00:00Z", "2012-01-01T00:00:00Z") : each;
                bag.add(each.signedBy(keys[random.nextInt(3)]).build());
            }
            List<CertificateVerdict> expected = CertificateRule.judge(PeerCertificate.of(bag));
            List<CertificateVerdict> atThatTime = CertificateRule.judge(PeerCertificate.of(bag), NOW);
            List<Remark> remarks = remarks(bag);
            for (int shuffle = 0; shuffle < 4; shuffle++) {
                Collections.shuffle(bag.subList(1, bag.size()), random);
                assertThat(CertificateRule.judge(PeerCertificate.of(bag)))
                        .as("round %s", round)
                        .isEqualTo(expected);
                assertThat(CertificateRule.judge(PeerCertificate.of(bag), NOW)).isEqualTo(atThatTime);
                assertThat(remarks(bag)).isEqualTo(remarks);
            }
        }
    }

    private static List<List<X509Certificate>> orders(X509Certificate own, X509Certificate... others) {
        List<List<X509Certificate>> orders = new ArrayList<>();
        for (int turn = 0; turn < others.length; turn++) {
            List<X509Certificate> rest = new ArrayList<>(List.of(others));
            Collections.rotate(rest, turn);
            orders.add(with(own, rest));
            Collections.reverse(rest);
            orders.add(with(own, rest));
        }
        return orders;
    }

    private static List<X509Certificate> with(X509Certificate own, List<X509Certificate> rest) {
        return IntStream.rangeClosed(0, rest.size())
                .mapToObj(i -> i == 0 ? own : rest.get(i - 1))
                .toList();
    }

    private static List<Reason> reasons(List<X509Certificate> chain) {
        return CertificateRule.judge(PeerCertificate.of(chain)).stream()
                .map(CertificateVerdict::reason)
                .toList();
    }

    private static List<Remark> remarks(List<X509Certificate> chain) {
        return CertificateRule.remarks(PeerCertificate.of(chain), NOW, Optional.empty());
    }
}
