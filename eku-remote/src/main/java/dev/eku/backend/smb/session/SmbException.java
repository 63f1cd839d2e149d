package dev.eku.backend.smb.session;

import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.error.Fault;

/** A host could not be reached over SMB, or refused, or sent an invalid answer. */
public class SmbException extends EkuException {
    private static final long serialVersionUID = 1L;

    /** @param key the catalogue's key for what happened; {@code key.cause} and {@code key.next} are the others */
    public SmbException(ErrorCode code, String key, Object... arguments) {
        super(Fault.worded(code, key, arguments));
    }

    /** The same failure again. */
    public SmbException(EkuException before) {
        super(before, before.faults().get(0));
    }

    /** The server has refused a call because its session or pipe does not exist any more, so nothing was done. */
    static final class Refused extends SmbException {
        private static final long serialVersionUID = 1L;

        Refused(String key, Object... arguments) {
            super(ErrorCode.HOST_UNREACHABLE, key, arguments);
        }
    }

    public SmbException causedBy(Throwable cause) {
        initCause(cause);
        return this;
    }
}
