package dev.eku.probe;

import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.error.Fault;

/** Says that a file gave no certificates, and why. Its text holds nothing of the file's content, nor a password. */
final class CertificateFileException extends EkuException {
    private static final long serialVersionUID = 1L;

    /**
     * @param key the catalogue's entry of what happened; {@code key.cause} and {@code key.next} are the others
     */
    CertificateFileException(ErrorCode code, String key, Object... arguments) {
        super(Fault.worded(code, key, arguments));
    }
}
