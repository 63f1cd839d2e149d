package dev.eku.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.PBEParameterSpec;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files made so that reading them costs more than they are large. */
final class CostlyFilesTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void partsOfAPkcs12AreOnlyDecryptedWhileTheyCostLittleTogether() throws IOException, GeneralSecurityException {
        X509Certificate certificate = Der.certificate(Forged.certificate("CN=edge.contoso.com", key(), 1));
        byte[] cheap = part(certificate, 1_000);
        byte[] costly = part(certificate, 1_400_000);

        assertThat(read(pkcs12(Collections.nCopies(50, cheap)))).containsExactly(List.of(certificate));
        assertThat(read(pkcs12(Collections.nCopies(2, costly)))).containsExactly(List.of(certificate));
        assertRefused(pkcs12(Collections.nCopies(3, costly)), "PKCS#12 file that cannot be read");
    }

    @Test
    void manyBeginsBeforeOneEndAreOneBlock() {
        String begin = "-----BEGIN A PRIVATE KEY-----";
        String text = begin.repeat(2 * 1024 * 1024 / begin.length() - 2) + "-----END A PRIVATE KEY-----";

        assertRefused(text.getBytes(StandardCharsets.US_ASCII), "holds a private key and no certificate");
    }

    /**
     * No signature is right, so that each would have to be tried with each; of two keys, since the JDK remembers one.
     */
    @Test
    void manyCertificatesOfOneNameAreNotAllTriedWithEachOther() throws IOException, GeneralSecurityException {
        PublicKey one = key();
        PublicKey other = key();
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int i = 0; i < 1_000; i++) {
            all.writeBytes(Forged.certificate("CN=Same", i % 2 == 0 ? one : other, i));
        }

        assertThatThrownBy(() -> read(all.toByteArray()))
                .isInstanceOfSatisfying(
                        EkuException.class,
                        failure -> assertThat(failure.code()).isEqualTo(ErrorCode.FILE_TOO_LARGE))
                .hasMessageContaining("who issued the certificate of CN=Same was not found out");
    }

    private static PublicKey key() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(3072);
        return generator.generateKeyPair().getPublic();
    }

    private static byte[] pkcs12(List<byte[]> parts) throws IOException {
        ASN1Encodable[] safes = new ASN1Encodable[parts.size()];
        for (int i = 0; i < safes.length; i++) {
            safes[i] = ASN1Primitive.fromByteArray(parts.get(i));
        }
        byte[] safe = sequence(safes).getEncoded();
        return sequence(
                        new ASN1Integer(3),
                        sequence(PKCSObjectIdentifiers.data, new DERTaggedObject(true, 0, new DEROctetString(safe))))
                .getEncoded();
    }

    /** A certificate, encrypted with the empty password. */
    private static byte[] part(X509Certificate certificate, int iterations)
            throws IOException, GeneralSecurityException {
        DERSequence bag = sequence(
                PKCSObjectIdentifiers.certBag,
                new DERTaggedObject(
                        true,
                        0,
                        sequence(
                                PKCSObjectIdentifiers.x509Certificate,
                                new DERTaggedObject(true, 0, new DEROctetString(certificate.getEncoded())))),
                new DERSet());
        String algorithm = PKCSObjectIdentifiers.pbeWithSHAAnd3_KeyTripleDES_CBC.getId();
        AlgorithmParameters parameters = AlgorithmParameters.getInstance(algorithm);
        parameters.init(new PBEParameterSpec(new byte[8], iterations));
        Cipher cipher = Cipher.getInstance(algorithm);
        cipher.init(
                Cipher.ENCRYPT_MODE,
                SecretKeyFactory.getInstance(algorithm).generateSecret(new PBEKeySpec(new char[0])),
                parameters);
        byte[] secret = cipher.doFinal(sequence(bag).getEncoded());
        return sequence(
                        PKCSObjectIdentifiers.encryptedData,
                        new DERTaggedObject(
                                true,
                                0,
                                sequence(
                                        new ASN1Integer(0),
                                        sequence(
                                                PKCSObjectIdentifiers.data,
                                                sequence(
                                                        new ASN1ObjectIdentifier(algorithm),
                                                        ASN1Primitive.fromByteArray(parameters.getEncoded())),
                                                new DERTaggedObject(false, 0, new DEROctetString(secret))))))
                .getEncoded();
    }

    private static DERSequence sequence(ASN1Encodable... parts) {
        return new DERSequence(parts);
    }

    private void assertRefused(byte[] content, String text) {
        assertThatThrownBy(() -> read(content))
                .isInstanceOfSatisfying(
                        EkuException.class,
                        failure -> assertThat(failure.code()).isEqualTo(ErrorCode.MALFORMED_FILE))
                .hasMessageContaining(text);
    }

    private List<List<X509Certificate>> read(byte[] content) throws IOException {
        return CertificateFiles.read(Files.write(folder.resolve("costly"), content), Optional.empty());
    }
}
