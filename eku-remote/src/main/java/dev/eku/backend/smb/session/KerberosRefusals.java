package dev.eku.backend.smb.session;

import com.hierynomus.mssmb2.SMBApiException;
import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.host.HostAccess;
import dev.eku.host.Kerberos;
import dev.eku.text.Message;
import java.io.IOException;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.security.auth.login.LoginException;
import org.ietf.jgss.GSSException;

/**
 * Explains why a logon by Kerberos failed. The Java runtime reports it by texts, with the number of RFC 4120, section
 * 7.5.9, in parentheses. Immutable.
 */
record KerberosRefusals(SmbErrors place, HostAccess access, Kerberos how) {
    /** The clock skew that Kerberos tolerates by default. */
    private static final Duration SKEW = Duration.ofMinutes(5);

    private static final Pattern NUMBER = Pattern.compile("\\(([0-9]{1,2})\\)");

    private static final int INVALID_PARAMETER = 0xC000_000D;
    private static final int LOGON_FAILURE = 0xC000_006D;
    private static final int NOT_SUPPORTED = 0xC000_00BB;

    /** There is no initial ticket. */
    EkuException ticket(LoginException refused) {
        String key = key(refused);
        if (key.equals("smb.krb-refused") && text(refused).startsWith("Unable to obtain")) {
            key = how instanceof Kerberos.Keytab ? "smb.krb-no-key" : "smb.krb-no-ticket";
        }
        return said(key, refused, who());
    }

    /**
     * There is no ticket for the server, or the server refuses it.
     *
     * @param ahead how far the server's clock is ahead of ours
     */
    EkuException service(RuntimeException failure, Object user, Duration ahead) {
        boolean skewed = ahead.abs().compareTo(SKEW) > 0;
        // The Java runtime cannot always read a server's answer about a ticket that is too new or too old.
        if (skewed) {
            return skew(failure, user, ahead);
        }
        if (failure instanceof SMBApiException refused) {
            return switch ((int) refused.getStatusCode()) {
                case LOGON_FAILURE -> said("smb.krb-rejected", failure, user);
                case INVALID_PARAMETER, NOT_SUPPORTED -> said("smb.krb-not-taken", failure, user);
                default -> other(failure, user);
            };
        }
        return has(failure, GSSException.class) ? said(key(failure), failure, user) : other(failure, user);
    }

    private EkuException skew(RuntimeException failure, Object user, Duration ahead) {
        return new SmbException(
                        ErrorCode.ACCESS_DENIED,
                        "smb.krb-clock-skew-seen",
                        place.ref(),
                        user,
                        ahead.abs().toSeconds())
                .causedBy(failure);
    }

    private EkuException other(RuntimeException failure, Object user) {
        return new SmbFailures(place, access).loggingOn(failure, user);
    }

    private static String key(Throwable failure) {
        if (text(failure).contains("Cannot locate")) {
            return "smb.krb-no-realm";
        }
        OptionalInt number = number(failure);
        if (number.isEmpty()) {
            return has(cause(failure, GSSException.class), IOException.class) ? "smb.krb-no-kdc" : "smb.krb-refused";
        }
        return switch (number.getAsInt()) {
            case 6 -> "smb.krb-unknown-user";
            case 7 -> "smb.krb-no-service";
            case 14 -> "smb.krb-encryption";
            case 18 -> "smb.krb-revoked";
            case 23 -> "smb.krb-password-expired";
            case 24, 31 -> "smb.krb-wrong-key";
            case 32 -> "smb.krb-no-ticket";
            case 37 -> "smb.krb-clock-skew";
            default -> "smb.krb-refused";
        };
    }

    private EkuException said(String key, Throwable failure, Object user) {
        ErrorCode code = switch (key) {
            case "smb.krb-no-kdc" -> ErrorCode.HOST_UNREACHABLE;
            case "smb.krb-no-realm" -> ErrorCode.INVALID_PARAMETER;
            case "smb.krb-not-taken" -> ErrorCode.UNSUPPORTED;
            default -> ErrorCode.ACCESS_DENIED;
        };
        Object file = how instanceof Kerberos.Keytab keytab ? keytab.file() : "";
        return new SmbException(code, key, place.ref(), user, place.server(), file, text(failure)).causedBy(failure);
    }

    private Object who() {
        if (how instanceof Kerberos.Keytab keytab) {
            return keytab.principal();
        }
        return how instanceof Kerberos.TicketCache cache && cache.principal().isPresent()
                ? cache.principal().get()
                : Message.of("smb.krb-cache-owner");
    }

    private static OptionalInt number(Throwable failure) {
        Matcher number = NUMBER.matcher(text(failure));
        return number.find() ? OptionalInt.of(Integer.parseInt(number.group(1))) : OptionalInt.empty();
    }

    /** The message of the Java runtime. */
    private static String text(Throwable failure) {
        Throwable told = has(failure, GSSException.class) ? cause(failure, GSSException.class) : failure;
        return String.valueOf(told.getMessage()).strip();
    }

    private static boolean has(Throwable failure, Class<? extends Throwable> type) {
        return type.isInstance(cause(failure, type));
    }

    /** The first cause of that type, or else the failure itself. */
    private static Throwable cause(Throwable failure, Class<? extends Throwable> type) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (type.isInstance(at)) {
                return at;
            }
        }
        return failure;
    }
}
