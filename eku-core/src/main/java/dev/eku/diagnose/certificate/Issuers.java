package dev.eku.diagnose.certificate;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.SignatureException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;

/**
 * Which certificates issued which others, among some certificates. A name alone does not identify an issuer. CryptoAPI
 * uses the certificate whose key identifier is named, and whose key has signed (learn.microsoft.com,
 * CertGetCertificateChain; RFC 5280, 4.2.1.1). There can be several issuers, for example of a CA that was renewed or
 * cross-signed with the same key. If a signature is of a kind that cannot be checked here, key identifiers decide, or
 * the name if there are none. Immutable.
 *
 * @param of for each certificate, the positions of its issuers; its own position if it is self-signed
 * @param untried for each certificate, the positions of those that may also have issued it, but were not tried because
 *     the budget was spent; they can include its own
 */
public record Issuers(List<List<Integer>> of, List<List<Integer>> untried) {
    private static final String AUTHORITY_KEY = "2.5.29.35";
    private static final String SUBJECT_KEY = "2.5.29.14";
    private static final int KEY_IDENTIFIER = 0x80;

    /** The unit of the budget is the cost of a signature by a key with that many bits. */
    private static final int UNIT_BITS = 2048;

    public Issuers {
        of = of.stream().map(List::copyOf).toList();
        untried = untried.stream().map(List::copyOf).toList();
    }

    /**
     * Finds the issuers.
     *
     * @param budget how many signatures may be checked at most; a signature by a long key counts as several
     */
    public static Issuers of(List<X509Certificate> certificates, int budget) {
        return new Search(certificates, budget).run();
    }

    private static final class Search {
        private final List<X509Certificate> certificates;
        private final Map<X500Principal, List<Integer>> bySubject = new HashMap<>();
        private final List<Optional<byte[]>> keys = new ArrayList<>();
        private final List<Integer> untried = new ArrayList<>();
        private long budget;

        Search(List<X509Certificate> certificates, int budget) {
            this.certificates = certificates;
            this.budget = budget;
            for (int i = 0; i < certificates.size(); i++) {
                X509Certificate certificate = certificates.get(i);
                bySubject
                        .computeIfAbsent(certificate.getSubjectX500Principal(), subject -> new ArrayList<>())
                        .add(i);
                keys.add(identifier(certificate, SUBJECT_KEY));
            }
        }

        Issuers run() {
            List<List<Integer>> all = new ArrayList<>();
            List<List<Integer>> left = new ArrayList<>();
            for (int i = 0; i < certificates.size(); i++) {
                untried.clear();
                all.add(issuers(i));
                left.add(List.copyOf(untried));
            }
            return new Issuers(all, left);
        }

        private List<Integer> issuers(int issued) {
            X509Certificate certificate = certificates.get(issued);
            List<Integer> named = bySubject.getOrDefault(certificate.getIssuerX500Principal(), List.of());
            if (named.isEmpty()) {
                return List.of();
            }
            if (named.contains(issued) && signed(issued, issued, Optional.empty())) {
                return List.of(issued);
            }
            Optional<byte[]> wanted = identifier(certificate, AUTHORITY_KEY);
            List<Integer> meant = new ArrayList<>();
            List<Integer> others = new ArrayList<>();
            for (int candidate : named) {
                boolean another = wanted.isPresent()
                        && keys.get(candidate)
                                .filter(key -> !Arrays.equals(key, wanted.get()))
                                .isPresent();
                if (candidate != issued) {
                    (another ? others : meant).add(candidate);
                }
            }
            List<Integer> found = signing(meant, issued, Optional.of(true));
            return found.isEmpty() ? signing(others, issued, Optional.of(false)) : found;
        }

        private List<Integer> signing(List<Integer> candidates, int issued, Optional<Boolean> otherwise) {
            return candidates.stream()
                    .filter(candidate -> signed(candidate, issued, otherwise))
                    .toList();
        }

        /**
         * @param otherwise the answer if the signature cannot be checked; empty if a certificate is tried with its own
         *     key
         */
        private boolean signed(int by, int issued, Optional<Boolean> otherwise) {
            X509Certificate certificate = certificates.get(issued);
            boolean unknown = otherwise.orElseGet(() -> isItsOwnKey(by));
            try {
                PublicKey key = certificates.get(by).getPublicKey();
                if (!mayHaveSigned(key, certificate)) {
                    return false;
                }
                budget -= cost(by);
                if (budget < 0) {
                    untried.add(by);
                    return false;
                }
                certificate.verify(key);
                return true;
            } catch (SignatureException another) {
                return false;
            } catch (GeneralSecurityException | RuntimeException uncheckable) {
                return unknown;
            }
        }

        /** Whether a certificate names its own key as the key of its issuer, or names none. */
        private boolean isItsOwnKey(int place) {
            Optional<byte[]> wanted = identifier(certificates.get(place), AUTHORITY_KEY);
            return wanted.isEmpty()
                    || keys.get(place)
                            .filter(key -> Arrays.equals(key, wanted.get()))
                            .isPresent();
        }

        private int cost(int place) {
            int bits = PeerCertificate.keyBits(certificates.get(place));
            return 1 + bits / UNIT_BITS * (bits / UNIT_BITS);
        }

        /** Whether a key is of the kind that makes such a signature; true if that is not known. */
        private static boolean mayHaveSigned(PublicKey key, X509Certificate certificate) {
            String signature = certificate.getSigAlgName().toUpperCase(Locale.ROOT);
            return switch (key.getAlgorithm()) {
                case "RSA" -> !signature.endsWith("DSA");
                case "EC", "ECDSA" -> !signature.contains("RSA") && !signature.startsWith("ED");
                default -> true;
            };
        }
    }

    /** The key identifier in such an extension; empty if there is none, or it cannot be read. */
    private static Optional<byte[]> identifier(X509Certificate certificate, String extension) {
        try {
            return Optional.ofNullable(certificate.getExtensionValue(extension)).flatMap(octets -> {
                Der content = Der.whole(octets, Der.OCTET_STRING);
                if (extension.equals(SUBJECT_KEY)) {
                    return Optional.of(content.whole(Der.OCTET_STRING).octets());
                }
                Der fields = content.whole(Der.SEQUENCE);
                return fields.isNext(KEY_IDENTIFIER)
                        ? Optional.of(fields.next(KEY_IDENTIFIER).octets())
                        : Optional.empty();
            });
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }
}
