package dev.eku.diagnose;

import dev.eku.text.Message;
import dev.eku.text.NextStep;
import java.util.List;

/**
 * One statement of a diagnosis. Immutable.
 *
 * @param about the application, or the computer if it is not about an application
 * @param cause why it is so
 * @param evidence what it is based on
 * @param next what to do, step by step; at least one
 */
public record Finding(
        Situation situation,
        String about,
        Confidence confidence,
        Message cause,
        List<Message> evidence,
        List<NextStep> next) {
    public Finding {
        evidence = List.copyOf(evidence);
        next = List.copyOf(next);
    }

    /** The possible situations, the most important first. */
    public enum Situation {
        /** The running process does not read the setting, or is not known to read it. */
        WRONG_PROGRAM,
        /** A value was meant to exempt, but does not. */
        MISPLACED,
        /** The check is on, and peers may lose their connections. */
        NOT_EXEMPT,
        /** Connections are lost, but the check does not explain it. */
        OTHER_CAUSE,
        /** The exemption is written, but the process is older. */
        RESTART_PENDING,
        /** The last day of the exemption is over. */
        EXPIRED,
        /** The application is exempt, and every peer that was checked would pass without the exemption. */
        NO_LONGER_NEEDED,
        /** The application is exempt, and the exemption is in effect. */
        EFFECTIVE,
        /** The runtime does not have the check, or the check refuses no peer. */
        NOT_AFFECTED;

        /** Whether something has to be done now. */
        public boolean isTrouble() {
            return switch (this) {
                case WRONG_PROGRAM, MISPLACED, NOT_EXEMPT, OTHER_CAUSE, RESTART_PENDING, EXPIRED -> true;
                case NO_LONGER_NEEDED, EFFECTIVE, NOT_AFFECTED -> false;
            };
        }
    }

    /** How sure it is. */
    public enum Confidence {
        CERTAIN,
        LIKELY,
        /** There is too little evidence to say more. */
        POSSIBLE
    }
}
