package dev.eku.probe;

import dev.eku.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.pkcs.CertBag;
import org.bouncycastle.asn1.pkcs.ContentInfo;
import org.bouncycastle.asn1.pkcs.EncryptedData;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.Pfx;
import org.bouncycastle.asn1.pkcs.SafeBag;
import org.bouncycastle.crypto.InvalidCipherTextException;

/**
 * The certificates of a PKCS#12 file (RFC 7292), whether or not it also holds a key. The JDK's own reader skips
 * certificates without a key. Keys are not read, and the integrity of the file is not checked, because nothing in it is
 * trusted. Not thread-safe.
 */
final class Pkcs12 {
    /**
     * Several times the number that the most careful programs use, for all parts and passwords together. Each iteration
     * costs time.
     */
    private static final int MOST_ITERATIONS = 3_000_000;

    private static final ASN1ObjectIdentifier SAFE_CONTENTS = PKCSObjectIdentifiers.bagtypes.branch("6");
    private static final int DEEPEST = 10;

    private final Path file;
    private final Optional<String> password;
    private final List<CertificateFileException> unread;
    private long iterations;

    private Pkcs12(Path file, Optional<String> password, List<CertificateFileException> unread) {
        this.file = file;
        this.password = password;
        this.unread = unread;
    }

    /** @throws CertificateFileException if there is no certificate, one that cannot be read, or no right password */
    static List<X509Certificate> read(
            Path file, byte[] content, Optional<String> password, List<CertificateFileException> unread) {
        List<X509Certificate> certificates = new Pkcs12(file, password, unread).read(content);
        if (certificates.isEmpty() && unread.isEmpty()) {
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
                addAll(ASN1Sequence.getInstance(safe), DEEPEST, certificates);
            }
            return certificates;
        } catch (CertificateFileException said) {
            throw said;
        } catch (IOException | RuntimeException spoiled) {
            throw new CertificateFileException(ErrorCode.MALFORMED_FILE, "file.pkcs12-broken", file);
        }
    }

    private static byte[] octets(ContentInfo info) {
        return ASN1OctetString.getInstance(info.getContent()).getOctets();
    }

    /** Bags may contain bags (RFC 7292, 4.2.6). */
    private void addAll(ASN1Sequence bags, int deepest, List<X509Certificate> to) {
        if (deepest == 0) {
            throw new IllegalArgumentException("nested without end");
        }
        for (var each : bags) {
            SafeBag bag = SafeBag.getInstance(each);
            if (bag.getBagId().equals(SAFE_CONTENTS)) {
                addAll(ASN1Sequence.getInstance(bag.getBagValue()), deepest - 1, to);
            } else {
                addCertificate(bag, to);
            }
        }
    }

    private void addCertificate(SafeBag bag, List<X509Certificate> to) {
        if (bag.getBagId().equals(PKCSObjectIdentifiers.certBag)) {
            byte[] encoded = ASN1OctetString.getInstance(
                            CertBag.getInstance(bag.getBagValue()).getCertValue())
                    .getOctets();
            try {
                to.add(Der.certificate(encoded));
            } catch (UnreadableCertificate unreadable) {
                unread.add(new CertificateFileException(ErrorCode.MALFORMED_FILE, "file." + unreadable.key(), file, 1));
            }
        }
    }

    /**
     * Many files are written with an empty password, or with none, so both are tried as well. The given password may be
     * for other files.
     */
    private byte[] decrypt(EncryptedData data) throws IOException {
        PasswordCipher cipher = PasswordCipher.of(data.getEncryptionAlgorithm())
                .orElseThrow(() -> new CertificateFileException(ErrorCode.MALFORMED_FILE, "file.pkcs12-unknown", file));
        for (byte[] key : cipher.passwords(password)) {
            iterations += cipher.iterations();
            if (iterations > MOST_ITERATIONS) {
                throw new CertificateFileException(ErrorCode.MALFORMED_FILE, "file.pkcs12-broken", file);
            }
            try {
                byte[] plain = cipher.decrypt(key, data.getContent().getOctets());
                // Once in 256 times, a wrong password is not noticed until here.
                return ASN1Sequence.getInstance(plain).getEncoded();
            } catch (InvalidCipherTextException | RuntimeException wrong) {
                // The next password may be right.
            } finally {
                Arrays.fill(key, (byte) 0);
            }
        }
        throw new CertificateFileException(
                ErrorCode.INVALID_PARAMETER,
                password.isPresent() ? "file.password-wrong" : "file.password-missing",
                file);
    }
}
