package dev.eku.probe;

import java.security.cert.CertificateException;
import java.util.Locale;

/** A certificate that could not be read, and why. */
final class UnreadableCertificate extends CertificateException {
    private static final long serialVersionUID = 1L;

    /** Why it could not be read. */
    enum Reason {
        /** It claims to be longer than the data. */
        CUT_OFF,
        /** It is not well-formed. */
        DAMAGED,
        /** It is well-formed, but a field has an unknown form. */
        FIELD,
        /** It lists its purposes twice, and it is not known which list counts. */
        TWICE,
        /** Its key is of an unknown kind. */
        KEY,
        /** It is well-formed, but not a certificate. */
        OTHER,
        /** It is not valid Base64. */
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

    /** The end of the catalogue's key for this reason. */
    String key() {
        return "broken." + reason.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
