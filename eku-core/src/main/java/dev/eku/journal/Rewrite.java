package dev.eku.journal;

import dev.eku.action.Action.SetValue;
import dev.eku.journal.JournalRecord.Step;
import dev.eku.product.RegistryTarget;
import dev.eku.registry.RegistryValue;
import java.util.List;
import java.util.Optional;

/** Whether one run wrote again what an earlier one had written. */
final class Rewrite {
    private Rewrite() {}

    /** Whether every value that the earlier run has set, and it has set one, was set to the same by the later one. */
    static boolean isOf(JournalRecord earlier, JournalRecord later) {
        List<SetValue> wanted = sets(earlier);
        return !wanted.isEmpty()
                && wanted.stream()
                        .allMatch(one -> sets(later).stream()
                                .anyMatch(other -> other.target().equals(one.target())
                                        && other.value().equals(one.value())));
    }

    /**
     * Whether a rollback left each value as it was before that run.
     *
     * @param undone what the rollback undid; what it did not have to change was as it had been before that one
     */
    static boolean isBroughtBack(JournalRecord run, JournalRecord undone, JournalRecord rollback) {
        return sets(run).stream()
                .allMatch(set -> left(undone, rollback, set.target()).equals(Optional.of(set.previous())));
    }

    private static List<SetValue> sets(JournalRecord record) {
        return record.steps().stream()
                .map(Step::action)
                .filter(SetValue.class::isInstance)
                .map(SetValue.class::cast)
                .toList();
    }

    private static Optional<Optional<RegistryValue>> left(
            JournalRecord undone, JournalRecord rollback, RegistryTarget target) {
        return rollback.steps().stream()
                .map(Step::action)
                .filter(action -> action.changedValue().equals(Optional.of(target)))
                .map(action ->
                        action instanceof SetValue set ? Optional.of(set.value()) : Optional.<RegistryValue>empty())
                .reduce((first, second) -> second)
                .or(() -> sets(undone).stream()
                        .filter(set -> set.target().equals(target))
                        .map(SetValue::previous)
                        .findFirst());
    }
}
