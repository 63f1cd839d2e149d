package dev.eku.diagnose.certificate;

/**
 * Something to know about a chain that the EKU check does not look at. Immutable.
 *
 * @param subject the certificate meant
 * @param detail the date, algorithm or name
 */
public record Remark(Kind kind, String subject, String detail) {
    /** The remarks there are. */
    public enum Kind {
        EXPIRED,
        NOT_YET_VALID,
        /** It expires within 30 days. */
        EXPIRES_SOON,
        /** It is signed with MD5 or SHA-1. */
        WEAK_SIGNATURE,
        /** Its RSA key has less than 2048 bits. */
        WEAK_KEY,
        /** It is not for the name it was asked by. */
        OTHER_NAME,
        /** The peer did not show the CA that issued it, so a restriction of that CA is not seen. */
        ISSUER_NOT_SHOWN,
        /**
         * It lists a purpose that is named "all application policies", which Windows was not seen to take for every
         * purpose.
         */
        UNPROVEN_WILDCARD
    }
}
