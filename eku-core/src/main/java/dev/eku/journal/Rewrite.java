package dev.eku.journal;

import dev.eku.action.Action.SetValue;
import dev.eku.journal.JournalRecord.Step;
import dev.eku.product.RegistryTarget;
import dev.eku.registry.RegistryValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Whether a run wrote again what an earlier run had written. Immutable. */
final class Rewrite {
    private final JournalRecord later;
    private final Set<Written> written;

    /** A value that a run has set, and its data. */
    record Written(RegistryTarget target, RegistryValue value) {
        static Written by(SetValue set) {
            return new Written(set.target(), set.value());
        }
    }

    /** @param later the run that may have written it again */
    Rewrite(JournalRecord later) {
        this.later = later;
        this.written = written(later);
    }

    /**
     * Whether this run set every value of the earlier run to the same data, and the earlier run set at least one value.
     */
    boolean isOf(JournalRecord earlier) {
        return isOf(written(earlier));
    }

    /** The same for an earlier run that set these values. */
    boolean isOf(Set<Written> earlier) {
        return !earlier.isEmpty() && written.containsAll(earlier);
    }

    /** What this run has set. */
    Set<Written> written() {
        return written;
    }

    /**
     * The state in which a rollback of the run has left each value that the run has set; empty if the value is absent.
     * A value that the rollback did not have to change was as it had been before the run.
     */
    Map<RegistryTarget, Optional<RegistryValue>> leftBy(JournalRecord rollback) {
        Map<RegistryTarget, Optional<RegistryValue>> left = new HashMap<>();
        sets(later).forEach(set -> left.putIfAbsent(set.target(), set.previous()));
        for (Step step : rollback.steps()) {
            step.action()
                    .changedValue()
                    .ifPresent(target -> left.put(
                            target,
                            step.action() instanceof SetValue set ? Optional.of(set.value()) : Optional.empty()));
        }
        return left;
    }

    static Set<Written> written(JournalRecord record) {
        Set<Written> written = new HashSet<>();
        sets(record).forEach(set -> written.add(Written.by(set)));
        return written;
    }

    static List<SetValue> sets(JournalRecord record) {
        List<SetValue> sets = new ArrayList<>();
        for (Step step : record.steps()) {
            if (step.action() instanceof SetValue set) {
                sets.add(set);
            }
        }
        return sets;
    }
}
