package dev.eku.probe;

import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.file.LocalFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.crypto.EncryptedPrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.CertificationRequest;
import org.bouncycastle.asn1.pkcs.Pfx;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;
import org.bouncycastle.asn1.sec.ECPrivateKey;

/**
 * Reads certificates from files, so that they can be judged before they are installed: PEM with one or many, DER ({@code .cer},
 * {@code .crt}), PKCS#7 ({@code .p7b}) and PKCS#12 ({@code .pfx}, {@code .p12}). What a file is, its content says, not its name.
 * Private keys are neither decrypted nor kept, and nothing is trusted. Thread-safe.
 */
public final class CertificateFiles {
    /** Ten times what a machine's list of all public CAs takes. */
    private static final int MAX_BYTES = 2 * 1024 * 1024;

    private static final int MAX_CERTIFICATES = 1_000;

    private CertificateFiles() {}

    /**
     * The chains in a file: one for each certificate that issued no other in it, itself first, followed by all that issued it as
     * far as the file holds them, the nearest first. A certificate that is there twice counts once; of certificates that issued each other in a
     * circle there is one chain, which ends before it repeats.
     *
     * @param password of a PKCS#12 file; empty to try without
     * @return at least one chain, each with at least one certificate
     * @throws EkuException {@code FILE_FAILURE}; {@code FILE_TOO_LARGE} (over 2 MiB, or over 1,000 certificates); {@code
     *     MALFORMED_FILE} if it holds no certificate, or one that cannot be read; {@code INVALID_PARAMETER} if a password is
     *     missing or wrong
     */
    public static List<List<X509Certificate>> read(Path file, Optional<String> password) {
        List<X509Certificate> certificates = certificates(file, bytes(file), password);
        if (certificates.size() > MAX_CERTIFICATES) {
            throw new CertificateFileException(ErrorCode.FILE_TOO_LARGE, "file.too-many", file, MAX_CERTIFICATES);
        }
        return Chains.of(certificates);
    }

    private static byte[] bytes(Path file) {
        byte[] content = LocalFile.read(file, MAX_BYTES);
        if (content.length > MAX_BYTES) {
            throw new CertificateFileException(ErrorCode.FILE_TOO_LARGE, "file.too-large", file, MAX_BYTES);
        }
        return content;
    }

    private static List<X509Certificate> certificates(Path file, byte[] content, Optional<String> password) {
        Optional<String> text = text(content);
        try {
            return text.isPresent() ? Pem.read(file, text.get()) : binary(file, content, password);
        } catch (StackOverflowError nested) {
            // Whatever it is nested so deep, it is no certificate.
            throw new CertificateFileException(ErrorCode.MALFORMED_FILE, "file.none", file);
        }
    }

    /** The content as text if it is PEM; Windows PowerShell writes UTF-16. */
    private static Optional<String> text(byte[] content) {
        boolean wide = content.length > 1 && (content[0] & content[1] & 0xFE) == 0xFE && content[0] != content[1];
        String text = new String(content, wide ? StandardCharsets.UTF_16 : StandardCharsets.ISO_8859_1);
        return Optional.of(text).filter(Pem::isPem);
    }

    private static List<X509Certificate> binary(Path file, byte[] content, Optional<String> password) {
        if (fits(() -> Pfx.getInstance(content))) {
            return Pkcs12.read(file, content, password);
        }
        try {
            List<X509Certificate> certificates = Der.certificates(content);
            if (!certificates.isEmpty()) {
                return certificates;
            }
        } catch (CertificateException noCertificates) {
            // Then what is it?
        }
        throw new CertificateFileException(ErrorCode.MALFORMED_FILE, other(content), file);
    }

    /** What a file without certificates is, as the catalogue names it. A request is told from a key first: keys are read laxly. */
    private static String other(byte[] content) {
        if (fits(() -> CertificationRequest.getInstance(content))) {
            return "file.request";
        }
        if (fits(() -> new EncryptedPrivateKeyInfo(content))) {
            return "file.encrypted-key";
        }
        boolean key = fits(() -> PrivateKeyInfo.getInstance(content))
                || fits(() -> RSAPrivateKey.getInstance(content))
                || fits(() -> ECPrivateKey.getInstance(content));
        return key ? "file.key" : "file.none";
    }

    private static boolean fits(Shape shape) {
        try {
            shape.read();
            return true;
        } catch (IOException | RuntimeException another) {
            return false;
        }
    }

    /** Reads a structure; fails if the content is another. */
    private interface Shape {
        Object read() throws IOException;
    }
}
