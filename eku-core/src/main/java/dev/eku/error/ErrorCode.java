package dev.eku.error;

/**
 * The stable names of everything eku refuses or fails at. A name never changes its meaning; the catalogue holds, for each,
 * what happened, the likely cause and the next step. Immutable.
 */
public enum ErrorCode {
    /** A parameter has a value eku cannot use. */
    INVALID_PARAMETER(Kind.ENVIRONMENT),
    /** A text that should become an executable's path cannot be one. */
    INVALID_PATH(Kind.ENVIRONMENT),
    /** A product id that is not in the catalogue. */
    UNKNOWN_PRODUCT(Kind.ENVIRONMENT),
    /** The product that was named is not the one that was found on the host. */
    PRODUCT_MISMATCH(Kind.ENVIRONMENT),
    /** A host reference of a scheme no installed backend serves. */
    UNKNOWN_SCHEME(Kind.ENVIRONMENT),
    /** No host was named and none can be assumed. */
    NO_HOST(Kind.ENVIRONMENT),
    /** A plan, snapshot or record is not what it should be. */
    MALFORMED_FILE(Kind.ENVIRONMENT),
    /** A file that is larger than any such file can rightly be. */
    FILE_TOO_LARGE(Kind.ENVIRONMENT),
    /** A file cannot be read or written. */
    FILE_FAILURE(Kind.ENVIRONMENT),
    /** The list of a fleet's hosts is not what it should be. */
    INVALID_INVENTORY(Kind.ENVIRONMENT),
    /** A journal record on the host cannot be read, so what it did is unknown. */
    UNREADABLE_RECORD(Kind.ENVIRONMENT),
    /** No application to exempt was found on the host. */
    NOTHING_FOUND(Kind.ENVIRONMENT),
    /** The host refused for lack of rights. */
    ACCESS_DENIED(Kind.ENVIRONMENT),
    /** The host does not answer. */
    HOST_UNREACHABLE(Kind.ENVIRONMENT),
    /** The host answers, but too slowly to be read as a whole. */
    HOST_TOO_SLOW(Kind.ENVIRONMENT),
    /** The Windows call failed for another reason. */
    WIN32_FAILURE(Kind.ENVIRONMENT),
    /** The host or backend cannot do what was asked. */
    UNSUPPORTED(Kind.ENVIRONMENT),
    /** JNA's native library is missing or blocked. */
    NATIVE_LIBRARY(Kind.ENVIRONMENT),
    /** The run was told to end while it waited. */
    INTERRUPTED(Kind.ENVIRONMENT),
    /** A service that was running before the run is not running now. */
    SERVICE_LEFT_STOPPED(Kind.ENVIRONMENT),
    /** A service did not reach the state waited for before the deadline. */
    SERVICE_TIMEOUT(Kind.ENVIRONMENT),
    /** All is done, but the host's lock could not be freed. */
    LOCK_NOT_FREED(Kind.ENVIRONMENT),
    /** A service that was started to reach the host could not be stopped again. */
    SERVICE_NOT_PUT_BACK(Kind.ENVIRONMENT),
    /** The product's PowerShell cmdlet failed. */
    GRACEFUL_FAILED(Kind.ENVIRONMENT),
    /** eku itself went wrong. */
    UNEXPECTED(Kind.ENVIRONMENT),
    /** The plan has blocking problems. */
    PLAN_BLOCKED(Kind.REFUSED),
    /** What the plan was computed from is no longer so. */
    PLAN_STALE(Kind.REFUSED),
    /** The plan was made for another host. */
    PLAN_OF_ANOTHER_HOST(Kind.REFUSED),
    /** The plan file has another format than this version's; what it said may mean something else by now. */
    PLAN_OF_ANOTHER_VERSION(Kind.REFUSED),
    /** The plan wants more than eku would plan itself; somebody else wrote it or changed it. */
    PLAN_EXCESSIVE(Kind.REFUSED),
    /** A journal record on the host asks for more than a run of eku ever does; somebody else wrote it or changed it. */
    RECORD_EXCESSIVE(Kind.REFUSED),
    /** The host's state is neither what it was before an interrupted step nor what it should be after it. */
    STATE_MOVED(Kind.REFUSED),
    /** The fleet is not in a state in which a rollout may begin; nothing was changed. */
    ROLLOUT_REFUSED(Kind.REFUSED),
    /** A rollout ended before all was done; what is left is named. */
    ROLLOUT_STOPPED(Kind.REFUSED),
    /** Another run holds the host's lock. */
    LOCKED(Kind.REFUSED),
    /** An earlier run was interrupted. */
    OPEN_RECORD(Kind.REFUSED),
    /** There is no such journal record, or nothing to roll back. */
    NO_RECORD(Kind.REFUSED),
    /** The values are in place, the service has not been restarted. */
    RESTART_PENDING(Kind.REFUSED),
    /** The host is not in the state wanted. */
    NOT_COMPLIANT(Kind.REFUSED),
    /** A service that should run is stopped. */
    SERVICE_DOWN(Kind.REFUSED),
    /** A certificate fails the EKU check, so the exemption is needed. */
    EXEMPTION_NEEDED(Kind.REFUSED),
    /** What was looked at is not in order. */
    NOT_IN_ORDER(Kind.REFUSED),
    /** A restarted host goes on losing connections. */
    CONNECTIONS_LOST(Kind.REFUSED),
    /** A rehearsal did not bring the host back to what it was. */
    REHEARSAL_DIFFERS(Kind.REFUSED);

    /** Whether a failure is an expected negative answer or a fault of the environment. */
    public enum Kind {
        /** eku looked, and says no: drift, a blocked or stale plan, a lock. */
        REFUSED,
        /** Something outside the state of the host is wrong: configuration, rights, network, a failing service. */
        ENVIRONMENT
    }

    private final Kind kind;

    ErrorCode(Kind kind) {
        this.kind = kind;
    }

    /** Whether this is an expected negative answer or a fault of the environment. */
    public Kind kind() {
        return kind;
    }
}
