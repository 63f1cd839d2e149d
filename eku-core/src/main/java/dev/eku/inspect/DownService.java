package dev.eku.inspect;

import dev.eku.action.Action.StartService;
import dev.eku.inspect.ApplicationFacts.ServiceFacts;
import dev.eku.journal.JournalRecord;
import dev.eku.journal.JournalRecord.Step;
import dev.eku.journal.ProcessNote;
import dev.eku.service.ServiceConfig.StartType;
import dev.eku.service.ServiceName;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * A service of an application that is stopped. An exemption says nothing of whether anybody is served. Immutable.
 *
 * @param exitCode the Win32 exit code of its last run; 1067 says that its process ended unexpectedly
 * @param cause why it is expected to run, or that it is not
 */
public record DownService(ServiceName service, StartType startType, int exitCode, Cause cause) {
    /** Whether a stopped service is as it should be. */
    public enum Cause {
        /** It starts by itself, so it should run. */
        STARTS_AUTOMATICALLY,
        /** The newest record of eku that tells of it left it running. */
        LEFT_RUNNING,
        /** It is started by hand, or not at all. */
        NOT_EXPECTED
    }

    /** The stopped services of the inspected applications, each once. */
    public static List<DownService> of(Inspection inspection) {
        return inspection.applications().stream()
                .flatMap(application -> application.service().stream())
                .filter(service -> service.status().isStopped())
                .map(service -> of(service, inspection.journal().records()))
                .distinct()
                .toList();
    }

    private static DownService of(ServiceFacts service, List<JournalRecord> records) {
        ServiceName name = service.config().name();
        StartType type = service.config().startType();
        Cause cause = type == StartType.AUTOMATIC
                ? Cause.STARTS_AUTOMATICALLY
                : type != StartType.DISABLED && isLeftRunning(name, records) ? Cause.LEFT_RUNNING : Cause.NOT_EXPECTED;
        return new DownService(name, type, service.status().exitCode(), cause);
    }

    /** Whether a running service is expected. */
    public boolean isExpectedToRun() {
        return cause != Cause.NOT_EXPECTED;
    }

    private static boolean isLeftRunning(ServiceName service, List<JournalRecord> records) {
        List<JournalRecord> newestFirst = new ArrayList<>(records);
        Collections.reverse(newestFirst);
        return newestFirst.stream()
                .flatMap(record -> left(service, record).stream())
                .findFirst()
                .orElse(false);
    }

    private static Optional<Boolean> left(ServiceName service, JournalRecord record) {
        Optional<Boolean> noted = record.steps().stream()
                .filter(step -> step.result().isPresent())
                .flatMap(step -> left(service, step).stream())
                .reduce((earlier, later) -> later);
        return noted.or(() -> record.processes().stream()
                .filter(note -> note.service().equals(service))
                .map(note -> !note.stopped())
                .findFirst());
    }

    private static Optional<Boolean> left(ServiceName service, Step step) {
        boolean starts =
                step.action() instanceof StartService start && start.service().equals(service);
        return starts
                ? Optional.of(true)
                : step.process(service).map(ProcessNote::stopped).map(stopped -> !stopped);
    }
}
