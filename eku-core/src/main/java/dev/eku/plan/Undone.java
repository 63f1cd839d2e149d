package dev.eku.plan;

import dev.eku.action.Action.CreateKey;
import dev.eku.action.Action.DeleteValue;
import dev.eku.action.Action.SetValue;
import dev.eku.journal.JournalRecord;
import dev.eku.journal.JournalRecord.Result;
import dev.eku.journal.JournalRecord.Step;
import dev.eku.product.RegistryTarget;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a rollback undoes: one run or, where it only wrote again what earlier ones had written, all of them as if they
 * were one.
 */
final class Undone {
    private final Map<String, Step> keys = new LinkedHashMap<>();
    private final Map<RegistryTarget, Step> values = new LinkedHashMap<>();

    private Undone() {}

    /**
     * The steps of a run together with those that wrote the same before it.
     *
     * @param before the newest first
     */
    static List<Step> steps(JournalRecord record, List<JournalRecord> before) {
        if (before.isEmpty()) {
            return record.steps();
        }
        Undone undone = new Undone();
        for (int i = before.size() - 1; i >= 0; i--) {
            before.get(i).steps().forEach(undone::add);
        }
        record.steps().forEach(undone::add);
        List<Step> all = new ArrayList<>(undone.keys.values());
        all.addAll(undone.values.values());
        record.steps().stream().filter(step -> !step.action().changesRegistry()).forEach(all::add);
        return all;
    }

    private void add(Step step) {
        if (step.action() instanceof CreateKey create) {
            keys.merge(create.view() + " " + create.key(), step, (known, again) -> isOurs(known) ? known : again);
        } else if (step.action() instanceof SetValue || step.action() instanceof DeleteValue) {
            values.merge(step.action().changedValue().orElseThrow(), step, Undone::combined);
        }
    }

    private static boolean isOurs(Step step) {
        return step.result().filter(Result.DONE::equals).isPresent();
    }

    /** From what the first found to what the last has written. */
    private static Step combined(Step first, Step last) {
        return first.action() instanceof SetValue before && last.action() instanceof SetValue after
                ? new Step(
                        new SetValue(after.target(), before.previous(), after.value(), after.why()),
                        last.result(),
                        last.doneAt(),
                        last.processId(),
                        last.keyWritten(),
                        last.keyLeft(),
                        last.processes(),
                        last.inDoubt())
                : first;
    }
}
