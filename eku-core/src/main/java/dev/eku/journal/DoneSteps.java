package dev.eku.journal;

import dev.eku.action.Action.StartService;
import dev.eku.action.Action.StopService;
import dev.eku.journal.JournalRecord.Result;
import dev.eku.journal.JournalRecord.Step;
import dev.eku.product.RegistryTarget;
import dev.eku.registry.KeyPath;
import dev.eku.registry.RegistryView;
import dev.eku.service.ServiceName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The steps of all records of a host, found by their value or service. The order is the one in which they were written,
 * which no clock can change. Thread-safe; its answers do not change.
 */
public final class DoneSteps {
    /** The accuracy with which a server reports its clock. */
    public static final Duration TOLERANCE = Duration.ofSeconds(2);

    private final Map<RegistryTarget, List<Numbered>> changes = new HashMap<>();
    private final Map<Place, List<Numbered>> byKey = new HashMap<>();
    private final Map<ServiceName, List<Start>> starts = new HashMap<>();
    private final Map<String, Map<ServiceName, List<ProcessNote>>> notes = new HashMap<>();
    private Optional<Instant> doubtfulUntil = Optional.empty();
    /** The latest time in the records so far. */
    private Optional<Instant> latest = Optional.empty();

    private final Map<KeyState, WritesBack> writes = new ConcurrentHashMap<>();

    /**
     * A step of a run.
     *
     * @param number its number, counted over all steps of all records
     */
    public record Numbered(int number, JournalRecord record, Step step) {
        /** Whether it was done. */
        public boolean isDone() {
            return step.result().isPresent();
        }

        /** When it was done; if it was not, when its run started. */
        public Instant at() {
            return step.doneAt().orElse(record.startedAt());
        }
    }

    /**
     * A start of a service that was done, or that others had done already.
     *
     * @param byRun whether the run started the service, in this step or another, and did not only resume it
     * @param stopped when the run had stopped the service before
     * @param goneOn whether the run resumed a service, because it did not drain in time
     */
    public record Start(Numbered step, boolean byRun, Optional<Instant> stopped, boolean goneOn) {
        /** Whether exactly this step started the service. */
        public boolean isRestart() {
            return byRun && step.step().result().filter(Result.DONE::equals).isPresent();
        }

        /**
         * Whether the service runs in a newer process since: exactly this step started it, or the run had seen it
         * stopped before. A run that is killed after a start has not marked it, and finds the service running when it
         * is finished.
         */
        public boolean isOfANewProcess() {
            return isRestart() || (stopped.isPresent() && !goneOn);
        }
    }

    /**
     * The last write of a key that may have been a write of a value.
     *
     * @param by what eku itself last did to the value, if nobody has written the key since; eku's own changes of other
     *     values of the key do not count
     * @param at when the value was written at the latest
     */
    public record LastWrite(Optional<Numbered> by, Instant at) {}

    private record Place(RegistryView view, KeyPath key) {}

    private record KeyState(Place place, Instant written) {}

    /** The last write of each value of a key, and the answer for a value that eku has not written since. */
    private record WritesBack(Map<RegistryTarget, LastWrite> of, LastWrite ofOthers) {}

    /** @param records oldest first */
    DoneSteps(List<JournalRecord> records) {
        int number = 0;
        for (JournalRecord record : records) {
            seeTimes(record);
            Set<ServiceName> started = record.started().keySet();
            boolean goneOn = record.restartPending();
            Map<ServiceName, Instant> stopped = new HashMap<>();
            Map<ServiceName, List<ProcessNote>> noted = notes.computeIfAbsent(record.id(), none -> new HashMap<>());
            record.processes()
                    .forEach(note -> noted.computeIfAbsent(note.service(), none -> new ArrayList<>())
                            .add(note));
            for (Step step : record.steps()) {
                Numbered one = new Numbered(number++, record, step);
                step.action().changedValue().ifPresent(target -> add(one, target));
                if (step.action() instanceof StopService stop) {
                    step.doneAt()
                            .filter(at ->
                                    step.result().filter(Result.GONE::equals).isEmpty())
                            .ifPresent(at -> stopped.put(stop.service(), at));
                } else if (step.action() instanceof StartService start && one.isDone()) {
                    starts.computeIfAbsent(start.service(), none -> new ArrayList<>())
                            .add(new Start(
                                    one,
                                    started.contains(start.service()),
                                    Optional.ofNullable(stopped.get(start.service())),
                                    goneOn));
                }
            }
        }
    }

    /**
     * A process started before it was noted, and a key was written before its time was read. If these times are later
     * than the time of the note, the clock was set back in between.
     */
    private void seeTimes(JournalRecord record) {
        record.processes().forEach(note -> note.started().ifPresent(this::seeEarlier));
        see(record.startedAt());
        for (Step step : record.steps()) {
            step.keyWritten().ifPresent(this::seeEarlier);
            step.keyLeft().ifPresent(this::seeEarlier);
            step.processes().forEach(note -> note.started().ifPresent(this::seeEarlier));
            step.doneAt().ifPresent(this::see);
        }
        record.endedAt().ifPresent(this::see);
    }

    private void add(Numbered step, RegistryTarget target) {
        changes.computeIfAbsent(target, none -> new ArrayList<>()).add(step);
        if (step.isDone()) {
            byKey.computeIfAbsent(new Place(target.view(), target.key()), none -> new ArrayList<>())
                    .add(step);
        }
    }

    /** The steps that change a value, done or not, oldest first. */
    public List<Numbered> changes(RegistryTarget target) {
        return List.copyOf(changes.getOrDefault(target, List.of()));
    }

    /** The starts of a service, oldest first. */
    public List<Start> starts(ServiceName service) {
        return List.copyOf(starts.getOrDefault(service, List.of()));
    }

    /** The processes of a service that a run found before its first change. */
    public List<ProcessNote> processes(JournalRecord run, ServiceName service) {
        return List.copyOf(notes.getOrDefault(run.id(), Map.of()).getOrDefault(service, List.of()));
    }

    /**
     * Goes back from the time that the host reports, through everything that eku has written into the key of a value.
     *
     * @param keyWritten when the key was last written
     */
    public LastWrite lastWrite(RegistryTarget target, Instant keyWritten) {
        WritesBack back =
                writes.computeIfAbsent(new KeyState(new Place(target.view(), target.key()), keyWritten), this::goBack);
        return back.of().getOrDefault(target, back.ofOthers());
    }

    /** The way back is the same for all values of a key, up to the point where each value was written. */
    private WritesBack goBack(KeyState key) {
        List<Numbered> steps = byKey.getOrDefault(key.place(), List.of());
        Map<RegistryTarget, LastWrite> of = new HashMap<>();
        Instant at = key.written();
        for (int i = steps.size() - 1; i >= 0; i--) {
            Numbered one = steps.get(i);
            if (leaves(one, at)) {
                of.putIfAbsent(one.step().action().changedValue().orElseThrow(), new LastWrite(Optional.of(one), at));
                // The step has no time, or the same time, if the run was killed between the write and its note, or
                // found nothing to do.
                at = one.step().keyWritten().orElse(at);
            }
        }
        return new WritesBack(of, new LastWrite(Optional.empty(), at));
    }

    /** Whether the step left the key with that time as its last write. */
    private static boolean leaves(Numbered one, Instant keyWritten) {
        return one.step().keyLeft().isPresent()
                ? one.step().keyLeft().get().equals(keyWritten)
                : !keyWritten.isBefore(one.record().startedAt()) && !keyWritten.isAfter(one.at());
    }

    /**
     * Until when the host's times are not trusted: the latest time that was seen before its clock was set back. Empty
     * if nothing shows that the clock was set back.
     *
     * @param now the host's own time, which comes after all times of the records unless the clock was set back
     */
    public Optional<Instant> doubtfulUntil(Instant now) {
        return isBehind(now, latest) ? latest : doubtfulUntil;
    }

    /**
     * Whether that time is no order: it is still to come, or it was reached before the clock was set back as well.
     *
     * @param now the host's own time
     */
    public boolean isDoubtful(Instant time, Instant now) {
        return time.isAfter(now)
                || doubtfulUntil(now).filter(until -> !until.isBefore(time)).isPresent();
    }

    private void see(Instant time) {
        if (isBehind(time, latest)) {
            doubtfulUntil = latest;
        }
        seeEarlier(time);
    }

    /** A time that was reached at any moment before. */
    private void seeEarlier(Instant time) {
        latest = latest.filter(time::isBefore).or(() -> Optional.of(time));
    }

    private static boolean isBehind(Instant time, Optional<Instant> latest) {
        return latest.filter(time.plus(TOLERANCE)::isBefore).isPresent();
    }
}
