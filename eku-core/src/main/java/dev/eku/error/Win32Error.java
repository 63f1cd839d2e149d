package dev.eku.error;

import java.util.Map;

/**
 * A Win32 error code with its symbolic name as in {@code winerror.h}. The operating system's own text is localised and
 * is never used. Immutable.
 *
 * @param number the code, unsigned
 */
public record Win32Error(int number) {
    public static final Win32Error FILE_NOT_FOUND = new Win32Error(Win32Code.FILE_NOT_FOUND);
    public static final Win32Error PATH_NOT_FOUND = new Win32Error(Win32Code.PATH_NOT_FOUND);
    public static final Win32Error ACCESS_DENIED = new Win32Error(Win32Code.ACCESS_DENIED);
    public static final Win32Error INVALID_HANDLE = new Win32Error(Win32Code.INVALID_HANDLE);
    public static final Win32Error BAD_NETPATH = new Win32Error(Win32Code.BAD_NETPATH);
    public static final Win32Error INVALID_PARAMETER = new Win32Error(Win32Code.INVALID_PARAMETER);
    public static final Win32Error INVALID_NAME = new Win32Error(Win32Code.INVALID_NAME);
    public static final Win32Error BAD_PATHNAME = new Win32Error(Win32Code.BAD_PATHNAME);
    public static final Win32Error KEY_DELETED = new Win32Error(Win32Code.KEY_DELETED);
    public static final Win32Error DEPENDENT_SERVICES_RUNNING = new Win32Error(Win32Code.DEPENDENT_SERVICES_RUNNING);
    public static final Win32Error INVALID_SERVICE_CONTROL = new Win32Error(Win32Code.INVALID_SERVICE_CONTROL);
    public static final Win32Error SERVICE_REQUEST_TIMEOUT = new Win32Error(Win32Code.SERVICE_REQUEST_TIMEOUT);
    public static final Win32Error SERVICE_ALREADY_RUNNING = new Win32Error(Win32Code.SERVICE_ALREADY_RUNNING);
    public static final Win32Error SERVICE_DISABLED = new Win32Error(Win32Code.SERVICE_DISABLED);
    public static final Win32Error SERVICE_DOES_NOT_EXIST = new Win32Error(Win32Code.SERVICE_DOES_NOT_EXIST);
    public static final Win32Error SERVICE_CANNOT_ACCEPT_CTRL = new Win32Error(Win32Code.SERVICE_CANNOT_ACCEPT_CTRL);
    public static final Win32Error SERVICE_NOT_ACTIVE = new Win32Error(Win32Code.SERVICE_NOT_ACTIVE);
    public static final Win32Error SERVICE_MARKED_FOR_DELETE = new Win32Error(Win32Code.SERVICE_MARKED_FOR_DELETE);

    private static final Map<Integer, String> NAMES = Map.ofEntries(
            Map.entry(2, "ERROR_FILE_NOT_FOUND"),
            Map.entry(3, "ERROR_PATH_NOT_FOUND"),
            Map.entry(5, "ERROR_ACCESS_DENIED"),
            Map.entry(6, "ERROR_INVALID_HANDLE"),
            Map.entry(8, "ERROR_NOT_ENOUGH_MEMORY"),
            Map.entry(13, "ERROR_INVALID_DATA"),
            Map.entry(14, "ERROR_OUTOFMEMORY"),
            Map.entry(50, "ERROR_NOT_SUPPORTED"),
            Map.entry(51, "ERROR_REM_NOT_LIST"),
            Map.entry(53, "ERROR_BAD_NETPATH"),
            Map.entry(54, "ERROR_NETWORK_BUSY"),
            Map.entry(55, "ERROR_DEV_NOT_EXIST"),
            Map.entry(59, "ERROR_UNEXP_NET_ERR"),
            Map.entry(64, "ERROR_NETNAME_DELETED"),
            Map.entry(67, "ERROR_BAD_NET_NAME"),
            Map.entry(71, "ERROR_REQ_NOT_ACCEP"),
            Map.entry(87, "ERROR_INVALID_PARAMETER"),
            Map.entry(109, "ERROR_BROKEN_PIPE"),
            Map.entry(112, "ERROR_DISK_FULL"),
            Map.entry(120, "ERROR_CALL_NOT_IMPLEMENTED"),
            Map.entry(121, "ERROR_SEM_TIMEOUT"),
            Map.entry(122, "ERROR_INSUFFICIENT_BUFFER"),
            Map.entry(123, "ERROR_INVALID_NAME"),
            Map.entry(124, "ERROR_INVALID_LEVEL"),
            Map.entry(161, "ERROR_BAD_PATHNAME"),
            Map.entry(206, "ERROR_FILENAME_EXCED_RANGE"),
            Map.entry(216, "ERROR_EXE_MACHINE_TYPE_MISMATCH"),
            Map.entry(231, "ERROR_PIPE_BUSY"),
            Map.entry(232, "ERROR_NO_DATA"),
            Map.entry(233, "ERROR_PIPE_NOT_CONNECTED"),
            Map.entry(234, "ERROR_MORE_DATA"),
            Map.entry(240, "ERROR_VC_DISCONNECTED"),
            Map.entry(259, "ERROR_NO_MORE_ITEMS"),
            Map.entry(998, "ERROR_NOACCESS"),
            Map.entry(1009, "ERROR_BADDB"),
            Map.entry(1018, "ERROR_KEY_DELETED"),
            Map.entry(1021, "ERROR_CHILD_MUST_BE_VOLATILE"),
            Map.entry(1051, "ERROR_DEPENDENT_SERVICES_RUNNING"),
            Map.entry(1052, "ERROR_INVALID_SERVICE_CONTROL"),
            Map.entry(1053, "ERROR_SERVICE_REQUEST_TIMEOUT"),
            Map.entry(1054, "ERROR_SERVICE_NO_THREAD"),
            Map.entry(1055, "ERROR_SERVICE_DATABASE_LOCKED"),
            Map.entry(1056, "ERROR_SERVICE_ALREADY_RUNNING"),
            Map.entry(1057, "ERROR_INVALID_SERVICE_ACCOUNT"),
            Map.entry(1058, "ERROR_SERVICE_DISABLED"),
            Map.entry(1059, "ERROR_CIRCULAR_DEPENDENCY"),
            Map.entry(1060, "ERROR_SERVICE_DOES_NOT_EXIST"),
            Map.entry(1061, "ERROR_SERVICE_CANNOT_ACCEPT_CTRL"),
            Map.entry(1062, "ERROR_SERVICE_NOT_ACTIVE"),
            Map.entry(1064, "ERROR_EXCEPTION_IN_SERVICE"),
            Map.entry(1066, "ERROR_SERVICE_SPECIFIC_ERROR"),
            Map.entry(1067, "ERROR_PROCESS_ABORTED"),
            Map.entry(1068, "ERROR_SERVICE_DEPENDENCY_FAIL"),
            Map.entry(1069, "ERROR_SERVICE_LOGON_FAILED"),
            Map.entry(1070, "ERROR_SERVICE_START_HANG"),
            Map.entry(1072, "ERROR_SERVICE_MARKED_FOR_DELETE"),
            Map.entry(1073, "ERROR_SERVICE_EXISTS"),
            Map.entry(1075, "ERROR_SERVICE_DEPENDENCY_DELETED"),
            Map.entry(1077, "ERROR_SERVICE_NEVER_STARTED"),
            Map.entry(1078, "ERROR_DUPLICATE_SERVICE_NAME"),
            Map.entry(1079, "ERROR_DIFFERENT_SERVICE_ACCOUNT"),
            Map.entry(1115, "ERROR_SHUTDOWN_IN_PROGRESS"),
            Map.entry(1130, "ERROR_NOT_ENOUGH_SERVER_MEMORY"),
            Map.entry(1225, "ERROR_CONNECTION_REFUSED"),
            Map.entry(1231, "ERROR_NETWORK_UNREACHABLE"),
            Map.entry(1232, "ERROR_HOST_UNREACHABLE"),
            Map.entry(1235, "ERROR_REQUEST_ABORTED"),
            Map.entry(1236, "ERROR_CONNECTION_ABORTED"),
            Map.entry(1237, "ERROR_RETRY"),
            Map.entry(1314, "ERROR_PRIVILEGE_NOT_HELD"),
            Map.entry(1326, "ERROR_LOGON_FAILURE"),
            Map.entry(1450, "ERROR_NO_SYSTEM_RESOURCES"),
            Map.entry(1460, "ERROR_TIMEOUT"),
            Map.entry(1707, "RPC_S_INVALID_NET_ADDR"),
            Map.entry(1717, "RPC_S_UNKNOWN_IF"),
            Map.entry(1722, "RPC_S_SERVER_UNAVAILABLE"),
            Map.entry(1723, "RPC_S_SERVER_TOO_BUSY"),
            Map.entry(1726, "RPC_S_CALL_FAILED"),
            Map.entry(1727, "RPC_S_CALL_FAILED_DNE"),
            Map.entry(1728, "RPC_S_PROTOCOL_ERROR"),
            Map.entry(1753, "EPT_S_NOT_REGISTERED"),
            Map.entry(1818, "RPC_S_CALL_CANCELLED"),
            Map.entry(10053, "WSAECONNABORTED"),
            Map.entry(10054, "WSAECONNRESET"),
            Map.entry(10060, "WSAETIMEDOUT"),
            Map.entry(15001, "ERROR_EVT_INVALID_QUERY"),
            Map.entry(15007, "ERROR_EVT_CHANNEL_NOT_FOUND"));

    /** The symbolic name, or {@code UNKNOWN} for a code this table lacks. */
    public String symbol() {
        return NAMES.getOrDefault(number, "UNKNOWN");
    }

    /** The stable eku code this Win32 code belongs to. */
    public ErrorCode code() {
        return switch (number) {
            case 5, 1314, 1326 -> ErrorCode.ACCESS_DENIED;
            case 51, 53, 54, 55, 59, 64, 67, 109, 121, 231, 232, 233, 240 -> ErrorCode.HOST_UNREACHABLE;
            case 1225, 1231, 1232, 1236, 1237, 1707, 1722, 1723, 1726, 1727, 1753, 10_053, 10_054, 10_060 ->
                ErrorCode.HOST_UNREACHABLE;
            case 50, 120 -> ErrorCode.UNSUPPORTED;
            default -> ErrorCode.WIN32_FAILURE;
        };
    }

    /** {@code ERROR_ACCESS_DENIED (5)}. */
    @Override
    public String toString() {
        return symbol() + " (" + Integer.toUnsignedString(number) + ")";
    }
}
