package dev.eku.diagnose.certificate;

import java.security.cert.X509Certificate;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The purposes that one certificate may be used for. If it has Microsoft's Application Policies, they replace its
 * Enhanced Key Usage, which Windows then ignores. Both have one wildcard, {@code 2.5.29.37.0}, and an empty list allows
 * nothing (dotnet/runtime, {@code AppAndCertPoliciesChainTests.VerifyApplicationPolicyVsEku}, which its owners run on
 * Windows with the same call as .NET Framework's {@code SslStream}; {@code CertificatePolicy.ReadPolicy}). Immutable.
 *
 * @param ekus the purposes of its Enhanced Key Usage extension; empty if it has none
 * @param policies the purposes of its Application Policies extension ({@code 1.3.6.1.4.1.311.21.10}); empty if it has
 *     none
 * @param readable whether both could be decoded; an extension that could not is empty here
 */
public record Usages(Optional<Set<String>> ekus, Optional<Set<String>> policies, boolean readable) {
    /** Any purpose, in both extensions (RFC 5280 and the source above). */
    public static final String ANY_EKU = "2.5.29.37.0";

    /**
     * Any purpose, by its name ({@code szOID_ANY_APPLICATION_POLICY}). No source and no test shows that Windows accepts
     * it for every purpose, so it is an ordinary purpose here.
     */
    public static final String ANY_APPLICATION_POLICY = "1.3.6.1.4.1.311.10.12.1";

    private static final String EKU_EXTENSION = "2.5.29.37";
    private static final String POLICIES_EXTENSION = "1.3.6.1.4.1.311.21.10";

    public Usages {
        ekus = ekus.map(Set::copyOf);
        policies = policies.map(Set::copyOf);
    }

    /** The kinds of Enhanced Key Usage that reports distinguish. */
    public enum Kind {
        /** No such extension. */
        ABSENT,
        /** A list without a purpose. */
        EMPTY,
        ANY,
        BOTH,
        SERVER_ONLY,
        CLIENT_ONLY,
        /** Any other list. */
        OTHER
    }

    static Usages of(X509Certificate certificate) {
        byte[] eku = certificate.getExtensionValue(EKU_EXTENSION);
        byte[] policy = certificate.getExtensionValue(POLICIES_EXTENSION);
        Optional<Set<String>> ekus = eku == null ? Optional.empty() : read(Usages::purposes, eku);
        Optional<Set<String>> policies = policy == null ? Optional.empty() : read(Usages::policies, policy);
        return new Usages(
                ekus, policies, ekus.isPresent() == (eku != null) && policies.isPresent() == (policy != null));
    }

    /** Empty if the extension cannot be decoded. */
    private static Optional<Set<String>> read(Function<byte[], Set<String>> reader, byte... extension) {
        try {
            return Optional.of(reader.apply(extension));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    /** {@code SEQUENCE OF OBJECT IDENTIFIER}, in an octet string. */
    private static Set<String> purposes(byte... extension) {
        Der list = Der.whole(extension, Der.OCTET_STRING).whole(Der.SEQUENCE);
        Set<String> oids = new LinkedHashSet<>();
        while (list.hasMore()) {
            oids.add(list.oid());
        }
        return oids;
    }

    /** {@code SEQUENCE OF SEQUENCE { policy OBJECT IDENTIFIER, qualifiers SEQUENCE OPTIONAL }}, in an octet string. */
    private static Set<String> policies(byte... extension) {
        Der list = Der.whole(extension, Der.OCTET_STRING).whole(Der.SEQUENCE);
        Set<String> oids = new LinkedHashSet<>();
        while (list.hasMore()) {
            Der policy = list.next(Der.SEQUENCE);
            oids.add(policy.oid());
            if (policy.hasMore()) {
                policy.whole(Der.SEQUENCE);
            }
        }
        return oids;
    }

    /** The kind of its Enhanced Key Usage. */
    public Kind kind() {
        if (ekus.isEmpty()) {
            return Kind.ABSENT;
        }
        Set<String> purposes = ekus.get();
        if (purposes.isEmpty()) {
            return Kind.EMPTY;
        }
        if (purposes.contains(ANY_EKU)) {
            return Kind.ANY;
        }
        boolean server = purposes.contains(Role.TLS_SERVER.oid());
        boolean client = purposes.contains(Role.TLS_CLIENT.oid());
        if (server && client) {
            return Kind.BOTH;
        }
        if (server) {
            return Kind.SERVER_ONLY;
        }
        return client ? Kind.CLIENT_ONLY : Kind.OTHER;
    }

    /** The purposes that count; empty if the certificate is not restricted. */
    Optional<Set<String>> effective() {
        return policies.or(() -> ekus);
    }

    boolean allow(Role role) {
        return effective()
                .map(oids -> oids.contains(ANY_EKU) || oids.contains(role.oid()))
                .orElse(true);
    }
}
