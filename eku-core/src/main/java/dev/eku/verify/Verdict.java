package dev.eku.verify;

import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.plan.Plan;
import dev.eku.text.Message;
import java.util.Comparator;
import java.util.List;

/** Whether an exemption holds on a host, with the evidence. Immutable. */
public sealed interface Verdict {
    /** On what grounds: what was looked at and found. */
    List<Message> evidence();

    /** The value is right, and every process that reads it started after it was written. */
    record Compliant(List<Message> evidence) implements Verdict {
        public Compliant {
            evidence = List.copyOf(evidence);
        }
    }

    /** The value is right, but a process that reads it is older. */
    record PendingRestart(List<Message> evidence) implements Verdict {
        public PendingRestart {
            evidence = List.copyOf(evidence);
        }
    }

    /** The host is not in the desired state, and somebody or something was at it. */
    record Drifted(List<Message> evidence) implements Verdict {
        public Drifted {
            evidence = List.copyOf(evidence);
        }
    }

    /** There is no value, and eku has no record that there should be one. */
    record NotApplied(List<Message> evidence) implements Verdict {
        public NotApplied {
            evidence = List.copyOf(evidence);
        }
    }

    /** The value is right, but whether it is in effect cannot be told. */
    record Unverifiable(List<Message> evidence) implements Verdict {
        public Unverifiable {
            evidence = List.copyOf(evidence);
        }
    }

    /**
     * Of several the one to worry about, with the evidence of all: Drifted before NotApplied before PendingRestart
     * before Unverifiable before Compliant.
     *
     * @param verdicts at least one
     */
    static Verdict worst(List<Verdict> verdicts) {
        List<Message> evidence = verdicts.stream()
                .flatMap(verdict -> verdict.evidence().stream())
                .distinct()
                .toList();
        Verdict worst =
                verdicts.stream().max(Comparator.comparingInt(Verdict::gravity)).orElseThrow();
        return worst.with(evidence);
    }

    private int gravity() {
        if (this instanceof Drifted) {
            return 4;
        }
        if (this instanceof NotApplied) {
            return 3;
        }
        if (this instanceof PendingRestart) {
            return 2;
        }
        return this instanceof Unverifiable ? 1 : 0;
    }

    private Verdict with(List<Message> all) {
        if (this instanceof Drifted) {
            return new Drifted(all);
        }
        if (this instanceof NotApplied) {
            return new NotApplied(all);
        }
        if (this instanceof PendingRestart) {
            return new PendingRestart(all);
        }
        return this instanceof Unverifiable ? new Unverifiable(all) : new Compliant(all);
    }

    /** Whether the exemption is proven to hold. */
    default boolean isCompliant() {
        return this instanceof Compliant;
    }

    /**
     * Refuses to call a change effective that is not. One that starts no service may leave a restart pending; that it cannot be told is
     * no failure of the change.
     *
     * @param plan what was carried out
     * @throws EkuException {@code NOT_COMPLIANT}
     */
    default void requireEffectOf(Plan plan) {
        if (!isLeftPendingBy(plan) && !isCompliant() && !(this instanceof Unverifiable)) {
            throw new EkuException(ErrorCode.NOT_COMPLIANT, plan.computer(), name(), evidence());
        }
    }

    /** Whether a restart is pending, and the plan that was carried out was not to make it. */
    default boolean isLeftPendingBy(Plan plan) {
        return this instanceof PendingRestart && !plan.startsServices();
    }

    /** {@code Compliant}, {@code PendingRestart}, {@code Drifted}, {@code NotApplied} or {@code Unverifiable}. */
    default String name() {
        return getClass().getSimpleName();
    }
}
