package dev.eku.diagnose.certificate;

/**
 * A fact about a chain that the EKU check ignores. Immutable.
 *
 * @param subject the subject of the certificate
 * @param detail the date, algorithm or name
 */
public record Remark(Kind kind, String subject, String detail) {
    /** The possible remarks. */
    public enum Kind {
        EXPIRED,
        NOT_YET_VALID,
        /** It expires within 30 days. */
        EXPIRES_SOON,
        /** It is signed with MD5 or SHA-1. */
        WEAK_SIGNATURE,
        /** Its RSA key has less than 2048 bits. */
        WEAK_KEY,
        /** It is not for the name with which the peer was asked. */
        OTHER_NAME,
        /** The peer did not present the CA that issued it, so a restriction of that CA is not visible. */
        ISSUER_NOT_SHOWN,
        /**
         * It lists a purpose that is named "all application policies". It is not proven that Windows accepts it for
         * every purpose.
         */
        UNPROVEN_WILDCARD
    }
}
