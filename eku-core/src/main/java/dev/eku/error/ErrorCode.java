package dev.eku.error;

/**
 * The stable names of everything that eku refuses or fails at. A name never changes its meaning. For each name the
 * catalogue of texts has what happened, the likely cause and the next step. Immutable.
 */
public enum ErrorCode {
    /** A parameter has a value that eku cannot use. */
    INVALID_PARAMETER(Kind.ENVIRONMENT),
    /** A text that should be the path of an executable cannot be one. */
    INVALID_PATH(Kind.ENVIRONMENT),
    /** The catalogue has no product with this id. */
    UNKNOWN_PRODUCT(Kind.ENVIRONMENT),
    /** The product that was named is not the product that was found on the host. */
    PRODUCT_MISMATCH(Kind.ENVIRONMENT),
    /** No installed backend serves the scheme of the host reference. */
    UNKNOWN_SCHEME(Kind.ENVIRONMENT),
    /** No host was named, and none can be assumed. */
    NO_HOST(Kind.ENVIRONMENT),
    /** The content of a file or record, such as a plan or a snapshot, is not valid. */
    MALFORMED_FILE(Kind.ENVIRONMENT),
    /** A file is larger than eku accepts for its kind. */
    FILE_TOO_LARGE(Kind.ENVIRONMENT),
    /** A file cannot be read or written. */
    FILE_FAILURE(Kind.ENVIRONMENT),
    /** The list of the hosts of a fleet is not valid. */
    INVALID_INVENTORY(Kind.ENVIRONMENT),
    /** A journal record on the host cannot be read, so eku does not know what that run did. */
    UNREADABLE_RECORD(Kind.ENVIRONMENT),
    /** No application to exempt was found on the host. */
    NOTHING_FOUND(Kind.ENVIRONMENT),
    /** Access to the host is denied to this account. */
    ACCESS_DENIED(Kind.ENVIRONMENT),
    /** The host does not answer. */
    HOST_UNREACHABLE(Kind.ENVIRONMENT),
    /** The host answers, but too slowly to be read completely. */
    HOST_TOO_SLOW(Kind.ENVIRONMENT),
    /** A Windows call failed for another reason. */
    WIN32_FAILURE(Kind.ENVIRONMENT),
    /** The host or the backend cannot do what was asked. */
    UNSUPPORTED(Kind.ENVIRONMENT),
    /** JNA's native library is missing or blocked. */
    NATIVE_LIBRARY(Kind.ENVIRONMENT),
    /** The run was told to end while it waited. */
    INTERRUPTED(Kind.ENVIRONMENT),
    /** A service that was running before the run is not running now. */
    SERVICE_LEFT_STOPPED(Kind.ENVIRONMENT),
    /** A service did not reach the expected state before the deadline. */
    SERVICE_TIMEOUT(Kind.ENVIRONMENT),
    /** Everything is done, but the host's lock could not be freed. */
    LOCK_NOT_FREED(Kind.ENVIRONMENT),
    /** A service that was started to reach the host could not be stopped again. */
    SERVICE_NOT_PUT_BACK(Kind.ENVIRONMENT),
    /** The product's PowerShell cmdlet failed. */
    GRACEFUL_FAILED(Kind.ENVIRONMENT),
    /** eku itself failed. */
    UNEXPECTED(Kind.ENVIRONMENT),
    /** The plan has blocking problems. */
    PLAN_BLOCKED(Kind.REFUSED),
    /** The host has changed since the plan was made. */
    PLAN_STALE(Kind.REFUSED),
    /** The plan was made for another host. */
    PLAN_OF_ANOTHER_HOST(Kind.REFUSED),
    /** The plan file has another format than this version's, so its content may have another meaning. */
    PLAN_OF_ANOTHER_VERSION(Kind.REFUSED),
    /** The plan asks for more than eku would ever plan; somebody else wrote it or changed it. */
    PLAN_EXCESSIVE(Kind.REFUSED),
    /** A journal record on the host asks for more than a run of eku ever does; somebody else wrote it or changed it. */
    RECORD_EXCESSIVE(Kind.REFUSED),
    /** The plan changes nothing that the form of the export can change. */
    NOTHING_TO_EXPORT(Kind.REFUSED),
    /** The host's state is neither the one before an interrupted step nor the one after it. */
    STATE_MOVED(Kind.REFUSED),
    /** The fleet is not in a state in which a rollout can start; nothing was changed. */
    ROLLOUT_REFUSED(Kind.REFUSED),
    /** A rollout ended before everything was done; the report names what remains. */
    ROLLOUT_STOPPED(Kind.REFUSED),
    /** Another run holds the host's lock. */
    LOCKED(Kind.REFUSED),
    /** Nobody holds the host's lock, so there is none to free. */
    NOT_LOCKED(Kind.REFUSED),
    /** An earlier run was interrupted. */
    OPEN_RECORD(Kind.REFUSED),
    /** There is no such journal record, or there is nothing to roll back. */
    NO_RECORD(Kind.REFUSED),
    /** The values are in place, but the service has not been restarted. */
    RESTART_PENDING(Kind.REFUSED),
    /** The host is not in the desired state. */
    NOT_COMPLIANT(Kind.REFUSED),
    /** A service that should run is stopped. */
    SERVICE_DOWN(Kind.REFUSED),
    /** A certificate fails the EKU check, so the exemption is needed. */
    EXEMPTION_NEEDED(Kind.REFUSED),
    /** Something that was checked is not in order. */
    NOT_IN_ORDER(Kind.REFUSED),
    /** A restarted host continues to lose connections. */
    CONNECTIONS_LOST(Kind.REFUSED),
    /** A rehearsal did not restore the host to its earlier state. */
    REHEARSAL_DIFFERS(Kind.REFUSED);

    /** Whether a failure is an expected negative answer or a fault of the environment. */
    public enum Kind {
        /** eku has checked, and the answer is no: drift, a blocked or stale plan, a lock. */
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
