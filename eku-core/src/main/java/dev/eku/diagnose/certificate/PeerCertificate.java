package dev.eku.diagnose.certificate;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;

/**
 * The facts of a certificate that matter here. Somebody else wrote all of it, so its texts are cut at 1000 units, and a
 * character that a screen would not show as it is becomes a question mark. Immutable.
 *
 * @param subject as in RFC 2253
 * @param issuer as in RFC 2253
 * @param names the DNS names and addresses that it is for; if it lists none, its subject's common name
 * @param commonName the innermost common name of its subject
 * @param signature the algorithm with which it is signed, for example {@code SHA256withRSA}
 * @param keyAlgorithm the algorithm of its own key, for example {@code RSA}
 * @param keyBits the length of its own key; 0 if it is not known
 * @param fingerprint SHA-256 of the whole certificate, in hexadecimal
 * @param issuedBy the fingerprints of its issuers, among the certificates that it was seen with; its own if it is
 *     self-signed
 * @param isIssuerTold whether all possible issuers were tried; if not, another one may have issued it, too
 */
public record PeerCertificate(
        String subject,
        String issuer,
        Instant notBefore,
        Instant notAfter,
        Usages usages,
        List<String> names,
        Optional<String> commonName,
        String signature,
        String keyAlgorithm,
        int keyBits,
        String fingerprint,
        List<String> issuedBy,
        boolean isIssuerTold) {
    /** Far more signatures than any valid chain has. */
    private static final int MOST_CHECKS = 500;

    private static final int DNS_NAME = 2;
    private static final int ADDRESS = 7;
    private static final int LONGEST = 1000;
    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]");

    public PeerCertificate {
        names = List.copyOf(names);
        issuedBy = List.copyOf(issuedBy);
    }

    /** What a certificate says. What cannot be read is noted. */
    public static PeerCertificate of(X509Certificate certificate) {
        return of(certificate, fingerprint(certificate), List.of(), true);
    }

    private static PeerCertificate of(
            X509Certificate certificate, String fingerprint, List<String> issuedBy, boolean isIssuerTold) {
        String subject = certificate.getSubjectX500Principal().getName();
        Optional<String> commonName = commonName(subject).map(PeerCertificate::plain);
        return new PeerCertificate(
                plain(subject),
                plain(certificate.getIssuerX500Principal().getName()),
                certificate.getNotBefore().toInstant(),
                certificate.getNotAfter().toInstant(),
                Usages.of(certificate),
                names(certificate, commonName).stream()
                        .map(PeerCertificate::plain)
                        .toList(),
                commonName,
                certificate.getSigAlgName(),
                certificate.getPublicKey().getAlgorithm(),
                keyBits(certificate),
                fingerprint,
                issuedBy,
                isIssuerTold);
    }

    /** The certificates of a chain, in its order, with their issuers. */
    public static List<PeerCertificate> of(List<X509Certificate> chain) {
        List<String> fingerprints =
                chain.stream().map(PeerCertificate::fingerprint).toList();
        Issuers issuers = Issuers.of(chain, MOST_CHECKS);
        List<PeerCertificate> certificates = new ArrayList<>();
        for (int i = 0; i < chain.size(); i++) {
            List<String> issuedBy = issuers.of().get(i).stream()
                    .map(fingerprints::get)
                    .distinct()
                    .sorted()
                    .toList();
            boolean told = issuers.untried().get(i).isEmpty();
            certificates.add(of(chain.get(i), fingerprints.get(i), issuedBy, told));
        }
        return List.copyOf(certificates);
    }

    /** Whether it names itself as its issuer. */
    public boolean isRoot() {
        return subject.equals(issuer) && !subject.isEmpty();
    }

    private static String fingerprint(X509Certificate certificate) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** A text that cannot act as anything else on a screen or in a file. */
    private static String plain(String text) {
        // If the cut splits a surrogate pair, its half is replaced, too.
        return UNSEEN.matcher(text.substring(0, Math.min(text.length(), LONGEST)))
                .replaceAll("?");
    }

    private static List<String> names(X509Certificate certificate, Optional<String> commonName) {
        List<String> names = new ArrayList<>();
        try {
            Collection<List<?>> all = certificate.getSubjectAlternativeNames();
            for (List<?> name : all == null ? List.<List<?>>of() : all) {
                if (name.get(0) instanceof Integer type && (type == DNS_NAME || type == ADDRESS)) {
                    names.add(String.valueOf(name.get(1)));
                }
            }
        } catch (CertificateParsingException unreadable) {
            return List.of();
        }
        return names.isEmpty() ? commonName.stream().toList() : names;
    }

    private static Optional<String> commonName(String subject) {
        try {
            return new LdapName(subject)
                    .getRdns().stream()
                            .filter(part -> part.getType().equalsIgnoreCase("CN"))
                            .map(Rdn::getValue)
                            .filter(String.class::isInstance)
                            .map(String::valueOf)
                            .reduce((above, below) -> below);
        } catch (InvalidNameException unreadable) {
            return Optional.empty();
        }
    }

    static int keyBits(X509Certificate certificate) {
        if (certificate.getPublicKey() instanceof RSAPublicKey rsa) {
            return rsa.getModulus().bitLength();
        }
        return certificate.getPublicKey() instanceof ECPublicKey curve && curve.getParams() != null
                ? curve.getParams().getOrder().bitLength()
                : 0;
    }
}
