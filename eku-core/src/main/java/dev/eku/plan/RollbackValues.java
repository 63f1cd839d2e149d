package dev.eku.plan;

import dev.eku.action.Action;
import dev.eku.action.Action.CreateKey;
import dev.eku.action.Action.DeleteKey;
import dev.eku.action.Action.DeleteValue;
import dev.eku.action.Action.SetValue;
import dev.eku.inspect.ApplicationFacts;
import dev.eku.inspect.Inspection;
import dev.eku.inspect.SettingKey;
import dev.eku.journal.JournalRecord;
import dev.eku.journal.JournalRecord.Result;
import dev.eku.journal.JournalRecord.Step;
import dev.eku.product.RegistryTarget;
import dev.eku.registry.KeyContents;
import dev.eku.registry.KeyPath;
import dev.eku.registry.RegistryValue;
import dev.eku.registry.RegistryView;
import dev.eku.text.Message;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a rollback changes in the registry: each value back to its bytes or its absence, and each key that eku created
 * deleted unless others use it by then. Not thread-safe.
 */
final class RollbackValues {
    private final Inspection inspection;
    private final JournalRecord record;
    private final boolean overwrite;
    private final List<Problem> problems;
    private final List<Action> actions = new ArrayList<>();
    private final Set<RegistryTarget> changed = new HashSet<>();
    /** The keys that are created again for what is put back. */
    private final Set<KeyPlace> created = new HashSet<>();
    /** What somebody has put back already, and when at the latest. */
    private final Map<RegistryTarget, Optional<Instant>> restored = new HashMap<>();

    /** @param problems to which what forbids it, or is to be known, is added */
    RollbackValues(Inspection inspection, JournalRecord record, boolean overwrite, List<Problem> problems) {
        this.inspection = inspection;
        this.record = record;
        this.overwrite = overwrite;
        this.problems = problems;
    }

    /** Plans to undo these steps, the last first. */
    void plan(List<Step> undone) {
        for (int i = undone.size() - 1; i >= 0; i--) {
            undo(undone.get(i));
        }
        deleteKeptKeys();
        explainStillExempt();
    }

    /** The changes planned, in order. */
    List<Action> actions() {
        return actions;
    }

    /** Whether the plan changes that value. */
    boolean changes(RegistryTarget target) {
        return changed.contains(target);
    }

    /**
     * The values that need no change, since somebody has put them back, each with the latest time of that, if it is
     * known.
     */
    Map<RegistryTarget, Optional<Instant>> restored() {
        return restored;
    }

    private void undo(Step step) {
        if (step.action() instanceof SetValue set) {
            restore(step, set.target(), Optional.of(set.value()), set.previous());
        } else if (step.action() instanceof DeleteValue delete) {
            restore(step, delete.target(), Optional.empty(), Optional.of(delete.previous()));
        } else if (step.action() instanceof CreateKey create
                && step.result().filter(Result.ALREADY_SO::equals).isEmpty()
                && exists(create.view(), create.key())) {
            actions.add(new DeleteKey(create.view(), create.key(), Message.of("why.own-key", record.id())));
        }
    }

    private void restore(
            Step step, RegistryTarget target, Optional<RegistryValue> written, Optional<RegistryValue> previous) {
        Optional<RegistryValue> present = key(target).flatMap(key -> key.value(target.valueName()));
        if (present.equals(previous)) {
            if (record.mayBeDone(step)
                    || step.result().filter(Result.DONE::equals).isPresent()) {
                // Somebody has put it back already, at the latest when the key was written; a process may know it
                // still.
                restored.put(target, key(target).flatMap(SettingKey::contents).flatMap(KeyContents::lastWritten));
            }
            return;
        }
        if (!present.equals(written)) {
            Object[] arguments = {
                target.view(),
                target.key(),
                target.valueName(),
                Action.shown(present),
                Action.shown(written),
                Action.shown(previous)
            };
            problems.add(
                    overwrite
                            ? Problem.advice(Problem.Code.VALUE_MOVED, arguments)
                            : Problem.blocking(Problem.Code.VALUE_MOVED, arguments));
        }
        key(target)
                .filter(key -> !key.details().orElseThrow().writable())
                .ifPresent(key -> denied(key.view(), key.key()));
        changed.add(target);
        Message why = Message.of("why.restore", record.id());
        if (previous.isPresent()) {
            key(target).map(key -> key.details().orElseThrow().missing()).orElse(List.of()).stream()
                    .filter(missing -> created.add(new KeyPlace(target.view(), missing)))
                    .map(missing -> new CreateKey(target.view(), missing, Message.of("why.key")))
                    .forEach(actions::add);
            actions.add(new SetValue(target, present, previous.get(), why));
        } else {
            present.ifPresent(value -> actions.add(new DeleteValue(target, value, why)));
        }
    }

    /**
     * A key that an earlier rollback had to leave, since others used it, is eku's own still; the last to use it may
     * have been this record. It is deleted only if it is empty by then.
     */
    private void deleteKeptKeys() {
        Set<KeyPlace> keys = new LinkedHashSet<>();
        record.steps()
                .forEach(step -> step.action()
                        .changedValue()
                        .ifPresent(target -> keys.add(new KeyPlace(target.view(), target.key()))));
        Map<KeyPlace, Result> done = doneSince();
        Set<KeyPlace> planned = new HashSet<>();
        for (Action action : actions) {
            if (action instanceof DeleteKey delete) {
                planned.add(new KeyPlace(delete.view(), delete.key()));
            }
        }
        for (KeyPlace place : keys) {
            List<KeyPath> lineage = new ArrayList<>(place.key().lineage());
            Collections.reverse(lineage);
            for (KeyPath key : lineage) {
                KeyPlace at = new KeyPlace(place.view(), key);
                if (done.get(at) == Result.KEPT_NOT_EMPTY && exists(place.view(), key) && planned.add(at)) {
                    actions.add(new DeleteKey(place.view(), key, Message.of("why.kept-key")));
                }
            }
        }
    }

    /**
     * The last that eku did about each key after this record's run. A key that it left then was left for this record's
     * value was in it; one that was left before may have been deleted since, and made again by others.
     */
    private Map<KeyPlace, Result> doneSince() {
        Map<KeyPlace, Result> done = new HashMap<>();
        for (JournalRecord other : inspection.journal().records()) {
            if (other.isLaterThan(record)) {
                for (Step step : other.steps()) {
                    if (step.action() instanceof DeleteKey delete) {
                        step.result().ifPresent(result -> done.put(new KeyPlace(delete.view(), delete.key()), result));
                    } else if (step.action() instanceof CreateKey create) {
                        step.result()
                                .filter(Result.DONE::equals)
                                .ifPresent(result -> done.put(new KeyPlace(create.view(), create.key()), result));
                    }
                }
            }
        }
        return done;
    }

    /** A value that is not this record's to take back goes on exempting; nobody must think it gone. */
    private void explainStillExempt() {
        for (ApplicationFacts application : inspection.applications()) {
            application
                    .target(record.exemption().setting())
                    .filter(target -> !changed.contains(target))
                    .filter(target -> key(target)
                            .flatMap(key -> key.value(target.valueName()))
                            .filter(RegistryValue::isZeroToNet)
                            .isPresent())
                    .ifPresent(target -> problems.add(Problem.advice(
                            Problem.Code.STILL_EXEMPT, target.view(), target.key(), target.valueName(), record.id())));
        }
    }

    private void denied(RegistryView view, KeyPath key) {
        Problem denied = Problem.blocking(Problem.Code.ACCESS_DENIED, view + " " + key);
        if (!problems.contains(denied)) {
            problems.add(denied);
        }
    }

    private boolean exists(RegistryView view, KeyPath key) {
        return inspection.keys().stream()
                .anyMatch(held -> !held.isAside()
                        && inspection.shows(held, view)
                        && held.key().lineage().contains(key)
                        && !held.details().orElseThrow().missing().contains(key));
    }

    private Optional<SettingKey> key(RegistryTarget target) {
        return inspection.keys().stream()
                .filter(key -> inspection.shows(key, target.view()) && key.key().equals(target.key()))
                .findFirst();
    }
}
