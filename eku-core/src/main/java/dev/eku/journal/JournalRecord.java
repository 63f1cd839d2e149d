package dev.eku.journal;

import dev.eku.action.Action;
import dev.eku.action.Action.StartService;
import dev.eku.action.Action.StopService;
import dev.eku.product.Exemption;
import dev.eku.service.ServiceName;
import dev.eku.text.Message;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What one run was to do to a host, what it found there before, and how far it came. Immutable; each method returns a
 * changed copy.
 *
 * @param id a number that increases on each host; see {@link RecordId}
 * @param rollsBack the record that this run undoes, if it is a rollback
 * @param startedAt by the host's clock
 * @param endedAt empty while the run continues, or if it was interrupted
 * @param failure what stopped the run, if the run could still write it; the record is open in spite of that
 * @param startedToReach the services that were started so that the host could be reached, to be stopped after the run
 * @param processes the processes that read what is changed, as they were before the first change; empty in records of
 *     earlier versions of eku
 */
public record JournalRecord(
        String id,
        Optional<String> rollsBack,
        Operator operator,
        Exemption exemption,
        String fingerprint,
        Instant startedAt,
        Optional<Instant> endedAt,
        List<Step> steps,
        Optional<Message> failure,
        List<ServiceName> startedToReach,
        List<ProcessNote> processes) {
    public JournalRecord {
        steps = List.copyOf(steps);
        startedToReach = List.copyOf(startedToReach);
        processes = List.copyOf(processes);
    }

    /** A record without a process. */
    public JournalRecord(
            String id,
            Optional<String> rollsBack,
            Operator operator,
            Exemption exemption,
            String fingerprint,
            Instant startedAt,
            Optional<Instant> endedAt,
            List<Step> steps,
            Optional<Message> failure,
            List<ServiceName> startedToReach) {
        this(
                id,
                rollsBack,
                operator,
                exemption,
                fingerprint,
                startedAt,
                endedAt,
                steps,
                failure,
                startedToReach,
                List.of());
    }

    /** Whether it was started after another record of the same host. */
    public boolean isLaterThan(JournalRecord other) {
        return RecordId.ORDER.compare(id, other.id) > 0;
    }

    /** How a step went. */
    public enum Result {
        DONE,
        /** There was nothing to do. */
        ALREADY_SO,
        /** A key that eku created, but in which others have put something since. */
        KEPT_NOT_EMPTY,
        /** The service did not drain in time and was resumed. */
        RESUMED,
        /** The service existed before the run was interrupted, but does not exist any more. */
        GONE
    }

    /**
     * One action of a run and its result. Immutable.
     *
     * @param result empty until it is done
     * @param doneAt by the host's clock
     * @param processId the process of a service after it was started
     * @param keyWritten when the key of a value had last been written before this step wrote it, if the host reports it
     * @param keyLeft when that key was last written right after this step; as long as the host reports the same time,
     *     nobody has written the key since
     * @param processes the processes concerned, as they were after the change and before the step was marked as done:
     *     those that read the value, or the process of the service. A service that is not among them was not checked
     * @param inDoubt whether the run failed at this step without an answer that says whether it was done
     */
    public record Step(
            Action action,
            Optional<Result> result,
            Optional<Instant> doneAt,
            OptionalLong processId,
            Optional<Instant> keyWritten,
            Optional<Instant> keyLeft,
            List<ProcessNote> processes,
            boolean inDoubt) {
        public Step {
            processes = List.copyOf(processes);
        }

        /** A step that is not done yet. */
        public static Step of(Action action) {
            return new Step(
                    action,
                    Optional.empty(),
                    Optional.empty(),
                    OptionalLong.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    List.of(),
                    false);
        }

        /** The same step, done. */
        public Step done(Result how, Instant at) {
            return new Step(
                    action, Optional.of(how), Optional.of(at), processId, keyWritten, keyLeft, processes, false);
        }

        /** The same step, with the process of the service that it has started. */
        public Step inProcess(OptionalLong process) {
            return new Step(action, result, doneAt, process, keyWritten, keyLeft, processes, inDoubt);
        }

        /** The same step, with the time at which the key of the value had last been written before. */
        public Step overKeyWritten(Optional<Instant> before) {
            return new Step(action, result, doneAt, processId, before, keyLeft, processes, inDoubt);
        }

        /** The same step, with the time at which that key was last written afterwards. */
        public Step leavingKey(Optional<Instant> after) {
            return new Step(action, result, doneAt, processId, keyWritten, after, processes, inDoubt);
        }

        /** The same step, with the processes concerned, as they are after the change. */
        public Step noting(List<ProcessNote> seen) {
            return new Step(action, result, doneAt, processId, keyWritten, keyLeft, seen, inDoubt);
        }

        /** The same step, which has failed without an answer that says whether it was done. */
        public Step doubted() {
            return new Step(action, result, doneAt, processId, keyWritten, keyLeft, processes, true);
        }

        /** The process of a service after this step; empty if it was not checked. */
        public Optional<ProcessNote> process(ServiceName service) {
            return processes.stream()
                    .filter(note -> note.service().equals(service))
                    .findFirst();
        }
    }

    /** Whether the run did not reach its end. */
    public boolean isOpen() {
        return endedAt.isEmpty();
    }

    /** Whether the run was cut off, so that it may have done more than its steps say. */
    public boolean isCutOff() {
        return isOpen() && failure.isEmpty();
    }

    /** Whether a step of this run that is not marked as done may have been done. */
    public boolean mayBeDone(Step step) {
        return step.result().isEmpty() && (isCutOff() || step.inDoubt());
    }

    /** How many of its steps were done: at least, if one that is not marked as done may have been done. */
    public Message extent() {
        long done = steps.stream().filter(step -> step.result().isPresent()).count();
        boolean atLeast = isCutOff() || steps.stream().anyMatch(Step::inDoubt);
        return Message.of(atLeast ? "journal.extent.at-least" : "journal.extent", done, steps.size());
    }

    /** How to finish the run while it is open. A person who undoes a run must not be advised to repeat it. */
    public Message wayOut() {
        return Message.of(rollsBack.isPresent() ? "journal.open.rollback" : "journal.open");
    }

    /** Whether the run was to change keys or values, and not only to restart services. */
    public boolean changesRegistry() {
        return steps.stream().anyMatch(step -> step.action().changesRegistry());
    }

    /** Whether this run started the service, and did not only resume it. */
    public boolean hasStarted(ServiceName service) {
        boolean started = false;
        for (Step step : steps) {
            if (step.action() instanceof StopService stop
                    && stop.service().equals(service)
                    && step.result().filter(Result.RESUMED::equals).isPresent()) {
                return false;
            }
            started |= step.action() instanceof StartService start
                    && start.service().equals(service)
                    && step.result().filter(Result.DONE::equals).isPresent();
        }
        return started;
    }

    /** The services that this run started, and did not only resume, each with the processes in which it was started. */
    public Map<ServiceName, Set<Long>> started() {
        Set<ServiceName> started = new HashSet<>();
        Set<ServiceName> wentOn = new HashSet<>();
        for (Step step : steps) {
            if (step.action() instanceof StartService start
                    && step.result().filter(Result.DONE::equals).isPresent()) {
                started.add(start.service());
            } else if (step.action() instanceof StopService stop
                    && step.result().filter(Result.RESUMED::equals).isPresent()) {
                wentOn.add(stop.service());
            }
        }
        started.removeAll(wentOn);
        Map<ServiceName, Set<Long>> processes = new HashMap<>();
        started.forEach(service -> processes.put(service, new HashSet<>()));
        for (Step step : steps) {
            if (step.action() instanceof StartService start && started.contains(start.service())) {
                step.processId()
                        .ifPresent(id -> processes
                                .computeIfAbsent(start.service(), none -> new HashSet<>())
                                .add(id));
            }
        }
        return processes;
    }

    /** Whether the values are in place but a service that reads them was not restarted as planned. */
    public boolean restartPending() {
        return steps.stream()
                .anyMatch(step -> step.result().filter(Result.RESUMED::equals).isPresent());
    }

    /** The same record, with the step at that index done. */
    public JournalRecord withStep(int index, Step done) {
        return changed(endedAt, replaced(index, done), Optional.empty(), startedToReach);
    }

    /** The same record, with the step at that index not done yet. */
    public JournalRecord withoutResult(int index) {
        return changed(endedAt, replaced(index, Step.of(steps.get(index).action())), failure, startedToReach);
    }

    /** The same record, with the step at that index failed without an answer that says whether it was done. */
    public JournalRecord doubted(int index) {
        return changed(endedAt, replaced(index, steps.get(index).doubted()), failure, startedToReach);
    }

    /** The same record, with what stopped the run. */
    public JournalRecord failed(Message why) {
        return changed(endedAt, steps, Optional.of(why), startedToReach);
    }

    /** The same record while its run goes on, after it had failed. */
    public JournalRecord goingOn() {
        return changed(endedAt, steps, Optional.empty(), startedToReach);
    }

    /** The same record, with the services that were started to reach the host, in addition to the earlier ones. */
    public JournalRecord reachedBy(List<ServiceName> services) {
        List<ServiceName> all = Stream.concat(startedToReach.stream(), services.stream())
                .distinct()
                .toList();
        return changed(endedAt, steps, failure, all);
    }

    /** The same record, ended at that time. */
    public JournalRecord ended(Instant at) {
        return changed(Optional.of(at), steps, Optional.empty(), startedToReach);
    }

    private List<Step> replaced(int index, Step step) {
        List<Step> changed = new ArrayList<>(steps);
        changed.set(index, step);
        return changed;
    }

    private JournalRecord changed(
            Optional<Instant> end, List<Step> allSteps, Optional<Message> why, List<ServiceName> services) {
        return new JournalRecord(
                id, rollsBack, operator, exemption, fingerprint, startedAt, end, allSteps, why, services, processes);
    }
}
