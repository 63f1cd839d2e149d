package dev.eku.rehearse;

import dev.eku.apply.Outcome;
import dev.eku.plan.Plan;
import dev.eku.text.Message;
import dev.eku.verify.Verdict;
import java.util.List;
import java.util.Optional;

/**
 * A change tried on a copy of a simulated host: applied, verified and rolled back. Immutable.
 *
 * @param plan what was applied
 * @param verdict after it was applied
 * @param rolledBack what the rollback did; empty if the plan changed nothing
 * @param differences between the host before and after all of it, a message each; eku's own records are skipped where
 *     the host had some before
 */
public record Rehearsal(
        Plan plan, Outcome applied, Verdict verdict, Optional<Outcome> rolledBack, List<Message> differences) {
    public Rehearsal {
        differences = List.copyOf(differences);
    }

    /** Whether the rollback left nothing behind. */
    public boolean isSame() {
        return differences.isEmpty();
    }
}
