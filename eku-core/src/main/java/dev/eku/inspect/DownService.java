package dev.eku.inspect;

import dev.eku.action.Action.StartService;
import dev.eku.inspect.ApplicationFacts.ServiceFacts;
import dev.eku.journal.JournalRecord;
import dev.eku.journal.JournalRecord.Step;
import dev.eku.journal.ProcessNote;
import dev.eku.service.ServiceConfig.StartType;
import dev.eku.service.ServiceName;
import dev.eku.service.ServiceState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A service of an application that is stopped or paused, or about to be. An exemption says nothing of whether anybody
 * is served. Immutable.
 *
 * @param exitCode the Win32 exit code of its last run; 1067 says that its process ended unexpectedly
 * @param cause why it is expected to run, or that it is not
 * @param state what it is doing
 */
public record DownService(ServiceName service, StartType startType, int exitCode, Cause cause, ServiceState state) {
    private static final Set<ServiceState> DOWN = EnumSet.of(
            ServiceState.STOPPED, ServiceState.STOP_PENDING, ServiceState.PAUSED, ServiceState.PAUSE_PENDING);

    /** One that is stopped. */
    public DownService(ServiceName service, StartType startType, int exitCode, Cause cause) {
        this(service, startType, exitCode, cause, ServiceState.STOPPED);
    }

    /** Whether a stopped service is as it should be. */
    public enum Cause {
        /** It starts by itself, so it should run. */
        STARTS_AUTOMATICALLY,
        /** The newest record of eku about it says that it was left running. */
        LEFT_RUNNING,
        /** It is started by hand, or not at all. */
        NOT_EXPECTED
    }

    /** The services that are down of the inspected applications, each once. */
    public static List<DownService> of(Inspection inspection) {
        return inspection.applications().stream()
                .flatMap(application -> application.service().stream())
                .filter(service -> DOWN.contains(service.status().state()))
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
        return new DownService(
                name, type, service.status().exitCode(), cause, service.status().state());
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
