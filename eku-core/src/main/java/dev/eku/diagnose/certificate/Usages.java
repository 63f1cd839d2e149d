package dev.eku.diagnose.certificate;

import java.security.cert.X509Certificate;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What one certificate says of the purposes it may be used for. Immutable.
 *
 * @param ekus the purposes of its Enhanced Key Usage extension; empty if it has none, which allows everything
 * @param policies those of Microsoft's Application Policies extension ({@code 1.3.6.1.4.1.311.21.10}), likewise
 * @param readable whether both could be read
 */
public record Usages(Optional<Set<String>> ekus, Optional<Set<String>> policies, boolean readable) {
    /** Any purpose, in the Enhanced Key Usage extension (RFC 5280). */
    public static final String ANY_EKU = "2.5.29.37.0";

    /** Any purpose, in the Application Policies extension ({@code szOID_ANY_APPLICATION_POLICY}). */
    public static final String ANY_POLICY = "1.3.6.1.4.1.311.10.12.1";

    private static final String EKU_EXTENSION = "2.5.29.37";
    private static final String POLICIES_EXTENSION = "1.3.6.1.4.1.311.21.10";

    public Usages {
        ekus = ekus.map(Set::copyOf);
        policies = policies.map(Set::copyOf);
    }

    /** The kinds of Enhanced Key Usage that people tell apart. */
    public enum Kind {
        /** No such extension. */
        ABSENT,
        /** A list without a purpose. */
        EMPTY,
        ANY,
        BOTH,
        SERVER_ONLY,
        CLIENT_ONLY,
        /** Neither of the two. */
        OTHER
    }

    static Usages of(X509Certificate certificate) {
        try {
            return new Usages(
                    Optional.ofNullable(certificate.getExtensionValue(EKU_EXTENSION))
                            .map(Usages::purposes),
                    Optional.ofNullable(certificate.getExtensionValue(POLICIES_EXTENSION))
                            .map(Usages::policies),
                    true);
        } catch (IllegalArgumentException malformed) {
            return new Usages(Optional.empty(), Optional.empty(), false);
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

    /** {@code SEQUENCE OF SEQUENCE { policy OBJECT IDENTIFIER, ... }}, in an octet string. */
    private static Set<String> policies(byte... extension) {
        Der list = Der.whole(extension, Der.OCTET_STRING).whole(Der.SEQUENCE);
        Set<String> oids = new LinkedHashSet<>();
        while (list.hasMore()) {
            oids.add(list.next(Der.SEQUENCE).oid());
        }
        return oids;
    }

    /** Which kind its Enhanced Key Usage is. */
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

    boolean ekusAllow(Role role) {
        return ekus.map(oids -> oids.contains(ANY_EKU) || oids.contains(role.oid()))
                .orElse(true);
    }

    boolean policiesAllow(Role role) {
        return policies.map(oids -> oids.contains(ANY_POLICY) || oids.contains(role.oid()))
                .orElse(true);
    }
}
