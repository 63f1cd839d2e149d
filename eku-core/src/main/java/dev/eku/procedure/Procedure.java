package dev.eku.procedure;

import dev.eku.apply.Applier;
import dev.eku.apply.Outcome;
import dev.eku.apply.Progress;
import dev.eku.host.Host;
import dev.eku.inspect.Inspection;
import dev.eku.inspect.Inspector;
import dev.eku.journal.Operator;
import dev.eku.plan.Plan;
import dev.eku.plan.PlanOptions;
import dev.eku.product.Exemption;
import dev.eku.verify.Verdict;
import dev.eku.verify.Verifier;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * How a change comes to one host: an interrupted run is finished, the host is planned for, the plan is carried out, its effect is
 * looked at, and judged. A single host goes through it at once, one of a fleet in stages, between which hours may lie; what one stage
 * has to know of an earlier one it is told. Not thread-safe.
 */
public final class Procedure {
    private final Host host;
    private final Supplier<Operator> operator;
    private final Consumer<Progress> progress;

    /**
     * @param operator who does it, asked only when something is changed; each run gets an identity of its own
     * @param progress is told everything as it happens
     */
    public Procedure(Host host, Supplier<Operator> operator, Consumer<Progress> progress) {
        this.host = host;
        this.operator = operator;
        this.progress = progress;
    }

    /**
     * How a host stands after a plan was carried out. Immutable.
     *
     * @param after the host as it was found then
     * @param verdict whether the exemption holds
     */
    public record Standing(Inspection after, Verdict verdict) {}

    /**
     * Finishes a run that was interrupted, if there is one.
     *
     * @throws dev.eku.apply.ApplyException if it cannot be finished
     */
    public Optional<Outcome> recover() {
        return applier().recover();
    }

    /**
     * How a plan is to be made after an interrupted run was finished: a restart that was asked for is not made twice.
     *
     * @param resumed that run, if there was one
     */
    public static PlanOptions options(Exemption exemption, PlanOptions asked, Optional<Outcome> resumed) {
        return resumed.map(run -> run.afterResuming(exemption, asked)).orElse(asked);
    }

    /**
     * Carries out a plan.
     *
     * @throws dev.eku.error.EkuException as {@link Applier#apply}
     */
    public Outcome apply(Plan plan) {
        plan.requireUnblocked();
        return applier().apply(plan);
    }

    /** Looks how the host stands after a plan was carried out; not after a rollback, of which nobody asks whether the exemption holds. */
    public Optional<Standing> verify(Plan plan) {
        if (plan.rollsBack().isPresent()) {
            return Optional.empty();
        }
        Inspection after = new Inspector(host).inspect(plan.exemption());
        return Optional.of(new Standing(after, Verifier.verify(after)));
    }

    /**
     * Refuses to call done what waits for a restart that was to be made, or is not in effect.
     *
     * @param standing as {@link #verify} tells
     * @throws dev.eku.error.EkuException {@code RESTART_PENDING} or {@code NOT_COMPLIANT}
     */
    public static void judge(Plan plan, Outcome outcome, Optional<Standing> standing) {
        outcome.requireRestarted(plan.computer());
        standing.ifPresent(found -> found.verdict().requireEffectOf(plan));
    }

    private Applier applier() {
        return new Applier(host, operator.get().newRun(), progress);
    }
}
