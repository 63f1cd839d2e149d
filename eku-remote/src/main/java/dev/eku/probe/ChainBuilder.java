package dev.eku.probe;

import dev.eku.diagnose.certificate.Issuers;
import java.security.cert.X509Certificate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Puts certificates into chains by who issued whom. Not thread-safe. */
final class ChainBuilder {
    /** Far more than sound files need, in which nearly every name is that of one key. */
    private static final int MOST_CHECKS = 2_000;

    /** More than any sound chain has, with all that its CAs were renewed and cross-signed by. */
    private static final int LONGEST = 100;

    private final List<X509Certificate> all;
    private final List<List<Integer>> issuers;

    private ChainBuilder(Collection<X509Certificate> certificates) {
        all = List.copyOf(new LinkedHashSet<>(certificates));
        Issuers found = Issuers.of(all, MOST_CHECKS);
        issuers = found.of().stream()
                .map(places -> found.complete() ? places : places.subList(0, Math.min(1, places.size())))
                .toList();
    }

    /**
     * One chain for each certificate that issued no other, and one for each circle, in the order given: itself first,
     * then all that issued it, the nearest first.
     */
    static List<List<X509Certificate>> of(Collection<X509Certificate> certificates) {
        return new ChainBuilder(certificates).build();
    }

    private List<List<X509Certificate>> build() {
        Set<Integer> issuing = new HashSet<>();
        for (int i = 0; i < all.size(); i++) {
            for (int issuer : issuers.get(i)) {
                // That it signed itself makes it no issuer of another.
                if (issuer != i) {
                    issuing.add(issuer);
                }
            }
        }
        List<List<X509Certificate>> chains = new ArrayList<>();
        Set<Integer> placed = new HashSet<>();
        for (boolean circles : new boolean[] {false, true}) {
            for (int first = 0; first < all.size(); first++) {
                if (!placed.contains(first) && (circles || !issuing.contains(first))) {
                    Set<Integer> chain = above(first);
                    placed.addAll(chain);
                    chains.add(chain.stream().map(all::get).toList());
                }
            }
        }
        return List.copyOf(chains);
    }

    /** It and all that issued it, the nearest first. */
    private Set<Integer> above(int first) {
        Set<Integer> chain = new LinkedHashSet<>();
        Deque<Integer> open = new ArrayDeque<>(List.of(first));
        while (!open.isEmpty() && chain.size() < LONGEST) {
            int next = open.remove();
            if (chain.add(next)) {
                open.addAll(issuers.get(next));
            }
        }
        return chain;
    }
}
