package dev.eku.backend.smb.session;

import com.hierynomus.mserref.NtStatus;
import com.hierynomus.mssmb2.SMBApiException;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;

/** What the status of an SMB message says about its session and its pipe (MS-ERREF 2.3.1). */
public final class SmbStatus {
    public static final long ACCESS_DENIED = 0xC000_0022L;
    static final long OBJECT_NAME_NOT_FOUND = 0xC000_0034L;
    static final long INSTANCE_NOT_AVAILABLE = 0xC000_00ABL;
    static final long PIPE_NOT_AVAILABLE = 0xC000_00ACL;
    static final long PIPE_BUSY = 0xC000_00AEL;
    private static final long NETWORK_NAME_DELETED = 0xC000_00C9L;
    private static final long USER_SESSION_DELETED = 0xC000_0203L;
    private static final long NETWORK_SESSION_EXPIRED = 0xC000_035CL;
    public static final long BAD_NETWORK_NAME = 0xC000_00CCL;
    public static final int INVALID_HANDLE = 0xC000_0008;
    /** There is a record, but the room is too small for it. */
    public static final int BUFFER_TOO_SMALL = 0xC000_0023;

    /**
     * The other end of the pipe does not exist any more (MS-ERREF 2.3.1): PIPE_DISCONNECTED, PIPE_CLOSING, FILE_CLOSED
     * and PIPE_BROKEN.
     */
    private static final Set<Long> PIPE_GONE = Set.of(0xC000_00B0L, 0xC000_00B1L, 0xC000_0128L, 0xC000_014BL);

    private SmbStatus() {}

    /**
     * The status with which a server says that the session or the pipe of a call does not exist any more. Then it has
     * not carried out the call, and logging on again helps. A server cannot sign a message about a session that it does
     * not know.
     */
    public static OptionalLong refusalOf(Throwable failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof SMBApiException refused
                    && (endsSession(refused) || PIPE_GONE.contains(refused.getStatusCode()))) {
                return OptionalLong.of(refused.getStatusCode());
            }
            if (at instanceof MessageGuard.UnsignedException unsigned && unsigned.status() == USER_SESSION_DELETED) {
                return OptionalLong.of(unsigned.status());
            }
        }
        return OptionalLong.empty();
    }

    /** Whether no program serves a pipe, for example because the service behind it does not run. */
    public static boolean isMissing(SMBApiException refused) {
        long status = refused.getStatusCode();
        return status == OBJECT_NAME_NOT_FOUND || status == PIPE_NOT_AVAILABLE;
    }

    /**
     * Whether the server has ended the session, for example because a Kerberos ticket has expired. Then logging on
     * again helps.
     */
    public static boolean endsSession(SMBApiException refused) {
        long status = refused.getStatusCode();
        return status == USER_SESSION_DELETED || status == NETWORK_SESSION_EXPIRED || status == NETWORK_NAME_DELETED;
    }

    /** Whether all instances of a pipe are in use, or its server is about to create one. */
    public static boolean isBusy(SMBApiException refused) {
        long status = refused.getStatusCode();
        return status == PIPE_NOT_AVAILABLE || status == INSTANCE_NOT_AVAILABLE || status == PIPE_BUSY;
    }

    /** Whether there is no log of that name: OBJECT_NAME_NOT_FOUND, OBJECT_PATH_INVALID, OBJECT_PATH_NOT_FOUND. */
    public static boolean isNoSuchLog(int status) {
        return status == (int) OBJECT_NAME_NOT_FOUND || status == 0xC000_0039 || status == 0xC000_003A;
    }

    /** Whether a record was overwritten, or is not written yet: INVALID_PARAMETER, END_OF_FILE. */
    public static boolean isNoSuchRecord(int status) {
        return status == 0xC000_000D || status == 0xC000_0011;
    }

    /** Whether an open log is not the same any more: EVENTLOG_FILE_CHANGED after it was cleared, INVALID_HANDLE. */
    public static boolean isLogChanged(int status) {
        return status == 0xC000_0197 || status == INVALID_HANDLE;
    }

    /** Whether the other end of the pipe does not exist any more. */
    public static boolean isPipeGone(long status) {
        return PIPE_GONE.contains(status);
    }

    /** The name that Microsoft gives to a status, else its number. */
    public static String text(long status) {
        NtStatus named = NtStatus.valueOf(status);
        return named == NtStatus.STATUS_OTHER ? hex(status) : named.name();
    }

    /** The status of a refusal. */
    public static String text(SMBApiException refused) {
        return text(refused.getStatusCode());
    }

    /** A number in the form in which statuses are written. */
    public static String hex(long number) {
        return String.format(Locale.ROOT, "0x%08X", number);
    }
}
