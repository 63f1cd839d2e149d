package dev.eku.apply;

import dev.eku.action.Action;
import dev.eku.action.Action.StartService;
import dev.eku.action.Action.StopService;
import dev.eku.apply.RegistrySteps.StepResult;
import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.error.Win32Error;
import dev.eku.host.Host;
import dev.eku.journal.Journal;
import dev.eku.journal.JournalRecord;
import dev.eku.journal.JournalRecord.Result;
import dev.eku.journal.JournalRecord.Step;
import dev.eku.journal.ProcessNote;
import dev.eku.service.ServiceName;
import dev.eku.service.ServiceState;
import dev.eku.service.ServiceStatus;
import dev.eku.service.StopMode;
import dev.eku.text.Message;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Carries out the steps of one journal record that are not yet done. The results are in the journal before each command
 * to a service, after each start, and at the end. So a run that is killed may have done more than its record says, and
 * the next run asks the host. If a step fails, the record stays open, but every service that can be started is started.
 * Not thread-safe.
 */
final class Run {
    private final Host host;
    private final Journal journal;
    private final Consumer<Progress> progress;
    private final RegistrySteps registry;
    private final Restarter restarter;
    private final Readers readers;
    private final boolean resumed;
    /** Services that an earlier run may have stopped. */
    private final Set<ServiceName> stoppedBefore = new HashSet<>();
    /** The indexes of the services this run has started. */
    private final List<Integer> started = new ArrayList<>();

    private JournalRecord record;
    /** Whether the journal holds the results so far. */
    private boolean isMarked = true;

    private boolean isAnyDown;
    /** The index of the step that is being carried out, or was last. */
    private int current = -1;

    /**
     * @param readers who reads what is changed
     * @param resumed whether an earlier run was interrupted at this record
     */
    Run(
            Host host,
            Journal journal,
            Consumer<Progress> progress,
            JournalRecord record,
            Readers readers,
            boolean resumed) {
        this.host = host;
        this.journal = journal;
        this.progress = progress;
        this.registry = new RegistrySteps(host);
        this.restarter = new Restarter(host, progress);
        this.readers = readers;
        this.resumed = resumed;
        this.record = record;
    }

    /**
     * Brings the record to its end.
     *
     * @return the ended record
     * @throws ApplyException if a step failed
     */
    JournalRecord carryOut() {
        try {
            rememberStops();
            boolean cutOff = resumed && record.isCutOff();
            record = new Marks(record).believed(registry, resumed);
            if (record.failure().isPresent()) {
                // From now on, its steps may be done without a mark again.
                record = record.goingOn();
                journal.write(record);
            }
            boolean first = true;
            for (int index = 0; index < record.steps().size(); index++) {
                if (record.steps().get(index).result().isEmpty()) {
                    runStep(index, cutOff || (first && resumed));
                    first = false;
                }
            }
            requireStillUp();
            JournalRecord ended = record.ended(host.clock().now());
            journal.write(ended);
            return ended;
        } catch (EkuException failure) {
            throw failed(failure);
        } catch (RuntimeException | LinkageError defect) {
            throw failed(EkuException.unexpected(defect));
        }
    }

    /** @param mayBeDone whether an earlier run may have done the step without marking it */
    private void runStep(int index, boolean mayBeDone) {
        current = index;
        Action action = record.steps().get(index).action();
        int of = record.steps().size();
        progress.accept(new Progress.Started(index + 1, of, action));
        if (action instanceof StopService && !isMarked) {
            // After a power cut, it must be known that the service may have been stopped.
            journal.write(record);
        } else if (action instanceof StartService && !isMarked) {
            journal.mark(record);
        }
        Step step = carryOut(index, Step.of(action), mayBeDone);
        record = record.withStep(index, step);
        isMarked = action instanceof StartService;
        if (isMarked && index + 1 < of) {
            // What shows later that the process is newer than the value. After the last step, the end of the run does.
            journal.mark(record);
        }
        progress.accept(new Progress.Done(index + 1, of, action, step.result().orElseThrow()));
    }

    private Step carryOut(int index, Step step, boolean mayBeDone) {
        if (step.action() instanceof StopService stop) {
            registry.requireStanding(record.steps(), resumed);
            Result result = isGone(stop.service()) ? Result.GONE : restarter.stop(stop);
            return done(result == Result.RESUMED ? step.noting(processes(List.of(stop.service()))) : step, result);
        }
        if (step.action() instanceof StartService start) {
            if (isGone(start.service())) {
                return done(step, Result.GONE);
            }
            started.add(index);
            // We did not start a service that already runs, so its process proves nothing.
            return restarter
                    .start(start)
                    .map(status -> done(
                            step.inProcess(status.processId()).noting(List.of(ProcessNote.of(start.service(), status))),
                            Result.DONE))
                    .orElseGet(() -> done(step, Result.ALREADY_SO));
        }
        StepResult result = registry.carryOut(step.action(), mayBeDone);
        Step changed = step.overKeyWritten(result.keyWritten()).leavingKey(result.keyLeft());
        return done(changed.noting(processes(readers.of(step.action()))), result.result());
    }

    /** After the change, so that every later process cannot have seen the state before. */
    private List<ProcessNote> processes(List<ServiceName> services) {
        return services.stream()
                .map(service -> ProcessNote.of(service, host.services().status(service)))
                .toList();
    }

    private Step done(Step step, Result result) {
        return step.done(result, host.clock().now());
    }

    /** A service that was removed after an earlier run was interrupted can be neither stopped nor started. */
    private boolean isGone(ServiceName service) {
        return (resumed || record.rollsBack().isPresent())
                && host.services().config(service).isEmpty();
    }

    /** A service can start and then end by itself, for example while the next one is restarted. */
    private void requireStillUp() {
        for (int index : started) {
            StartService start = (StartService) record.steps().get(index).action();
            ServiceName service = start.service();
            ServiceStatus status = restarter.look(service, start.startTimeout());
            if (status.state() == ServiceState.STOPPED) {
                record = record.withoutResult(index);
                throw new EkuException(
                        ErrorCode.SERVICE_LEFT_STOPPED,
                        host.ref() + " " + service,
                        new Win32Error(status.exitCode()),
                        service);
            }
        }
    }

    private ApplyException failed(EkuException failure) {
        // All necessary waits are made, so that no service stays down.
        return Uninterruptibles.call(() -> failedAndUp(failure));
    }

    private ApplyException failedAndUp(EkuException failure) {
        boolean inDoubt = isInDoubt(failure);
        bringUp();
        List<Message> down = down();
        record = new Marks(record).withoutStopsOfAnUnfinishedRestart();
        record = (inDoubt ? record.doubted(current) : record).failed(Told.of(failure));
        ApplyException exception = new ApplyException(failure, isAnyDown, down, record);
        try {
            journal.write(record);
        } catch (EkuException alsoFailed) {
            exception.addSuppressed(alsoFailed);
            progress.accept(Progress.Warning.of(alsoFailed));
        }
        return exception;
    }

    /** Whether the step that failed may have been done, because no answer says that it was not. */
    private boolean isInDoubt(EkuException failure) {
        if (current < 0 || record.steps().get(current).result().isPresent()) {
            return false;
        }
        if (record.steps().get(current).action() instanceof StopService stop) {
            return restarter.isTold(stop.service()) && failure.code() != ErrorCode.GRACEFUL_FAILED;
        }
        return Doubt.isWhether(failure)
                || failure.code() == ErrorCode.INTERRUPTED
                || failure.code() == ErrorCode.SERVICE_TIMEOUT
                || failure.code() == ErrorCode.UNEXPECTED;
    }

    /**
     * Starts what the run has stopped, in the simplest way. This is not marked as done, so a later run repeats the
     * restart where it failed.
     */
    private void bringUp() {
        for (Step step : record.steps()) {
            if (step.action() instanceof StartService start && step.result().isEmpty() && isStopStarted(start)) {
                try {
                    restarter.start(
                            new StartService(start.service(), StopMode.STOP, start.startTimeout(), start.why()));
                } catch (RuntimeException | LinkageError alsoFailed) {
                    progress.accept(Progress.Warning.of(alsoFailed));
                }
            }
        }
    }

    /**
     * The stops that an earlier run has marked, and the one that it may have started: everything before it was marked.
     */
    private void rememberStops() {
        boolean started = resumed;
        for (Step step : record.steps()) {
            if (step.action() instanceof StopService stop && (step.result().isPresent() || started)) {
                stoppedBefore.add(stop.service());
            }
            started &= step.result().isPresent();
        }
    }

    /**
     * Whether this run or an earlier one has started to stop that service, or the service is only to be started. As
     * long as no stop was started, we are not the reason if the service does not run.
     */
    private boolean isStopStarted(StartService start) {
        ServiceName service = start.service();
        return restarter.isTold(service)
                || stoppedBefore.contains(service)
                || record.steps().stream()
                        .filter(step -> step.action() instanceof StopService stop
                                && stop.service().equals(service))
                        .allMatch(step -> step.result().isPresent());
    }

    /**
     * Lines for the services that were running before the run and are not running now, and for those that run but were
     * told to stop and may still obey. A service whose state cannot be read counts only if a stop was started.
     * Otherwise nothing shows that it is down, and the reason of the failure is more important.
     */
    private List<Message> down() {
        List<Message> down = new ArrayList<>();
        List<Message> perhaps = new ArrayList<>();
        for (Step step : record.steps()) {
            if (step.action() instanceof StartService start && step.result().isEmpty()) {
                Optional<Object> state = state(start);
                if (state.filter(ServiceState.RUNNING::equals).isEmpty()) {
                    state.ifPresent(shown -> down.add(
                            Message.of("apply.left-stopped", Message.of("apply.down", start.service(), shown))));
                } else if (restarter.mayStillStop(start.service())) {
                    perhaps.add(Message.of("apply.may-stop", start.service()));
                }
            }
        }
        isAnyDown = !down.isEmpty();
        down.addAll(perhaps);
        return down;
    }

    /** What it is doing, in one word; empty if this is not known and there is no reason to think that it is down. */
    private Optional<Object> state(StartService start) {
        try {
            return Optional.of(host.services().status(start.service()).state());
        } catch (EkuException unknown) {
            return isStopStarted(start)
                    ? Optional.of(
                            Message.of("apply.state-unknown", unknown.code().name()))
                    : Optional.empty();
        }
    }
}
