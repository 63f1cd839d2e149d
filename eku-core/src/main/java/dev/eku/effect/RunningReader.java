package dev.eku.effect;

import dev.eku.effect.Effect.Kind;
import dev.eku.inspect.ApplicationFacts.ServiceFacts;
import dev.eku.inspect.ProgramFacts;
import dev.eku.journal.DoneSteps;
import dev.eku.journal.DoneSteps.LastWrite;
import dev.eku.journal.DoneSteps.Numbered;
import dev.eku.journal.JournalRecord;
import dev.eku.journal.JournalRecord.Result;
import dev.eku.journal.ProcessNote;
import dev.eku.service.ServiceName;
import dev.eku.service.ServiceStatus;
import dev.eku.text.Message;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/** A running process, and what is known about the value that it reads. Pure. */
final class RunningReader {
    private final ServiceFacts service;
    private final ServiceName name;
    private final ServiceStatus status;
    private final ValueHistory history;
    private final Instant now;
    private final Optional<LastWrite> written;
    private final Optional<Numbered> exempted;
    private final Optional<Instant> setUp;

    /**
     * @param setUp see {@link ProgramFacts#setUp}
     * @param history what eku did to the value
     * @param keyWritten when the key of the value was last written
     */
    RunningReader(ServiceFacts service, Optional<Instant> setUp, ValueHistory history, Optional<Instant> keyWritten) {
        this.service = service;
        this.name = service.config().name();
        this.status = service.status();
        this.history = history;
        this.now = history.now();
        this.written = keyWritten.map(history::lastWrite);
        this.exempted = history.exempted();
        this.setUp = setUp;
    }

    Effect effect() {
        Effect effect = ofTheProcess();
        return effect.kind() != Kind.EFFECTIVE || isSinceTheSetUp()
                ? effect
                : effect(Kind.UNKNOWN, "effect.set-up", name, setUp.orElseThrow());
    }

    /**
     * Whether the process is known to be younger than the key that names its executable. Only eku's records can show
     * it.
     */
    private boolean isSinceTheSetUp() {
        Optional<Instant> stopped = exempted.filter(write ->
                        write.step().process(name).filter(ProcessNote::stopped).isPresent())
                .map(Numbered::at);
        return setUp.isEmpty()
                || Stream.of(stopped, history.stoppedForARestart(name))
                        .flatMap(Optional::stream)
                        .filter(at -> history.doubtfulUntil()
                                .filter(until -> !until.isBefore(at))
                                .isEmpty())
                        .anyMatch(setUp.get()::isBefore);
    }

    private Effect ofTheProcess() {
        return startedInTheFuture()
                .or(this::restartedByEku)
                .or(this::seenWithout)
                .or(this::noted)
                .orElseGet(this::byTime);
    }

    /** Whether the value is still as eku wrote it, as far as the host reports. */
    private boolean isAsEkuLeftIt() {
        return exempted.isPresent() && (written.isEmpty() || written.get().by().equals(exempted));
    }

    /**
     * eku's own restart after the write is proof. It is proof for that same process. If nobody has written the key
     * since then, it is proof for the service, because its process can only be the one that eku started or a later one.
     */
    private Optional<Effect> restartedByEku() {
        if (service.config().sharesProcess()) {
            // If another service runs in the process, the process survives a stop and start of this service.
            return Optional.empty();
        }
        Optional<Numbered> restart = Optional.empty();
        if (isAsEkuLeftIt()) {
            restart = history.restartAfter(exempted.orElseThrow(), name);
        } else if (status.processStarted().isEmpty() && written.isPresent()) {
            Instant at = written.get().at();
            restart = history.restartAfter(at, name)
                    .filter(done -> !now.isBefore(done.at()) && !isDoubtful(done.at(), at));
        }
        if (restart.isEmpty()) {
            return Optional.empty();
        }
        String record = restart.get().record().id();
        if (written.isEmpty()) {
            return Optional.of(restartedUndated(exempted.orElseThrow(), record));
        }
        Optional<Effect> plain = exempted.flatMap(write -> startedAfter(write.at()));
        if (plain.isPresent() && isAsEkuLeftIt()) {
            return plain;
        }
        if (restart.get().step().result().filter(Result.DONE::equals).isEmpty()) {
            return Optional.of(effect(Kind.EFFECTIVE, "effect.stopped-since", name, record));
        }
        return Optional.of(
                isProcessOf(restart.get()) && status.processId().isPresent()
                        ? effect(
                                Kind.EFFECTIVE,
                                "effect.restarted",
                                name,
                                record,
                                status.processId().getAsLong())
                        : effect(Kind.EFFECTIVE, "effect.restarted-since", name, record));
    }

    /**
     * The host does not report when the key was written, so only the start of the process counts. The id alone proves
     * nothing: Windows uses ids again, and some servers report the id of our own connection.
     *
     * @param record the run that restarted the service
     */
    private Effect restartedUndated(Numbered write, String record) {
        if (status.processStarted().isEmpty()) {
            return effect(Kind.UNKNOWN, "effect.another-process", name, record);
        }
        Instant started = status.processStarted().get();
        if (started.isAfter(write.at())) {
            return effect(Kind.EFFECTIVE, "effect.started-after-eku", name, started, write.at());
        }
        return started.isBefore(write.at().minus(DoneSteps.TOLERANCE))
                ? effect(Kind.UNKNOWN, "effect.clock-moved", name, started, write.at())
                : effect(Kind.EFFECTIVE, "effect.restarted-since", name, record);
    }

    /** The simplest reason for what other evidence proves, if the times agree. */
    private Optional<Effect> startedAfter(Instant written) {
        return status.processStarted()
                .filter(started -> started.isAfter(written) && !started.isAfter(now))
                .map(started -> effect(Kind.EFFECTIVE, "effect.started-after", name, started, written));
    }

    private boolean isProcessOf(Numbered restart) {
        return restart.step()
                .process(name)
                .map(note -> note.isOf(status))
                .orElseGet(() -> restart.step().processId().equals(status.processId()));
    }

    /**
     * If eku saw this same process while the value was different, the process has not read the present value. No clock
     * can change that. If only the id is known to be the same, it may be another process.
     */
    private Optional<Effect> seenWithout() {
        Optional<JournalRecord> same = history.ranWithout(name, status, note -> note.isSurely(status));
        if (same.isPresent()) {
            return Optional.of(startedBefore()
                    .orElseGet(() -> effect(
                            Kind.PENDING,
                            "effect.same-process",
                            name,
                            status.processId().orElseThrow(),
                            same.get().id())));
        }
        boolean wasDown = exempted.flatMap(write -> write.step().process(name))
                .filter(ProcessNote::stopped)
                .isPresent();
        return wasDown
                ? Optional.empty()
                : history.ranWithout(name, status, note -> note.isOf(status)).flatMap(this::seenIdWithout);
    }

    /** @param seen the run that saw a process with this id while the value was different */
    private Optional<Effect> seenIdWithout(JournalRecord seen) {
        long id = status.processId().orElseThrow();
        if (status.processStarted().isPresent()) {
            Optional<Effect> before = startedBefore();
            return before.isPresent()
                    ? before.filter(plain -> !isDoubtful(status.processStarted().get(), lastWritten()))
                    : Optional.of(effect(
                            Kind.UNKNOWN,
                            "effect.same-id",
                            name,
                            id,
                            seen.id(),
                            status.processStarted().get()));
        }
        boolean owed = exempted.filter(write -> !history.wasStartedByOthersAfter(write, name))
                .isPresent();
        return Optional.of(
                owed
                        ? effect(Kind.PENDING, "effect.same-id-not-restarted", name, id, seen.id())
                        : effect(Kind.UNKNOWN, "effect.no-start-time", name));
    }

    /** When the value was written at the latest, if eku has written it. */
    private Instant lastWritten() {
        return written.map(LastWrite::at).orElseGet(() -> exempted.orElseThrow().at());
    }

    /** The simplest reason for what the identity of the process proves, if the times agree. */
    private Optional<Effect> startedBefore() {
        Optional<Instant> last = exempted.map(Numbered::at);
        return status.processStarted()
                .filter(started -> last.filter(at -> !started.isAfter(at)).isPresent())
                .map(started -> effect(Kind.PENDING, "effect.started-before", name, started, last.orElseThrow()));
    }

    /**
     * The clock was set back after the process started. So only a record that saw the process without the value proves
     * anything.
     */
    private Optional<Effect> startedInTheFuture() {
        return status.processStarted()
                .filter(now::isBefore)
                .map(started ->
                        seenWithout().orElseGet(() -> effect(Kind.UNKNOWN, "effect.clock", name, started, now)));
    }

    /** What the note shows that eku took when it wrote the value, if nobody has written the key since. */
    private Optional<Effect> noted() {
        if (!isAsEkuLeftIt()) {
            return Optional.empty();
        }
        Numbered write = exempted.orElseThrow();
        Optional<ProcessNote> note = write.step().process(name);
        if (note.isEmpty()) {
            // In a record of an earlier version, nothing shows which process this is. A run of this version that was
            // not about this service did not ask for its process, so only the times remain.
            return write.step().keyLeft().isPresent()
                    ? Optional.empty()
                    : Optional.of(effect(Kind.PENDING, "effect.not-restarted", name));
        }
        String record = write.record().id();
        if (note.get().stopped() && service.config().sharesProcess()) {
            // The process may have continued with its other services.
            return Optional.empty();
        }
        if (note.get().stopped() && written.isPresent()) {
            return Optional.of(effect(Kind.EFFECTIVE, "effect.was-stopped", name, record));
        }
        if (note.get().stopped()) {
            // Somebody may have taken the value away and put it back since. The host would not report it.
            return status.processStarted().isPresent()
                    ? startedAroundTheWrite(write, note.get())
                    : Optional.of(effect(Kind.UNKNOWN, "effect.no-start-time", name));
        }
        if (note.get().isOf(status)) {
            return Optional.of(effect(Kind.UNKNOWN, "effect.started-during", name, record));
        }
        if (status.processStarted().isEmpty() || note.get().processId().isEmpty()) {
            // The id alone proves nothing, because some servers report the id of our own connection. The run that wrote
            // the value still owes the restart.
            return Optional.of(
                    history.wasStartedByOthersAfter(write, name)
                            ? effect(Kind.UNKNOWN, "effect.no-start-time", name)
                            : effect(Kind.PENDING, "effect.not-restarted", name));
        }
        if (note.get().started().isEmpty() || note.get().started().equals(status.processStarted())) {
            // The host reported no start time when the note was taken, or the same start of another id. So the id may
            // be that of a connection. Only times count.
            return startedAroundTheWrite(write, note.get());
        }
        return startedAfter(write.at())
                .or(() -> Optional.of(effect(Kind.EFFECTIVE, "effect.other-process", name, record)));
    }

    /**
     * By the times of the process and of eku's own write. If the host does not report when the key was written, the
     * time is that of eku's record, which is less accurate.
     */
    private Optional<Effect> startedAroundTheWrite(Numbered write, ProcessNote note) {
        Instant started = status.processStarted().orElseThrow();
        Instant at = written.map(LastWrite::at).orElse(write.at());
        if (isDoubtful(started, at)) {
            return Optional.empty();
        }
        if (!started.isAfter(at) && note.stopped()) {
            // It started after the service was seen stopped, so the clock was set back.
            return Optional.of(effect(Kind.UNKNOWN, "effect.clock-moved", name, started, at));
        }
        if (!started.isAfter(at)) {
            // Only Windows reports when a key was written, and its ids are those of processes.
            boolean isAnother = written.isPresent()
                    && note.started().isEmpty()
                    && !note.processId().equals(status.processId());
            return Optional.of(
                    isAnother
                            ? effect(Kind.UNKNOWN, "effect.other-id", name, started, at)
                            : effect(Kind.PENDING, "effect.started-before", name, started, at));
        }
        Instant certain = written.isPresent() ? at : at.plus(DoneSteps.TOLERANCE);
        return Optional.of(
                started.isAfter(certain)
                        ? effect(
                                Kind.EFFECTIVE,
                                written.isPresent() ? "effect.started-after" : "effect.started-after-eku",
                                name,
                                started,
                                at)
                        : effect(
                                Kind.UNKNOWN,
                                "effect.started-during",
                                name,
                                write.record().id()));
    }

    /** The answer if somebody else has written the value, or may have written it. */
    private Effect byTime() {
        Optional<Instant> started = status.processStarted();
        if (started.isEmpty() || written.isEmpty()) {
            return isOwed()
                    ? effect(Kind.PENDING, "effect.not-restarted", name)
                    : Effect.byTime(service, Optional.empty(), history.doubtfulUntil(), now);
        }
        Instant at = written.get().at();
        if (isDoubtful(started.get(), at)) {
            return isOwed()
                    ? effect(Kind.PENDING, "effect.not-restarted", name)
                    : effect(Kind.UNKNOWN, "effect.clock-moved", name, started.get(), at);
        }
        return !started.get().isAfter(at) && isOwed()
                ? effect(Kind.PENDING, "effect.not-restarted", name)
                : Effect.byTime(service, Optional.of(at), history.doubtfulUntil(), now);
    }

    /** Whether eku wrote the value in a run that did not note the process, and has not restarted the service since. */
    private boolean isOwed() {
        return exempted.filter(write -> write.step().process(name).isEmpty())
                .filter(write -> history.restartAfter(write, name).isEmpty())
                .isPresent();
    }

    /** Whether the host's clock was set back so that these times are in doubt. */
    private boolean isDoubtful(Instant started, Instant at) {
        return now.isBefore(at)
                || exempted.filter(write -> at.isBefore(write.at())).isPresent()
                || history.doubtfulUntil()
                        .filter(until -> !until.isBefore(started) || !until.isBefore(at))
                        .isPresent();
    }

    private static Effect effect(Kind kind, String key, Object... arguments) {
        return new Effect(kind, Message.of(key, arguments));
    }
}
