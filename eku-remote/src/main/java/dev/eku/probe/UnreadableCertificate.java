package dev.eku.probe;

import java.security.cert.CertificateException;
import java.util.Locale;

/** A certificate that could not be read, and why. */
final class UnreadableCertificate extends CertificateException {
    private static final long serialVersionUID = 1L;

    /** Why not. */
    enum Reason {
        /** It says that it is longer than what is there. */
        CUT_OFF,
        /** It is not well-formed. */
        DAMAGED,
        /** It is well-formed, but a field of it is of a kind that nobody here knows. */
        FIELD,
        /** It lists its purposes twice, and which list counts is not known. */
        TWICE,
        /** Its key is of a kind that nobody here knows. */
        KEY,
        /** It is well-formed and no certificate. */
        OTHER,
        /** It is not written in Base64. */
        NOT_BASE64
    }

    private final Reason reason;

    UnreadableCertificate(Reason reason) {
        super(reason.name());
        this.reason = reason;
    }

    UnreadableCertificate(Reason reason, Exception cause) {
        super(reason.name(), cause);
        this.reason = reason;
    }

    /** The end of the catalogue's key that says so. */
    String key() {
        return "broken." + reason.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
