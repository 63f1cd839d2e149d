package dev.eku.probe;

import dev.eku.error.ErrorCode;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * PEM (RFC 7468, and as openssl and certutil write it): blocks of Base64 between lines that name their content.
 * Thread-safe.
 */
final class Pem {
    private static final String BEGIN = "-----BEGIN ";
    private static final String END = "-----END ";
    private static final String DASHES = "-----";
    /** The name of a block does not show whether it holds a certificate or a PKCS#7 with several; its content does. */
    private static final Set<String> CERTIFICATES =
            Set.of("CERTIFICATE", "X509 CERTIFICATE", "TRUSTED CERTIFICATE", "PKCS7", "CMS", "PKCS #7 SIGNED DATA");

    /** Each unreadable block needs a search through the whole file. */
    private static final int MOST_UNREAD = 100;

    private static final Pattern BARE = Pattern.compile("[A-Za-z0-9+/\\s]{64,}={0,2}\\s*");

    private Pem() {}

    static boolean isPem(String text) {
        return text.contains(BEGIN);
    }

    /**
     * The certificates of all blocks, in order. Other blocks and all text around them are ignored. A block ends at the
     * first end line.
     *
     * @param unread receives the errors of unreadable certificates, which do not affect the others
     * @throws CertificateFileException if there is none
     */
    static List<X509Certificate> read(Path file, String text, List<CertificateFileException> unread) {
        List<X509Certificate> certificates = new ArrayList<>();
        String other = "file.none";
        int end;
        for (int begin = text.indexOf(BEGIN); begin >= 0; begin = text.indexOf(BEGIN, end)) {
            int labelEnd = text.indexOf(DASHES, begin + BEGIN.length());
            String label = labelEnd < 0 ? "" : text.substring(begin + BEGIN.length(), labelEnd);
            end = text.indexOf(END, begin);
            if (labelEnd < 0 || end < labelEnd || !text.startsWith(label + DASHES, end + END.length())) {
                unread.add(broken(file, text, begin, UnreadableCertificate.Reason.CUT_OFF));
                if (unread.size() == MOST_UNREAD) {
                    break;
                }
                end = begin + BEGIN.length();
                continue;
            }
            String body = text.substring(labelEnd + DASHES.length(), end);
            if (CERTIFICATES.contains(label)) {
                certificates.addAll(decode(file, text, begin, body, unread));
            } else if (label.endsWith("PRIVATE KEY")) {
                other = label.startsWith("ENCRYPTED") || body.contains("ENCRYPTED") ? "file.encrypted-key" : "file.key";
            } else if (label.endsWith("CERTIFICATE REQUEST")) {
                other = "file.request";
            }
        }
        if (certificates.isEmpty() && unread.isEmpty()) {
            throw new CertificateFileException(ErrorCode.MALFORMED_FILE, other, file);
        }
        return certificates;
    }

    /**
     * The Base64 content of a text without the start of a block, as certutil and the export dialog of Windows may write
     * it.
     */
    static Optional<byte[]> bare(String text) {
        if (!BARE.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Base64.getDecoder().decode(text.replaceAll("\\s", "")));
        } catch (IllegalArgumentException other) {
            return Optional.empty();
        }
    }

    private static List<X509Certificate> decode(
            Path file, String text, int begin, String body, List<CertificateFileException> unread) {
        List<X509Certificate> certificates = new ArrayList<>();
        try {
            for (byte[] each : Der.split(Base64.getDecoder().decode(body.replaceAll("\\s", "")))) {
                try {
                    certificates.add(Der.certificate(each));
                } catch (UnreadableCertificate unreadable) {
                    unread.add(broken(file, text, begin, unreadable));
                }
            }
        } catch (IllegalArgumentException spoiled) {
            unread.add(broken(file, text, begin, UnreadableCertificate.Reason.NOT_BASE64));
        } catch (UnreadableCertificate unreadable) {
            unread.add(broken(file, text, begin, unreadable));
        } catch (StackOverflowError nested) {
            unread.add(broken(file, text, begin, UnreadableCertificate.Reason.DAMAGED));
        }
        return certificates;
    }

    private static CertificateFileException broken(
            Path file, String text, int begin, UnreadableCertificate.Reason reason) {
        return broken(file, text, begin, new UnreadableCertificate(reason));
    }

    private static CertificateFileException broken(Path file, String text, int begin, UnreadableCertificate why) {
        long line = text.substring(0, begin).lines().count() + 1;
        return new CertificateFileException(ErrorCode.MALFORMED_FILE, "file." + why.key(), file, line);
    }
}
