package dev.eku.backend.smb.session;

import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.error.Fault;

/** Says that a host could not be reached over SMB, or refused, or answered what is no answer. */
public class SmbException extends EkuException {
    private static final long serialVersionUID = 1L;

    /**
     * @param key the catalogue's entry of what happened; {@code key.cause} and {@code key.next} are the others
     */
    public SmbException(ErrorCode code, String key, Object... arguments) {
        super(Fault.worded(code, key, arguments));
    }

    /** The same failure again. */
    public SmbException(EkuException before) {
        super(before, before.faults().get(0));
    }

    /** Says that the server has refused a call since what it came through is gone, so that nothing was done. */
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
