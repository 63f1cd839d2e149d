package dev.eku.fleet.rollout;

import dev.eku.apply.Outcome;
import dev.eku.apply.Progress;
import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.fleet.EventCheck;
import dev.eku.fleet.FleetHost;
import dev.eku.fleet.FleetOperation;
import dev.eku.fleet.HostAssessment;
import dev.eku.fleet.HostResult;
import dev.eku.fleet.RolloutResult.Events;
import dev.eku.host.Host;
import dev.eku.host.HostRef;
import dev.eku.host.StopSignal;
import dev.eku.host.StoppableHost;
import dev.eku.journal.Operator;
import dev.eku.plan.Plan;
import dev.eku.procedure.Procedure;
import dev.eku.text.Message;
import dev.eku.verify.Verdict;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * What a rollout does on one host in each stage. Each stage opens the host again, since hours may pass between two
 * stages. Several threads use it, but only one at a time for one host.
 */
final class HostStages {
    private final Function<HostRef, Host> opener;
    private final FleetOperation change;
    private final HealthGate gate;
    private final Operator operator;
    private final StopSignal signal;
    private final BiConsumer<FleetHost, Progress> progress;
    /** The interrupted runs that this rollout has finished. */
    private final Map<FleetHost, Outcome> resumed = new ConcurrentHashMap<>();

    /** Work on an open host. */
    private interface Work {
        HostResult on(Host host);
    }

    HostStages(
            Function<HostRef, Host> opener,
            FleetOperation change,
            HealthGate gate,
            Operator operator,
            StopSignal signal,
            BiConsumer<FleetHost, Progress> progress) {
        this.opener = opener;
        this.change = change;
        this.gate = gate;
        this.operator = operator;
        this.signal = signal;
        this.progress = progress;
    }

    /** Reads the host. */
    HostResult inspect(FleetHost member) {
        return visit(member, false, host -> HostResult.seen(change.assess(host)));
    }

    /** Finishes the interrupted run, and reads the host again. */
    HostResult recover(FleetHost member) {
        return visit(member, true, host -> {
            Optional<Outcome> outcome = procedure(member, host).recover();
            outcome.ifPresent(ended -> ended.requireRestarted(member.toString()));
            outcome.ifPresent(ended -> resumed.put(member, ended));
            Optional<EventCheck> events = outcome.map(Outcome::started)
                    .filter(started -> !started.isEmpty())
                    .map(started -> gate.watch(host, started));
            HostAssessment assessment = assess(member, host);
            assessment.plan().ifPresent(Plan::requireUnblocked);
            return HostResult.recovered(assessment, events);
        });
    }

    /** Carries out the part of the plan that has no effect before a restart. */
    HostResult write(FleetHost member, HostAssessment seen) {
        Plan plan = seen.written().orElseThrow();
        return visit(member, true, host -> {
            Procedure procedure = procedure(member, host);
            Outcome outcome;
            try {
                outcome = procedure.apply(plan);
            } catch (EkuException stale) {
                outcome = procedure.apply(unlessMoved(plan, host, stale));
            }
            if (seen.restarts()) {
                // The restart stage judges.
                return HostResult.done(Optional.empty()).by(outcome);
            }
            Optional<Verdict> verdict =
                    gate.pass(host, procedure, plan, outcome).verdict();
            // A service that was down when the host was read may have started since. Then it must be restarted.
            HostResult result =
                    verdict.filter(Verdict.PendingRestart.class::isInstance).isPresent()
                            ? HostResult.seen(change.assess(host))
                            : HostResult.done(verdict);
            return result.by(outcome);
        });
    }

    /**
     * Makes the same plan again. Some facts of a plan, such as a service's process, do not matter for what is written.
     */
    private Plan unlessMoved(Plan plan, Host host, EkuException stale) {
        if (stale.code() != ErrorCode.PLAN_STALE) {
            throw stale;
        }
        HostAssessment assessment = change.assess(host);
        assessment.plan().ifPresent(Plan::requireUnblocked);
        return assessment
                .written()
                .filter(anew -> anew.actions().equals(plan.actions()))
                .orElseThrow(() -> stale);
    }

    /**
     * Inspects the host again, carries out everything that remains, and checks that the host passes the gate.
     *
     * @param seen what was found there before
     * @param owed whether this rollout has written something there that takes effect only by a restart
     */
    HostResult restart(FleetHost member, HostAssessment seen, boolean owed) {
        return visit(member, true, host -> {
            HostAssessment assessment = due(member, host, owed);
            assessment.plan().ifPresent(Plan::requireUnblocked);
            requireNoneOwed(assessment);
            HealthGate.Passed passed = new HealthGate.Passed(assessment.verdict(), EventCheck.of(Events.NOT_WATCHED));
            Optional<Outcome> done = Optional.empty();
            if (assessment.hasWork()) {
                Plan plan = assessment.plan().orElseThrow();
                Procedure procedure = procedure(member, host);
                Outcome outcome = procedure.apply(plan);
                outcome.requireRestarted(plan.computer());
                done = Optional.of(outcome);
                passed = gate.pass(host, procedure, plan, outcome);
            }
            // A service that has stopped meanwhile is not reported as healthy, whoever stopped it.
            HealthGate.requireRunning(
                    host,
                    assessment.down().stream()
                            .map(HostAssessment.Down::name)
                            .filter(name -> seen.down().stream()
                                    .noneMatch(before -> before.name().equals(name)))
                            .toList());
            change.afterwards(host);
            boolean down = !assessment.down().isEmpty() && isDown(host);
            HostResult result = HostResult.checked(passed.verdict(), passed.events(), assessment, down);
            return done.map(result::by).orElse(result);
        });
    }

    /** A finished rollback may have left a process running that nothing on the host restarts. */
    private static void requireNoneOwed(HostAssessment assessment) {
        if (assessment.hasOutstandingRestart()) {
            throw new EkuException(
                    ErrorCode.RESTART_PENDING,
                    assessment.computer(),
                    assessment.verdict().orElseThrow().evidence(),
                    Message.of("apply.restart-later.rollback"));
        }
    }

    /** A needed restart is skipped only if it is proven that somebody has made it. Missing information is no proof. */
    private HostAssessment due(FleetHost member, Host host, boolean owed) {
        HostAssessment assessment = assess(member, host);
        boolean proven = assessment.restarts()
                || assessment.verdict().filter(Verdict::isCompliant).isPresent();
        return owed && !proven ? change.assessToRestart(host) : assessment;
    }

    private HostAssessment assess(FleetHost member, Host host) {
        return Optional.ofNullable(resumed.get(member))
                .map(run -> change.assessAfter(run, host))
                .orElseGet(() -> change.assess(host));
    }

    /**
     * @param stops whether the host may be without its service if the work fails, for example because it no longer
     *     answers
     */
    private HostResult visit(FleetHost member, boolean stops, Work work) {
        if (signal.isGiven()) {
            return HostResult.interrupted();
        }
        Host host;
        try {
            host = new StoppableHost(opener.apply(member.ref()), signal);
        } catch (EkuException unreachable) {
            return HostResult.failed(unreachable, stops);
        } catch (RuntimeException | LinkageError defect) {
            return HostResult.failed(EkuException.unexpected(defect), stops);
        }
        HostResult result = on(host, stops, work);
        return closed(member, host, result.after(host.traffic()));
    }

    private HostResult on(Host host, boolean stops, Work work) {
        try {
            return work.on(host);
        } catch (EkuException failure) {
            return HostResult.failed(
                    failure, stops && (failure.code() == ErrorCode.SERVICE_LEFT_STOPPED || isDown(host)));
        } catch (RuntimeException | LinkageError defect) {
            return HostResult.failed(EkuException.unexpected(defect), stops);
        }
    }

    /**
     * If something could not be put back at the end, the host has failed. This does not hide why its work has failed.
     */
    private HostResult closed(FleetHost member, Host host, HostResult result) {
        try {
            host.close();
            return result;
        } catch (EkuException failure) {
            return butFailed(member, result, failure);
        } catch (RuntimeException | LinkageError defect) {
            return butFailed(member, result, EkuException.unexpected(defect));
        }
    }

    private HostResult butFailed(FleetHost member, HostResult result, EkuException failure) {
        if (result.failure().isEmpty()) {
            return result.butFailed(failure);
        }
        progress.accept(member, Progress.Warning.of(failure));
        return result;
    }

    /** In doubt, it is. */
    private boolean isDown(Host host) {
        try {
            return !change.assess(host).down().isEmpty();
        } catch (RuntimeException | LinkageError unknown) {
            return true;
        }
    }

    private Procedure procedure(FleetHost member, Host host) {
        return new Procedure(host, () -> operator, event -> progress.accept(member, event));
    }
}
