package dev.eku.command.input;

import dev.eku.action.Action.DrainDeadline;
import dev.eku.plan.PlanOptions;
import dev.eku.plan.PlanOptions.Restart;
import dev.eku.plan.PlanOptions.Stop;
import dev.eku.text.Option;
import java.util.List;

/** Reads how services are restarted. */
public final class RestartParameters {
    private static final List<Option> OF_A_DRAIN = List.of(Option.AT_DRAIN_DEADLINE, Option.DRAIN_TIMEOUT);
    /** The options that say how a service is stopped. */
    private static final List<Option> OF_A_STOP =
            List.of(Option.AT_DRAIN_DEADLINE, Option.DRAIN_TIMEOUT, Option.STOP, Option.STOP_TIMEOUT);

    private static final List<Option> OF_A_START = List.of(Option.START_TIMEOUT);

    private static final ChoiceParameter<Stop> HOW = new ChoiceParameter<>(Option.STOP, Stop.class, Defaults.STOP);
    private static final ChoiceParameter<Restart> WHEN =
            new ChoiceParameter<>(Option.RESTART, Restart.class, Defaults.RESTART);
    private static final ChoiceParameter<DrainDeadline> TOO_LONG =
            new ChoiceParameter<>(Option.AT_DRAIN_DEADLINE, DrainDeadline.class, Defaults.AT_DRAIN_DEADLINE);
    private static final DurationParameter TO_DRAIN =
            new DurationParameter(Option.DRAIN_TIMEOUT, Defaults.DRAIN_TIMEOUT);
    private static final DurationParameter TO_STOP = new DurationParameter(Option.STOP_TIMEOUT, Defaults.STOP_TIMEOUT);
    private static final DurationParameter TO_START =
            new DurationParameter(Option.START_TIMEOUT, Defaults.START_TIMEOUT);

    private RestartParameters() {}

    /**
     * The options that were given.
     *
     * @param startsWithoutARestart whether a service may be started that is not restarted
     * @throws BadParameter also for an option of this run alone that would have no effect, since the run restarts or
     *     drains nothing; what is given for all runs need not have an effect on each
     */
    public static PlanOptions of(Parameters given, boolean startsWithoutARestart) {
        Restart when = WHEN.of(given);
        Stop how = HOW.of(given);
        if (when == Restart.NEVER) {
            requireNotTyped(given, OF_A_STOP, "input.no-stop");
            if (!startsWithoutARestart) {
                requireNotTyped(given, OF_A_START, "input.no-start");
            }
        } else if (how == Stop.STOP) {
            requireNotTyped(given, OF_A_DRAIN, "input.no-drain");
        }
        return PlanOptions.DEFAULT
                .restart(when)
                .stop(how)
                .atDrainDeadline(TOO_LONG.of(given))
                .timeouts(TO_DRAIN.of(given), TO_STOP.of(given), TO_START.of(given));
    }

    private static void requireNotTyped(Parameters given, List<Option> options, String message) {
        for (Option option : options) {
            if (given.isTyped(option)) {
                throw BadParameter.of(message, given.name(option));
            }
        }
    }
}
