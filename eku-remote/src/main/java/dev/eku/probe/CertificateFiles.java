package dev.eku.probe;

import dev.eku.diagnose.certificate.PeerCertificate;
import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.file.LocalFile;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.crypto.EncryptedPrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.CertificationRequest;
import org.bouncycastle.asn1.pkcs.Pfx;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;
import org.bouncycastle.asn1.sec.ECPrivateKey;

/**
 * Reads certificates from files, so that they can be judged before they are installed: PEM with one or many, DER
 * ({@code .cer}, {@code .crt}), PKCS#7 ({@code .p7b}) and PKCS#12 ({@code .pfx}, {@code .p12}). The content decides
 * about the format of a file, not its name. Private keys are neither decrypted nor kept, and nothing is trusted.
 * Thread-safe.
 */
public final class CertificateFiles {
    /** Ten times the size of a machine's list of all public CAs. */
    private static final int MAX_BYTES = 2 * 1024 * 1024;

    private static final int MAX_CERTIFICATES = 1_000;

    /** Enough bytes to find out the character set of a text. */
    private static final int LOOKED_AT = 256;

    private static final byte[] UTF_8_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private CertificateFiles() {}

    /**
     * The chains in a file. There is one for each certificate that issued no other certificate in the file. It comes
     * first, followed by all its issuers that are in the file, the nearest first. A certificate that occurs twice
     * counts once. Certificates that issued each other in a circle make one chain, which ends before it repeats.
     *
     * @param password of a PKCS#12 file; empty to try without
     * @return at least one chain, each with at least one certificate
     * @throws EkuException {@code FILE_FAILURE}; {@code FILE_TOO_LARGE} (over 2 MiB, over 1,000 certificates, or so
     *     many of one name that not all could be tried as issuers); {@code MALFORMED_FILE} if it holds no certificate,
     *     or one that cannot be read; {@code INVALID_PARAMETER} if a password is missing or wrong
     */
    public static List<List<X509Certificate>> read(Path file, Optional<String> password) {
        Content content = look(file, password);
        if (!content.unread().isEmpty()) {
            throw content.unread().get(0);
        }
        return content.chains();
    }

    /**
     * The content of a file.
     *
     * @param chains the chains that could be read
     * @param unread for each certificate that could not be read, the reason
     */
    public record Content(List<List<X509Certificate>> chains, List<EkuException> unread) {
        public Content {
            chains = List.copyOf(chains);
            unread = List.copyOf(unread);
        }
    }

    /**
     * Like {@link #read}, but a certificate that cannot be read does not affect the others.
     *
     * @throws EkuException if nothing in the file can be read
     */
    public static Content look(Path file, Optional<String> password) {
        return look(file, bytes(file), password);
    }

    /** The certificates in a file with that content. */
    static Content look(Path file, byte[] content, Optional<String> password) {
        List<CertificateFileException> unread = new ArrayList<>();
        List<X509Certificate> certificates = certificates(file, content, password, unread);
        if (certificates.size() > MAX_CERTIFICATES) {
            throw new CertificateFileException(ErrorCode.FILE_TOO_LARGE, "file.too-many", file, MAX_CERTIFICATES);
        }
        try {
            List<List<X509Certificate>> chains = new ArrayList<>();
            for (ChainBuilder.Chain chain : ChainBuilder.of(Der.alike(certificates))) {
                if (chain.whole()) {
                    chains.add(chain.certificates());
                } else {
                    unread.add(new CertificateFileException(
                            ErrorCode.FILE_TOO_LARGE,
                            "file.issuers-untold",
                            file,
                            PeerCertificate.of(chain.certificates().get(0)).subject()));
                }
            }
            return new Content(chains, List.copyOf(unread));
        } catch (CertificateException spoiled) {
            throw new CertificateFileException(ErrorCode.MALFORMED_FILE, "file.none", file);
        }
    }

    private static byte[] bytes(Path file) {
        byte[] content = LocalFile.read(file, MAX_BYTES);
        if (content.length > MAX_BYTES) {
            throw new CertificateFileException(ErrorCode.FILE_TOO_LARGE, "file.too-large", file, MAX_BYTES);
        }
        return content;
    }

    private static List<X509Certificate> certificates(
            Path file, byte[] content, Optional<String> password, List<CertificateFileException> unread) {
        Optional<String> text = text(content);
        try {
            if (text.filter(Pem::isPem).isPresent()) {
                return Pem.read(file, text.get(), unread);
            }
            return binary(file, text.flatMap(Pem::bare).orElse(content), password, unread);
        } catch (StackOverflowError nested) {
            // Data that is nested this deep is not a certificate.
            throw new CertificateFileException(ErrorCode.MALFORMED_FILE, "file.none", file);
        }
    }

    /** The content as text, if it is text that may hold certificates. */
    private static Optional<String> text(byte[] content) {
        int from = hasUtf8Mark(content) ? UTF_8_MARK.length : 0;
        String text = new String(content, from, content.length - from, charset(content));
        return Optional.of(text)
                .filter(each -> Pem.isPem(each) || Pem.bare(each).isPresent());
    }

    /** PowerShell writes this mark when it is told to write UTF-8. */
    private static boolean hasUtf8Mark(byte... content) {
        return content.length > UTF_8_MARK.length
                && Arrays.equals(content, 0, UTF_8_MARK.length, UTF_8_MARK, 0, UTF_8_MARK.length);
    }

    /**
     * Windows PowerShell writes UTF-16, and some programs do so without a byte order mark. Then every other octet is
     * zero.
     */
    private static Charset charset(byte[] content) {
        if (content.length > 1 && (content[0] & content[1] & 0xFE) == 0xFE && content[0] != content[1]) {
            return StandardCharsets.UTF_16;
        }
        int looked = Math.min(content.length, LOOKED_AT) & ~1;
        int[] zeros = new int[2];
        for (int i = 0; i < looked; i++) {
            zeros[i % 2] += content[i] == 0 ? 1 : 0;
        }
        if (looked > 0 && zeros[1] > looked / 2 * 9 / 10 && zeros[0] == 0) {
            return StandardCharsets.UTF_16LE;
        }
        return looked > 0 && zeros[0] > looked / 2 * 9 / 10 && zeros[1] == 0
                ? StandardCharsets.UTF_16BE
                : StandardCharsets.ISO_8859_1;
    }

    private static List<X509Certificate> binary(
            Path file, byte[] content, Optional<String> password, List<CertificateFileException> unread) {
        if (fits(() -> Pfx.getInstance(content))) {
            return Pkcs12.read(file, content, password, unread);
        }
        List<X509Certificate> certificates = new ArrayList<>();
        try {
            for (byte[] each : Der.split(content)) {
                try {
                    certificates.add(Der.certificate(each));
                } catch (UnreadableCertificate unreadable) {
                    unread.add(new CertificateFileException(
                            ErrorCode.MALFORMED_FILE, "file." + unreadable.key(), file, 1));
                }
            }
        } catch (UnreadableCertificate noCertificates) {
            // Then the file is something else.
        }
        if (certificates.isEmpty() && unread.isEmpty()) {
            throw new CertificateFileException(ErrorCode.MALFORMED_FILE, other(content), file);
        }
        return certificates;
    }

    /**
     * What a file without certificates is, as a key of the catalogue. Requests are tested before keys, because keys are
     * recognised less strictly.
     */
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

    /** Reads a structure, and fails if the content is another one. */
    private interface Shape {
        Object read() throws IOException;
    }
}
