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
 * Something about the host that blocks a plan, or that people should know. Immutable.
 *
 * @param blocking whether the plan must not be applied
 * @param code which problem; stable
 * @param arguments what it is about, in the order that the code's text has
 */
public record Problem(boolean blocking, Code code, List<Object> arguments) {
    /** All kinds of problems. Their names never change their meaning. */
    public enum Code {
        NOTHING_FOUND,
        /** Its service starts another executable. */
        OTHER_EXECUTABLE,
        /** It is not known what its service starts. */
        EXECUTABLE_UNRESOLVED,
        /** It is not proven which file runs. */
        EXECUTABLE_UNPROVEN,
        /** Its service runs a program that runs another program. */
        WRAPPER,
        /** It is not a .NET Framework program. */
        NOT_FRAMEWORK,
        /** Its file has another runtime or bitness than was given. */
        RUNTIME_DIFFERS,
        /** Its runtime or bitness was not given, and its file does not show it. */
        RUNTIME_UNKNOWN,
        PRODUCT_MISMATCH,
        PRODUCT_AMBIGUOUS,
        SHARED_HOST,
        WRONG_TYPE,
        /** A REG_DWORD of less than four bytes, which .NET nevertheless reads as 0. */
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
        /** The service, or one that needs it, runs and accepts no STOP. It would answer 1052. */
        SERVICE_REFUSES_STOP,
        /** The service and those that need it need each other in a circle, so Windows stops none of them. */
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

    /** A problem that blocks the plan. */
    static Problem blocking(Code code, Object... arguments) {
        return new Problem(true, code, List.of(arguments));
    }

    /** A warning that does not block. */
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
        // A plan that somebody else wrote may lack the argument.
        return code == Code.LOCKED && arguments.size() > 1
                ? new Run(what, Operation.UNLOCK, List.of(new Setting(Option.HOLDER, String.valueOf(arguments.get(1)))))
                : new Advice(what);
    }
}
