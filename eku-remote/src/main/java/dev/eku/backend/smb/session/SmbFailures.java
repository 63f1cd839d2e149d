package dev.eku.backend.smb.session;

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
import java.util.Optional;
import java.util.concurrent.TimeoutException;

/**
 * Explains failures of the communication with a host. Immutable.
 *
 * @param access for its deadlines
 */
public record SmbFailures(SmbErrors place, HostAccess access) {
    /** The connection could not be made. */
    public EkuException connecting(Throwable failure) {
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
            // Before anything was sent: errors such as "network is unreachable" or "operation not permitted" have no
            // type of their own.
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

    /** The server refused the logon. */
    public EkuException loggingOn(Throwable failure, Object user) {
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
                // With Kerberos, neither code says anything about NTLM.
                case 0xC0000418 -> byPassword("smb.ntlm-blocked");
                case 0xC00000BB -> byPassword("smb.ntlm-not-taken");
                default -> "smb.logon-refused";
            };
            return ofServer(refused, user)
                    .orElseGet(() -> said(ErrorCode.ACCESS_DENIED, key, failure, user, SmbStatus.text(refused)));
        }
        return interrupted(failure)
                .orElseGet(() -> said(ErrorCode.HOST_UNREACHABLE, "smb.logon-lost", failure, user, reason(failure)));
    }

    private String byPassword(String key) {
        return access.kerberos().isPresent() ? "smb.logon-refused" : key;
    }

    /**
     * An answer that a server may give to any user: that it has no room for another session, or has another name
     * (MS-SMB2 3.3.5.5, 3.3.5.7; MS-ERREF 2.3.1: REQUEST_NOT_ACCEPTED, INSUFF_SERVER_RESOURCES, INSUFFICIENT_RESOURCES,
     * TOO_MANY_SESSIONS, SERVER_UNAVAILABLE; DUPLICATE_NAME).
     *
     * @param what what was asked for, or by which user
     */
    public Optional<EkuException> ofServer(SMBApiException refused, Object what) {
        return switch ((int) refused.getStatusCode()) {
            case 0xC00000D0, 0xC0000205, 0xC000009A, 0xC00000CE, 0xC0000466 ->
                Optional.of(
                        said(ErrorCode.HOST_UNREACHABLE, "smb.server-busy", refused, what, SmbStatus.text(refused)));
            case 0xC00000BD ->
                Optional.of(said(
                        ErrorCode.HOST_UNREACHABLE,
                        "smb.alias",
                        refused,
                        what,
                        SmbStatus.text(refused),
                        place.server()));
            default -> Optional.empty();
        };
    }

    /**
     * The server did not accept a call, because its session or pipe does not exist any more.
     *
     * @param call what was asked for
     * @param where what the call was about
     */
    public SmbException refused(RuntimeException failure, String call, Message where) {
        long status = SmbStatus.refusalOf(failure).orElseThrow();
        String key = SmbStatus.isPipeGone(status) ? "smb.pipe-gone" : "smb.session-ended";
        SmbException refused = new SmbException.Refused(key, place.ref(), call, where, SmbStatus.text(status));
        return refused.causedBy(failure);
    }

    /**
     * A call was not answered.
     *
     * @param call what was asked for
     * @param where what the call was about
     * @param changes whether the call changes something, so that it may have been done
     */
    public EkuException calling(RuntimeException failure, String call, Message where, boolean changes) {
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
    public EkuException fault(RpcException fault, String call, Message where) {
        boolean denied = fault.status() == 5;
        return said(
                denied ? ErrorCode.ACCESS_DENIED : ErrorCode.UNSUPPORTED,
                denied ? "smb.fault-denied" : "smb.fault",
                fault,
                call,
                where,
                SmbStatus.hex(Integer.toUnsignedLong(fault.status())));
    }

    /** A pipe could not be opened. */
    public EkuException opening(RuntimeException failure, String pipe) {
        if (failure instanceof SMBApiException refused) {
            long status = refused.getStatusCode();
            if (status == SmbStatus.ACCESS_DENIED) {
                return said(ErrorCode.ACCESS_DENIED, "smb.pipe-denied", failure, pipe);
            }
            if (status == SmbStatus.PIPE_BUSY || status == SmbStatus.INSTANCE_NOT_AVAILABLE) {
                return said(ErrorCode.HOST_UNREACHABLE, "smb.pipe-busy", failure, pipe, SmbStatus.text(refused));
            }
            if (status == SmbStatus.OBJECT_NAME_NOT_FOUND || status == SmbStatus.PIPE_NOT_AVAILABLE) {
                boolean stopped = pipe.equals("winreg") && !access.remoteRegistryStarted();
                String key = stopped ? "smb.no-remote-registry" : "smb.no-pipe";
                return said(ErrorCode.HOST_UNREACHABLE, key, failure, pipe, SmbStatus.text(refused));
            }
            Optional<EkuException> known = ofServer(refused, Message.of("smb.pipe", place.ref(), pipe));
            if (known.isPresent()) {
                return known.get();
            }
        }
        if (failure instanceof RpcException refused && refused.kind() == RpcException.Kind.NOT_SEALED) {
            return said(ErrorCode.UNSUPPORTED, "smb.not-sealed", failure, pipe, refused.getMessage());
        }
        if (failure instanceof RpcException refused && refused.kind() == RpcException.Kind.BIND_REFUSED) {
            return said(ErrorCode.UNSUPPORTED, "smb.no-interface", failure, pipe, refused.getMessage());
        }
        return calling(failure, "open", Message.of("smb.pipe", place.ref(), pipe), false);
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

    /**
     * In some cases the library reports the interruption, in others it leaves the thread interrupted, but not always
     * both.
     */
    static boolean isInterruption(Throwable failure) {
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

    /** The status of the message without a signature, if that is the cause. */
    private static Optional<String> unsigned(Throwable failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof MessageGuard.UnsignedException unsigned) {
                return Optional.of(SmbStatus.text(unsigned.status()));
            }
        }
        return Optional.empty();
    }

    private Object reason(Throwable failure) {
        if (has(failure, TimeoutException.class)) {
            return Message.of("smb.reason-timeout", access.callDeadline().toSeconds());
        }
        if (failure instanceof SMBApiException refused) {
            return SmbStatus.text(refused);
        }
        if (failure instanceof RpcException tampered && tampered.kind() == RpcException.Kind.TAMPERED) {
            return Message.of("smb.reason-tampered", tampered.getMessage());
        }
        if (failure instanceof RpcException malformed) {
            return Message.of("smb.reason-malformed", malformed.getMessage());
        }
        return has(failure, IOException.class) ? Message.of("smb.reason-lost") : Message.of("smb.reason-garbage");
    }
}
