package dev.eku.verify;

import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.plan.Plan;
import dev.eku.text.Message;
import java.util.Comparator;
import java.util.List;

/** Whether an exemption holds on a host, with the evidence. Immutable. */
public sealed interface Verdict {
    /** The evidence: what was checked and what was found. */
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

    /** The host is not in the desired state, although somebody or something has worked on it. */
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

    /** The value is right, but it is not known whether it is in effect. */
    record Unverifiable(List<Message> evidence) implements Verdict {
        public Unverifiable {
            evidence = List.copyOf(evidence);
        }
    }

    /**
     * The worst of several verdicts, with the evidence of all. The order from the worst is Drifted, NotApplied,
     * PendingRestart, Unverifiable, Compliant.
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
     * Refuses a change that is not in effect. A plan that starts no service may leave a restart pending. If the effect
     * is not known, the change has not failed.
     *
     * @param plan the plan that was carried out
     * @throws EkuException {@code NOT_COMPLIANT}
     */
    default void requireEffectOf(Plan plan) {
        if (!isLeftPendingBy(plan) && !isCompliant() && !(this instanceof Unverifiable)) {
            throw new EkuException(ErrorCode.NOT_COMPLIANT, plan.computer(), name(), evidence());
        }
    }

    /** Whether a restart is pending, and the plan that was carried out did not include it. */
    default boolean isLeftPendingBy(Plan plan) {
        return this instanceof PendingRestart && !plan.startsServices();
    }

    /** {@code Compliant}, {@code PendingRestart}, {@code Drifted}, {@code NotApplied} or {@code Unverifiable}. */
    default String name() {
        return getClass().getSimpleName();
    }
}
