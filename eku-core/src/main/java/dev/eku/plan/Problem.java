package dev.eku.plan;

import dev.eku.error.Messages;

/**
 * Something about the host that stands in the way, or that somebody should know. Immutable.
 *
 * @param blocking whether the plan must not be applied
 * @param code which problem; stable
 * @param text what is wrong and where
 * @param next what to do about it
 */
public record Problem(boolean blocking, Code code, String text, String next) {
    /** The problems there are; names never change their meaning. */
    public enum Code {
        NOTHING_FOUND,
        /** Its service starts another executable. */
        OTHER_EXECUTABLE,
        /** What its service starts cannot be told. */
        EXECUTABLE_UNRESOLVED,
        /** Which file runs is not proven. */
        EXECUTABLE_UNPROVEN,
        /** Its service runs a program that runs another one. */
        WRAPPER,
        /** It is no .NET Framework program. */
        NOT_FRAMEWORK,
        /** Its file tells another runtime or bitness than was given. */
        RUNTIME_DIFFERS,
        /** Its runtime or bitness is neither given nor told by its file. */
        RUNTIME_UNKNOWN,
        PRODUCT_MISMATCH,
        PRODUCT_AMBIGUOUS,
        SHARED_HOST,
        WRONG_TYPE,
        /** A REG_DWORD of less than four bytes, which .NET reads as 0 all the same. */
        ODD_LENGTH,
        WRONG_VIEW,
        WRONG_CLR,
        WRONG_SPELLING,
        GLOBAL_OFF,
        SERVICE_MISSING,
        SERVICE_DISABLED,
        SERVICE_PENDING,
        SERVICE_PAUSED,
        SERVICE_SHARED_PROCESS,
        /** The service, or one that needs it, runs and accepts no STOP; whoever asks gets 1052. */
        SERVICE_REFUSES_STOP,
        /** The service and those that need it go round in a circle; Windows stops none of them. */
        SERVICE_CIRCLE,
        SERVICE_UNKNOWN,
        SERVICE_LEFT_STOPPED,
        STOP_MODE,
        ACCESS_DENIED,
        OPEN_RECORD,
        UNREADABLE_RECORD,
        LOCKED,
        EXPIRED,
        RECORD_EXPIRED,
        RESTART_PENDING,
        RESTART_UNKNOWN,
        VALUE_MOVED,
        STILL_EXEMPT,
        OTHER_RECORDS
    }

    /** A problem that forbids to apply the plan. */
    static Problem blocking(Code code, Object... arguments) {
        return new Problem(true, code, text(code, arguments), next(code, arguments));
    }

    /** Something to know. */
    static Problem advice(Code code, Object... arguments) {
        return new Problem(false, code, text(code, arguments), next(code, arguments));
    }

    private static String text(Code code, Object... arguments) {
        return Messages.text("problem." + code, arguments);
    }

    private static String next(Code code, Object... arguments) {
        return Messages.text("problem." + code + ".next", arguments);
    }
}
