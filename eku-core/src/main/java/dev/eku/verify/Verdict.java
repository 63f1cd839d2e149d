package dev.eku.verify;

import java.util.Comparator;
import java.util.List;

/** Whether an exemption holds on a host, with the evidence. Immutable. */
public sealed interface Verdict {
    /** On what grounds: what was looked at and found, a line each. */
    List<String> evidence();

    /** The value is right, and every process that reads it started after it was written. */
    record Compliant(List<String> evidence) implements Verdict {
        public Compliant {
            evidence = List.copyOf(evidence);
        }
    }

    /** The value is right, but a process that reads it is older. */
    record PendingRestart(List<String> evidence) implements Verdict {
        public PendingRestart {
            evidence = List.copyOf(evidence);
        }
    }

    /** The host is not as wanted. */
    record Drifted(List<String> evidence) implements Verdict {
        public Drifted {
            evidence = List.copyOf(evidence);
        }
    }

    /** The value is right, but whether it is in effect cannot be told. */
    record Unverifiable(List<String> evidence) implements Verdict {
        public Unverifiable {
            evidence = List.copyOf(evidence);
        }
    }

    /**
     * Of several the one to worry about, with the evidence of all: Drifted before PendingRestart before Unverifiable before
     * Compliant.
     *
     * @param verdicts at least one
     */
    static Verdict worst(List<Verdict> verdicts) {
        List<String> evidence = verdicts.stream()
                .flatMap(verdict -> verdict.evidence().stream())
                .distinct()
                .toList();
        Verdict worst =
                verdicts.stream().max(Comparator.comparingInt(Verdict::gravity)).orElseThrow();
        return worst.with(evidence);
    }

    private int gravity() {
        if (this instanceof Drifted) {
            return 3;
        }
        if (this instanceof PendingRestart) {
            return 2;
        }
        return this instanceof Unverifiable ? 1 : 0;
    }

    private Verdict with(List<String> all) {
        if (this instanceof Drifted) {
            return new Drifted(all);
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

    /** {@code Compliant}, {@code PendingRestart}, {@code Drifted} or {@code Unverifiable}. */
    default String name() {
        return getClass().getSimpleName();
    }
}
