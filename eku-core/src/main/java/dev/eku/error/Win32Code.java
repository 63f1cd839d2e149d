package dev.eku.error;

/**
 * The numbers of {@code winerror.h} that eku compares with what a Windows call answers, by their names there without
 * {@code ERROR_}.
 */
public final class Win32Code {
    public static final int SUCCESS = 0;
    public static final int FILE_NOT_FOUND = 2;
    public static final int PATH_NOT_FOUND = 3;
    public static final int ACCESS_DENIED = 5;
    public static final int INVALID_HANDLE = 6;
    public static final int INVALID_DATA = 13;
    public static final int GEN_FAILURE = 31;
    public static final int HANDLE_EOF = 38;
    public static final int NOT_SUPPORTED = 50;
    public static final int BAD_NETPATH = 53;
    public static final int INVALID_PARAMETER = 87;
    public static final int CALL_NOT_IMPLEMENTED = 120;
    public static final int INSUFFICIENT_BUFFER = 122;
    public static final int INVALID_NAME = 123;
    public static final int BAD_PATHNAME = 161;
    public static final int EXE_MACHINE_TYPE_MISMATCH = 216;
    public static final int MORE_DATA = 234;
    public static final int NO_MORE_ITEMS = 259;
    public static final int KEY_DELETED = 1018;
    public static final int DEPENDENT_SERVICES_RUNNING = 1051;
    public static final int INVALID_SERVICE_CONTROL = 1052;
    public static final int SERVICE_REQUEST_TIMEOUT = 1053;
    public static final int SERVICE_ALREADY_RUNNING = 1056;
    public static final int SERVICE_DISABLED = 1058;
    public static final int CIRCULAR_DEPENDENCY = 1059;
    public static final int SERVICE_DOES_NOT_EXIST = 1060;
    public static final int SERVICE_CANNOT_ACCEPT_CTRL = 1061;
    public static final int SERVICE_NOT_ACTIVE = 1062;
    public static final int SERVICE_DEPENDENCY_FAIL = 1068;
    public static final int SERVICE_MARKED_FOR_DELETE = 1072;
    public static final int SERVICE_DEPENDENCY_DELETED = 1075;
    public static final int EVT_INVALID_EVENT_DATA = 15005;
    public static final int EVT_CHANNEL_NOT_FOUND = 15007;

    private Win32Code() {}
}
