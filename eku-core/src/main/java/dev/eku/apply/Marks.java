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

/**
 * The marks of a record's steps that can be believed when its run is resumed. The others are dropped. Not thread-safe.
 */
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

    /** The record to keep if its run ends early. */
    JournalRecord withoutStopsOfAnUnfinishedRestart() {
        forgetStopsOfAnUnfinishedRestart();
        return record;
    }

    /**
     * If a run was interrupted between its stops and its starts, a service that it had stopped may run again, because
     * the host was restarted or a person started it. So its mark proves nothing. It does no harm to stop a stopped
     * service again.
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

    /**
     * Somebody may have marked a start as done before its stop. A service that is stopped now does not stay stopped.
     */
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

    /**
     * A key that the interrupted run has created may have been deleted since. Values that are still to be set need it.
     */
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

    /**
     * A value that the interrupted run has written, and that is now as it was before that run, is written again. A
     * process that was started before that proves nothing, so each later restart is made again too.
     */
    private void forgetValuesThatWerePutBack(RegistrySteps registry) {
        boolean ended = record.steps().stream().allMatch(step -> step.result().isPresent());
        boolean isPutBack = false;
        for (int index = 0; index < record.steps().size() && !ended; index++) {
            Step step = record.steps().get(index);
            boolean value =
                    step.action() instanceof SetValue set && step.result().isPresent() && registry.isPutBack(set);
            isPutBack |= value;
            boolean restart = step.action() instanceof StopService || step.action() instanceof StartService;
            if (step.result().isPresent() && (value || (isPutBack && restart))) {
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
