package dev.eku.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eku.diagnose.certificate.CertificateRule;
import dev.eku.diagnose.certificate.PeerCertificate;
import dev.eku.diagnose.certificate.Role;
import dev.eku.error.EkuException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERIA5String;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Time;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Certificates that the JDK refuses and Windows reads, in files of every kind that Windows writes. */
final class ReadingTest {
    private static final String SERVER_AUTH = "1.3.6.1.5.5.7.3.1";
    private static final String ECDSA = "1.2.840.10045.4.3.2";

    @TempDir
    private Path folder = Path.of("");

    @BeforeAll
    static void needsOpenSsl() {
        OpenSsl.assumeHere();
    }

    @Test
    void emptySubjectWithAlternativeNamesThatAreNotCriticalIsRead() throws Exception {
        byte[] odd = made("", "CN=Contoso CA", ECDSA, names(), eku(SERVER_AUTH));

        assertThat(only(odd).getSubjectAlternativeNames()).hasSize(1);
        assertPasses(odd, true, false);
    }

    @Test
    void emptyIssuerIsReadAndMakesNoRoot() throws Exception {
        byte[] odd = made("CN=edge.contoso.com", "", ECDSA, eku(SERVER_AUTH));

        assertPasses(odd, true, false);
        assertThat(PeerCertificate.of(only(made("", "", ECDSA, names()))).isRoot())
                .isFalse();
    }

    @Test
    void extensionThatIsThereTwiceIsReadButTwoListsOfPurposesAreNot() throws Exception {
        assertPasses(made("CN=edge", "CN=CA", ECDSA, names(), names(), eku(SERVER_AUTH)), true, false);
        assertThatThrownBy(() -> read(made("CN=edge", "CN=CA", ECDSA, eku(SERVER_AUTH), eku("1.3.6.1.5.5.7.3.2"))))
                .hasMessageContaining("it is whole, but lists its purposes twice");
    }

    @Test
    void idsOfTheSignatureThatDifferAreRead() throws Exception {
        assertPasses(made("CN=edge", "CN=CA", "1.2.840.10045.4.3.3", eku(SERVER_AUTH)), true, false);
    }

    @Test
    void purposeWithAnArcBeyondALongIsRead() throws Exception {
        assertPasses(
                made("CN=edge", "CN=CA", ECDSA, eku("2.25.329800735698586629295641978511506172918", SERVER_AUTH)),
                true,
                false);
    }

    @ParameterizedTest
    @CsvSource({
        "P-256, explicit, uncompressed",
        "P-256, named_curve, compressed",
        "P-256, named_curve, hybrid",
        "secp256k1, named_curve, uncompressed",
        "brainpoolP256r1, explicit, compressed",
        "sect283k1, named_curve, compressed",
        "SM2, named_curve, uncompressed"
    })
    void keysOfCurvesThatTheJdkDoesNotTakeAreRead(String curve, String parameters, String point) throws Exception {
        Path key = folder.resolve("key.pem");
        Path made = folder.resolve("made.pem");
        boolean sm2 = curve.equals("SM2");
        OpenSsl.make(
                "openssl",
                "genpkey",
                "-algorithm",
                sm2 ? "SM2" : "EC",
                "-out",
                key.toString(),
                "-pkeyopt",
                "ec_paramgen_curve:" + curve);
        if (!sm2) {
            OpenSsl.make(
                    "openssl",
                    "ec",
                    "-in",
                    key.toString(),
                    "-out",
                    key.toString(),
                    "-param_enc",
                    parameters,
                    "-conv_form",
                    point);
        }
        OpenSsl.make(
                "openssl",
                "req",
                "-x509",
                "-new",
                "-key",
                key.toString(),
                "-subj",
                "/CN=edge.contoso.com",
                "-out",
                made.toString(),
                "-addext",
                "extendedKeyUsage=serverAuth",
                sm2 ? "-sm3" : "-sha256");

        List<List<X509Certificate>> chains = CertificateFiles.read(made, Optional.empty());

        assertThat(CertificateRule.judge(PeerCertificate.of(chains.get(0)), Role.TLS_SERVER)
                        .passes())
                .isTrue();
    }

    @Test
    void oneThatCannotBeReadCostsOnlyItselfAndIsNeitherCalledDamagedNorPassed() throws Exception {
        String sound =
                Files.readString(OpenSsl.row("ec", "root", "both").folder().resolve("leaf.pem"));
        String unknown = pem(spoiled(made("CN=edge", "CN=CA", ECDSA)));
        Path file = written((sound + unknown).getBytes(StandardCharsets.US_ASCII));

        CertificateFiles.Content content = CertificateFiles.look(file, Optional.empty());

        assertThat(content.chains()).hasSize(1);
        assertThat(content.unread()).hasSize(1);
        assertThat(content.unread().get(0))
                .hasMessageContaining(
                        "the part that starts at line " + (sound.lines().count() + 1) + " cannot be read")
                .hasMessageContaining("it is whole, but")
                .hasMessageNotContaining("damaged")
                .hasMessageNotContaining("cut off");
        assertThatThrownBy(() -> CertificateFiles.read(file, Optional.empty())).isInstanceOf(EkuException.class);
    }

    @Test
    void oneThatIsCutOffIsCalledSo() throws Exception {
        byte[] whole = made("CN=edge", "CN=CA", ECDSA);
        Path file = written(pem(Arrays.copyOf(whole, whole.length - 9)).getBytes(StandardCharsets.US_ASCII));

        assertThatThrownBy(() -> CertificateFiles.read(file, Optional.empty())).hasMessageContaining("it was cut off");
        assertThatThrownBy(
                        () -> CertificateFiles.read(written(Arrays.copyOf(whole, whole.length - 9)), Optional.empty()))
                .hasMessageContaining("it was cut off");
    }

    // Files as Windows writes them

    @Test
    void base64WithoutABeginLineIsRead() throws Exception {
        OpenSsl.Row row = OpenSsl.row("rsa", "ca", "both");
        byte[] der = row.chain().get(0).getEncoded();
        Path bundle = bundle(row, "DER");

        assertThat(read(Base64.getMimeEncoder().encode(der)))
                .containsExactly(row.chain().subList(0, 1));
        assertThat(read(Base64.getEncoder().encode(der)))
                .containsExactly(row.chain().subList(0, 1));
        assertThat(read(("\ufeff" + Base64.getMimeEncoder().encodeToString(der) + "\r\n")
                        .getBytes(StandardCharsets.UTF_8)))
                .containsExactly(row.chain().subList(0, 1));
        assertThat(read(Base64.getMimeEncoder().encode(Files.readAllBytes(bundle))))
                .containsExactly(row.chain());
    }

    @ParameterizedTest
    @ValueSource(strings = {"CERTIFICATE", "PKCS7", "PKCS #7 SIGNED DATA", "CMS"})
    void pkcs7IsReadWhateverItsBlockIsCalled(String label) throws Exception {
        OpenSsl.Row row = OpenSsl.row("rsa", "ca", "both");
        Path bundle = bundle(row, "PEM");

        String text = Files.readString(bundle).replace("PKCS7", label);
        assertThat(read(text.getBytes(StandardCharsets.US_ASCII))).containsExactly(row.chain());
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "x-UTF-16LE-BOM"})
    void utf16IsReadWithAndWithoutItsMark(String charset) throws Exception {
        OpenSsl.Row row = OpenSsl.row("rsa", "ca", "both");
        String text = Files.readString(row.folder().resolve("chain.pem"));
        String bare = Base64.getMimeEncoder().encodeToString(row.chain().get(0).getEncoded());

        assertThat(read(text.getBytes(Charset.forName(charset)))).containsExactly(row.chain());
        assertThat(read(bare.getBytes(Charset.forName(charset))))
                .containsExactly(row.chain().subList(0, 1));
    }

    @ParameterizedTest
    @CsvSource({"pässwörd, AES-256-CBC", "パスワード, PBE-SHA1-3DES", "pässwörd, PBE-SHA1-3DES", "п@роль, PBE-SHA1-RC2-128"})
    void passwordMayHoldAnyCharacter(String password, String cipher) throws Exception {
        OpenSsl.Row row = OpenSsl.row("rsa", "ca", "both");
        Path made = folder.resolve("made.p12");
        ProcessBuilder builder = new ProcessBuilder(
                "openssl",
                "pkcs12",
                "-export",
                "-legacy",
                "-out",
                made.toString(),
                "-in",
                row.folder().resolve("chain.pem").toString(),
                "-nokeys",
                "-certpbe",
                cipher,
                "-passout",
                "env:SECRET");
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.environment().put("SECRET", password);
        Process process = builder.redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();

        assertThat(CertificateFiles.read(made, Optional.of(password))).containsExactly(row.chain());
        assertThatThrownBy(() -> CertificateFiles.read(made, Optional.of("passwort")))
                .hasMessageContaining("is wrong");
    }

    @Test
    void certificatesInBagsWithinBagsAreRead() throws Exception {
        for (int depth : new int[] {0, 1, 3}) {
            assertThat(read(Sealed.nested(depth, made("CN=edge", "CN=CA", ECDSA))))
                    .hasSize(1);
        }
        byte[] endless = Sealed.nested(50, made("CN=edge", "CN=CA", ECDSA));
        assertThatThrownBy(() -> read(endless)).hasMessageStartingWith("MALFORMED_FILE");
    }

    @Test
    void noPasswordIsTriedAsTheEmptyOneAndAsNone() throws Exception {
        byte[] salt = {1, 2, 3, 4, 5, 6, 7, 8};
        for (byte[] password : List.of(new byte[0], new byte[2])) {
            assertThat(read(Sealed.pkcs12(made("CN=edge", "CN=CA", ECDSA), password, salt)))
                    .hasSize(1);
        }
    }

    // Whatever comes

    @Test
    void spoiledFilesAreReadOrRefusedInASentence() throws Exception {
        Random random = new Random(20261128);
        OpenSsl.Row row = OpenSsl.row("ec", "ca", "both");
        Path bundle = bundle(row, "DER");
        List<byte[]> seeds = List.of(
                made("CN=edge", "CN=CA", ECDSA, names(), eku(SERVER_AUTH), eku(SERVER_AUTH)),
                Files.readAllBytes(bundle),
                Sealed.pkcs12(made("CN=edge", "CN=CA", ECDSA), new byte[0], new byte[8]),
                Files.readAllBytes(row.folder().resolve("chain.pem")),
                Files.readString(row.folder().resolve("chain.pem")).getBytes(StandardCharsets.UTF_16LE));
        for (int i = 0; i < 4_000; i++) {
            byte[] spoiled = seeds.get(i % seeds.size()).clone();
            for (int change = random.nextInt(4); change >= 0; change--) {
                spoiled[random.nextInt(spoiled.length)] = (byte) random.nextInt(256);
            }
            if (random.nextInt(5) == 0) {
                spoiled = Arrays.copyOf(spoiled, random.nextInt(spoiled.length));
            }
            Path file = written(spoiled);
            try {
                CertificateFiles.look(file, Optional.empty())
                        .chains()
                        .forEach(chain -> CertificateRule.judge(PeerCertificate.of(chain)));
            } catch (EkuException refused) {
                assertThat(refused).hasMessageContaining("written");
            }
        }
    }

    /** A PKCS#7 with the chain of a row. */
    private Path bundle(OpenSsl.Row row, String form) throws Exception {
        Path bundle = folder.resolve("bundle.p7b");
        OpenSsl.make(
                "openssl",
                "crl2pkcs7",
                "-nocrl",
                "-certfile",
                row.folder().resolve("chain.pem").toString(),
                "-outform",
                form,
                "-out",
                bundle.toString());
        return bundle;
    }

    private void assertPasses(byte[] certificate, boolean asServer, boolean asClient) throws Exception {
        for (byte[] file : List.of(certificate, pem(certificate).getBytes(StandardCharsets.US_ASCII))) {
            List<PeerCertificate> chain = PeerCertificate.of(read(file).get(0));
            assertThat(CertificateRule.judge(chain, Role.TLS_SERVER).passes()).isEqualTo(asServer);
            assertThat(CertificateRule.judge(chain, Role.TLS_CLIENT).passes()).isEqualTo(asClient);
        }
    }

    private X509Certificate only(byte[] certificate) throws IOException {
        return read(certificate).get(0).get(0);
    }

    private List<List<X509Certificate>> read(byte[] content) throws IOException {
        return CertificateFiles.read(written(content), Optional.empty());
    }

    private Path written(byte[] content) throws IOException {
        return Files.write(folder.resolve("written"), content);
    }

    private static String pem(byte[] der) {
        return "-----BEGIN CERTIFICATE-----\n" + Base64.getMimeEncoder().encodeToString(der)
                + "\n-----END CERTIFICATE-----\n";
    }

    /** Well-formed to the end, but what stands for the dates is none. */
    private static byte[] spoiled(byte[] certificate) throws IOException {
        ASN1Sequence whole = ASN1Sequence.getInstance(certificate);
        ASN1Sequence body = ASN1Sequence.getInstance(whole.getObjectAt(0));
        ASN1EncodableVector fields = new ASN1EncodableVector();
        for (int i = 0; i < body.size(); i++) {
            fields.add(i == 4 ? new DERSequence(new DERIA5String("tomorrow")) : body.getObjectAt(i));
        }
        return new DERSequence(new org.bouncycastle.asn1.ASN1Encodable[] {
                    new DERSequence(fields), whole.getObjectAt(1), whole.getObjectAt(2)
                })
                .getEncoded();
    }

    private static DERSequence names() throws IOException {
        return extension(
                "2.5.29.17",
                new DERSequence(new DERTaggedObject(false, 2, new DERIA5String("edge.contoso.com"))).getEncoded());
    }

    private static DERSequence eku(String... oids) throws IOException {
        ASN1EncodableVector list = new ASN1EncodableVector();
        Arrays.stream(oids).map(ASN1ObjectIdentifier::new).forEach(list::add);
        return extension("2.5.29.37", new DERSequence(list).getEncoded());
    }

    private static DERSequence extension(String oid, byte[] content) {
        ASN1EncodableVector fields = new ASN1EncodableVector();
        fields.add(new ASN1ObjectIdentifier(oid));
        fields.add(new DEROctetString(content));
        return new DERSequence(fields);
    }

    /** @param outer the id of the signature outside of what is signed */
    private static byte[] made(String subject, String issuer, String outer, DERSequence... extensions)
            throws IOException, GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        KeyPair pair = generator.generateKeyPair();
        ASN1EncodableVector body = new ASN1EncodableVector();
        body.add(new DERTaggedObject(true, 0, new ASN1Integer(2)));
        body.add(new ASN1Integer(7));
        body.add(new DERSequence(new ASN1ObjectIdentifier(ECDSA)));
        body.add(new X500Name(issuer));
        body.add(new DERSequence(new org.bouncycastle.asn1.ASN1Encodable[] {
            new Time(Date.from(Instant.ofEpochSecond(1_400_000_000))),
            new Time(Date.from(Instant.ofEpochSecond(2_000_000_000)))
        }));
        body.add(new X500Name(subject));
        body.add(ASN1Sequence.getInstance(pair.getPublic().getEncoded()));
        if (extensions.length > 0) {
            body.add(new DERTaggedObject(true, 3, new DERSequence(extensions)));
        }
        byte[] signed = new DERSequence(body).getEncoded();
        Signature hand = Signature.getInstance("SHA256withECDSA");
        hand.initSign(pair.getPrivate());
        hand.update(signed);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new DERSequence(new org.bouncycastle.asn1.ASN1Encodable[] {
                    ASN1Sequence.getInstance(signed),
                    new DERSequence(new ASN1ObjectIdentifier(outer)),
                    new DERBitString(hand.sign())
                })
                .getEncoded());
        return out.toByteArray();
    }
}
