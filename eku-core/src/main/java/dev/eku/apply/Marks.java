package dev.eku.apply;

import dev.eku.action.Action.CreateKey;
import dev.eku.action.Action.SetValue;
import dev.eku.action.Action.StartService;
import dev.eku.action.Action.StopService;
import dev.eku.journal.JournalRecord;
import dev.eku.journal.JournalRecord.Step;
import dev.eku.service.ServiceName;
import java.util.HashSet;
import java.util.Set;

/** The marks of a record's steps as far as they can be believed when its run is taken up; the others are forgotten. Not thread-safe. */
final class Marks {
    private JournalRecord record;

    Marks(JournalRecord record) {
        this.record = record;
    }

    /**
     * The record with the marks that can be believed.
     *
     * @param resumed whether an earlier run was interrupted at it
     */
    JournalRecord believed(RegistrySteps registry, boolean resumed) {
        forgetStopsOfAnUnfinishedRestart();
        forgetStartsAfterAStop();
        forgetKeysThatAreGone(registry);
        if (resumed) {
            forgetValuesThatWerePutBack(registry);
        }
        return record;
    }

    /** The record as it is to be left when its run ends early. */
    JournalRecord withoutStopsOfAnUnfinishedRestart() {
        forgetStopsOfAnUnfinishedRestart();
        return record;
    }

    /**
     * Where a run was interrupted among the stops before a start, a service it had stopped may be up again (the host was
     * restarted, a person started it), so its mark proves nothing; stopping again what is stopped does no harm.
     */
    private void forgetStopsOfAnUnfinishedRestart() {
        boolean unfinished = false;
        for (int index = record.steps().size() - 1; index >= 0; index--) {
            Step step = record.steps().get(index);
            boolean stop = step.action() instanceof StopService;
            unfinished = stop && (unfinished || step.result().isEmpty());
            if (unfinished && step.result().isPresent()) {
                record = record.withoutResult(index);
            }
        }
    }

    /** Whoever marked a start as done before the stop it belongs to: what is stopped now is not left so. */
    private void forgetStartsAfterAStop() {
        Set<ServiceName> toStop = new HashSet<>();
        for (int index = 0; index < record.steps().size(); index++) {
            Step step = record.steps().get(index);
            if (step.action() instanceof StopService stop && step.result().isEmpty()) {
                toStop.add(stop.service());
            } else if (step.action() instanceof StartService start
                    && step.result().isPresent()
                    && toStop.contains(start.service())) {
                record = record.withoutResult(index);
            }
        }
    }

    /** A key that was created before the run was interrupted may have been deleted since; values still to be set need it. */
    private void forgetKeysThatAreGone(RegistrySteps registry) {
        for (int index = 0; index < record.steps().size(); index++) {
            Step step = record.steps().get(index);
            if (step.action() instanceof CreateKey create
                    && step.result().isPresent()
                    && isStillNeeded(create)
                    && !registry.exists(create)) {
                record = record.withoutResult(index);
            }
        }
    }

    /** What was written before the run was interrupted, and is again as it was before, is written again. */
    private void forgetValuesThatWerePutBack(RegistrySteps registry) {
        boolean ended = record.steps().stream().allMatch(step -> step.result().isPresent());
        for (int index = 0; index < record.steps().size(); index++) {
            Step step = record.steps().get(index);
            if (!ended
                    && step.action() instanceof SetValue set
                    && step.result().isPresent()
                    && registry.isPutBack(set)) {
                record = record.withoutResult(index);
            }
        }
    }

    private boolean isStillNeeded(CreateKey create) {
        return record.steps().stream()
                .anyMatch(step -> step.result().isEmpty()
                        && step.action() instanceof SetValue set
                        && set.target().view() == create.view()
                        && set.target().key().lineage().contains(create.key()));
    }
}
