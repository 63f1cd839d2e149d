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
 * @param judge the judge, which decides the roles that count
 * @param chain the chain that it has presented; empty if there was none
 * @param verdicts one for each role that counts, or for both roles if none does, with TLS server first; empty if there
 *     was no chain, or the chain is {@link Unjudged}
 * @param remarks what else is worth knowing about the chain; never part of a verdict
 */
public record PeerAssessment(
        PeerAnswer answer,
        Judge judge,
        List<PeerCertificate> chain,
        List<CertificateVerdict> verdicts,
        List<Remark> remarks) {
    /** Why certificates that were presented are not judged. */
    public enum Unjudged {
        /**
         * It is the certificate of a CA, given by mistake or together with the right one. No peer presents such a
         * certificate as its own.
         */
        CA_CERTIFICATE,
        /** There are so many certificates with the same name that not all were tried, so the issuer is not known. */
        ISSUERS_UNTOLD
    }

    public PeerAssessment {
        chain = List.copyOf(chain);
        verdicts = List.copyOf(verdicts);
        remarks = List.copyOf(remarks);
    }

    /** Judges the result of asking a peer. */
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

    /** Why it is not judged; empty if it is, or if there was no chain. */
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

    /** Whether it decides anything. For a custom application, a file decides nothing unless a role is given. */
    public boolean decides() {
        return !roles().isEmpty();
    }

    /** Whether its role was not given, so that it counts in the role that its judge usually meets there. */
    public boolean isRoleTaken() {
        return judge == Judge.OWN_APPLICATION && !answer.peer().isRole();
    }

    /** Whether it is only assumed that it sends, as TLS client, the certificate that its port presents. */
    public boolean isCertificateAssumed() {
        return answer instanceof PeerAnswer.OfEndpoint && answer.peer() == Peer.CLIENT;
    }

    /** Whether it has presented a chain that passes in each role that counts. */
    public boolean passes() {
        return decides() && !verdicts.isEmpty() && failures().isEmpty();
    }

    /** Whether no certificate of it could be judged. */
    public boolean isUnseen() {
        return verdicts.isEmpty();
    }

    /** Whether it has presented only its own certificate, and the issuer, which it did not present, may restrict it. */
    public boolean isIssuerUnseen() {
        return remarks.stream()
                .anyMatch(remark -> remark.kind() == Remark.Kind.ISSUER_NOT_SHOWN
                        && remark.subject().equals(chain.get(0).subject()));
    }

    /**
     * Whether it is that peer of an event: by the name with which it was asked, else by the names in its certificate.
     */
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

    /** The verdicts for the roles that count in which it fails. */
    public List<CertificateVerdict> failures() {
        return decides()
                ? verdicts.stream().filter(verdict -> !verdict.passes()).toList()
                : List.of();
    }

    /** How to request the certificate that replaces one that fails; empty if none fails. */
    public Optional<CertificateRequest> request() {
        return failures().isEmpty()
                ? Optional.empty()
                : Optional.of(CertificateRequest.instead(chain.get(0), answer.serverName(), purposes(), cmdletType()));
    }

    /**
     * The purposes that the new certificate needs: the roles that count, and those that the present one lists by name.
     */
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
