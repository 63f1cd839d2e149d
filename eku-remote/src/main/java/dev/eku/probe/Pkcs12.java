package dev.eku.probe;

import dev.eku.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Path;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.PBEParameterSpec;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.pkcs.CertBag;
import org.bouncycastle.asn1.pkcs.ContentInfo;
import org.bouncycastle.asn1.pkcs.EncryptedData;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.Pfx;
import org.bouncycastle.asn1.pkcs.SafeBag;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;

/**
 * The certificates of a PKCS#12 file (RFC 7292), whether it holds a key with them or not: the JDK's own reader leaves out those
 * that belong to no key. Keys are not touched, and the file's seal is not checked, since nothing in it is trusted. Not thread-safe.
 */
final class Pkcs12 {
    /** Ten times what the most careful programs write, all parts together; each costs time. */
    private static final int MOST_ITERATIONS = 10_000_000;

    private final Path file;
    private final Optional<String> password;
    private long iterations;

    private Pkcs12(Path file, Optional<String> password) {
        this.file = file;
        this.password = password;
    }

    /**
     * @throws CertificateFileException if there is no certificate, one that cannot be read, or no right password
     */
    static List<X509Certificate> read(Path file, byte[] content, Optional<String> password) {
        List<X509Certificate> certificates = new Pkcs12(file, password).read(content);
        if (certificates.isEmpty()) {
            throw new CertificateFileException(ErrorCode.MALFORMED_FILE, "file.key", file);
        }
        return certificates;
    }

    private List<X509Certificate> read(byte[] content) {
        try {
            List<X509Certificate> certificates = new ArrayList<>();
            for (var part :
                    ASN1Sequence.getInstance(octets(Pfx.getInstance(content).getAuthSafe()))) {
                ContentInfo info = ContentInfo.getInstance(part);
                boolean encrypted = info.getContentType().equals(PKCSObjectIdentifiers.encryptedData);
                byte[] safe = encrypted ? decrypt(EncryptedData.getInstance(info.getContent())) : octets(info);
                for (var bag : ASN1Sequence.getInstance(safe)) {
                    addCertificate(SafeBag.getInstance(bag), certificates);
                }
            }
            return certificates;
        } catch (CertificateFileException said) {
            throw said;
        } catch (CertificateException | IOException | RuntimeException spoiled) {
            throw new CertificateFileException(ErrorCode.MALFORMED_FILE, "file.pkcs12-broken", file);
        }
    }

    private static byte[] octets(ContentInfo info) {
        return ASN1OctetString.getInstance(info.getContent()).getOctets();
    }

    private static void addCertificate(SafeBag bag, List<X509Certificate> to) throws CertificateException {
        if (bag.getBagId().equals(PKCSObjectIdentifiers.certBag)) {
            byte[] encoded = ASN1OctetString.getInstance(
                            CertBag.getInstance(bag.getBagValue()).getCertValue())
                    .getOctets();
            to.add(Der.certificate(encoded));
        }
    }

    /** Many files are written with an empty password, so that is tried too: the given one may be that of other files. */
    private byte[] decrypt(EncryptedData data) throws IOException {
        for (String each : password.isPresent() ? List.of(password.get(), "") : List.of("")) {
            Optional<byte[]> plain = decrypt(data, each);
            if (plain.isPresent()) {
                return plain.get();
            }
        }
        throw new CertificateFileException(
                ErrorCode.INVALID_PARAMETER,
                password.isPresent() ? "file.password-wrong" : "file.password-missing",
                file);
    }

    /** Empty if the password is wrong. */
    private Optional<byte[]> decrypt(EncryptedData data, String tried) throws IOException {
        AlgorithmIdentifier algorithm = data.getEncryptionAlgorithm();
        String id = algorithm.getAlgorithm().getId();
        PBEKeySpec secret = new PBEKeySpec(tried.toCharArray());
        try {
            AlgorithmParameters parameters = AlgorithmParameters.getInstance(id);
            parameters.init(algorithm.getParameters().toASN1Primitive().getEncoded());
            iterations += parameters.getParameterSpec(PBEParameterSpec.class).getIterationCount();
            if (iterations > MOST_ITERATIONS) {
                throw new CertificateFileException(ErrorCode.MALFORMED_FILE, "file.pkcs12-broken", file);
            }
            String name = id.equals(PKCSObjectIdentifiers.id_PBES2.getId()) ? parameters.toString() : id;
            Cipher cipher = Cipher.getInstance(name);
            cipher.init(Cipher.DECRYPT_MODE, SecretKeyFactory.getInstance(name).generateSecret(secret), parameters);
            byte[] plain = cipher.doFinal(data.getContent().getOctets());
            // Once in 256 times a wrong password goes unnoticed until here.
            return Optional.of(ASN1Sequence.getInstance(plain).getEncoded());
        } catch (GeneralSecurityException | IllegalArgumentException wrong) {
            return Optional.empty();
        } finally {
            secret.clearPassword();
        }
    }
}
