package dev.eku.diagnose;

import dev.eku.diagnose.Endpoint.Peer;
import dev.eku.diagnose.certificate.CertificateRequest;
import dev.eku.diagnose.certificate.CertificateRule;
import dev.eku.diagnose.certificate.CertificateVerdict;
import dev.eku.diagnose.certificate.PeerCertificate;
import dev.eku.diagnose.certificate.Remark;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A peer's certificate, judged. Immutable.
 *
 * @param chain what it has shown; empty if nothing was seen
 * @param verdicts as TLS server and as TLS client; empty if nothing was seen, or a file holds only a CA's own certificate
 * @param remarks what else is to be known of the chain; never part of a verdict
 */
public record JudgedPeer(
        PeerAnswer answer, List<PeerCertificate> chain, List<CertificateVerdict> verdicts, List<Remark> remarks) {
    public JudgedPeer {
        chain = List.copyOf(chain);
        verdicts = List.copyOf(verdicts);
        remarks = List.copyOf(remarks);
    }

    /** Judges what came of asking a peer. */
    public static JudgedPeer of(PeerAnswer answer, Instant now) {
        List<X509Certificate> seen = seen(answer);
        if (seen.isEmpty()) {
            return new JudgedPeer(answer, List.of(), List.of(), List.of());
        }
        List<PeerCertificate> chain = PeerCertificate.of(seen);
        if (answer instanceof PeerAnswer.Kept && seen.get(0).getBasicConstraints() >= 0) {
            // A CA's own certificate, given by mistake or beside the one that was meant: no peer shows it as its own.
            return new JudgedPeer(answer, chain, List.of(), List.of());
        }
        return new JudgedPeer(
                answer, chain, CertificateRule.judge(chain), CertificateRule.remarks(chain, now, answer.serverName()));
    }

    private static List<X509Certificate> seen(PeerAnswer answer) {
        if (answer instanceof PeerAnswer.Shown shown) {
            return shown.chain();
        }
        return answer instanceof PeerAnswer.Kept kept ? kept.chain() : List.of();
    }

    /** Whether it has shown a chain that passes in both roles. */
    public boolean passes() {
        return !verdicts.isEmpty() && failures().isEmpty();
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
            return asked.serverName()
                    .map(server -> name.isAt(server, port))
                    .orElseGet(() -> name.isPort(port) && isFor(name));
        }
        return isFor(name);
    }

    private boolean isFor(PeerName name) {
        return !chain.isEmpty() && CertificateRule.isFor(chain.get(0), name.fqdn());
    }

    /** The roles it fails in. */
    public List<CertificateVerdict> failures() {
        return verdicts.stream().filter(verdict -> !verdict.passes()).toList();
    }

    /** How to ask for the certificate that should take the place of one that fails; empty if none fails. */
    public Optional<CertificateRequest> request() {
        return failures().isEmpty()
                ? Optional.empty()
                : Optional.of(CertificateRequest.instead(
                        chain.get(0), answer.serverName(), answer.peer() == Peer.EDGE ? "Internal" : "Default"));
    }
}
