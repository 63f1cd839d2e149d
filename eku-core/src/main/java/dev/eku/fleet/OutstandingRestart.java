package dev.eku.fleet;

import dev.eku.action.Action.StopService;
import dev.eku.inspect.ApplicationFacts.ServiceFacts;
import dev.eku.inspect.Inspection;
import dev.eku.journal.History;
import dev.eku.journal.JournalRecord.Result;
import dev.eku.journal.JournalRecord.Step;
import dev.eku.journal.ProcessNote;
import dev.eku.service.ServiceState;
import dev.eku.service.ServiceStatus;
import dev.eku.text.Message;
import dev.eku.verify.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whether a host that is rolled back still runs a process that has read the old value. This happens if the service did
 * not drain in time and was resumed. Only the journal shows it. Pure.
 */
final class OutstandingRestart {
    private OutstandingRestart() {}

    /**
     * Pending, or unverifiable if the host does not report when the process started; empty if no restart is
     * outstanding.
     */
    static Optional<Verdict> of(Inspection inspection) {
        History history = inspection.journal();
        if (!history.endsWithARollback()) {
            return Optional.empty();
        }
        List<Step> steps = history.records().get(history.records().size() - 1).steps();
        List<Verdict> owed = steps.stream()
                .filter(step -> step.result().filter(Result.RESUMED::equals).isPresent())
                .flatMap(step -> step.action() instanceof StopService stop
                        ? owed(inspection, stop, step).stream()
                        : Stream.<Verdict>empty())
                .toList();
        return owed.isEmpty() ? Optional.empty() : Optional.of(Verdict.worst(owed));
    }

    private static Optional<Verdict> owed(Inspection inspection, StopService stop, Step letGo) {
        Optional<ServiceFacts> service = inspection.applications().stream()
                .flatMap(application -> application.service().stream())
                .filter(facts -> facts.config().name().equals(stop.service()))
                .findFirst();
        if (service.filter(facts -> facts.status().state() == ServiceState.STOPPED)
                .isPresent()) {
            return Optional.empty();
        }
        Optional<ServiceStatus> now = service.map(ServiceFacts::status);
        Optional<ProcessNote> note = letGo.process(stop.service());
        Optional<Instant> started = now.flatMap(ServiceStatus::processStarted);
        if (started.isEmpty() || letGo.doneAt().isEmpty()) {
            return Optional.of(new Verdict.Unverifiable(List.of(Message.of("effect.no-start-time", stop.service()))));
        }
        // Which process it is counts more than any time.
        boolean isKnown = note.filter(known -> known.started().isPresent()).isPresent();
        if (!isKnown
                && inspection
                        .journal()
                        .steps()
                        .isDoubtful(started.get(), inspection.host().takenAt())) {
            return Optional.of(new Verdict.Unverifiable(
                    List.of(Message.of("effect.clock-set-back", stop.service(), started.get()))));
        }
        boolean same = isKnown
                ? note.orElseThrow().isOf(now.orElseThrow())
                : !started.get().isAfter(letGo.doneAt().get());
        return same ? Optional.of(new Verdict.PendingRestart(List.of(stop.subject()))) : Optional.empty();
    }
}
