package dev.eku.probe;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.SignatureException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.security.auth.x500.X500Principal;

/** Puts certificates into chains by who issued whom. Not thread-safe. */
final class Chains {
    /** Far more than sound files need, in which nearly every name is that of one key. */
    private static final int MOST_CHECKS = 2_000;

    private final Set<X509Certificate> all;
    private final Map<X500Principal, List<X509Certificate>> bySubject = new HashMap<>();

    private int checks;

    private Chains(Collection<X509Certificate> certificates) {
        all = new LinkedHashSet<>(certificates);
        for (X509Certificate certificate : all) {
            bySubject
                    .computeIfAbsent(certificate.getSubjectX500Principal(), subject -> new ArrayList<>())
                    .add(certificate);
        }
    }

    /** One chain for each certificate that issued no other, and one for each circle, in the order given. */
    static List<List<X509Certificate>> of(Collection<X509Certificate> certificates) {
        return new Chains(certificates).build();
    }

    private List<List<X509Certificate>> build() {
        Map<X509Certificate, X509Certificate> issuers = new HashMap<>();
        for (X509Certificate certificate : all) {
            issuer(certificate).ifPresent(issuer -> issuers.put(certificate, issuer));
        }
        List<List<X509Certificate>> chains = new ArrayList<>();
        Set<X509Certificate> placed = new HashSet<>();
        Set<X509Certificate> issuing = Set.copyOf(issuers.values());
        for (boolean circles : new boolean[] {false, true}) {
            for (X509Certificate first : all) {
                if (!placed.contains(first) && (circles || !issuing.contains(first))) {
                    Set<X509Certificate> chain = new LinkedHashSet<>();
                    Optional<X509Certificate> next = Optional.of(first);
                    while (next.isPresent() && chain.add(next.get())) {
                        next = Optional.ofNullable(issuers.get(next.get()));
                    }
                    placed.addAll(chain);
                    chains.add(List.copyOf(chain));
                }
            }
        }
        return List.copyOf(chains);
    }

    private Optional<X509Certificate> issuer(X509Certificate certificate) {
        return bySubject.getOrDefault(certificate.getIssuerX500Principal(), List.of()).stream()
                .filter(issuer -> !issuer.equals(certificate) && signed(issuer, certificate))
                .findFirst();
    }

    /** Where the signature is of a kind that the JDK cannot check, or too many were, the name alone must do. */
    private boolean signed(X509Certificate issuer, X509Certificate certificate) {
        if (++checks > MOST_CHECKS) {
            return true;
        }
        try {
            certificate.verify(issuer.getPublicKey());
            return true;
        } catch (SignatureException | InvalidKeyException another) {
            return false;
        } catch (GeneralSecurityException unknown) {
            return true;
        }
    }
}
