package dev.eku.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Certificates in every kind of file that openssl writes, and in files that hold none. */
final class CertificateFilesTest {
    private static final String SECRET = "s3cret-Pa55";

    @TempDir
    private Path folder = Path.of("");

    private Path made = Path.of("");
    private String leaf = "";
    private String chain = "";
    private String key = "";
    private List<X509Certificate> expected = List.of();

    @BeforeAll
    static void needsOpenSsl() {
        OpenSsl.assumeHere();
    }

    @BeforeEach
    void name() {
        OpenSsl.Row row = OpenSsl.row("rsa", "ca", "both");
        made = folder.resolve("made");
        leaf = row.folder().resolve("leaf.pem").toString();
        chain = row.folder().resolve("chain.pem").toString();
        key = row.key().toString();
        expected = row.chain();
    }

    @Test
    void readsPemWithOneOrMany() {
        assertThat(read(Path.of(leaf))).containsExactly(expected.subList(0, 1));
        assertThat(read(Path.of(chain))).containsExactly(expected);
    }

    @Test
    void readsPemAmongOtherText() throws IOException {
        String text = "Bag Attributes: none\r\n" + Files.readString(Path.of(key)) + "subject=CN = x\r\n"
                + Files.readString(Path.of(chain)).replace("\n", "\r\n");
        assertThat(read(written(text.getBytes(StandardCharsets.UTF_8)))).containsExactly(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "x-UTF-16LE-BOM"})
    void readsPemThatPowerShellWrote(String charset) throws IOException {
        assertThat(read(written(Files.readString(Path.of(chain)).getBytes(charset))))
                .containsExactly(expected);
    }

    @Test
    void readsWhatOpensslTrusts() {
        OpenSsl.make("openssl", "x509", "-in", leaf, "-trustout", "-addtrust", "serverAuth", "-out", made.toString());
        assertThat(read(made)).containsExactly(expected.subList(0, 1));
    }

    @Test
    void readsDer() throws IOException {
        OpenSsl.make("openssl", "x509", "-in", leaf, "-outform", "DER", "-out", made.toString());
        assertThat(read(made)).containsExactly(expected.subList(0, 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PEM", "DER"})
    void readsPkcs7(String form) {
        OpenSsl.make("openssl", "crl2pkcs7", "-nocrl", "-certfile", chain, "-outform", form, "-out", made.toString());
        assertThat(read(made)).containsExactly(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            nullValues = "-",
            value = {
                "-certpbe; AES-256-CBC",
                "-certpbe; PBE-SHA1-3DES",
                "-keypbe; PBE-SHA1-3DES",
                "-macalg; SHA1",
                "-legacy; -nodes",
                "-nomac; -nodes"
            })
    void readsPkcs12WithItsPassword(String argument, String value) {
        pkcs12(SECRET, "-inkey", key, "-in", chain, argument, value);
        assertThat(read(made, SECRET)).containsExactly(expected);
    }

    @Test
    void readsPkcs12WithoutAKey() {
        pkcs12(SECRET, "-nokeys", "-in", chain);
        assertThat(read(made, SECRET)).containsExactly(expected);
    }

    @Test
    void readsPkcs12OfEmptyPasswordWithoutOne() {
        pkcs12("", "-inkey", key, "-in", chain);
        assertThat(read(made)).containsExactly(expected);
    }

    @Test
    void readsPkcs12WhoseCertificatesAreOpenWithoutItsPassword() {
        pkcs12(SECRET, "-inkey", key, "-in", chain, "-certpbe", "NONE");
        assertThat(read(made)).containsExactly(expected);
    }

    @Test
    void saysThatPkcs12NeedsAPassword() {
        pkcs12(SECRET, "-inkey", key, "-in", chain);
        assertRefused(made, Optional.empty(), ErrorCode.INVALID_PARAMETER, "needs a password");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-nomaciter", "-legacy"})
    void saysThatThePasswordIsWrongAndNotWhatItWas(String kind) {
        pkcs12(SECRET, "-inkey", key, "-in", chain, kind);
        for (String wrong : List.of("Wr0ng-Pa55", "s3cret-pa55", "ぱす", "")) {
            assertThatThrownBy(() -> read(made, wrong)).satisfies(failure -> {
                assertThat(failure).hasMessageContaining("password").hasMessageContaining("is wrong");
                assertThat(failure.getMessage())
                        .doesNotContain("Pa55")
                        .doesNotContain("pa55")
                        .doesNotContain("ぱす");
            });
        }
    }

    /** The password that is given may be that of the other files. */
    @Test
    void readsPkcs12OfEmptyPasswordThoughOneIsGiven() {
        pkcs12("", "-inkey", key, "-in", chain);
        assertThat(read(made, SECRET)).containsExactly(expected);
    }

    @Test
    void saysThatPkcs12IsCutOffOrHoldsNoCertificate() throws IOException {
        pkcs12(SECRET, "-inkey", key, "-nocerts");
        assertRefused(made, Optional.of(SECRET), ErrorCode.MALFORMED_FILE, "a private key and no certificate");
        pkcs12(SECRET, "-inkey", key, "-in", chain);
        byte[] whole = Files.readAllBytes(made);
        assertRefused(
                written(Arrays.copyOf(whole, whole.length / 2)),
                Optional.of(SECRET),
                ErrorCode.MALFORMED_FILE,
                "holds no certificate");
    }

    @Test
    void saysWhatAFileWithoutCertificateIs() throws IOException {
        assertRefused(Path.of(key), "a private key and no certificate");
        String ecKey = OpenSsl.row("ec", "ca", "both").key().toString();
        for (String each : List.of(key, ecKey)) {
            OpenSsl.make("openssl", "pkey", "-in", each, "-outform", "DER", "-out", made.toString());
            assertRefused(made, "a private key and no certificate");
            OpenSsl.make(
                    "openssl", "pkcs8", "-topk8", "-nocrypt", "-in", each, "-outform", "DER", "-out", made.toString());
            assertRefused(made, "a private key and no certificate");
        }
        OpenSsl.make("openssl", "pkey", "-in", key, "-aes256", "-passout", "pass:" + SECRET, "-out", made.toString());
        assertRefused(made, "an encrypted private key and no certificate");
        OpenSsl.make(
                "openssl",
                "rsa",
                "-traditional",
                "-in",
                key,
                "-aes256",
                "-passout",
                "pass:" + SECRET,
                "-out",
                made.toString());
        assertRefused(made, "an encrypted private key and no certificate");
        OpenSsl.make(
                "openssl",
                "pkcs8",
                "-topk8",
                "-in",
                key,
                "-outform",
                "DER",
                "-passout",
                "pass:" + SECRET,
                "-out",
                made.toString());
        assertRefused(made, "an encrypted private key and no certificate");
        for (String form : List.of("PEM", "DER")) {
            OpenSsl.make(
                    "openssl", "req", "-new", "-key", key, "-subj", "/CN=x", "-outform", form, "-out", made.toString());
            assertRefused(made, "a certificate request and no certificate");
        }
        for (String other : List.of("", "hello", "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n")) {
            assertRefused(written(other.getBytes(StandardCharsets.UTF_8)), "holds no certificate");
        }
    }

    @Test
    void saysWhereAFileIsBroken() throws IOException {
        String sound = Files.readString(Path.of(leaf));
        String end = "-----END CERTIFICATE-----";
        for (String broken : List.of(
                sound + sound.replace(end, ""),
                sound + sound.replace("\nMI", "\n*I"),
                sound + sound.substring(0, 200) + "\n" + end,
                sound + "-----BEGIN A KEY-----\n" + sound + "-----END A KEY-----\n",
                sound + "-----BEGIN PKCS7-----\nMAA=\n-----END PKCS7-----\n")) {
            long line = sound.lines().count() + 1;
            assertRefused(
                    written(broken.getBytes(StandardCharsets.UTF_8)),
                    "the part that starts at line " + line + " cannot be read");
        }
    }

    @Test
    void refusesWhatIsNestedWithoutEnd() throws IOException {
        byte[] nested = Nested.ofGivenLength(100_000);
        byte[] pkcs12 = new DERSequence(new ASN1Encodable[] {
                    new ASN1Integer(3),
                    new DERSequence(new ASN1Encodable[] {
                        PKCSObjectIdentifiers.data, new DERTaggedObject(true, 0, new DEROctetString(nested))
                    })
                })
                .getEncoded();
        byte[] pem = ("-----BEGIN CERTIFICATE-----\n" + Base64.getEncoder().encodeToString(nested)
                        + "\n-----END CERTIFICATE-----\n")
                .getBytes(StandardCharsets.US_ASCII);
        for (byte[] evil : List.of(nested, Nested.ofAnyLength(2_000_000))) {
            assertRefused(written(evil), "holds no certificate");
        }
        // By its first layers it is a PKCS#12 file; how deep the library looks is its own matter.
        assertThatThrownBy(() -> read(written(pkcs12)))
                .isInstanceOfSatisfying(
                        EkuException.class,
                        failure -> assertThat(failure.code()).isEqualTo(ErrorCode.MALFORMED_FILE))
                .hasMessageMatching("(?s).*(holds no certificate|is a PKCS#12 file that cannot be read).*");
        assertRefused(written(pem), "the part that starts at line 1 cannot be read");
    }

    @Test
    void refusesAFileThatIsTooLargeOrHoldsTooMuchOrIsNot() throws IOException {
        assertRefused(written(new byte[10 * 1024 * 1024]), Optional.empty(), ErrorCode.FILE_TOO_LARGE, "larger than");
        String small =
                Files.readString(OpenSsl.row("ec", "root", "none").folder().resolve("leaf.pem"));
        assertRefused(
                written(small.repeat(1001).getBytes(StandardCharsets.US_ASCII)),
                Optional.empty(),
                ErrorCode.FILE_TOO_LARGE,
                "more than 1000 certificates");
        assertRefused(folder.resolve("missing"), Optional.empty(), ErrorCode.FILE_FAILURE, "there is no such file");
        assertRefused(folder, Optional.empty(), ErrorCode.FILE_FAILURE, "cannot be read");
    }

    @Test
    void putsChainsInOrderAndCountsWhatIsThereTwiceOnce() throws IOException {
        OpenSsl.Row other = OpenSsl.row("rsa", "ca", "both-ca-server");
        String root = Files.readString(OpenSsl.row("rsa", "ca", "both").root());
        String theirs = Files.readString(other.folder().resolve("leaf.pem"));
        String ours = Files.readString(Path.of(chain));
        X509Certificate rootCertificate =
                OpenSsl.certificates(OpenSsl.row("rsa", "ca", "both").root()).get(0);

        List<List<X509Certificate>> chains =
                read(written((root + ours + theirs + ours + root).getBytes(StandardCharsets.US_ASCII)));

        assertThat(chains)
                .containsExactly(
                        List.of(expected.get(0), expected.get(1), rootCertificate),
                        other.chain().subList(0, 1));
    }

    @Test
    void endsAChainThatIsACircle() throws IOException {
        // Two CAs of one key that certify each other, and a certificate of the first.
        String config = folder.resolve("ca.cnf").toString();
        Files.writeString(
                Path.of(config), "[req]\ndistinguished_name=dn\n[dn]\n[ext]\nbasicConstraints=critical,CA:TRUE\n");
        Path first = folder.resolve("first.pem");
        Path second = folder.resolve("second.pem");
        Path back = folder.resolve("back.pem");
        Path end = folder.resolve("end.pem");
        issue(config, "first", first, Optional.empty());
        issue(config, "second", second, Optional.of(first));
        issue(config, "first", back, Optional.of(second));
        issue(config, "end", end, Optional.of(back));
        String circle = Files.readString(back) + Files.readString(second);

        X509Certificate backCertificate = OpenSsl.certificates(back).get(0);
        X509Certificate secondCertificate = OpenSsl.certificates(second).get(0);
        assertThat(read(written(circle.getBytes(StandardCharsets.US_ASCII))))
                .containsExactly(List.of(backCertificate, secondCertificate));
        assertThat(read(written((circle + Files.readString(end)).getBytes(StandardCharsets.US_ASCII))))
                .containsExactly(List.of(OpenSsl.certificates(end).get(0), backCertificate, secondCertificate));
    }

    private void issue(String config, String name, Path to, Optional<Path> issuer) {
        List<String> command = new ArrayList<>(List.of("openssl", "req", "-x509", "-new", "-config", config));
        command.addAll(List.of("-extensions", "ext", "-subj", "/CN=" + name, "-key", key, "-out", to.toString()));
        issuer.ifPresent(ca -> command.addAll(List.of("-CA", ca.toString(), "-CAkey", key)));
        OpenSsl.make(command.toArray(String[]::new));
    }

    private void pkcs12(String password, String... arguments) {
        List<String> command = new ArrayList<>(List.of("openssl", "pkcs12", "-export", "-out", made.toString()));
        command.addAll(List.of("-passout", "pass:" + password));
        command.addAll(List.of(arguments));
        OpenSsl.make(command.toArray(String[]::new));
    }

    private Path written(byte[] content) throws IOException {
        return Files.write(folder.resolve("written"), content);
    }

    private static List<List<X509Certificate>> read(Path file) {
        return CertificateFiles.read(file, Optional.empty());
    }

    private static List<List<X509Certificate>> read(Path file, String password) {
        return CertificateFiles.read(file, Optional.of(password));
    }

    private static void assertRefused(Path file, String text) {
        assertRefused(file, Optional.empty(), ErrorCode.MALFORMED_FILE, text);
    }

    private static void assertRefused(Path file, Optional<String> password, ErrorCode code, String text) {
        assertThatThrownBy(() -> CertificateFiles.read(file, password))
                .isInstanceOfSatisfying(
                        EkuException.class,
                        failure -> assertThat(failure.code()).isEqualTo(code))
                .hasMessageContaining(file.toString())
                .hasMessageContaining(text)
                .hasMessageNotContaining(SECRET);
    }
}
