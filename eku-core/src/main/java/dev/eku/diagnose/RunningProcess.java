package dev.eku.diagnose;

import dev.eku.diagnose.Enforcement.Row;
import dev.eku.effect.Effect;
import dev.eku.effect.Effect.Kind;
import dev.eku.inspect.ApplicationFacts;
import dev.eku.inspect.DiagnosticInspection;
import dev.eku.inspect.RuntimeFacts;
import dev.eku.inspect.SettingKey;
import dev.eku.journal.DoneSteps.Start;
import dev.eku.product.RegistryTarget;
import dev.eku.registry.KeyContents;
import dev.eku.service.ServiceName;
import dev.eku.service.ServiceState;
import dev.eku.text.Message;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whether the running process has read what a new process would read. A process reads every input once in its life, so
 * what was written after its start does not count yet.
 */
record RunningProcess(DiagnosticInspection inspected, ApplicationFacts application, Optional<RegistryTarget> target) {
    /** The effect for a process as the host is now. */
    Effect effect(Row row) {
        return switch (row) {
            case NO_CODE -> new Effect(Kind.EFFECTIVE, Message.of("diagnose.effect.no-code"));
            case PER_APPLICATION -> Effect.of(application, inspected.inspection());
            case SWITCH -> since(isOfAFile() ? Optional.empty() : runtime().switchWritten());
            case GLOBAL -> since(runtime().globalWritten());
            case OTHERWISE -> nothingRead();
        };
    }

    /** The effect for a process that a plan restarts. */
    static Effect restarted() {
        return new Effect(Kind.EFFECTIVE, Message.of("diagnose.effect.restarted"));
    }

    /** The effect for a process whose value a plan changes without a restart. */
    Effect afterAChange() {
        return isStopped()
                ? new Effect(Kind.EFFECTIVE, Message.of("diagnose.effect.not-running"))
                : new Effect(Kind.PENDING, Message.of("diagnose.effect.not-restarted"));
    }

    /**
     * When the running process started. If the host does not report it, the last time that eku started its service,
     * because the running process is that one or a later one.
     */
    Optional<Instant> started() {
        return application
                .service()
                .flatMap(service -> service.status()
                        .processStarted()
                        .or(() -> startedByUs(service.config().name())));
    }

    private Optional<Instant> startedByUs(ServiceName service) {
        return inspected.inspection().journal().steps().starts(service).stream()
                .filter(Start::byRun)
                .flatMap(start -> start.step().step().doneAt().stream())
                .max(Instant::compareTo);
    }

    /** A value that does not exist any more may have existed when the process started. */
    private Effect nothingRead() {
        Optional<Instant> changed = Stream.of(keyWritten().stream(), changedByUs(), writtenElsewhereSince())
                .flatMap(times -> times)
                .max(Instant::compareTo);
        return changed.isEmpty() && application.service().isPresent()
                ? new Effect(Kind.EFFECTIVE, Message.of("diagnose.effect.no-value"))
                : since(changed);
    }

    /**
     * The times at which settings for the whole machine were written after the process started. At these times, a
     * setting that turned the check off may have been removed.
     */
    private Stream<Instant> writtenElsewhereSince() {
        return Stream.of(runtime().switchWritten(), runtime().globalWritten())
                .flatMap(Optional::stream)
                .filter(at -> started().filter(at::isAfter).isPresent());
    }

    private Stream<Instant> changedByUs() {
        return target.stream()
                .flatMap(value -> inspected.inspection().journal().steps().changes(value).stream())
                .flatMap(change -> change.step().doneAt().stream());
    }

    private Optional<Instant> keyWritten() {
        SettingKey key = inspected
                .inspection()
                .key(application.view(), application.application().clr());
        return key.contents().flatMap(KeyContents::lastWritten);
    }

    /**
     * Whether the answer comes from a file. eku does not read when a file was last written, so the file may be newer
     * than the process.
     */
    private boolean isOfAFile() {
        return runtime().configured().isPresent() || runtime().isConfigHidden();
    }

    /** @param written when the key was last written that the process may have read */
    private Effect since(Optional<Instant> written) {
        if (application.service().isEmpty()) {
            return new Effect(Kind.UNKNOWN, Message.of("effect.no-service"));
        }
        if (isStopped()) {
            return new Effect(Kind.EFFECTIVE, Message.of("diagnose.effect.not-running"));
        }
        return Effect.byTime(application.service().get(), written, inspected.inspection());
    }

    /**
     * Whether the application's own value may have been too long for the reader when the process read it. Then the
     * reader failed, and did not read the machine-wide value. eku cannot know an earlier value that may have been
     * overwritten since.
     */
    boolean mayHaveLookedNoFurther() {
        return !isStopped()
                && keyWritten()
                        .filter(at -> started().filter(at::isBefore).isEmpty())
                        .isPresent();
    }

    /** Whether there is no process that could have read anything. */
    boolean isStopped() {
        return application
                .service()
                .filter(service -> service.status().state() == ServiceState.STOPPED
                        && !service.config().sharesProcess())
                .isPresent();
    }

    private RuntimeFacts runtime() {
        return inspected.runtime(application);
    }
}
