package dev.eku.diagnose;

import dev.eku.text.Message;
import dev.eku.text.NextStep;
import java.util.List;

/**
 * One thing that a diagnosis says. Immutable.
 *
 * @param about the application meant, or the computer where it is about no application
 * @param cause why it is so
 * @param evidence what it rests on
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

    /** How a host can stand; what matters more comes first. */
    public enum Situation {
        /** What runs is not, or is not known to be, a process that reads the setting. */
        WRONG_PROGRAM,
        /** A value was meant to exempt and does not. */
        MISPLACED,
        /** The check is on, and peers may be cut off. */
        NOT_EXEMPT,
        /** Connections are lost, but the check does not explain it. */
        OTHER_CAUSE,
        /** The exemption is written, but the process is older. */
        RESTART_PENDING,
        /** The last day of the exemption is over. */
        EXPIRED,
        /** It is exempt, and every peer that was looked at would pass without. */
        NO_LONGER_NEEDED,
        /** It is exempt, and that is in effect. */
        EFFECTIVE,
        /** The check is not there, or harms nobody. */
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
        /** Too little was seen to say more. */
        POSSIBLE
    }
}
