package dev.eku.procedure;

import dev.eku.apply.Applier;
import dev.eku.apply.Outcome;
import dev.eku.apply.Progress;
import dev.eku.host.Host;
import dev.eku.inspect.Inspection;
import dev.eku.inspect.Inspector;
import dev.eku.inspect.Purpose;
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
 * The steps of a change of one host. An interrupted run is finished, a plan is made and carried out, and its effect is
 * verified and judged. A single host goes through all steps at once. A host of a fleet goes through them in stages, and
 * hours may pass between two stages. The caller tells a stage what it must know about earlier stages. Not thread-safe.
 */
public final class Procedure {
    private final Host host;
    private final Supplier<Operator> operator;
    private final Consumer<Progress> progress;

    /**
     * @param operator who does it, asked only if something is changed; each run gets its own identity
     * @param progress receives everything as it happens
     */
    public Procedure(Host host, Supplier<Operator> operator, Consumer<Progress> progress) {
        this.host = host;
        this.operator = operator;
        this.progress = progress;
    }

    /**
     * The state of a host after a plan was carried out. Immutable.
     *
     * @param after the inspection of the host at that moment
     * @param verdict whether the exemption holds
     */
    public record Standing(Inspection after, Verdict verdict) {}

    /**
     * Finishes an interrupted run, if there is one.
     *
     * @throws dev.eku.apply.ApplyException if it cannot be finished
     */
    public Optional<Outcome> recover() {
        return applier().recover();
    }

    /**
     * The options for a plan after an interrupted run was finished. A restart that the user asked for is not made
     * twice.
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

    /**
     * Refuses a plan that cannot be carried out any more. Changes nothing.
     *
     * @throws dev.eku.error.EkuException as {@link Applier#check}
     */
    public void check(Plan plan) {
        applier().check(plan);
    }

    /**
     * Inspects and judges the host after a plan was carried out. Not for a rollback, after which the exemption should
     * not hold.
     */
    public Optional<Standing> verify(Plan plan) {
        if (plan.rollsBack().isPresent()) {
            return Optional.empty();
        }
        Inspection after = new Inspector(host).inspect(plan.exemption(), Purpose.VERDICT);
        return Optional.of(new Standing(after, Verifier.verify(after)));
    }

    /**
     * Refuses a change that still waits for a planned restart, or that is not in effect.
     *
     * @param standing the answer of {@link #verify}
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
