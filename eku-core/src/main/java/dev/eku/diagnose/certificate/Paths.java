package dev.eku.diagnose.certificate;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The paths from a peer's own certificate up to the end of its chain. CryptoAPI builds every chain and uses a good one,
 * so one good path is enough. A path is good if each of its certificates is good. So it is enough to search the
 * certificates that can be reached, which costs no more than there are certificates, however many paths there are. The
 * order in which the certificates were presented does not matter.
 */
final class Paths {
    /**
     * The certificate that is valid longest is tried first. The fingerprint makes the result independent of the order.
     */
    private static final Comparator<PeerCertificate> ORDER =
            Comparator.comparing(PeerCertificate::notAfter).reversed().thenComparing(PeerCertificate::fingerprint);

    private final PeerCertificate own;
    private final Map<String, PeerCertificate> all = new LinkedHashMap<>();

    /** @param chain the peer's own certificate first */
    Paths(List<PeerCertificate> chain) {
        own = chain.get(0);
        chain.forEach(certificate -> all.putIfAbsent(certificate.fingerprint(), certificate));
    }

    /** A path on which every certificate is good, if possible one that ends at a root; empty if there is none. */
    Optional<List<PeerCertificate>> through(Predicate<PeerCertificate> good) {
        Map<PeerCertificate, Optional<PeerCertificate>> below = reach(good);
        Optional<PeerCertificate> end = below.keySet().stream()
                .filter(this::isSelfSigned)
                .findFirst()
                .or(() -> below.keySet().stream()
                        .filter(certificate -> issuers(certificate).isEmpty())
                        .findFirst());
        return end.isPresent() ? Optional.of(way(end.get(), below)) : circle(good);
    }

    /** Whether all certificates were tried that may be above the peer's own. */
    boolean areAllTold() {
        return reach(certificate -> true).keySet().stream().allMatch(PeerCertificate::isIssuerTold);
    }

    /** A path that is a circle; it ends before it repeats. */
    private Optional<List<PeerCertificate>> circle(Predicate<PeerCertificate> good) {
        Set<PeerCertificate> way = new LinkedHashSet<>();
        Set<PeerCertificate> seen = new LinkedHashSet<>();
        boolean anyBad = !good.test(own);
        Deque<PeerCertificate> left = new ArrayDeque<>(List.of(own));
        while (!left.isEmpty() && good.test(own)) {
            PeerCertificate certificate = left.peek();
            if (!seen.add(certificate)) {
                left.remove();
                way.remove(certificate);
                continue;
            }
            way.add(certificate);
            List<PeerCertificate> issuers = issuers(certificate);
            if (way.containsAll(issuers)) {
                return Optional.of(List.copyOf(way));
            }
            anyBad |= !issuers.stream().allMatch(good);
            issuers.stream()
                    .filter(issuer -> good.test(issuer) && !seen.contains(issuer))
                    .forEach(left::push);
        }
        return anyBad ? Optional.empty() : Optional.of(List.copyOf(seen));
    }

    /**
     * The nearest bad certificate, for an end certificate of which every path has one.
     *
     * @param bad whether a certificate fails
     * @param counts the certificates that are preferred; any other is returned only if there is no such certificate
     */
    PeerCertificate nearest(Predicate<PeerCertificate> bad, Predicate<PeerCertificate> counts) {
        if (bad.test(own)) {
            return own;
        }
        List<PeerCertificate> all = reach(bad.negate()).keySet().stream()
                .flatMap(certificate -> issuers(certificate).stream())
                .filter(bad)
                .toList();
        return all.stream()
                .filter(counts)
                .findFirst()
                .or(() -> all.stream().findFirst())
                .orElse(own);
    }

    /** Each good certificate that can be reached, the nearest first, with the one below it. */
    private Map<PeerCertificate, Optional<PeerCertificate>> reach(Predicate<PeerCertificate> good) {
        Map<PeerCertificate, Optional<PeerCertificate>> below = new LinkedHashMap<>();
        Deque<PeerCertificate> open = new ArrayDeque<>();
        if (good.test(own)) {
            below.put(own, Optional.empty());
            open.add(own);
        }
        while (!open.isEmpty()) {
            PeerCertificate certificate = open.remove();
            for (PeerCertificate issuer : issuers(certificate)) {
                if (!below.containsKey(issuer) && good.test(issuer)) {
                    below.put(issuer, Optional.of(certificate));
                    open.add(issuer);
                }
            }
        }
        return below;
    }

    private static List<PeerCertificate> way(
            PeerCertificate end, Map<PeerCertificate, Optional<PeerCertificate>> below) {
        List<PeerCertificate> way = new ArrayList<>();
        Optional<PeerCertificate> next = Optional.of(end);
        while (next.isPresent()) {
            way.add(next.get());
            next = below.getOrDefault(next.get(), Optional.empty());
        }
        Collections.reverse(way);
        return way;
    }

    private boolean isSelfSigned(PeerCertificate certificate) {
        return certificate.issuedBy().contains(certificate.fingerprint());
    }

    /** The issuers of a certificate; a self-signed certificate has none. */
    private List<PeerCertificate> issuers(PeerCertificate certificate) {
        if (isSelfSigned(certificate)) {
            return List.of();
        }
        return certificate.issuedBy().stream()
                .filter(all::containsKey)
                .map(fingerprint -> all.getOrDefault(fingerprint, certificate))
                .sorted(ORDER)
                .toList();
    }
}
