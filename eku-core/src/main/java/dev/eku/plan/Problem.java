package dev.eku.plan;

import dev.eku.text.Message;
import dev.eku.text.NextStep;
import dev.eku.text.NextStep.Advice;
import dev.eku.text.NextStep.Run;
import dev.eku.text.Operation;
import dev.eku.text.Option;
import dev.eku.text.Setting;
import java.util.List;

/**
 * Something about the host that stands in the way, or that somebody should know. Immutable.
 *
 * @param blocking whether the plan must not be applied
 * @param code which problem; stable
 * @param arguments what it is about, in the order that the code's text has
 */
public record Problem(boolean blocking, Code code, List<Object> arguments) {
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

    public Problem {
        arguments = new Message("", arguments).arguments();
    }

    /** A problem that forbids to apply the plan. */
    static Problem blocking(Code code, Object... arguments) {
        return new Problem(true, code, List.of(arguments));
    }

    /** Something to know. */
    static Problem advice(Code code, Object... arguments) {
        return new Problem(false, code, List.of(arguments));
    }

    /** What is wrong and where. */
    public Message what() {
        return new Message("problem." + code, arguments);
    }

    /** What to do about it. */
    public NextStep next() {
        Message what = new Message("problem." + code + ".next", arguments);
        // A plan of somebody else may lack the argument.
        return code == Code.LOCKED && arguments.size() > 1
                ? new Run(what, Operation.UNLOCK, List.of(new Setting(Option.HOLDER, String.valueOf(arguments.get(1)))))
                : new Advice(what);
    }
}
