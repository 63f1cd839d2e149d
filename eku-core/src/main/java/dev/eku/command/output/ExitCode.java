package dev.eku.command.output;

import dev.eku.error.ErrorCode;
import java.util.EnumSet;
import java.util.Set;

/** How a run ends for whoever started it: a script, a pipeline, a scheduler. The larger, the worse. */
public enum ExitCode {
    /** Everything is as desired, or was made so. */
    AS_DESIRED(0),
    /** It was looked, and something is not as desired. */
    NOT_AS_DESIRED(1),
    /** It was not done, or not to the end, because eku refuses it, or because of what was given. */
    REFUSED(2),
    /** Something outside is wrong: rights, network, files, a failing service, Java. */
    ENVIRONMENT(3);

    private static final Set<ErrorCode> SEEN = EnumSet.of(
            ErrorCode.NOT_COMPLIANT,
            ErrorCode.SERVICE_DOWN,
            ErrorCode.RESTART_PENDING,
            ErrorCode.EXEMPTION_NEEDED,
            ErrorCode.NOT_IN_ORDER,
            ErrorCode.CONNECTIONS_LOST,
            ErrorCode.ROLLOUT_STOPPED,
            ErrorCode.REHEARSAL_DIFFERS);
    private static final Set<ErrorCode> WRONG_USAGE = EnumSet.of(
            ErrorCode.INVALID_PARAMETER,
            ErrorCode.INVALID_PATH,
            ErrorCode.INVALID_INVENTORY,
            ErrorCode.UNKNOWN_PRODUCT,
            ErrorCode.UNKNOWN_SCHEME,
            ErrorCode.NO_HOST);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    /** The number for the system. */
    public int number() {
        return number;
    }

    /** The code of a run that failed for that reason alone. */
    public static ExitCode of(ErrorCode why) {
        if (SEEN.contains(why)) {
            return NOT_AS_DESIRED;
        }
        return WRONG_USAGE.contains(why) || why.kind() == ErrorCode.Kind.REFUSED ? REFUSED : ENVIRONMENT;
    }

    /** The worse one of two. */
    ExitCode or(ExitCode other) {
        return other.number > number ? other : this;
    }
}
