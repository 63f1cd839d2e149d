package dev.eku.diagnose.certificate;

import java.util.Optional;

/**
 * Whether a chain passes the EKU check, and nothing else. Dates, trust and names are checked elsewhere, whether or not
 * this check is on. Immutable.
 *
 * @param role the role of the peer
 * @param reason why it passes or fails
 * @param kind the kind of the peer's own Enhanced Key Usage
 * @param decisive the certificate that makes it fail; empty if it passes
 */
public record CertificateVerdict(Role role, Reason reason, Usages.Kind kind, Optional<PeerCertificate> decisive) {
    /** Why a chain passes or fails. */
    public enum Reason {
        /** No certificate of the chain restricts its purposes. */
        UNRESTRICTED(true),
        /** Every certificate that restricts its purposes lists the purpose, or any purpose. */
        ALLOWED(true),
        /** The peer's own Enhanced Key Usage lists other purposes only. */
        NOT_LISTED(false),
        /** The peer's own Enhanced Key Usage is a list without a purpose. */
        EMPTY(false),
        /** The peer's own Application Policies, which replace its Enhanced Key Usage, do not list the purpose. */
        NOT_IN_POLICIES(false),
        /** An issuing CA's own certificate is restricted to other purposes. */
        RESTRICTED_BY_ISSUER(false),
        /** An extension with purposes cannot be decoded, so Windows refuses the chain for every purpose. */
        UNREADABLE(false);

        private final boolean passes;

        Reason(boolean passes) {
            this.passes = passes;
        }
    }

    /** Whether the chain passes. */
    public boolean passes() {
        return reason.passes;
    }

    /** Whether it fails, but would not fail if the check were off. */
    public boolean isCuredByExemption() {
        return !passes() && reason != Reason.UNREADABLE;
    }
}
