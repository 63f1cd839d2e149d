package dev.eku.effect;

import dev.eku.effect.Effect.Kind;
import dev.eku.inspect.ApplicationFacts.ServiceFacts;
import dev.eku.inspect.ProgramFacts;
import dev.eku.journal.DoneSteps.LastWrite;
import dev.eku.journal.DoneSteps.Numbered;
import dev.eku.journal.JournalRecord;
import dev.eku.journal.ProcessNote;
import dev.eku.service.ServiceName;
import dev.eku.service.ServiceStatus;
import dev.eku.text.Message;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/** A process that runs, and what is known of the value it reads. Pure. */
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
     * @param keyWritten when the key it is in was last written
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
     * Whether the process is known to be younger than the key that says which executable it is of; only eku's records
     * can tell.
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

    /** Whether the value is as eku wrote it, as far as the host reports it. */
    private boolean isAsEkuLeftIt() {
        return exempted.isPresent() && (written.isEmpty() || written.get().by().equals(exempted));
    }

    /**
     * Our own restart after the write is proof: of that very process or, where nobody has written the key since, of the
     * service, whose process can only be the one we started or a later one.
     */
    private Optional<Effect> restartedByEku() {
        if (service.config().sharesProcess()) {
            // To stop and start the service leaves the process as it is, as long as another service runs in it.
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
        Optional<Effect> plain = exempted.flatMap(write -> startedAfter(write.at()));
        if (plain.isPresent() && isAsEkuLeftIt()) {
            return plain;
        }
        if (isProcessOf(restart.get()) && status.processId().isPresent()) {
            return Optional.of(effect(
                    Kind.EFFECTIVE,
                    "effect.restarted",
                    name,
                    record,
                    status.processId().getAsLong()));
        }
        return Optional.of(
                written.isPresent()
                        ? effect(Kind.EFFECTIVE, "effect.restarted-since", name, record)
                        : effect(Kind.UNKNOWN, "effect.another-process", name, record));
    }

    /** The plainest words for what other evidence proves, where the times agree. */
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

    /** The very process that eku saw while the value was another has not read this one, whatever any clock says. */
    private Optional<Effect> seenWithout() {
        return history.ranWithout(name, status)
                .map(JournalRecord::id)
                .map(record -> startedBefore()
                        .orElseGet(() -> effect(
                                Kind.PENDING,
                                "effect.same-process",
                                name,
                                status.processId().orElseThrow(),
                                record)));
    }

    /** The plainest words for what its identity proves, where the times agree. */
    private Optional<Effect> startedBefore() {
        Optional<Instant> last = exempted.map(Numbered::at);
        return status.processStarted()
                .filter(started -> last.filter(at -> !started.isAfter(at)).isPresent())
                .map(started -> effect(Kind.PENDING, "effect.started-before", name, started, last.orElseThrow()));
    }

    /** The clock was set back since it started: nothing is proven but what it was seen to have run without. */
    private Optional<Effect> startedInTheFuture() {
        return status.processStarted()
                .filter(now::isBefore)
                .map(started ->
                        seenWithout().orElseGet(() -> effect(Kind.UNKNOWN, "effect.clock", name, started, now)));
    }

    /** What the note tells that was taken when eku wrote the value, if nobody has written the key since. */
    private Optional<Effect> noted() {
        if (!isAsEkuLeftIt()) {
            return Optional.empty();
        }
        Numbered write = exempted.orElseThrow();
        Optional<ProcessNote> note = write.step().process(name);
        if (note.isEmpty()) {
            // A record of an earlier version: nothing tells which process this is. A run of today that was not about
            // this
            // service has not asked for its process, so that times are all there is.
            return write.step().keyLeft().isPresent()
                    ? Optional.empty()
                    : Optional.of(effect(Kind.PENDING, "effect.not-restarted", name));
        }
        String record = write.record().id();
        if (note.get().stopped() && service.config().sharesProcess()) {
            // The process may have run on with the other services.
            return Optional.empty();
        }
        if (note.get().stopped()) {
            return Optional.of(effect(Kind.EFFECTIVE, "effect.was-stopped", name, record));
        }
        if (note.get().isOf(status)) {
            return Optional.of(effect(Kind.UNKNOWN, "effect.started-during", name, record));
        }
        if (status.processStarted().isEmpty() || note.get().processId().isEmpty()) {
            // The id alone is no proof: some servers tell that of our own connection. Whoever wrote owes the restart.
            return Optional.of(
                    history.wasStartedByOthersAfter(write, name)
                            ? effect(Kind.UNKNOWN, "effect.no-start-time", name)
                            : effect(Kind.PENDING, "effect.not-restarted", name));
        }
        if (note.get().started().isEmpty()) {
            // The note was taken over a way that tells no start time, so its id may be that of a connection: times
            // alone count.
            return Optional.empty();
        }
        return startedAfter(write.at())
                .or(() -> Optional.of(effect(Kind.EFFECTIVE, "effect.other-process", name, record)));
    }

    /** Where somebody else has written the value, or may have. */
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

    /**
     * Whether eku wrote the value in a run that took no note of the process, and has not restarted the service since.
     */
    private boolean isOwed() {
        return exempted.filter(write -> write.step().process(name).isEmpty())
                .filter(write -> history.restartAfter(write, name).isEmpty())
                .isPresent();
    }

    /** Whether the host's clock was set back at a time that leaves these times in doubt. */
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
