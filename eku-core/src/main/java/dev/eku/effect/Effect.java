package dev.eku.effect;

import dev.eku.inspect.ApplicationFacts;
import dev.eku.inspect.ApplicationFacts.ServiceFacts;
import dev.eku.inspect.Inspection;
import dev.eku.product.RegistryTarget;
import dev.eku.registry.KeyContents;
import dev.eku.registry.RegistryValue;
import dev.eku.service.ServiceName;
import dev.eku.service.ServiceState;
import dev.eku.text.Message;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether an application that has the right value has also read it. .NET reads the setting when a process first uses
 * TLS, and keeps what it has read until the process ends ({@code ServicePointManager.EnsureConfigurationLoaded}, a
 * static flag, in ServicePointManager.Configuration.cs of microsoft/referencesource, commit 9a217309;
 * {@code RegistryConfiguration} in NetRegistryConfiguration.cs is the reader). Nothing outside the process shows when
 * that first use was. So a process is exempt if the value was in place during its whole life. If the process ran at a
 * moment when the value was not in place, it may have read that, and a restart is pending. For any other process, the
 * answer is unknown.
 *
 * <p>The identity of the process counts before any time, because a host's clock can be set, but a process cannot run
 * twice. Times decide only about values that eku did not write itself. A key that was written after a process started
 * does not show which of its values was written, because the deletion of another value also changes the time of the key
 * and leaves no trace. Immutable.
 *
 * @param kind the answer
 * @param reason why this is the answer
 */
public record Effect(Kind kind, Message reason) {
    /** The possible answers. */
    public enum Kind {
        /** The value has been in place as long as the process runs, or the process has not started yet. */
        EFFECTIVE,
        /** The process ran at a moment when the value was not in place. */
        PENDING,
        /** eku cannot tell. */
        UNKNOWN
    }

    /** REG_DWORD 0, the only value that exempts. */
    public static final RegistryValue EXEMPT = RegistryValue.dword(0);

    /** Judges an application whose value is right. */
    public static Effect of(ApplicationFacts application, Inspection inspection) {
        if (application.service().isEmpty()) {
            return unknown("effect.no-service");
        }
        ServiceFacts service = application.service().get();
        ServiceName name = service.config().name();
        // What another executable does says nothing about this application.
        if (application.program().isOfAnother()) {
            return new Effect(Kind.UNKNOWN, Message.of("effect.other-executable", name));
        }
        if (service.status().state() == ServiceState.STOPPED) {
            if (service.config().sharesProcess()) {
                // The process continues with its other services, and keeps what it has read.
                return new Effect(Kind.UNKNOWN, Message.of("effect.shared-process", name));
            }
            return new Effect(Kind.EFFECTIVE, Message.of("effect.stopped", name));
        }
        RegistryTarget target =
                application.target(inspection.exemption().setting()).orElseThrow();
        Optional<Instant> keyWritten = inspection
                .key(target.view(), application.application().clr())
                .contents()
                .flatMap(KeyContents::lastWritten);
        ValueHistory history = new ValueHistory(
                inspection.journal().steps(), target, inspection.host().takenAt());
        return new RunningReader(service, application.program().setUp(), history, keyWritten).effect();
    }

    /**
     * Judges a process by the times that the host reports. The answer is effective if the process is newer than the
     * key, and unknown otherwise.
     *
     * @param written when the key that the process may have read was last written
     */
    public static Effect byTime(ServiceFacts service, Optional<Instant> written, Inspection inspection) {
        return byTime(
                service,
                written,
                inspection.journal().steps().doubtfulUntil(inspection.host().takenAt()),
                inspection.host().takenAt());
    }

    /**
     * Judges a process by the times that the host reports.
     *
     * @param doubtfulUntil until when the host's times are not trusted
     * @param now the host's own time
     */
    static Effect byTime(
            ServiceFacts service, Optional<Instant> written, Optional<Instant> doubtfulUntil, Instant now) {
        ServiceName name = service.config().name();
        Optional<Instant> start = service.status().processStarted();
        if (start.isEmpty()) {
            return new Effect(Kind.UNKNOWN, Message.of("effect.no-start-time", name));
        }
        Instant started = start.get();
        if (started.isAfter(now)) {
            return new Effect(Kind.UNKNOWN, Message.of("effect.clock", name, started, now));
        }
        if (written.isEmpty()) {
            return unknown("effect.no-write-time");
        }
        if (doubtfulUntil
                .filter(until -> !until.isBefore(started) || !until.isBefore(written.get()))
                .isPresent()) {
            return new Effect(Kind.UNKNOWN, Message.of("effect.clock-moved", name, started, written.get()));
        }
        return started.isAfter(written.get())
                ? new Effect(Kind.EFFECTIVE, Message.of("effect.started-after", name, started, written.get()))
                : new Effect(Kind.UNKNOWN, Message.of("effect.key-written", name, started, written.get()));
    }

    private static Effect unknown(String key) {
        return new Effect(Kind.UNKNOWN, Message.of(key));
    }
}
