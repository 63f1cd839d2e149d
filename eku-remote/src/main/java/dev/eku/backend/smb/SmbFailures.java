package dev.eku.backend.smb;

import com.hierynomus.mserref.NtStatus;
import com.hierynomus.mssmb2.SMBApiException;
import com.hierynomus.smbj.session.SMB2GuestSigningRequiredException;
import dev.eku.backend.smb.rpc.RpcException;
import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.host.HostAccess;
import dev.eku.text.Message;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeoutException;

/**
 * Says in words what went wrong on the way to a host and back. Immutable.
 *
 * @param access for its deadlines
 */
record SmbFailures(SmbErrors place, HostAccess access) {
    static final long ACCESS_DENIED = 0xC000_0022L;
    static final long OBJECT_NAME_NOT_FOUND = 0xC000_0034L;
    static final long INSTANCE_NOT_AVAILABLE = 0xC000_00ABL;
    static final long PIPE_NOT_AVAILABLE = 0xC000_00ACL;
    static final long PIPE_BUSY = 0xC000_00AEL;
    private static final long NETWORK_NAME_DELETED = 0xC000_00C9L;
    private static final long USER_SESSION_DELETED = 0xC000_0203L;
    private static final long NETWORK_SESSION_EXPIRED = 0xC000_035CL;
    static final long BAD_NETWORK_NAME = 0xC000_00CCL;

    /**
     * What stands on the other end of the pipe is gone (MS-ERREF 2.3.1): PIPE_DISCONNECTED, PIPE_CLOSING, FILE_CLOSED and
     * PIPE_BROKEN.
     */
    private static final Set<Long> PIPE_GONE = Set.of(0xC000_00B0L, 0xC000_00B1L, 0xC000_0128L, 0xC000_014BL);

    /** The connection could not be made. */
    EkuException connecting(Throwable failure) {
        return interrupted(failure).orElseGet(() -> {
            if (has(failure, UnknownHostException.class)) {
                return said(ErrorCode.HOST_UNREACHABLE, "smb.unknown-name", failure, place.server());
            }
            if (has(failure, SocketTimeoutException.class)) {
                return said(
                        ErrorCode.HOST_UNREACHABLE,
                        "smb.connect-timeout",
                        failure,
                        place.port(),
                        access.connectDeadline().toSeconds());
            }
            if (has(failure, ConnectException.class)) {
                return said(ErrorCode.HOST_UNREACHABLE, "smb.port-closed", failure, place.port());
            }
            // Before anything was sent: "network is unreachable", "operation not permitted" and the like have no type
            // of their own.
            if (failure instanceof SocketException) {
                return said(ErrorCode.HOST_UNREACHABLE, "smb.no-route", failure, place.port());
            }
            if (has(failure, TimeoutException.class)) {
                return said(
                        ErrorCode.HOST_UNREACHABLE,
                        "smb.silent",
                        failure,
                        place.port(),
                        access.callDeadline().toSeconds());
            }
            return said(ErrorCode.HOST_UNREACHABLE, "smb.no-smb", failure, place.port(), reason(failure));
        });
    }

    /** The server did not let us in. */
    EkuException loggingOn(Throwable failure, Object user) {
        if (has(failure, SMB2GuestSigningRequiredException.class)) {
            return said(ErrorCode.ACCESS_DENIED, "smb.guest", failure, user);
        }
        if (failure instanceof SMBApiException refused) {
            String key = switch ((int) refused.getStatusCode()) {
                case 0xC000006D, 0xC000006A, 0xC0000064 -> "smb.logon-failure";
                case 0xC0000234 -> "smb.locked-out";
                case 0xC0000072 -> "smb.disabled";
                case 0xC0000071, 0xC0000224 -> "smb.password-expired";
                case 0xC0000193 -> "smb.account-expired";
                case 0xC000006E, 0xC000006F, 0xC0000070, 0xC000015B, 0xC0000413 -> "smb.restricted";
                case 0xC0000133 -> "smb.clock-skew";
                case 0xC000005E -> "smb.no-domain";
                case 0xC000018A, 0xC000018B, 0xC000018C, 0xC000018D, 0xC000019B -> "smb.no-trust";
                case 0xC0000022 -> "smb.logon-denied";
                // By Kerberos, neither says anything of NTLM.
                case 0xC0000418 -> byPassword("smb.ntlm-blocked");
                case 0xC00000BB -> byPassword("smb.ntlm-not-taken");
                default -> "smb.logon-refused";
            };
            return ofServer(refused, user)
                    .orElseGet(() -> said(ErrorCode.ACCESS_DENIED, key, failure, user, status(refused)));
        }
        return interrupted(failure)
                .orElseGet(() -> said(ErrorCode.HOST_UNREACHABLE, "smb.logon-lost", failure, user, reason(failure)));
    }

    private String byPassword(String key) {
        return access.kerberos().isPresent() ? "smb.logon-refused" : key;
    }

    /**
     * What a server may answer to whoever asks: that it has no room for one more, or goes by another name (MS-SMB2 3.3.5.5,
     * 3.3.5.7; MS-ERREF 2.3.1: REQUEST_NOT_ACCEPTED, INSUFF_SERVER_RESOURCES, INSUFFICIENT_RESOURCES, TOO_MANY_SESSIONS,
     * SERVER_UNAVAILABLE; DUPLICATE_NAME).
     *
     * @param what was asked for, or by whom
     */
    Optional<EkuException> ofServer(SMBApiException refused, Object what) {
        return switch ((int) refused.getStatusCode()) {
            case 0xC00000D0, 0xC0000205, 0xC000009A, 0xC00000CE, 0xC0000466 ->
                Optional.of(said(ErrorCode.HOST_UNREACHABLE, "smb.server-busy", refused, what, status(refused)));
            case 0xC00000BD ->
                Optional.of(
                        said(ErrorCode.HOST_UNREACHABLE, "smb.alias", refused, what, status(refused), place.server()));
            default -> Optional.empty();
        };
    }

    /**
     * The server did not take a call, since what it came through is gone.
     *
     * @param call what was asked for
     * @param where what the call was about
     */
    SmbException refused(RuntimeException failure, String call, Message where) {
        long status = refusalOf(failure).orElseThrow();
        String key = PIPE_GONE.contains(status) ? "smb.pipe-gone" : "smb.session-ended";
        SmbException refused = new SmbException.Refused(key, place.ref(), call, where, status(status));
        return refused.causedBy(failure);
    }

    /**
     * The status with which a server says that the session or the pipe of a call is gone; then it has not carried it out, and
     * logging on anew helps. Of a session it does not know a server cannot sign what it says.
     */
    static OptionalLong refusalOf(Throwable failure) {
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

    /**
     * A call was not answered.
     *
     * @param call what was asked for
     * @param where what the call was about
     * @param changes whether the call changes something, so that it may have been done
     */
    EkuException calling(RuntimeException failure, String call, Message where, boolean changes) {
        if (changes && isInterruption(failure)) {
            Thread.currentThread().interrupt();
            return said(ErrorCode.INTERRUPTED, "smb.interrupted-change", failure, call, where);
        }
        return interrupted(failure).orElseGet(() -> {
            Optional<String> unsigned = unsigned(failure);
            String key = (unsigned.isPresent() ? "smb.unsigned" : "smb.call-lost") + (changes ? "-change" : "");
            return said(
                    ErrorCode.HOST_UNREACHABLE,
                    key,
                    failure,
                    call,
                    where,
                    unsigned.<Object>map(status -> status).orElseGet(() -> reason(failure)));
        });
    }

    /** The server says that it did not carry out a call, without a Win32 code. */
    EkuException fault(RpcException fault, String call, Message where) {
        boolean denied = fault.status() == 5;
        return said(
                denied ? ErrorCode.ACCESS_DENIED : ErrorCode.UNSUPPORTED,
                denied ? "smb.fault-denied" : "smb.fault",
                fault,
                call,
                where,
                hex(Integer.toUnsignedLong(fault.status())));
    }

    /** A pipe could not be opened. */
    EkuException opening(RuntimeException failure, String pipe) {
        if (failure instanceof SMBApiException refused) {
            long status = refused.getStatusCode();
            if (status == ACCESS_DENIED) {
                return said(ErrorCode.ACCESS_DENIED, "smb.pipe-denied", failure, pipe);
            }
            if (status == PIPE_BUSY || status == INSTANCE_NOT_AVAILABLE) {
                return said(ErrorCode.HOST_UNREACHABLE, "smb.pipe-busy", failure, pipe, status(refused));
            }
            if (status == OBJECT_NAME_NOT_FOUND || status == PIPE_NOT_AVAILABLE) {
                boolean stopped = pipe.equals("winreg") && !access.remoteRegistryStarted();
                String key = stopped ? "smb.no-remote-registry" : "smb.no-pipe";
                return said(ErrorCode.HOST_UNREACHABLE, key, failure, pipe, status(refused));
            }
            Optional<EkuException> known = ofServer(refused, Message.of("smb.pipe", place.ref(), pipe));
            if (known.isPresent()) {
                return known.get();
            }
        }
        if (failure instanceof RpcException refused && refused.kind() != RpcException.Kind.MALFORMED) {
            return said(ErrorCode.UNSUPPORTED, "smb.no-interface", failure, pipe, refused.getMessage());
        }
        return calling(failure, "open", Message.of("smb.pipe", place.ref(), pipe), false);
    }

    /** Whether nobody serves a pipe, as where the service behind it does not run. */
    static boolean isMissing(SMBApiException refused) {
        long status = refused.getStatusCode();
        return status == OBJECT_NAME_NOT_FOUND || status == PIPE_NOT_AVAILABLE;
    }

    /** Whether the server has ended the session, as when a Kerberos ticket is over; logging on anew helps then. */
    static boolean endsSession(SMBApiException refused) {
        long status = refused.getStatusCode();
        return status == USER_SESSION_DELETED || status == NETWORK_SESSION_EXPIRED || status == NETWORK_NAME_DELETED;
    }

    /** Whether all instances of a pipe are in use, or its server is about to make one. */
    static boolean isBusy(SMBApiException refused) {
        long status = refused.getStatusCode();
        return status == PIPE_NOT_AVAILABLE || status == INSTANCE_NOT_AVAILABLE || status == PIPE_BUSY;
    }

    private EkuException said(ErrorCode code, String key, Throwable cause, Object... more) {
        Object[] arguments = new Object[more.length + 1];
        arguments[0] = place.ref();
        System.arraycopy(more, 0, arguments, 1, more.length);
        return new SmbException(code, key, arguments).causedBy(cause);
    }

    private static Optional<EkuException> interrupted(Throwable failure) {
        if (!isInterruption(failure)) {
            return Optional.empty();
        }
        Thread.currentThread().interrupt();
        return Optional.of(new EkuException(failure, ErrorCode.INTERRUPTED));
    }

    /** Sometimes the library says so, and sometimes it leaves the thread interrupted, but not always both. */
    private static boolean isInterruption(Throwable failure) {
        return has(failure, InterruptedException.class)
                || Thread.currentThread().isInterrupted();
    }

    private static boolean has(Throwable failure, Class<? extends Throwable> type) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (type.isInstance(at)) {
                return true;
            }
        }
        return false;
    }

    /** The status of the message that came without a signature, if that is what went wrong. */
    private static Optional<String> unsigned(Throwable failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof MessageGuard.UnsignedException unsigned) {
                return Optional.of(status(unsigned.status()));
            }
        }
        return Optional.empty();
    }

    private Object reason(Throwable failure) {
        if (has(failure, TimeoutException.class)) {
            return Message.of("smb.reason-timeout", access.callDeadline().toSeconds());
        }
        if (failure instanceof SMBApiException refused) {
            return status(refused);
        }
        if (failure instanceof RpcException malformed) {
            return Message.of("smb.reason-malformed", malformed.getMessage());
        }
        return has(failure, IOException.class) ? Message.of("smb.reason-lost") : Message.of("smb.reason-garbage");
    }

    private static String status(SMBApiException refused) {
        return status(refused.getStatusCode());
    }

    private static String status(long status) {
        NtStatus named = NtStatus.valueOf(status);
        return named == NtStatus.STATUS_OTHER ? hex(status) : named.name();
    }

    private static String hex(long number) {
        return String.format(Locale.ROOT, "0x%08X", number);
    }
}
