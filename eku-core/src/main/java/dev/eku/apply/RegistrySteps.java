package dev.eku.apply;

import dev.eku.action.Action;
import dev.eku.action.Action.CreateKey;
import dev.eku.action.Action.DeleteKey;
import dev.eku.action.Action.DeleteValue;
import dev.eku.action.Action.RecordExemption;
import dev.eku.action.Action.SetValue;
import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.error.Win32Error;
import dev.eku.error.Win32Exception;
import dev.eku.host.Host;
import dev.eku.journal.JournalRecord.Result;
import dev.eku.journal.JournalRecord.Step;
import dev.eku.product.RegistryTarget;
import dev.eku.registry.KeyContents;
import dev.eku.registry.KeyContents.NamedValue;
import dev.eku.registry.KeyExcerpt;
import dev.eku.registry.KeyPath;
import dev.eku.registry.Registry;
import dev.eku.registry.Registry.Disposition;
import dev.eku.registry.RegistryValue;
import dev.eku.text.Message;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The registry steps of a run. A value is changed only if it is what the plan saw. It is not touched if it is already
 * right. It is read back after it was written. Not thread-safe.
 */
final class RegistrySteps {
    private final Registry registry;
    private final String host;
    /** The keys that this run has just created, by the paths where 64-bit Windows stores them. */
    private final Set<KeyPath> created = new HashSet<>();

    RegistrySteps(Host host) {
        this.registry = host.registry();
        this.host = host.ref().toString();
    }

    /**
     * The result of a step.
     *
     * @param keyWritten when the key of the value was last written before the step, if the host reports it
     * @param keyLeft when it was last written after the step
     */
    record StepResult(Result result, Optional<Instant> keyWritten, Optional<Instant> keyLeft) {
        /** A step that changes no value. */
        static StepResult of(Result result) {
            return new StepResult(result, Optional.empty(), Optional.empty());
        }
    }

    /**
     * Carries out one change.
     *
     * @param mayBeDone whether an earlier run may have made this change without marking it; then it counts as made
     *     by that run
     * @throws EkuException {@code STATE_MOVED} if the value is neither what the plan saw nor what it asks for
     */
    StepResult carryOut(Action action, boolean mayBeDone) {
        if (action instanceof RecordExemption) {
            // The journal's record of the run is all that is needed.
            return StepResult.of(Result.DONE);
        }
        if (action instanceof CreateKey create) {
            // A key that exists although the plan saw none was made by the killed run, or else by somebody else.
            boolean isNew = registry.createKey(create.view(), create.key()) == Disposition.CREATED;
            boolean ours = isNew || mayBeDone;
            if (isNew) {
                created.add(create.view().stored(create.key()));
            }
            return StepResult.of(ours ? Result.DONE : Result.ALREADY_SO);
        }
        if (action instanceof DeleteKey delete) {
            return StepResult.of(deleteKey(delete));
        }
        if (action instanceof SetValue set) {
            return change(set.target(), set.previous(), Optional.of(set.value()), mayBeDone);
        }
        if (action instanceof DeleteValue delete) {
            return change(delete.target(), Optional.of(delete.previous()), Optional.empty(), mayBeDone);
        }
        throw new IllegalArgumentException("no change of the registry: " + action);
    }

    /**
     * Checks the written values again before a service is stopped for them. A restart for a value that is gone now
     * would end the meetings of users for nothing.
     *
     * @param resumed whether the run was interrupted; then a key that somebody has deleted since is accepted
     * @throws EkuException {@code STATE_MOVED} if a value is not as the run has left it
     */
    void requireStanding(List<Step> steps, boolean resumed) {
        for (Step step : steps) {
            Optional<RegistryTarget> changed = step.action().changedValue();
            if (resumed
                    && changed.filter(at -> !registry.exists(at.view(), at.key()))
                            .isPresent()) {
                continue;
            }
            if (step.result().isPresent() && step.action() instanceof SetValue set) {
                requireStanding(set.target(), Optional.of(set.value()));
            } else if (step.result().isPresent() && step.action() instanceof DeleteValue delete) {
                requireStanding(delete.target(), Optional.empty());
            }
        }
    }

    private void requireStanding(RegistryTarget at, Optional<RegistryValue> left) {
        Optional<RegistryValue> present = registry.value(at.view(), at.key(), at.valueName());
        if (!present.equals(left)) {
            throw moved(at, left, present);
        }
    }

    /** Whether a value that was set is now as it was before. */
    boolean isPutBack(SetValue set) {
        RegistryTarget at = set.target();
        return registry.exists(at.view(), at.key())
                && registry.value(at.view(), at.key(), at.valueName()).equals(set.previous());
    }

    /** Whether the key exists. */
    boolean exists(CreateKey created) {
        return registry.exists(created.view(), created.key());
    }

    private Result deleteKey(DeleteKey delete) {
        Optional<KeyContents> contents = registry.read(delete.view(), delete.key());
        if (contents.isEmpty()) {
            return Result.ALREADY_SO;
        }
        if (!contents.get().isEmpty()) {
            return Result.KEPT_NOT_EMPTY;
        }
        registry.deleteKey(delete.view(), delete.key());
        return Result.DONE;
    }

    private StepResult change(
            RegistryTarget at, Optional<RegistryValue> before, Optional<RegistryValue> after, boolean mayBeDone) {
        boolean isNew = created.remove(at.view().stored(at.key()));
        Optional<KeyExcerpt> found = isNew ? justCreated(at) : excerpt(at);
        Optional<RegistryValue> present = found.flatMap(held -> held.value(at.valueName()));
        Optional<Instant> keyWritten = found.flatMap(KeyExcerpt::lastWritten);
        if (present.equals(after)) {
            return new StepResult(mayBeDone ? Result.DONE : Result.ALREADY_SO, keyWritten, keyWritten);
        }
        if (!present.equals(before)) {
            throw moved(at, before, present);
        }
        if (after.isPresent()) {
            set(at, after.get());
        } else {
            registry.deleteValue(at.view(), at.key(), at.valueName());
        }
        Optional<KeyExcerpt> left = excerpt(at);
        Optional<RegistryValue> written = left.flatMap(held -> held.value(at.valueName()));
        if (!written.equals(after)) {
            throw moved(at, after, written);
        }
        return new StepResult(Result.DONE, keyWritten, left.flatMap(KeyExcerpt::lastWritten));
    }

    /** When such a key was written before does not matter, but somebody may have been faster with the value. */
    private Optional<KeyExcerpt> justCreated(RegistryTarget at) {
        return registry.value(at.view(), at.key(), at.valueName())
                .map(value -> new KeyExcerpt(List.of(new NamedValue(at.valueName(), value)), Optional.empty()));
    }

    private Optional<KeyExcerpt> excerpt(RegistryTarget at) {
        return registry.excerpt(at.view(), at.key(), List.of(at.valueName()));
    }

    private void set(RegistryTarget at, RegistryValue value) {
        try {
            registry.setValue(at.view(), at.key(), at.valueName(), value);
        } catch (Win32Exception refused) {
            if (!refused.error().equals(Win32Error.FILE_NOT_FOUND)) {
                throw refused;
            }
            throw new EkuException(
                    refused,
                    ErrorCode.STATE_MOVED,
                    Message.of("apply.place", host, Message.of("action.key", at.view(), at.key())),
                    Message.of("action.key-created"),
                    Message.of("action.absent"));
        }
    }

    private EkuException moved(RegistryTarget at, Optional<RegistryValue> expected, Optional<RegistryValue> found) {
        return new EkuException(
                ErrorCode.STATE_MOVED,
                Message.of("apply.place", host, at),
                Action.shown(expected),
                Action.shown(found));
    }
}
