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
import java.util.stream.Stream;

/**
 * Puts certificates into chains by their issuers. If the issuers could not be determined, because too many certificates
 * have the same name, all possible issuers belong to the chain, and it must not be judged. Not thread-safe.
 */
final class ChainBuilder {
    /** Far more than valid files need, because nearly every name in them belongs to only one key. */
    private static final int MOST_CHECKS = 2_000;

    /** More than any valid chain has, with all renewed and cross-signed certificates of its CAs. */
    private static final int LONGEST = 100;

    private final List<X509Certificate> all;
    private final List<List<Integer>> issuers = new ArrayList<>();
    private final List<Boolean> told = new ArrayList<>();

    private ChainBuilder(Collection<X509Certificate> certificates) {
        all = List.copyOf(new LinkedHashSet<>(certificates));
        Issuers found = Issuers.of(all, MOST_CHECKS);
        for (int i = 0; i < all.size(); i++) {
            List<Integer> untried = found.untried().get(i);
            issuers.add(
                    Stream.concat(found.of().get(i).stream(), untried.stream()).toList());
            told.add(untried.isEmpty());
        }
    }

    /**
     * A chain. Immutable.
     *
     * @param certificates the certificate itself first, then all its issuers, the nearest first
     * @param whole whether it is known that no other certificate belongs to it
     */
    record Chain(List<X509Certificate> certificates, boolean whole) {
        Chain {
            certificates = List.copyOf(certificates);
        }
    }

    /** One chain for each certificate that issued no other, and one for each circle, in the order given. */
    static List<Chain> of(Collection<X509Certificate> certificates) {
        return new ChainBuilder(certificates).build();
    }

    private List<Chain> build() {
        Set<Integer> issuing = new HashSet<>();
        for (int i = 0; i < all.size(); i++) {
            for (int issuer : issuers.get(i)) {
                // A certificate that signed itself is not an issuer of another one.
                if (issuer != i) {
                    issuing.add(issuer);
                }
            }
        }
        List<Chain> chains = new ArrayList<>();
        Set<Integer> placed = new HashSet<>();
        for (boolean circles : new boolean[] {false, true}) {
            for (int first = 0; first < all.size(); first++) {
                if (!placed.contains(first) && (circles || !issuing.contains(first))) {
                    Set<Integer> chain = new LinkedHashSet<>();
                    boolean whole = climb(first, chain);
                    placed.addAll(chain);
                    chains.add(new Chain(chain.stream().map(all::get).toList(), whole));
                }
            }
        }
        return List.copyOf(chains);
    }

    /**
     * Adds the certificate and all its issuers, the nearest first. Returns whether all issuers are known, and no others
     * are possible.
     */
    private boolean climb(int first, Set<Integer> chain) {
        Deque<Integer> open = new ArrayDeque<>(List.of(first));
        while (!open.isEmpty() && chain.size() < LONGEST) {
            int next = open.remove();
            if (chain.add(next)) {
                open.addAll(issuers.get(next));
            }
        }
        return chain.containsAll(open) && chain.stream().allMatch(told::get);
    }
}
