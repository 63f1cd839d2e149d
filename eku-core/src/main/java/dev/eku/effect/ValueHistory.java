package dev.eku.effect;

import dev.eku.action.Action;
import dev.eku.action.Action.SetValue;
import dev.eku.journal.DoneSteps;
import dev.eku.journal.DoneSteps.LastWrite;
import dev.eku.journal.DoneSteps.Numbered;
import dev.eku.journal.DoneSteps.Start;
import dev.eku.journal.JournalRecord;
import dev.eku.journal.ProcessNote;
import dev.eku.product.RegistryTarget;
import dev.eku.registry.RegistryValue;
import dev.eku.service.ServiceName;
import dev.eku.service.ServiceStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What eku's own records say about one value, and about the processes that read it. The records are used in the order
 * in which they were written, which no clock can change. Immutable.
 */
final class ValueHistory {
    private final DoneSteps steps;
    private final RegistryTarget target;
    private final Instant now;
    private final List<Numbered> changes;

    /** @param now the host's own time */
    ValueHistory(DoneSteps steps, RegistryTarget target, Instant now) {
        this.now = now;
        this.steps = steps;
        this.target = target;
        this.changes = steps.changes(target);
    }

    /** The host's own time. */
    Instant now() {
        return now;
    }

    /** The last change that eku made to the value, if that change wrote the value that exempts. */
    Optional<Numbered> exempted() {
        return last(changes, Numbered::isDone)
                .filter(change -> exempts(change.step().action()));
    }

    /** Goes back from the time that the host reports, through everything that eku has written into the key. */
    LastWrite lastWrite(Instant keyWritten) {
        return steps.lastWrite(target, keyWritten);
    }

    /** The newest restart of a service by eku after that change, if there is one; others may have started it. */
    Optional<Numbered> restartAfter(Numbered change, ServiceName service) {
        return last(steps.starts(service), Start::isOfANewProcess)
                .map(Start::step)
                .filter(start -> start.number() > change.number());
    }

    private static <T> Optional<T> last(List<T> all, Predicate<T> which) {
        for (int i = all.size() - 1; i >= 0; i--) {
            if (which.test(all.get(i))) {
                return Optional.of(all.get(i));
            }
        }
        return Optional.empty();
    }

    /** The newest restart of a service by eku whose stop ended after that time. Its start ended later still. */
    Optional<Numbered> restartAfter(Instant written, ServiceName service) {
        Instant latest = written.plus(DoneSteps.TOLERANCE);
        return last(
                        steps.starts(service),
                        start -> start.isOfANewProcess()
                                && start.stopped().filter(latest::isBefore).isPresent())
                .map(Start::step);
    }

    /** When eku had stopped the service in its newest restart of it. */
    Optional<Instant> stoppedForARestart(ServiceName service) {
        return last(steps.starts(service), Start::isOfANewProcess).flatMap(Start::stopped);
    }

    /** Whether a later run of eku was to start the service again, and found that somebody else had started it. */
    boolean wasStartedByOthersAfter(Numbered change, ServiceName service) {
        return last(
                        steps.starts(service),
                        start -> !start.goneOn() && start.step().number() > change.number())
                .isPresent();
    }

    /**
     * The run that saw this same process while the value did not exempt: before the run wrote the value, or after it
     * removed the value. A process that eku has started since may have the same id, so only a known start excludes it.
     *
     * @param isIt whether a note is of the process that runs now
     */
    Optional<JournalRecord> ranWithout(ServiceName service, ServiceStatus status, Predicate<ProcessNote> isIt) {
        for (Numbered change : changes) {
            Action action = change.step().action();
            boolean before = brings(action)
                    && steps.processes(change.record(), service).stream().anyMatch(isIt);
            boolean after = change.isDone()
                    && !exempts(action)
                    && change.step().process(service).filter(isIt).isPresent();
            if ((before || after)
                    && (status.processStarted().isPresent()
                            || restartAfter(change, service).isEmpty())) {
                return Optional.of(change.record());
            }
        }
        return Optional.empty();
    }

    /**
     * Until when the host's times are not trusted: the latest time that was seen before its clock was set back. Empty
     * if nothing shows that the clock was set back.
     */
    Optional<Instant> doubtfulUntil() {
        return steps.doubtfulUntil(now);
    }

    private static boolean exempts(Action action) {
        return action instanceof SetValue set && isExempt(set.value());
    }

    /** Whether the action makes the value exempt, and the value before did not. */
    private static boolean brings(Action action) {
        return exempts(action)
                && action instanceof SetValue set
                && set.previous().filter(ValueHistory::isExempt).isEmpty();
    }

    private static boolean isExempt(RegistryValue value) {
        return value.equals(Effect.EXEMPT);
    }
}
