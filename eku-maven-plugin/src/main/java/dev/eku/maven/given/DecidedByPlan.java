package dev.eku.maven.given;

import dev.eku.action.Action;
import dev.eku.action.Action.DeleteValue;
import dev.eku.action.Action.StartService;
import dev.eku.action.Action.StopService;
import dev.eku.plan.Plan;
import dev.eku.plan.PlanOptions;
import dev.eku.plan.PlanOptions.Restart;
import dev.eku.plan.PlanOptions.Stop;
import dev.eku.plan.Problem;
import dev.eku.product.Exemption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * Finds options that are given together with a saved plan, which has already decided them, so that they would have no
 * effect. On the command line, each of them is refused. An option in the POM applies to every goal, including the one
 * that made the plan, so it is refused only if the plan contradicts it. Pure.
 */
public final class DecidedByPlan {
    /** The problems in a plan that names values without removing them. */
    private static final Set<Problem.Code> LEFT_LYING =
            Set.of(Problem.Code.WRONG_VIEW, Problem.Code.WRONG_CLR, Problem.Code.WRONG_SPELLING);

    private final Plan plan;
    private final Exemption wanted;
    private final PlanOptions options;

    private DecidedByPlan(Plan plan, Exemption wanted, PlanOptions options) {
        this.plan = plan;
        this.wanted = wanted;
        this.options = options;
    }

    /**
     * The options that would have no effect.
     *
     * @param parameters the goal's own parameters
     * @param wanted the exemption that the goal was given
     * @param options the options that the goal was given
     */
    public static List<Refusal> of(
            Given given, List<Declared> parameters, Plan plan, Exemption wanted, PlanOptions options) {
        Map<String, BooleanSupplier> contradictions = new DecidedByPlan(plan, wanted, options).contradictions();
        List<Refusal> refusals = new ArrayList<>();
        for (Declared parameter : parameters) {
            BooleanSupplier contradiction = contradictions.get(parameter.name());
            if (contradiction == null || !given.has(parameter)) {
                continue;
            }
            String name = parameter.property().orElse("<" + parameter.name() + ">");
            if (given.isTyped(parameter)) {
                refusals.add(new Refusal.Decided(name));
            } else if (contradiction.getAsBoolean()) {
                refusals.add(new Refusal.UnlikeThePlan(name));
            }
        }
        return refusals;
    }

    /** By the parameter's name, whether the plan contradicts it. */
    private Map<String, BooleanSupplier> contradictions() {
        Exemption planned = plan.exemption();
        Map<String, BooleanSupplier> all = new LinkedHashMap<>();
        all.put("setting", () -> planned.setting() != wanted.setting());
        all.put("product", () -> !planned.product().equals(wanted.product()));
        all.put("applications", () -> !planned.applications().equals(wanted.applications()));
        all.put("reason", () -> !planned.reason().equals(wanted.reason()));
        all.put("owner", () -> !planned.owner().equals(wanted.owner()));
        all.put("expires", () -> !planned.expires().equals(wanted.expires()));
        all.put("restart", this::restartsOtherwise);
        all.put(
                "stop",
                () -> options.stop() != Stop.AUTO
                        && stops().anyMatch(stop ->
                                !stop.mode().name().equals(options.stop().name())));
        all.put("atDrainDeadline", () -> stops().anyMatch(stop -> stop.atDrainDeadline() != options.atDrainDeadline()));
        all.put(
                "drainTimeout",
                () -> stops().anyMatch(stop -> !stop.drainTimeout().equals(options.drainTimeout())));
        all.put(
                "stopTimeout",
                () -> stops().anyMatch(stop -> !stop.stopTimeout().equals(options.stopTimeout())));
        all.put(
                "startTimeout",
                () -> actions(StartService.class)
                        .anyMatch(start -> !start.startTimeout().equals(options.startTimeout())));
        all.put("tidy", this::tidiesOtherwise);
        return all;
    }

    private boolean restartsOtherwise() {
        boolean restarts = stops().findAny().isPresent();
        return (options.restart() == Restart.NEVER && restarts) || (options.restart() == Restart.ALWAYS && !restarts);
    }

    private boolean tidiesOtherwise() {
        return options.tidy()
                ? plan.problems().stream().map(Problem::code).anyMatch(LEFT_LYING::contains)
                : actions(DeleteValue.class).findAny().isPresent();
    }

    private Stream<StopService> stops() {
        return actions(StopService.class);
    }

    private <A extends Action> Stream<A> actions(Class<A> type) {
        return plan.actions().stream().filter(type::isInstance).map(type::cast);
    }
}
