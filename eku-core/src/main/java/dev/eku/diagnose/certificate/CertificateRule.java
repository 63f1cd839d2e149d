package dev.eku.diagnose.certificate;

import dev.eku.diagnose.certificate.CertificateVerdict.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Whether a peer's certificate chain passes the check. Windows builds the chain for one purpose, and every certificate
 * that restricts its purposes has to list it (Microsoft reference source, {@code _SecureChannel.cs},
 * {@code x509chain.cs}; that an issuing CA restricts: dotnet/runtime, {@code CertificatePolicy.cs}). {@link Usages}
 * says which of its extensions restricts a certificate. A certificate without such an extension passes. A certificate
 * with an extension that cannot be decoded makes the chain invalid for every purpose. If a chain can be built in
 * several ways, one good way is enough. What only a local certificate store knows (an EKU property) is not visible
 * here. Pure.
 */
public final class CertificateRule {
    private static final Duration SOON = Duration.ofDays(30);
    private static final int LEAST_RSA_BITS = 2048;

    private CertificateRule() {}

    /**
     * Whether a chain can be judged, which means that all issuers were determined for every certificate that may be
     * above the peer's own. A peer may present so many certificates with the same name that not all are tried, and the
     * one that signed may be among the rest.
     */
    public static boolean canJudge(List<PeerCertificate> chain) {
        return new Paths(chain).areAllTold();
    }

    /**
     * Whether a chain passes, whatever the time is. Only for a chain that {@link #canJudge can be judged}.
     *
     * @param chain as the peer presents it, its own certificate first, the others in any order; at least one
     */
    public static CertificateVerdict judge(List<PeerCertificate> chain, Role role) {
        return judge(chain, role, certificate -> true);
    }

    /** @param counts which certificates a path may contain */
    private static CertificateVerdict judge(List<PeerCertificate> chain, Role role, Predicate<PeerCertificate> counts) {
        PeerCertificate own = chain.get(0);
        Paths paths = new Paths(chain);
        Predicate<PeerCertificate> isGood = certificate -> counts.test(certificate) && isGood(certificate, role);
        Predicate<PeerCertificate> isReadable =
                certificate -> counts.test(certificate) && certificate.usages().readable();
        Optional<List<PeerCertificate>> good = paths.through(isGood);
        if (good.isPresent()) {
            boolean restricted = good.get().stream()
                    .anyMatch(certificate -> certificate.usages().effective().isPresent());
            return new CertificateVerdict(
                    role,
                    restricted ? Reason.ALLOWED : Reason.UNRESTRICTED,
                    own.usages().kind(),
                    Optional.empty());
        }
        // A certificate that cannot be decoded is refused for every purpose, so it is named before one that is refused
        // for this role alone.
        boolean readable = paths.through(isReadable).isPresent();
        PeerCertificate decisive = paths.nearest(readable ? isGood.negate() : isReadable.negate(), counts);
        return new CertificateVerdict(
                role, refusal(decisive, decisive.equals(own)), own.usages().kind(), Optional.of(decisive));
    }

    private static boolean isGood(PeerCertificate certificate, Role role) {
        return certificate.usages().readable() && certificate.usages().allow(role);
    }

    /**
     * Whether a chain passes in both roles, as a peer of a mutual TLS connection must if either side may be the server.
     */
    public static List<CertificateVerdict> judge(List<PeerCertificate> chain) {
        return List.of(judge(chain, Role.TLS_SERVER), judge(chain, Role.TLS_CLIENT));
    }

    /**
     * Whether a chain passes in both roles at a time. If a valid certificate is restricted, a path through an expired
     * or not yet valid certificate does not help, because Windows uses the valid one, which works without the check. If
     * no path is valid, time does not decide here.
     */
    public static List<CertificateVerdict> judge(List<PeerCertificate> chain, Instant now) {
        Predicate<PeerCertificate> counts = counting(new Paths(chain), now);
        return List.of(judge(chain, Role.TLS_SERVER, counts), judge(chain, Role.TLS_CLIENT, counts));
    }

    private static Predicate<PeerCertificate> counting(Paths paths, Instant now) {
        Predicate<PeerCertificate> valid =
                certificate -> !now.isBefore(certificate.notBefore()) && !now.isAfter(certificate.notAfter());
        return paths.through(valid).isPresent() ? valid : certificate -> true;
    }

    /**
     * What else is worth knowing about a chain.
     *
     * @param now the time of the check
     * @param name the name with which the peer was asked; empty if it was an address
     */
    public static List<Remark> remarks(List<PeerCertificate> chain, Instant now, Optional<String> name) {
        List<Remark> remarks = new ArrayList<>();
        PeerCertificate own = chain.get(0);
        List<PeerCertificate> path = path(chain, now);
        for (PeerCertificate certificate : path) {
            dates(certificate, now, remarks);
            strength(certificate, remarks);
            wildcard(certificate, remarks);
        }
        name.filter(wanted -> !isFor(own, wanted))
                .ifPresent(wanted -> remarks.add(new Remark(Remark.Kind.OTHER_NAME, own.subject(), wanted)));
        PeerCertificate last = path.get(path.size() - 1);
        if (!last.isRoot()) {
            remarks.add(new Remark(Remark.Kind.ISSUER_NOT_SHOWN, last.subject(), last.issuer()));
        }
        return remarks;
    }

    private static Reason refusal(PeerCertificate certificate, boolean own) {
        Usages usages = certificate.usages();
        if (!usages.readable()) {
            return Reason.UNREADABLE;
        }
        if (!own) {
            return Reason.RESTRICTED_BY_ISSUER;
        }
        if (usages.policies().isPresent()) {
            return Reason.NOT_IN_POLICIES;
        }
        return usages.kind() == Usages.Kind.EMPTY ? Reason.EMPTY : Reason.NOT_LISTED;
    }

    /** The path to a root that passes in most roles. The remarks are about this path. */
    private static List<PeerCertificate> path(List<PeerCertificate> chain, Instant now) {
        Paths paths = new Paths(chain);
        Predicate<PeerCertificate> counts = counting(paths, now);
        Predicate<PeerCertificate> asServer = counts.and(certificate -> isGood(certificate, Role.TLS_SERVER));
        Predicate<PeerCertificate> asClient = counts.and(certificate -> isGood(certificate, Role.TLS_CLIENT));
        return paths.through(asServer.and(asClient))
                .or(() -> paths.through(asServer))
                .or(() -> paths.through(asClient))
                .or(() -> paths.through(counts))
                .orElse(chain.subList(0, 1));
    }

    private static void dates(PeerCertificate certificate, Instant now, List<Remark> remarks) {
        Instant end = certificate.notAfter();
        if (now.isBefore(certificate.notBefore())) {
            remarks.add(new Remark(
                    Remark.Kind.NOT_YET_VALID,
                    certificate.subject(),
                    certificate.notBefore().toString()));
        } else if (now.isAfter(end)) {
            remarks.add(new Remark(Remark.Kind.EXPIRED, certificate.subject(), end.toString()));
        } else if (now.plus(SOON).isAfter(end)) {
            remarks.add(new Remark(Remark.Kind.EXPIRES_SOON, certificate.subject(), end.toString()));
        }
    }

    /** The signature of a root does not matter, because trust in a root does not come from its signature. */
    private static void strength(PeerCertificate certificate, List<Remark> remarks) {
        String signature = certificate.signature().toUpperCase(Locale.ROOT);
        boolean weak = signature.startsWith("SHA1") || signature.startsWith("MD");
        if (weak && !certificate.isRoot()) {
            remarks.add(new Remark(Remark.Kind.WEAK_SIGNATURE, certificate.subject(), certificate.signature()));
        }
        if (certificate.keyAlgorithm().equals("RSA") && certificate.keyBits() < LEAST_RSA_BITS) {
            remarks.add(new Remark(
                    Remark.Kind.WEAK_KEY,
                    certificate.subject(),
                    certificate.keyAlgorithm() + " " + certificate.keyBits()));
        }
    }

    /** A purpose that is a wildcard by its name alone is reported if it would change a verdict. */
    private static void wildcard(PeerCertificate certificate, List<Remark> remarks) {
        Usages usages = certificate.usages();
        boolean named = usages.effective()
                .filter(oids -> oids.contains(Usages.ANY_APPLICATION_POLICY))
                .isPresent();
        if (named && !(usages.allow(Role.TLS_SERVER) && usages.allow(Role.TLS_CLIENT))) {
            remarks.add(
                    new Remark(Remark.Kind.UNPROVEN_WILDCARD, certificate.subject(), Usages.ANY_APPLICATION_POLICY));
        }
    }

    /** Whether a certificate is for a server of that name. */
    public static boolean isFor(PeerCertificate certificate, String name) {
        return certificate.names().stream().anyMatch(pattern -> matches(pattern, name));
    }

    /** A star stands for the whole first label and no more (RFC 6125). */
    private static boolean matches(String pattern, String name) {
        String folded = pattern.toLowerCase(Locale.ROOT);
        String wanted = name.toLowerCase(Locale.ROOT);
        if (!folded.startsWith("*.")) {
            return folded.equals(wanted);
        }
        int dot = wanted.indexOf('.');
        return dot > 0 && wanted.substring(dot).equals(folded.substring(1));
    }
}
