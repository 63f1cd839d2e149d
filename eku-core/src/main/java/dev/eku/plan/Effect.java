package dev.eku.plan;

import dev.eku.action.Action;
import dev.eku.action.Action.SetValue;
import dev.eku.action.Action.StartService;
import dev.eku.action.Action.StopService;
import dev.eku.error.Messages;
import dev.eku.inspect.ApplicationFacts;
import dev.eku.inspect.ApplicationFacts.ServiceFacts;
import dev.eku.inspect.Inspection;
import dev.eku.inspect.SettingKey;
import dev.eku.journal.JournalRecord;
import dev.eku.journal.JournalRecord.Result;
import dev.eku.journal.JournalRecord.Step;
import dev.eku.product.ExecutablePath;
import dev.eku.product.InstallPath;
import dev.eku.product.RegistryTarget;
import dev.eku.registry.KeyContents;
import dev.eku.registry.NameFolding;
import dev.eku.registry.RegistryValue;
import dev.eku.service.ServiceName;
import dev.eku.service.ServiceState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Whether an application that has the right value has also read it. .NET reads the setting once per process, at the first use
 * of TLS, so a process older than the value goes on as before. Immutable.
 *
 * @param kind the answer
 * @param reason on what grounds, for people
 */
public record Effect(Kind kind, String reason) {
    /** The answers there are. */
    public enum Kind {
        /** The process started after the value was written, or will start with it. */
        EFFECTIVE,
        /** The process started before the value was written. */
        PENDING,
        /** It cannot be told. */
        UNKNOWN
    }

    /** REG_DWORD 0, the only thing that exempts. */
    public static final RegistryValue EXEMPT = RegistryValue.dword(0);

    /**
     * When the value was last written.
     *
     * @param told whether the host tells when its key was last written, so that nothing was written since
     */
    private record Written(Optional<Instant> at, boolean told) {}

    /** Judges an application whose value is right. */
    public static Effect of(ApplicationFacts application, Inspection inspection) {
        if (application.service().isEmpty()) {
            return unknown("effect.no-service");
        }
        ServiceFacts service = application.service().get();
        ServiceName name = service.config().name();
        if (!runs(service, application)) {
            return new Effect(Kind.UNKNOWN, Messages.text("effect.other-executable", name));
        }
        if (service.status().state() == ServiceState.STOPPED) {
            if (service.config().sharesProcess()) {
                // The process goes on with the other services, and what it once read stays read.
                return new Effect(Kind.UNKNOWN, Messages.text("effect.shared-process", name));
            }
            return new Effect(Kind.EFFECTIVE, Messages.text("effect.stopped", name));
        }
        RegistryTarget target =
                application.target(inspection.exemption().setting()).orElseThrow();
        SettingKey key = inspection.key(target.view(), application.application().clr());
        Written written = new Written(
                writtenAt(inspection.journal().records(), target, key),
                key.contents().flatMap(KeyContents::lastWritten).isPresent());
        return service.status().processStarted().isPresent()
                ? byTime(service, written.at(), Kind.PENDING, inspection.host().takenAt())
                : restartedBy(inspection.journal().records(), target, service, written);
    }

    /** Whether a service named by the user runs the executable named by the user; else its state says nothing of it. */
    private static boolean runs(ServiceFacts service, ApplicationFacts application) {
        return application
                .path()
                .filter(path -> path.provenance() == InstallPath.Provenance.GIVEN)
                .map(path -> NameFolding.fold(ExecutablePath.fileName(path.path())))
                .map(NameFolding.fold(service.config().imagePath())::contains)
                .orElse(true);
    }

    /**
     * Judges a process by the times that the host tells.
     *
     * @param written when what it may have read was last written
     * @param older what is true of a process that started before
     * @param now the host's own time
     */
    public static Effect byTime(ServiceFacts service, Optional<Instant> written, Kind older, Instant now) {
        ServiceName name = service.config().name();
        Optional<Instant> start = service.status().processStarted();
        if (start.isEmpty()) {
            return new Effect(Kind.UNKNOWN, Messages.text("effect.no-start-time", name));
        }
        Instant started = start.get();
        if (started.isAfter(now)) {
            return new Effect(Kind.UNKNOWN, Messages.text("effect.clock", name, started, now));
        }
        if (written.isEmpty()) {
            return unknown("effect.no-write-time");
        }
        return started.isAfter(written.get())
                ? new Effect(Kind.EFFECTIVE, Messages.text("effect.started-after", name, started, written.get()))
                : new Effect(older, Messages.text("effect.started-before", name, started, written.get()));
    }

    /**
     * Where the host does not tell when a process started, only our own restart is proof: of that very process or, where the
     * key was not written since, of the service, whose process can only be the one we started or a later one.
     */
    private static Effect restartedBy(
            List<JournalRecord> records, RegistryTarget target, ServiceFacts service, Written written) {
        ServiceName name = service.config().name();
        OptionalLong process = service.status().processId();
        Optional<JournalRecord> since = Optional.empty();
        for (JournalRecord record : records) {
            for (Step step : record.steps()) {
                if (step.action() instanceof StartService start
                        && start.service().equals(name)
                        && record.hasStarted(name)
                        && step.doneAt().isPresent()
                        && written.at().filter(step.doneAt().get()::isAfter).isPresent()) {
                    if (process.isPresent() && step.processId().equals(process)) {
                        return new Effect(
                                Kind.EFFECTIVE,
                                Messages.text("effect.restarted", name, record.id(), process.getAsLong()));
                    }
                    since = Optional.of(record);
                }
            }
        }
        if (written.told() && since.isPresent()) {
            return new Effect(
                    Kind.EFFECTIVE,
                    Messages.text("effect.restarted-since", name, since.get().id()));
        }
        Optional<Instant> ours = records.stream()
                .flatMap(record -> writes(record, target).stream())
                .max(Instant::compareTo);
        boolean owed = ours.isPresent() && (restartPending(records, name) || !startedAfter(records, name, ours.get()));
        if (owed) {
            return new Effect(Kind.PENDING, Messages.text("effect.not-restarted", name));
        }
        return new Effect(
                Kind.UNKNOWN,
                since.map(record -> Messages.text("effect.another-process", name, record.id()))
                        .orElseGet(() -> Messages.text("effect.no-start-time", name)));
    }

    /** Whether eku has started the service since. Whether others have nobody can tell, so who wrote still owes it. */
    private static boolean startedAfter(List<JournalRecord> records, ServiceName service, Instant written) {
        return records.stream()
                .flatMap(record -> record.steps().stream())
                .filter(step -> step.action() instanceof StartService start
                        && start.service().equals(service))
                .flatMap(step -> step.doneAt().stream())
                .anyMatch(written::isBefore);
    }

    /** Whether the last that eku did to the service was to let it go on, when it had not drained in time. */
    private static boolean restartPending(List<JournalRecord> records, ServiceName service) {
        return records.stream()
                .flatMap(record -> record.steps().stream())
                .filter(step -> step.action() instanceof StopService stop
                        && stop.service().equals(service))
                .flatMap(step -> step.result().stream())
                .reduce((earlier, later) -> later)
                .filter(Result.RESUMED::equals)
                .isPresent();
    }

    /**
     * When the value was last written. The registry keeps a time per key only, so a later write of another application's value
     * looks like ours. Told apart are later writes of eku itself as long as each found the key as the one before left it; after
     * any other the older process counts as pending, since somebody may have taken the value away and put it back in between.
     */
    private static Optional<Instant> writtenAt(List<JournalRecord> records, RegistryTarget target, SettingKey key) {
        Optional<Instant> journalled = records.stream()
                .flatMap(record -> writes(record, target).stream())
                .max(Instant::compareTo);
        Optional<Instant> keyWritten = key.contents().flatMap(KeyContents::lastWritten);
        if (journalled.isPresent() && keyWritten.isPresent() && !leftExempt(records, target)) {
            // The last that eku did to the value was to take it away, so somebody else has written it since.
            return keyWritten;
        }
        if (journalled.isEmpty() || keyWritten.isEmpty()) {
            return keyWritten.or(() -> journalled);
        }
        boolean accounted = accountFor(records, target, journalled.get(), keyWritten.get());
        return accounted || journalled.get().isAfter(keyWritten.get()) ? journalled : keyWritten;
    }

    /** Whether the value is 0 by what eku last did to it. */
    private static boolean leftExempt(List<JournalRecord> records, RegistryTarget target) {
        return records.stream()
                .flatMap(record -> record.steps().stream())
                .filter(step -> step.result().isPresent())
                .map(Step::action)
                .filter(action -> action.changedValue().filter(target::equals).isPresent())
                .reduce((earlier, later) -> later)
                .filter(action -> action instanceof SetValue set && set.value().equals(EXEMPT))
                .isPresent();
    }

    private static Optional<Instant> writes(JournalRecord record, RegistryTarget target) {
        return record.steps().stream()
                .filter(step -> exempts(step, target))
                .flatMap(step -> step.doneAt().stream())
                .max(Instant::compareTo);
    }

    private static boolean exempts(Step step, RegistryTarget target) {
        return step.action() instanceof SetValue set
                && set.target().equals(target)
                && set.value().equals(EXEMPT);
    }

    /** Whether steps of eku, one right upon the other, have written the key since that write of the value, and nobody else. */
    private static boolean accountFor(
            List<JournalRecord> records, RegistryTarget target, Instant written, Instant keyWritten) {
        return records.stream()
                .filter(record -> !keyWritten.isBefore(record.startedAt()))
                .flatMap(record -> record.steps().stream())
                .filter(step -> changesKeyOf(target, step.action()))
                .filter(step ->
                        step.doneAt().filter(done -> !keyWritten.isAfter(done)).isPresent())
                .anyMatch(step -> (exempts(step, target) && step.doneAt().get().equals(written))
                        || step.keyWritten()
                                .filter(keyWritten::isAfter)
                                .filter(before -> accountFor(records, target, written, before))
                                .isPresent());
    }

    private static boolean changesKeyOf(RegistryTarget target, Action action) {
        return action.changedValue()
                .filter(other -> other.view() == target.view() && other.key().equals(target.key()))
                .isPresent();
    }

    private static Effect unknown(String key) {
        return new Effect(Kind.UNKNOWN, Messages.text(key));
    }
}
