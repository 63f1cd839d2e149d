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
 * Whether the process that runs has read what a new one would read. Every input is read once in a process's life, so
 * what was written after its start does not count yet.
 */
record RunningProcess(DiagnosticInspection inspected, ApplicationFacts application, Optional<RegistryTarget> target) {
    /** Of a process as the host stands now. */
    Effect effect(Row row) {
        return switch (row) {
            case NO_CODE -> new Effect(Kind.EFFECTIVE, Message.of("diagnose.effect.no-code"));
            case PER_APPLICATION -> Effect.of(application, inspected.inspection());
            case SWITCH -> since(isOfAFile() ? Optional.empty() : runtime().switchWritten());
            case GLOBAL -> since(runtime().globalWritten());
            case OTHERWISE -> nothingRead();
        };
    }

    /** Of a process that a plan restarts. */
    static Effect restarted() {
        return new Effect(Kind.EFFECTIVE, Message.of("diagnose.effect.restarted"));
    }

    /** Of a process whose value a plan changes without a restart. */
    Effect afterAChange() {
        return isStopped()
                ? new Effect(Kind.EFFECTIVE, Message.of("diagnose.effect.not-running"))
                : new Effect(Kind.PENDING, Message.of("diagnose.effect.not-restarted"));
    }

    /**
     * When the process that runs started. Where the host does not tell, when eku last started its service: what runs is
     * that process or a later one.
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

    /** A value that is gone by now may have been there when the process started. */
    private Effect nothingRead() {
        Optional<Instant> changed = Stream.of(keyWritten().stream(), changedByUs(), writtenElsewhereSince())
                .flatMap(times -> times)
                .max(Instant::compareTo);
        return changed.isEmpty() && application.service().isPresent()
                ? new Effect(Kind.EFFECTIVE, Message.of("diagnose.effect.no-value"))
                : since(changed);
    }

    /**
     * When what turns the check off for the whole machine, or a key of its own that is gone, may have been taken away.
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

    /** When a file was last written is not read, so what it says, or may say, may be newer than the process. */
    private boolean isOfAFile() {
        return runtime().configured().isPresent() || runtime().isConfigHidden();
    }

    /** @param written when the key was last written of what it may have read */
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
     * Whether the application's own value may have been too long for the reader when the process read: then it failed,
     * and looked for no machine-wide value. Nobody knows what a value was that may have been written since.
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
