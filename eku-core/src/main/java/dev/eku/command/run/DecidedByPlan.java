package dev.eku.command.run;

import dev.eku.action.Action;
import dev.eku.action.Action.DeleteValue;
import dev.eku.action.Action.StartService;
import dev.eku.action.Action.StopService;
import dev.eku.command.input.BadParameter;
import dev.eku.command.input.Parameters;
import dev.eku.plan.Plan;
import dev.eku.plan.PlanOptions;
import dev.eku.plan.PlanOptions.Restart;
import dev.eku.plan.PlanOptions.Stop;
import dev.eku.plan.Problem;
import dev.eku.product.Exemption;
import dev.eku.text.Message;
import dev.eku.text.Option;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * Finds options that are given together with a saved plan, which has already decided them, so that they would have no
 * effect. Each of them that is given for this run alone is refused. An option for all runs applies to the one that made
 * the plan, too, so it is refused only if the plan contradicts it. Pure.
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
     * Refuses the options that would have no effect.
     *
     * @param wanted the exemption that was given
     * @param options the options that were given
     * @throws BadParameter with all of them
     */
    public static void requireNone(Parameters given, Plan plan, Exemption wanted, PlanOptions options) {
        List<Message> refused = new ArrayList<>();
        for (Map.Entry<Option, BooleanSupplier> each :
                new DecidedByPlan(plan, wanted, options).contradictions().entrySet()) {
            String name = given.name(each.getKey());
            if (given.isTyped(each.getKey())) {
                refused.add(Message.of("input.decided", name));
            } else if (given.isGiven(each.getKey()) && each.getValue().getAsBoolean()) {
                refused.add(Message.of("input.unlike-the-plan", name));
            }
        }
        if (!refused.isEmpty()) {
            throw BadParameter.of(refused);
        }
    }

    /** By the option, whether the plan contradicts it. */
    private Map<Option, BooleanSupplier> contradictions() {
        Exemption planned = plan.exemption();
        Map<Option, BooleanSupplier> all = new EnumMap<>(Option.class);
        all.put(Option.SETTING, () -> planned.setting() != wanted.setting());
        all.put(Option.PRODUCT, () -> !planned.product().equals(wanted.product()));
        all.put(Option.APPLICATIONS, () -> !planned.applications().equals(wanted.applications()));
        all.put(Option.REASON, () -> !planned.reason().equals(wanted.reason()));
        all.put(Option.OWNER, () -> !planned.owner().equals(wanted.owner()));
        all.put(Option.EXPIRES, () -> !planned.expires().equals(wanted.expires()));
        all.put(Option.RESTART, this::restartsOtherwise);
        all.put(
                Option.STOP,
                () -> options.stop() != Stop.AUTO
                        && stops().anyMatch(stop ->
                                !stop.mode().name().equals(options.stop().name())));
        all.put(
                Option.AT_DRAIN_DEADLINE,
                () -> stops().anyMatch(stop -> stop.atDrainDeadline() != options.atDrainDeadline()));
        all.put(
                Option.DRAIN_TIMEOUT,
                () -> stops().anyMatch(stop -> !stop.drainTimeout().equals(options.drainTimeout())));
        all.put(
                Option.STOP_TIMEOUT,
                () -> stops().anyMatch(stop -> !stop.stopTimeout().equals(options.stopTimeout())));
        all.put(
                Option.START_TIMEOUT,
                () -> actions(StartService.class)
                        .anyMatch(start -> !start.startTimeout().equals(options.startTimeout())));
        all.put(Option.TIDY, this::tidiesOtherwise);
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
