package dev.eku.fleet;

import dev.eku.apply.ApplyException;
import dev.eku.apply.Outcome;
import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.host.Traffic;
import dev.eku.inspect.DownService;
import dev.eku.verify.Verdict;
import java.util.List;
import java.util.Optional;

/** The result of one stage on one host. Immutable. */
public final class HostResult {
    private final Optional<HostAssessment> assessment;
    private final Optional<Verdict> verdict;
    private final Optional<List<DownService>> stopped;
    private final Optional<EkuException> failure;
    private final boolean down;
    private final boolean restarted;
    private final boolean undoable;
    private final Optional<EventCheck> events;
    private final Traffic traffic;

    private HostResult(Draft draft) {
        this.assessment = draft.assessment;
        this.verdict = draft.verdict;
        this.stopped = draft.stopped;
        this.failure = draft.failure;
        this.down = draft.down;
        this.restarted = draft.restarted;
        this.undoable = draft.undoable;
        this.events = draft.events;
        this.traffic = draft.traffic;
    }

    /** Nothing is known, and nothing went wrong. */
    private static final class Draft {
        private Optional<HostAssessment> assessment = Optional.empty();
        private Optional<Verdict> verdict = Optional.empty();
        private Optional<List<DownService>> stopped = Optional.empty();
        private Optional<EkuException> failure = Optional.empty();
        private boolean down;
        private boolean restarted;
        private boolean undoable;
        private Optional<EventCheck> events = Optional.empty();
        private Traffic traffic = Traffic.NONE;

        private static Draft of(HostResult result) {
            Draft draft = new Draft();
            draft.assessment = result.assessment;
            draft.verdict = result.verdict;
            draft.stopped = result.stopped;
            draft.failure = result.failure;
            draft.down = result.down;
            draft.restarted = result.restarted;
            draft.undoable = result.undoable;
            draft.events = result.events;
            draft.traffic = result.traffic;
            return draft;
        }
    }

    /** A finished stage whose only result is the verdict. */
    public static HostResult done(Optional<Verdict> verdict) {
        Draft draft = new Draft();
        draft.verdict = verdict;
        return new HostResult(draft);
    }

    /**
     * A host that has passed the gate.
     *
     * @param assessment what was found there before its services were restarted; services that were stopped are still
     *     stopped
     * @param events what is known about its connections; counts only if something was restarted
     * @param down whether it may be without its service now
     */
    public static HostResult checked(
            Optional<Verdict> verdict, EventCheck events, HostAssessment assessment, boolean down) {
        Draft draft = new Draft();
        draft.verdict = verdict;
        draft.stopped = Optional.of(assessment.stopped());
        draft.down = down;
        draft.restarted = assessment.restarts();
        draft.events = Optional.of(events).filter(known -> assessment.restarts());
        return new HostResult(draft);
    }

    /**
     * An interrupted run that is finished. A service that must still be restarted no longer counts as down for another
     * reason.
     *
     * @param events what is known about its connections since; empty if nothing was restarted
     */
    public static HostResult recovered(HostAssessment assessment, Optional<EventCheck> events) {
        Draft draft = Draft.of(seen(assessment));
        draft.down = !assessment.down().isEmpty() && !assessment.restarts();
        draft.restarted = events.isPresent();
        draft.events = events;
        return new HostResult(draft);
    }

    /** A host that was inspected. */
    public static HostResult seen(HostAssessment assessment) {
        Draft draft = Draft.of(done(assessment.verdict()));
        draft.assessment = Optional.of(assessment);
        draft.stopped = Optional.of(assessment.stopped());
        return new HostResult(draft);
    }

    /**
     * A stage that failed.
     *
     * @param down whether it may be without its service now
     */
    public static HostResult failed(EkuException why, boolean down) {
        Draft draft = new Draft();
        draft.failure = Optional.of(why);
        draft.down = down;
        return new HostResult(draft);
    }

    /** The rollout did not start this stage on the host. */
    public static HostResult interrupted() {
        return failed(new EkuException(ErrorCode.INTERRUPTED), false);
    }

    /** The same result, but something else has failed in addition. */
    public HostResult butFailed(EkuException why) {
        Draft draft = Draft.of(this);
        draft.failure = Optional.of(why);
        return new HostResult(draft);
    }

    /** The same result of a stage that has carried out a plan. */
    public HostResult by(Outcome outcome) {
        Draft draft = Draft.of(this);
        draft.undoable = outcome.isUndoable();
        return new HostResult(draft);
    }

    /** The same result with what was exchanged for it. */
    public HostResult after(Traffic exchanged) {
        Draft draft = Draft.of(this);
        draft.traffic = exchanged;
        return new HostResult(draft);
    }

    /** What was found there, if it was inspected. */
    public Optional<HostAssessment> assessment() {
        return assessment;
    }

    /** The verdict afterwards, if it was judged. */
    public Optional<Verdict> verdict() {
        return verdict;
    }

    /** The services that were stopped when the host was last read; empty if it was not read. */
    public Optional<List<DownService>> stopped() {
        return stopped;
    }

    /** Why it failed, if it did. */
    public Optional<EkuException> failure() {
        return failure;
    }

    /** Whether it may be without its service now. */
    public boolean down() {
        return down;
    }

    /** Whether services were restarted by a plan of the rollout, and run. */
    public boolean restarted() {
        return restarted;
    }

    /** Whether a run of the rollout has changed something here that a rollback of the host now undoes. */
    public boolean undoable() {
        return undoable;
    }

    /** What is known about its connections since; empty if nothing was restarted. */
    public Optional<EventCheck> events() {
        return events;
    }

    /** What was exchanged with the host over the network, if it is counted. */
    public Traffic traffic() {
        return traffic;
    }

    /** Whether the rollout was told to stop before it started anything on the host that it has not finished. */
    public boolean isNotReached() {
        return failure.filter(why -> why.code() == ErrorCode.INTERRUPTED && !(why instanceof ApplyException))
                .isPresent();
    }
}
