package dev.eku.probe;

import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.error.Fault;

/**
 * A file gave no certificates. The exception says why. Its text contains nothing of the file's content and no password.
 */
final class CertificateFileException extends EkuException {
    private static final long serialVersionUID = 1L;

    /** @param key the catalogue's key for what happened; {@code key.cause} and {@code key.next} are the others */
    CertificateFileException(ErrorCode code, String key, Object... arguments) {
        super(Fault.worded(code, key, arguments));
    }
}
