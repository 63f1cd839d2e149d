package dev.eku.apply;

import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.error.Win32Exception;
import java.util.Set;

/** Says whether a failed call may have been carried out nevertheless. Pure. */
final class Doubt {
    /**
     * A handler that does not return in time, or fails while it acts ({@code ControlService}, {@code StartService} on
     * Microsoft Learn): ERROR_SERVICE_REQUEST_TIMEOUT and ERROR_EXCEPTION_IN_SERVICE. The service has the command and
     * may still obey.
     */
    private static final Set<Integer> OF_THE_SERVICE = Set.of(1053, 1064);

    /**
     * ERROR_TIMEOUT, ERROR_REQUEST_ABORTED, RPC_S_CALL_CANCELLED: given up on our side of the call;
     * ERROR_INVALID_HANDLE: what it went through is gone.
     */
    private static final Set<Integer> GIVEN_UP = Set.of(1460, 1235, 1818, 6);

    /**
     * With which the service manager says that a service was not told ({@code ControlService} on Microsoft Learn):
     * ERROR_ACCESS_DENIED, ERROR_INVALID_PARAMETER, ERROR_DEPENDENT_SERVICES_RUNNING, ERROR_INVALID_SERVICE_CONTROL,
     * ERROR_SERVICE_DOES_NOT_EXIST, ERROR_SERVICE_CANNOT_ACCEPT_CTRL, ERROR_SERVICE_NOT_ACTIVE,
     * ERROR_SERVICE_MARKED_FOR_DELETE and ERROR_SHUTDOWN_IN_PROGRESS; before them who lacks the rights or the call,
     * ERROR_NOT_SUPPORTED, ERROR_CALL_NOT_IMPLEMENTED, ERROR_PRIVILEGE_NOT_HELD and ERROR_LOGON_FAILURE.
     */
    private static final Set<Integer> REFUSALS =
            Set.of(5, 87, 1051, 1052, 1060, 1061, 1062, 1072, 1115, 50, 120, 1314, 1326);

    private Doubt() {}

    /** Whether a command that failed in this way may have been carried out, or may still be. */
    static boolean isWhether(EkuException failure) {
        return isLost(failure) || is(failure, OF_THE_SERVICE);
    }

    /**
     * Whether a service may have got a command that failed in this way. False only if the answer is known to say that.
     */
    static boolean isWhetherTold(EkuException failure) {
        return isWhether(failure) || (failure instanceof Win32Exception && !is(failure, REFUSALS));
    }

    /** Whether a question that failed in this way may be answered if it is asked again. */
    static boolean isLost(EkuException failure) {
        return failure.code() == ErrorCode.HOST_UNREACHABLE || is(failure, GIVEN_UP);
    }

    /** The failure in one word. */
    static String named(EkuException failure) {
        return failure instanceof Win32Exception refused
                ? refused.error().toString()
                : failure.code().toString();
    }

    private static boolean is(EkuException failure, Set<Integer> numbers) {
        return failure instanceof Win32Exception refused
                && numbers.contains(refused.error().number());
    }
}
