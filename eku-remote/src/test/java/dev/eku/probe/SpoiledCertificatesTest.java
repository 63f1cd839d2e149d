package dev.eku.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eku.contract.SpoiledInputs;
import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.junit.jupiter.api.Test;

/**
 * Files of certificates of every form, spoiled: each is read, or refused by the documented exception, and costs little
 * memory.
 */
final class SpoiledCertificatesTest {
    private static final Path NAME = Path.of("peer.cer");
    private static final byte[] ONE = certificate("CN=edge.contoso.com", 1);
    private static final byte[] OTHER = certificate("CN=Contoso CA,O=Contoso", 2);

    /** Always the same, so that a seed gives the same inputs again. */
    private static byte[] certificate(String name, int number) {
        try {
            BigInteger modulus = BigInteger.ONE.shiftLeft(2047).add(BigInteger.valueOf(2L * number + 1));
            PublicKey key = KeyFactory.getInstance("RSA")
                    .generatePublic(new RSAPublicKeySpec(modulus, BigInteger.valueOf(65_537)));
            return Forged.certificate(name, key, number);
        } catch (Exception impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static String pem(String what, byte[] der) {
        return "-----BEGIN " + what + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der) + "\n-----END " + what + "-----\n";
    }

    private static byte[] pkcs7() throws Exception {
        ASN1Encodable certificates = new DERTaggedObject(false, 0, new DERSet(new ASN1Encodable[] {
            ASN1Primitive.fromByteArray(ONE), ASN1Primitive.fromByteArray(OTHER)
        }));
        ASN1Encodable signed = new DERSequence(new ASN1Encodable[] {
            new ASN1Integer(1), new DERSet(), new DERSequence(PKCSObjectIdentifiers.data), certificates, new DERSet()
        });
        return new DERSequence(
                        new ASN1Encodable[] {PKCSObjectIdentifiers.signedData, new DERTaggedObject(true, 0, signed)})
                .getEncoded();
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static boolean read(byte[] input, Optional<String> password) {
        try {
            CertificateFiles.Content content = CertificateFiles.look(NAME, input, password);
            content.unread().forEach(SpoiledCertificatesTest::assertTold);
            return !content.chains().isEmpty();
        } catch (EkuException refused) {
            assertTold(refused);
            return false;
        }
    }

    private static void assertTold(EkuException refused) {
        assertThat(Set.of(ErrorCode.MALFORMED_FILE, ErrorCode.INVALID_PARAMETER, ErrorCode.FILE_TOO_LARGE))
                .contains(refused.code());
        assertThat(refused.getMessage()).contains("peer.cer", "Cause: ", "Next: ");
    }

    @Test
    void spoiledPemIsReadOrRefused() throws Exception {
        String both = "# of the edge\n" + pem("CERTIFICATE", ONE) + pem("X509 CERTIFICATE", OTHER);
        List<byte[]> samples = List.of(
                both.getBytes(StandardCharsets.UTF_8),
                both.getBytes(StandardCharsets.UTF_16),
                pem("PKCS7", pkcs7()).getBytes(StandardCharsets.UTF_8),
                pem("CERTIFICATE", pkcs7()).getBytes(StandardCharsets.UTF_16LE),
                Base64.getEncoder().encode(ONE));
        assertThat(samples).allMatch(sample -> read(sample, Optional.empty()));

        SpoiledInputs.read("certificates in PEM", 100_000, 8, samples, input -> read(input, Optional.empty()));
    }

    @Test
    void spoiledDerIsReadOrRefused() throws Exception {
        List<byte[]> samples = List.of(ONE, joined(ONE, OTHER));
        assertThat(samples).allMatch(sample -> read(sample, Optional.empty()));

        SpoiledInputs.read("certificates in DER", 100_000, 8, samples, input -> read(input, Optional.empty()));
    }

    @Test
    void spoiledPkcs7IsReadOrRefused() throws Exception {
        List<byte[]> samples = List.of(pkcs7());
        assertThat(samples).allMatch(sample -> read(sample, Optional.empty()));

        SpoiledInputs.read("certificates in PKCS#7", 100_000, 8, samples, input -> read(input, Optional.empty()));
    }

    @Test
    void spoiledPkcs12IsReadOrRefused() throws Exception {
        byte[] password = "s3\0".getBytes(StandardCharsets.UTF_16BE);
        List<byte[]> samples =
                List.of(Sealed.nested(1, ONE), Sealed.nested(3, OTHER), Sealed.pkcs12(ONE, password, new byte[8]));
        assertThat(samples).allMatch(sample -> read(sample, Optional.of("s3")));

        SpoiledInputs.readFewer(
                "certificates in PKCS#12",
                "a password is stretched a thousand times and more for each",
                5_000,
                64,
                samples,
                input -> read(input, Optional.of("s3")));
    }
}
