package dev.eku.probe;

import dev.eku.error.ErrorCode;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;

/** PEM (RFC 7468, and as openssl and certutil write it): blocks of Base64 between lines that say what they are. Thread-safe. */
final class Pem {
    private static final String BEGIN = "-----BEGIN ";
    private static final String END = "-----END ";
    private static final String DASHES = "-----";
    private static final Set<String> CERTIFICATES = Set.of("CERTIFICATE", "X509 CERTIFICATE", "TRUSTED CERTIFICATE");
    private static final Set<String> BUNDLES = Set.of("PKCS7", "CMS");

    private Pem() {}

    static boolean isPem(String text) {
        return text.contains(BEGIN);
    }

    /**
     * The certificates of all blocks, in order. Other blocks and all text around them are passed over. A block ends at the first
     * line that ends one.
     *
     * @throws CertificateFileException if there is none, or one that cannot be read
     */
    static List<X509Certificate> read(Path file, String text) {
        List<X509Certificate> certificates = new ArrayList<>();
        String other = "file.none";
        int end;
        for (int begin = text.indexOf(BEGIN); begin >= 0; begin = text.indexOf(BEGIN, end)) {
            int labelEnd = text.indexOf(DASHES, begin + BEGIN.length());
            String label = labelEnd < 0 ? "" : text.substring(begin + BEGIN.length(), labelEnd);
            end = text.indexOf(END, begin);
            if (labelEnd < 0 || end < labelEnd || !text.startsWith(label + DASHES, end + END.length())) {
                throw broken(file, text, begin);
            }
            String body = text.substring(labelEnd + DASHES.length(), end);
            if (CERTIFICATES.contains(label) || BUNDLES.contains(label)) {
                certificates.addAll(decode(file, text, begin, body, BUNDLES.contains(label)));
            } else if (label.endsWith("PRIVATE KEY")) {
                other = label.startsWith("ENCRYPTED") || body.contains("ENCRYPTED") ? "file.encrypted-key" : "file.key";
            } else if (label.endsWith("CERTIFICATE REQUEST")) {
                other = "file.request";
            }
        }
        if (certificates.isEmpty()) {
            throw new CertificateFileException(ErrorCode.MALFORMED_FILE, other, file);
        }
        return certificates;
    }

    private static List<X509Certificate> decode(Path file, String text, int begin, String body, boolean bundle) {
        try {
            byte[] encoded = Base64.getDecoder().decode(body.replaceAll("\\s", ""));
            return bundle ? Der.certificates(encoded) : List.of(Der.certificate(encoded));
        } catch (IllegalArgumentException | CertificateException spoiled) {
            throw broken(file, text, begin);
        }
    }

    private static CertificateFileException broken(Path file, String text, int begin) {
        long line = text.substring(0, begin).lines().count() + 1;
        return new CertificateFileException(ErrorCode.MALFORMED_FILE, "file.broken", file, line);
    }
}
