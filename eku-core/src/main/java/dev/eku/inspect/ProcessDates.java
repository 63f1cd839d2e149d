package dev.eku.inspect;

import dev.eku.action.Action.SetValue;
import dev.eku.inspect.ApplicationFacts.ServiceFacts;
import dev.eku.journal.DoneSteps;
import dev.eku.journal.DoneSteps.Numbered;
import dev.eku.journal.DoneSteps.Start;
import dev.eku.journal.ProcessNote;
import dev.eku.product.RegistryTarget;
import dev.eku.product.Setting;
import dev.eku.registry.KeyContents;
import dev.eku.service.ServiceControl;
import dev.eku.service.ServiceName;
import dev.eku.service.ServiceStatus;
import dev.eku.text.Message;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Asks when processes started, if their host does not report it with the state of the services. Over a network that is
 * expensive. So it is asked only where it can show anything: the key of the setting exists, or eku has changed the
 * value, and eku's own records do not show already what the process has read. They show it of a process that eku saw
 * when it wrote the value, and of a service that eku has restarted since, if nobody can have written the key later or
 * have set up the service again. Not thread-safe.
 */
final class ProcessDates {
    private final ServiceControl services;
    private final Setting setting;
    private final List<SettingKey> keys;
    private final DoneSteps steps;
    private final Map<ServiceName, Optional<Instant>> known = new HashMap<>();

    ProcessDates(ServiceControl services, Setting setting, List<SettingKey> keys, DoneSteps steps) {
        this.services = services;
        this.setting = setting;
        this.keys = keys;
        this.steps = steps;
    }

    /** The same applications, whose processes are dated as far as necessary and possible. */
    List<ApplicationFacts> dated(List<ApplicationFacts> applications) {
        List<ApplicationFacts> dated = new ArrayList<>();
        for (ApplicationFacts application : applications) {
            Optional<ServiceFacts> service = application.service();
            Optional<Instant> started = service.isPresent() && isNeeded(application, service.get())
                    ? started(service.get())
                    : Optional.empty();
            dated.add(started.isPresent() ? dated(application, service.get(), started.get()) : application);
        }
        return dated;
    }

    private Optional<Instant> started(ServiceFacts service) {
        ServiceName name = service.config().name();
        Optional<Instant> started = known.get(name);
        if (started == null) {
            started = services.processStarted(service.status());
            known.put(name, started);
        }
        return started;
    }

    private boolean isNeeded(ApplicationFacts application, ServiceFacts service) {
        ServiceStatus status = service.status();
        Optional<RegistryTarget> target = application.target(setting);
        if (status.processId().isEmpty() || status.processStarted().isPresent() || target.isEmpty()) {
            return false;
        }
        Optional<KeyContents> contents = contents(target.get());
        Optional<Numbered> last = lastChange(target.get());
        if (last.isEmpty()) {
            return contents.isPresent();
        }
        Optional<Instant> written = contents.isPresent() ? contents.get().lastWritten() : Optional.empty();
        boolean isAsEkuLeftIt = written.isEmpty()
                || steps.lastWrite(target.get(), written.get()).by().equals(last);
        if (!isAsEkuLeftIt) {
            return true;
        }
        // In a key that is gone, nobody has written anything since.
        boolean isKnown = written.isPresent() || contents.isEmpty();
        if (isKnown && isRestartedSince(last.get(), service)) {
            return contents.isPresent() && isSetUpSince(application, service);
        }
        return isTakenBack(last.get()) || !isSeenBy(last.get(), service);
    }

    /** Whether the service may have been set up for another executable since eku restarted it. */
    private boolean isSetUpSince(ApplicationFacts application, ServiceFacts service) {
        Optional<Instant> setUp = application.program().setUp();
        if (setUp.isEmpty()) {
            return false;
        }
        for (Start start : steps.starts(service.config().name())) {
            if (start.isOfANewProcess()
                    && start.stopped().isPresent()
                    && start.stopped().get().isAfter(setUp.get())) {
                return false;
            }
        }
        return true;
    }

    /** Whether the change ended the exemption, so that a process that goes on may still have it. */
    private static boolean isTakenBack(Numbered change) {
        return !(change.step().action() instanceof SetValue set && set.value().isZeroToNet());
    }

    private Optional<KeyContents> contents(RegistryTarget target) {
        for (SettingKey key : keys) {
            if (key.view() == target.view() && key.key().equals(target.key())) {
                return key.contents();
            }
        }
        return Optional.empty();
    }

    private Optional<Numbered> lastChange(RegistryTarget target) {
        Optional<Numbered> last = Optional.empty();
        for (Numbered change : steps.changes(target)) {
            last = change.isDone() ? Optional.of(change) : last;
        }
        return last;
    }

    /** Whether eku has restarted the service since. If somebody may have written the key later, this proves nothing. */
    private boolean isRestartedSince(Numbered change, ServiceFacts service) {
        if (service.config().sharesProcess()) {
            return false;
        }
        for (Start start : steps.starts(service.config().name())) {
            if (start.isOfANewProcess() && start.step().number() > change.number()) {
                return true;
            }
        }
        return false;
    }

    private boolean isSeenBy(Numbered change, ServiceFacts service) {
        ServiceName name = service.config().name();
        Optional<ProcessNote> atTheChange = change.step().process(name);
        if (atTheChange.isPresent() && atTheChange.get().isOf(service.status())) {
            return true;
        }
        for (ProcessNote before : steps.processes(change.record(), name)) {
            if (before.isOf(service.status())) {
                return true;
            }
        }
        return false;
    }

    private static ApplicationFacts dated(ApplicationFacts application, ServiceFacts service, Instant started) {
        return new ApplicationFacts(
                application.application(),
                application.path(),
                application.looked(),
                Optional.of(new ServiceFacts(
                        service.config(),
                        service.status().startedAt(started),
                        service.dependents(),
                        service.controllable())),
                dated(application.program(), service.config().name(), started),
                application.view());
    }

    /** What may be doubted about a process without a start time is then either clear, or a doubt for certain. */
    private static ProgramFacts dated(ProgramFacts program, ServiceName service, Instant started) {
        List<Message> doubts = new ArrayList<>(program.doubts());
        if (program.setUp().isPresent() && started.isBefore(program.setUp().get())) {
            doubts.add(Message.of("inspect.doubt.key", service, program.setUp().get(), started));
        }
        return new ProgramFacts(
                program.program(), program.header(), program.evidence(), program.conflicts(), doubts, Optional.empty());
    }
}
