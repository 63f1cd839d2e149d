package dev.eku.verify;

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

    /** Whether the exemption is proven to hold. */
    default boolean isCompliant() {
        return this instanceof Compliant;
    }

    /** {@code Compliant}, {@code PendingRestart}, {@code Drifted} or {@code Unverifiable}. */
    default String name() {
        return getClass().getSimpleName();
    }
}
