package dev.eku.diagnose.peer;

import dev.eku.diagnose.certificate.CertificateRequest;
import dev.eku.diagnose.certificate.CertificateRule;
import dev.eku.diagnose.certificate.CertificateVerdict;
import dev.eku.diagnose.certificate.PeerCertificate;
import dev.eku.diagnose.certificate.Remark;
import dev.eku.diagnose.certificate.Role;
import dev.eku.diagnose.certificate.Usages;
import dev.eku.diagnose.events.PeerName;
import dev.eku.diagnose.peer.PeerEndpoint.Peer;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A peer's certificate, judged. Immutable.
 *
 * @param judge who judges it, which decides the roles that count
 * @param chain what it has shown; empty if nothing was seen
 * @param verdicts in each role that counts, or in both where none does, as TLS server first; empty if nothing was seen,
 *     or what was seen is {@link Unjudged}
 * @param remarks what else is to be known of the chain; never part of a verdict
 */
public record PeerAssessment(
        PeerAnswer answer,
        Judge judge,
        List<PeerCertificate> chain,
        List<CertificateVerdict> verdicts,
        List<Remark> remarks) {
    /** Why certificates that were seen are not judged. */
    public enum Unjudged {
        /** A CA's own certificate, given by mistake or beside the one that was meant: no peer shows it as its own. */
        CA_CERTIFICATE,
        /** There are so many of one name that not all were tried, so nobody knows which of them issued it. */
        ISSUERS_UNTOLD
    }

    public PeerAssessment {
        chain = List.copyOf(chain);
        verdicts = List.copyOf(verdicts);
        remarks = List.copyOf(remarks);
    }

    /** Judges what came of asking a peer. */
    public static PeerAssessment of(PeerAnswer answer, Judge judge, Instant now) {
        List<X509Certificate> seen = seen(answer);
        if (seen.isEmpty()) {
            return new PeerAssessment(answer, judge, List.of(), List.of(), List.of());
        }
        List<PeerCertificate> chain = PeerCertificate.of(seen);
        if (isOfCa(answer) || !CertificateRule.canJudge(chain)) {
            return new PeerAssessment(answer, judge, chain, List.of(), List.of());
        }
        Set<Role> counting = judge.roles(answer);
        List<CertificateVerdict> verdicts = CertificateRule.judge(chain, now).stream()
                .filter(verdict -> counting.isEmpty() || counting.contains(verdict.role()))
                .toList();
        return new PeerAssessment(
                answer, judge, chain, verdicts, CertificateRule.remarks(chain, now, answer.serverName()));
    }

    private static List<X509Certificate> seen(PeerAnswer answer) {
        if (answer instanceof PeerAnswer.Presented shown) {
            return shown.chain();
        }
        return answer instanceof PeerAnswer.FromFile kept ? kept.chain() : List.of();
    }

    private static boolean isOfCa(PeerAnswer answer) {
        return answer instanceof PeerAnswer.FromFile file && file.chain().get(0).getBasicConstraints() >= 0;
    }

    /** Why it is not judged; empty if it is, or nothing was seen. */
    public Optional<Unjudged> unjudged() {
        if (chain.isEmpty() || !verdicts.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(isOfCa(answer) ? Unjudged.CA_CERTIFICATE : Unjudged.ISSUERS_UNTOLD);
    }

    /** The roles in which it counts; empty if it decides nothing. */
    public Set<Role> roles() {
        return judge.roles(answer);
    }

    /**
     * Whether it decides anything: the file of an application of one's own decides nothing as long as no role is given.
     */
    public boolean decides() {
        return !roles().isEmpty();
    }

    /** Whether its role was not given, so that it counts as what its judge as a rule meets there. */
    public boolean isRoleTaken() {
        return judge == Judge.OWN_APPLICATION && !answer.peer().isRole();
    }

    /** Whether it is only assumed that it sends, as TLS client, the certificate that its port shows. */
    public boolean isCertificateAssumed() {
        return answer instanceof PeerAnswer.OfEndpoint && answer.peer() == Peer.CLIENT;
    }

    /** Whether it has shown a chain that passes in each role that counts. */
    public boolean passes() {
        return decides() && !verdicts.isEmpty() && failures().isEmpty();
    }

    /** Whether no certificate of it could be judged. */
    public boolean isUnseen() {
        return verdicts.isEmpty();
    }

    /** Whether it has shown nothing but its own certificate, and that is issued by another, which may restrict it. */
    public boolean isIssuerUnseen() {
        return remarks.stream()
                .anyMatch(remark -> remark.kind() == Remark.Kind.ISSUER_NOT_SHOWN
                        && remark.subject().equals(chain.get(0).subject()));
    }

    /** Whether it is that peer of an event: by the name it was asked by, else by those that its certificate is for. */
    boolean is(PeerName name) {
        if (answer instanceof PeerAnswer.OfEndpoint asked) {
            int port = asked.endpoint().port();
            if (name.isNamed(asked.endpoint().host()) && name.isPort(port)) {
                return true;
            }
            return asked.serverName()
                    .map(server -> name.isAt(server, port))
                    .orElseGet(() -> name.isPort(port) && isFor(name));
        }
        return isFor(name);
    }

    private boolean isFor(PeerName name) {
        return !chain.isEmpty() && CertificateRule.isFor(chain.get(0), name.ascii());
    }

    /** The roles it fails in, of those that count. */
    public List<CertificateVerdict> failures() {
        return decides()
                ? verdicts.stream().filter(verdict -> !verdict.passes()).toList()
                : List.of();
    }

    /** How to ask for the certificate that should take the place of one that fails; empty if none fails. */
    public Optional<CertificateRequest> request() {
        return failures().isEmpty()
                ? Optional.empty()
                : Optional.of(CertificateRequest.instead(chain.get(0), answer.serverName(), purposes(), cmdletType()));
    }

    /** What it has to be for: the roles that count, and what the present one is for by name. */
    private List<Role> purposes() {
        Set<Role> purposes = new LinkedHashSet<>(roles());
        Usages usages = chain.get(0).usages();
        for (Role role : Role.values()) {
            if (usages.ekus().filter(oids -> oids.contains(role.oid())).isPresent()) {
                purposes.add(role);
            }
        }
        return purposes.stream().sorted().toList();
    }

    private Optional<String> cmdletType() {
        return judge.isOfLync(answer)
                ? Optional.of(answer.peer() == Peer.EDGE ? "Internal" : "Default")
                : Optional.empty();
    }
}
