package dev.eku.plan;

import dev.eku.action.Action.StartService;
import dev.eku.effect.Effect;
import dev.eku.inspect.ApplicationFacts;
import dev.eku.inspect.ApplicationFacts.ServiceFacts;
import dev.eku.inspect.Inspection;
import dev.eku.journal.JournalRecord;
import dev.eku.journal.JournalRecord.Step;
import dev.eku.journal.ProcessNote;
import dev.eku.registry.KeyContents;
import dev.eku.service.ServiceName;
import dev.eku.service.ServiceStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The processes that can have read what a rollback takes back. In doubt they have, because a process that is left alone
 * stays exempt. Not thread-safe.
 */
final class UndoneReaders {
    private final Inspection inspection;
    private final JournalRecord first;
    private final Map<ServiceName, Set<Long>> started = new HashMap<>();
    /** The services that an interrupted run may have started without a mark. */
    private final Set<ServiceName> perhapsStarted = new HashSet<>();

    /**
     * @param record the record that is undone
     * @param first the first of all runs that are undone
     */
    UndoneReaders(Inspection inspection, JournalRecord record, JournalRecord first) {
        this.inspection = inspection;
        this.first = first;
        // A rollout writes in one run and restarts in a later one.
        for (JournalRecord run : inspection.journal().records()) {
            if (!first.isLaterThan(run)
                    && run.rollsBack().isEmpty()
                    && run.exemption().coversSameAs(record.exemption())) {
                run.started()
                        .forEach((service, processes) -> started.computeIfAbsent(service, none -> new HashSet<>())
                                .addAll(processes));
                addPerhapsStarted(run);
            }
        }
    }

    /** A run marks what it has changed before it gives a command to a service, and a start only after it is done. */
    private void addPerhapsStarted(JournalRecord run) {
        if (!run.isOpen()) {
            return;
        }
        for (Step step : run.steps()) {
            if (step.action().changesRegistry() && step.result().isEmpty()) {
                return;
            }
            if (step.action() instanceof StartService start && step.result().isEmpty()) {
                perhapsStarted.add(start.service());
            }
        }
    }

    /**
     * Whether the application's process can have read what was written: unless it is older than the record, or newer
     * than the end of what was written. That somebody has changed the value or its key since is no proof. Nor are times
     * where a run has started the process: it may have gone by the clock of another machine.
     *
     * @param end when the value was put back, if it was and this is known
     */
    boolean mayHaveRead(ApplicationFacts application, Optional<Instant> end) {
        if (application.service().isEmpty()) {
            return mayHaveReadUntold(application);
        }
        ServiceFacts service = application.service().get();
        ServiceStatus status = service.status();
        if (isStartedByEku(service)) {
            return true;
        }
        if (status.processStarted().isEmpty()) {
            return perhapsStarted.contains(service.config().name()) || mayHaveReadUntold(application);
        }
        List<ProcessNote> before = before(service.config().name());
        if (before.stream().anyMatch(note -> note.isSurely(status))) {
            return false;
        }
        Instant at = status.processStarted().get();
        if (inspection.journal().steps().isDoubtful(at, inspection.host().takenAt())) {
            return true;
        }
        return at.isAfter(first.startedAt())
                ? end.filter(at::isAfter).isEmpty()
                : isAnother(application, status, before);
    }

    private boolean mayHaveReadUntold(ApplicationFacts application) {
        return Effect.of(application, inspection).kind() != Effect.Kind.PENDING;
    }

    private boolean isStartedByEku(ServiceFacts service) {
        OptionalLong process = service.status().processId();
        return process.isPresent()
                && started.getOrDefault(service.config().name(), Set.of()).contains(process.getAsLong());
    }

    /** The processes that the run found before it wrote. */
    private List<ProcessNote> before(ServiceName service) {
        List<ProcessNote> before = new ArrayList<>();
        for (ProcessNote note : first.processes()) {
            if (note.service().equals(service)) {
                before.add(note);
            }
        }
        return before;
    }

    /**
     * Whether the process seems to be older than the record, but is not the one that the run has found: then the clock
     * was set back. A server that does not report when a key was written may report the ids of connections.
     */
    private boolean isAnother(ApplicationFacts application, ServiceStatus status, List<ProcessNote> before) {
        boolean isKeyDated = inspection
                .key(application.view(), application.application().clr())
                .contents()
                .flatMap(KeyContents::lastWritten)
                .isPresent();
        return before.stream()
                .anyMatch(note -> note.processId().isPresent()
                        && !note.isOf(status)
                        && (isKeyDated || note.started().isPresent())
                        && !note.started().equals(status.processStarted()));
    }
}
