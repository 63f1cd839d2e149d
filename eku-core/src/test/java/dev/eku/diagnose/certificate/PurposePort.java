package dev.eku.diagnose.certificate;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How .NET judges a chain by purposes, written after dotnet/runtime {@code CertificatePolicyChain} and
 * {@code CertificatePolicy}: the allowed set is narrowed from the root down, and the purpose has to be left in the end.
 * Shares no code with {@link CertificateRule}. Immutable.
 *
 * @param ekus the EKU extension
 * @param policies the Application Policies extension
 * @param spoiled whether the Application Policies extension cannot be decoded
 */
record PurposePort(Optional<List<String>> ekus, Optional<List<String>> policies, boolean spoiled) {
    private static final List<String> PURPOSES = List.of(
            "1.3.6.1.5.5.7.3.1",
            "1.3.6.1.5.5.7.3.2",
            "1.3.6.1.5.5.7.3.3",
            "2.5.29.37.0",
            "2.5.29.32.0",
            "1.3.6.1.4.1.311.10.12.1",
            "1.3.6.1.4.1.311.20.2.2");

    /** Signing takes long, so what has been made is kept. */
    private static final Map<String, TestCertificates> MADE = new ConcurrentHashMap<>();

    static PurposePort any(Random random) {
        return new PurposePort(list(random), list(random), random.nextInt(20) == 0);
    }

    private static Optional<List<String>> list(Random random) {
        if (random.nextInt(5) < 2) {
            return Optional.empty();
        }
        List<String> purposes = new ArrayList<>();
        for (String purpose : PURPOSES) {
            if (random.nextInt(3) == 0) {
                purposes.add(purpose);
            }
        }
        return Optional.of(purposes);
    }

    TestCertificates on(TestCertificates bare) {
        return MADE.computeIfAbsent(bare.subject() + this, unmade -> {
            TestCertificates made = bare;
            if (ekus.isPresent()) {
                made = made.ekus(ekus.get().toArray(String[]::new));
            }
            if (spoiled) {
                return made.extension("1.3.6.1.4.1.311.21.10", new byte[] {0x30, 0x03, 0x02, 0x01, 0x2A});
            }
            return policies.isEmpty() ? made : made.policies(policies.get().toArray(String[]::new));
        });
    }

    static boolean isValid(List<PurposePort> chain) {
        return chain.stream().noneMatch(PurposePort::spoiled);
    }

    static boolean passes(List<PurposePort> chain, String purpose) {
        Set<String> left = null; // all
        for (int i = chain.size() - 1; i >= 0; i--) {
            PurposePort certificate = chain.get(i);
            if (certificate.spoiled) {
                return false;
            }
            List<String> declared = certificate.policies.isPresent()
                    ? certificate.policies.get()
                    : certificate.ekus.isPresent() ? certificate.ekus.get() : List.of("2.5.29.37.0");
            if (declared.contains("2.5.29.37.0")) {
                continue;
            }
            if (left == null) {
                left = new HashSet<>(declared);
            } else {
                left.retainAll(declared);
            }
        }
        return left == null || left.contains(purpose);
    }
}
