package dev.eku.backend.smb;

import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.remote.Texts;

/** Says that a host could not be reached over SMB, or refused, or answered what is no answer. */
final class SmbException extends EkuException {
    private static final long serialVersionUID = 1L;

    /**
     * @param key the catalogue's entry of what happened; {@code key.cause} and {@code key.next} are the others
     */
    SmbException(ErrorCode code, String key, Object... arguments) {
        super(code, Texts.error(code, key, arguments));
    }

    SmbException causedBy(Throwable cause) {
        initCause(cause);
        return this;
    }
}
