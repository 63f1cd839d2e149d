package dev.eku.effect;

import dev.eku.action.Action;
import dev.eku.action.Action.SetValue;
import dev.eku.action.Action.StartService;
import dev.eku.action.Action.StopService;
import dev.eku.journal.JournalRecord;
import dev.eku.journal.JournalRecord.Result;
import dev.eku.journal.JournalRecord.Step;
import dev.eku.journal.ProcessNote;
import dev.eku.product.RegistryTarget;
import dev.eku.registry.RegistryValue;
import dev.eku.service.ServiceName;
import dev.eku.service.ServiceStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What eku's own records tell of one value, and of the processes that read it. They are taken in the order in which
 * they were written, which no clock can change. Immutable.
 */
final class ValueHistory {
    /** A server's clock is told to us only roughly. */
    private static final Duration TOLERANCE = Duration.ofSeconds(2);

    private final List<JournalRecord> records;
    private final RegistryTarget target;
    private final List<Done> done = new ArrayList<>();

    /** A step that was done, and its run. */
    record Done(JournalRecord record, Step step) {
        Instant at() {
            return step.doneAt().orElse(record.startedAt());
        }
    }

    /**
     * Who wrote the key last, as far as that may have been a write of the value.
     *
     * @param by what eku itself last did to the value, if nobody has written the key since; a write or a deletion of
     *     another value by eku is none of this one
     * @param at when the value was written at the latest
     */
    record LastWrite(Optional<Done> by, Instant at) {}

    /** @param records oldest first */
    ValueHistory(List<JournalRecord> records, RegistryTarget target) {
        this.records = records;
        this.target = target;
        for (JournalRecord record : records) {
            record.steps().stream()
                    .filter(step -> step.result().isPresent())
                    .forEach(step -> done.add(new Done(record, step)));
        }
    }

    /** What eku last did to the value, if that was to write what exempts. */
    Optional<Done> exempted() {
        return changes().filter(change -> exempts(change.step().action()));
    }

    private Optional<Done> changes() {
        return done.stream().filter(one -> changes(one.step().action())).reduce((earlier, later) -> later);
    }

    /** Goes back from the time the host tells, through all that eku has written into the key. */
    LastWrite lastWrite(Instant keyWritten) {
        Instant at = keyWritten;
        for (int i = done.size() - 1; i >= 0; i--) {
            Done one = done.get(i);
            if (!changesKey(one.step().action()) || !leaves(one, at)) {
                continue;
            }
            if (changes(one.step().action())) {
                return new LastWrite(Optional.of(one), at);
            }
            // Nothing is noted, or the same, where the run was killed between the write and its note, or found nothing
            // to do.
            at = one.step().keyWritten().orElse(at);
        }
        return new LastWrite(Optional.empty(), at);
    }

    /** Whether the key was last written at that time as the step left it. */
    private static boolean leaves(Done one, Instant keyWritten) {
        return one.step().keyLeft().isPresent()
                ? one.step().keyLeft().get().equals(keyWritten)
                : !keyWritten.isBefore(one.record().startedAt()) && !keyWritten.isAfter(one.at());
    }

    /** The newest restart of a service by eku after it did that, if there is one. */
    Optional<Done> restartAfter(Done change, ServiceName service) {
        return done.stream()
                .skip(done.indexOf(change) + 1L)
                .filter(one -> isStart(one, service))
                .reduce((earlier, later) -> later);
    }

    /**
     * The newest restart of a service by eku of which the stop was over later than that time; its start took until
     * later.
     */
    Optional<Done> restartAfter(Instant written, ServiceName service) {
        return done.stream()
                .filter(one -> isStart(one, service)
                        && stoppedBefore(one, service)
                                .filter(written.plus(TOLERANCE)::isBefore)
                                .isPresent())
                .reduce((earlier, later) -> later);
    }

    /** When eku had stopped a service that it then started, the last time it did. */
    Optional<Instant> stoppedForARestart(ServiceName service) {
        return done.stream()
                .filter(one -> isStart(one, service))
                .reduce((earlier, later) -> later)
                .flatMap(one -> stoppedBefore(one, service));
    }

    /** When the run that started a service had seen it stopped: its process is not older than that. */
    private static Optional<Instant> stoppedBefore(Done start, ServiceName service) {
        return start.record().steps().stream()
                .takeWhile(step -> !step.equals(start.step()))
                .filter(step -> step.action() instanceof StopService stop
                        && stop.service().equals(service))
                .flatMap(step -> step.doneAt().stream())
                .reduce((earlier, later) -> later);
    }

    /** Whether a run of eku after that was to start the service again and found it started by somebody else. */
    boolean wasStartedByOthersAfter(Done change, ServiceName service) {
        return done.stream()
                .skip(done.indexOf(change) + 1L)
                .anyMatch(one -> one.step().action() instanceof StartService start
                        && start.service().equals(service)
                        && !one.record().restartPending());
    }

    private static boolean isStart(Done one, ServiceName service) {
        return one.step().action() instanceof StartService start
                && start.service().equals(service)
                && one.step().result().filter(Result.DONE::equals).isPresent()
                && one.record().hasStarted(service);
    }

    /**
     * The run that saw this very process while the value did not exempt: before it wrote the value, or after it took it
     * away. Where the host tells no start time, a process that eku has started since may have got the same id.
     */
    Optional<JournalRecord> ranWithout(ServiceName service, ServiceStatus status) {
        for (JournalRecord record : records) {
            for (Step step : record.steps()) {
                boolean before = brings(step.action())
                        && record.processes().stream().anyMatch(note -> isOf(note, service, status));
                boolean after = step.result().isPresent()
                        && changes(step.action())
                        && !exempts(step.action())
                        && step.process(service)
                                .filter(note -> note.isOf(status))
                                .isPresent();
                if ((before || after)
                        && (status.processStarted().isPresent() || !isStartedSince(record, step, service))) {
                    return Optional.of(record);
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isOf(ProcessNote note, ServiceName service, ServiceStatus status) {
        return note.service().equals(service) && note.isOf(status);
    }

    private boolean isStartedSince(JournalRecord record, Step step, ServiceName service) {
        return done.stream()
                .filter(one -> one.record().isLaterThan(record)
                        || (one.record().equals(record)
                                && record.steps().indexOf(one.step())
                                        > record.steps().indexOf(step)))
                .anyMatch(one -> isStart(one, service));
    }

    /**
     * Until when the times of the host are not to be trusted: the latest that was seen before its clock was set back.
     * Empty if nothing shows that.
     */
    Optional<Instant> doubtfulUntil() {
        return doubtfulUntil(records);
    }

    /**
     * The same, of all that eku has recorded on a host.
     *
     * @param records oldest first
     */
    static Optional<Instant> doubtfulUntil(List<JournalRecord> records) {
        Optional<Instant> doubt = Optional.empty();
        Optional<Instant> latest = Optional.empty();
        for (JournalRecord record : records) {
            List<Instant> times = new ArrayList<>(List.of(record.startedAt()));
            record.steps().forEach(step -> step.doneAt().ifPresent(times::add));
            record.endedAt().ifPresent(times::add);
            for (Instant time : times) {
                if (latest.filter(time.plus(TOLERANCE)::isBefore).isPresent()) {
                    doubt = latest;
                }
                latest = latest.filter(time::isBefore).or(() -> Optional.of(time));
            }
        }
        return doubt;
    }

    /** Whether that is a change of this very value. */
    private boolean changes(Action action) {
        return action.changedValue().filter(target::equals).isPresent();
    }

    private boolean changesKey(Action action) {
        return action.changedValue()
                .filter(other -> other.view() == target.view() && other.key().equals(target.key()))
                .isPresent();
    }

    private boolean exempts(Action action) {
        return changes(action) && action instanceof SetValue set && isExempt(set.value());
    }

    /** Whether it makes the value exempt that did not before. */
    private boolean brings(Action action) {
        return exempts(action)
                && action instanceof SetValue set
                && set.previous().filter(ValueHistory::isExempt).isEmpty();
    }

    private static boolean isExempt(RegistryValue value) {
        return value.equals(Effect.EXEMPT);
    }
}
