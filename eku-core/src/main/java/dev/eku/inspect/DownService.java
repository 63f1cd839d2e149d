package dev.eku.inspect;

import dev.eku.action.Action.StartService;
import dev.eku.inspect.ApplicationFacts.ServiceFacts;
import dev.eku.journal.JournalRecord;
import dev.eku.journal.JournalRecord.Step;
import dev.eku.journal.ProcessNote;
import dev.eku.service.ServiceConfig.StartType;
import dev.eku.service.ServiceName;
import dev.eku.service.ServiceState;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A service of an application that is stopped or paused, or about to be. An exemption does not show whether a service
 * runs at all. Immutable.
 *
 * @param exitCode the Win32 exit code of its last run; 1067 says that its process ended unexpectedly
 * @param cause why it is expected to run, or that it is not
 * @param state what it is doing
 */
public record DownService(ServiceName service, StartType startType, int exitCode, Cause cause, ServiceState state) {
    private static final Set<ServiceState> DOWN = EnumSet.of(
            ServiceState.STOPPED, ServiceState.STOP_PENDING, ServiceState.PAUSED, ServiceState.PAUSE_PENDING);

    /** A service that is stopped. */
    public DownService(ServiceName service, StartType startType, int exitCode, Cause cause) {
        this(service, startType, exitCode, cause, ServiceState.STOPPED);
    }

    /** Why a service that is down should run, or that it need not. */
    public enum Cause {
        /** It starts by itself, so it should run. */
        STARTS_AUTOMATICALLY,
        /** The newest record of eku about the service says that the run left it running. */
        LEFT_RUNNING,
        /** It is started by hand, or not at all. */
        NOT_EXPECTED
    }

    /** The services of the inspected applications that are down, each once. */
    public static List<DownService> of(Inspection inspection) {
        List<ServiceFacts> down = inspection.applications().stream()
                .flatMap(application -> application.service().stream())
                .filter(service -> DOWN.contains(service.status().state()))
                .toList();
        Map<ServiceName, Boolean> left =
                down.isEmpty() ? Map.of() : leftRunning(inspection.journal().records());
        return down.stream().map(service -> of(service, left)).distinct().toList();
    }

    private static DownService of(ServiceFacts service, Map<ServiceName, Boolean> left) {
        ServiceName name = service.config().name();
        StartType type = service.config().startType();
        Cause cause = type == StartType.AUTOMATIC
                ? Cause.STARTS_AUTOMATICALLY
                : type != StartType.DISABLED && left.getOrDefault(name, false)
                        ? Cause.LEFT_RUNNING
                        : Cause.NOT_EXPECTED;
        return new DownService(
                name, type, service.status().exitCode(), cause, service.status().state());
    }

    /** Whether the service is expected to run. */
    public boolean isExpectedToRun() {
        return cause != Cause.NOT_EXPECTED;
    }

    /** Whether the newest record that mentions a service left it running. The map holds the answer for all services. */
    private static Map<ServiceName, Boolean> leftRunning(List<JournalRecord> records) {
        Map<ServiceName, Boolean> left = new HashMap<>();
        for (JournalRecord record : records) {
            Map<ServiceName, Boolean> here = new HashMap<>();
            for (Step step : record.steps()) {
                if (step.result().isPresent()) {
                    Map<ServiceName, Boolean> noted = new HashMap<>();
                    if (step.action() instanceof StartService start) {
                        noted.put(start.service(), true);
                    }
                    note(noted, step.processes());
                    here.putAll(noted);
                }
            }
            // If no step says it, the state before the run's first change counts.
            note(here, record.processes());
            left.putAll(here);
        }
        return left;
    }

    private static void note(Map<ServiceName, Boolean> running, List<ProcessNote> notes) {
        notes.forEach(note -> running.putIfAbsent(note.service(), !note.stopped()));
    }
}
