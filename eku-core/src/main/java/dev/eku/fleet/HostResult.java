package dev.eku.fleet;

import dev.eku.apply.ApplyException;
import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.fleet.RolloutResult.Events;
import dev.eku.inspect.DownService;
import dev.eku.verify.Verdict;
import java.util.List;
import java.util.Optional;

/**
 * What came of one stage on one host. Immutable.
 *
 * @param assessment what was found there, if it was inspected
 * @param verdict how it stands afterwards, if that was judged
 * @param stopped the services that were stopped when the host was last read; empty if it was not read
 * @param failure why it failed, if it did
 * @param down whether it may be without its service now
 * @param restarted whether services were restarted by a plan of the rollout, and run
 * @param events what is known of its connections since; empty if nothing was restarted
 * @param requests how many requests went over the network to the host, where they are counted
 */
public record HostResult(
        Optional<HostAssessment> assessment,
        Optional<Verdict> verdict,
        Optional<List<DownService>> stopped,
        Optional<EkuException> failure,
        boolean down,
        boolean restarted,
        Optional<Events> events,
        int requests) {
    static HostResult done(Optional<Verdict> verdict) {
        return new HostResult(
                Optional.empty(), verdict, Optional.empty(), Optional.empty(), false, false, Optional.empty(), 0);
    }

    /** @param assessment what was found there before its services were restarted; those that were stopped still are */
    static HostResult checked(HealthGate.Passed passed, HostAssessment assessment, boolean down) {
        boolean restarted = assessment.restarts();
        Optional<Events> events = Optional.of(passed.events()).filter(known -> restarted);
        return new HostResult(
                Optional.empty(),
                passed.verdict(),
                Optional.of(assessment.stopped()),
                Optional.empty(),
                down,
                restarted,
                events,
                0);
    }

    /**
     * A service that is still to be restarted is no longer down for a reason of its own.
     *
     * @param events what is known of its connections since; empty if nothing was restarted
     */
    static HostResult recovered(HostAssessment assessment, Optional<Events> events) {
        boolean down = !assessment.down().isEmpty() && !assessment.restarts();
        return new HostResult(
                Optional.of(assessment),
                assessment.verdict(),
                Optional.of(assessment.stopped()),
                Optional.empty(),
                down,
                events.isPresent(),
                events,
                0);
    }

    static HostResult seen(HostAssessment assessment) {
        return new HostResult(
                Optional.of(assessment),
                assessment.verdict(),
                Optional.of(assessment.stopped()),
                Optional.empty(),
                false,
                false,
                Optional.empty(),
                0);
    }

    static HostResult failed(EkuException why, boolean down) {
        return new HostResult(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(why),
                down,
                false,
                Optional.empty(),
                0);
    }

    /** The same, but that something beside it has failed. */
    HostResult butFailed(EkuException why) {
        return new HostResult(assessment, verdict, stopped, Optional.of(why), down, restarted, events, requests);
    }

    /** Nothing was begun any more. */
    static HostResult interrupted() {
        return failed(new EkuException(ErrorCode.INTERRUPTED), false);
    }

    /** The same, at the price of so many requests. */
    HostResult after(int sent) {
        return new HostResult(assessment, verdict, stopped, failure, down, restarted, events, sent);
    }

    /** Whether the host was left before anything was begun that is not done, since the rollout was told to stop. */
    boolean isNotReached() {
        return failure.filter(why -> why.code() == ErrorCode.INTERRUPTED && !(why instanceof ApplyException))
                .isPresent();
    }
}
