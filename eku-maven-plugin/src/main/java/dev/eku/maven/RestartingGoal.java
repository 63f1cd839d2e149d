package dev.eku.maven;

import dev.eku.Eku;
import dev.eku.action.Action.DrainDeadline;
import dev.eku.apply.Outcome;
import dev.eku.apply.Progress;
import dev.eku.fleet.FleetOperation;
import dev.eku.fleet.RolloutOptions;
import dev.eku.fleet.rollout.Rollout;
import dev.eku.host.Host;
import dev.eku.host.HostRef;
import dev.eku.maven.given.Declared;
import dev.eku.maven.input.BadParameter;
import dev.eku.maven.input.ChoiceParameter;
import dev.eku.maven.input.DurationParameter;
import dev.eku.maven.input.HostSelection;
import dev.eku.maven.output.GoalOutput;
import dev.eku.maven.output.HostSection;
import dev.eku.maven.run.FleetRun;
import dev.eku.plan.PlanOptions;
import dev.eku.plan.PlanOptions.Restart;
import dev.eku.plan.PlanOptions.Stop;
import dev.eku.report.ReportedHost;
import dev.eku.text.Message;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.jspecify.annotations.Nullable;

/** A goal that may restart services. */
abstract class RestartingGoal extends HostGoal {
    private static final String STOP = "auto";
    private static final String RESTART = "if-needed";
    private static final String AT_DRAIN_DEADLINE = "resume";
    private static final String DRAIN_TIMEOUT = "15m";
    private static final String STOP_TIMEOUT = "2m";
    private static final String START_TIMEOUT = "2m";
    /** The names of the elements that say how a service is restarted. */
    private static final Set<String> OF_A_STOP = Set.of("stop", "drainTimeout", "atDrainDeadline", "stopTimeout");

    private static final Set<String> OF_A_DRAIN = Set.of("drainTimeout", "atDrainDeadline");
    private static final Set<String> OF_A_START = Set.of("startTimeout");

    private static final ChoiceParameter<Stop> HOW = new ChoiceParameter<>("eku.stop", Stop.class, STOP);
    private static final ChoiceParameter<Restart> WHEN = new ChoiceParameter<>("eku.restart", Restart.class, RESTART);
    private static final ChoiceParameter<DrainDeadline> TOO_LONG =
            new ChoiceParameter<>("eku.atDrainDeadline", DrainDeadline.class, AT_DRAIN_DEADLINE);
    private static final DurationParameter TO_DRAIN = new DurationParameter("eku.drainTimeout", DRAIN_TIMEOUT);
    private static final DurationParameter TO_STOP = new DurationParameter("eku.stopTimeout", STOP_TIMEOUT);
    private static final DurationParameter TO_START = new DurationParameter("eku.startTimeout", START_TIMEOUT);

    /**
     * How services are stopped: <code>graceful</code> by the product's own cmdlets, <code>drain</code> by pausing and
     * waiting, <code>stop</code> at once, or <code>auto</code>, which is graceful if the host has the cmdlets, else
     * drain if the service can be paused, else not at all. Default: <code>auto</code>. Example: <code>stop</code>.
     *
     * @since 0.1.0
     */
    @Parameter(property = "eku.stop", defaultValue = STOP)
    private @Nullable String stop;

    /**
     * When services are restarted: <code>if-needed</code>, <code>never</code> or <code>always</code>. What is written
     * takes effect only after a restart. Beside <code>never</code> the command line must not say how to restart them.
     * Default: <code>if-needed</code>. Example: <code>never</code>.
     *
     * @since 0.1.0
     */
    @Parameter(property = "eku.restart", defaultValue = RESTART)
    private @Nullable String restart;

    /**
     * What to do with a service that has not drained in time: <code>resume</code> resumes it and the restart stays
     * pending, <code>stop</code> cuts off the connections that remain. Default: <code>resume</code>. Example:
     * <code>stop</code>.
     *
     * @since 0.1.0
     */
    @Parameter(property = "eku.atDrainDeadline", defaultValue = AT_DRAIN_DEADLINE)
    private @Nullable String atDrainDeadline;

    /**
     * How long a service may drain, in hours, minutes and seconds or in ISO 8601 form; at most a day. Default:
     * <code>15m</code>. Example: <code>1h30m</code>.
     *
     * @since 0.1.0
     */
    @Parameter(property = "eku.drainTimeout", defaultValue = DRAIN_TIMEOUT)
    private @Nullable String drainTimeout;

    /**
     * How long a service may take to stop, as for <code>drainTimeout</code>. Default: <code>2m</code>. Example:
     * <code>90s</code>.
     *
     * @since 0.1.0
     */
    @Parameter(property = "eku.stopTimeout", defaultValue = STOP_TIMEOUT)
    private @Nullable String stopTimeout;

    /**
     * How long a service may take to start, as for <code>drainTimeout</code>. Default: <code>2m</code>. Example:
     * <code>PT90S</code>.
     *
     * @since 0.1.0
     */
    @Parameter(property = "eku.startTimeout", defaultValue = START_TIMEOUT)
    private @Nullable String startTimeout;

    RestartingGoal(SettingsDecrypter decrypter) {
        super(decrypter);
    }

    /**
     * The options for restarts, as given.
     *
     * @throws BadParameter also for an option on the command line that the run would ignore, since it restarts or
     *     drains nothing; the POM is for all its goals, so its options need not have an effect on each
     */
    final PlanOptions options() {
        Restart when = WHEN.of(restart);
        Stop how = HOW.of(stop);
        if (when == Restart.NEVER) {
            requireNotTyped(OF_A_STOP, "input.no-stop");
            if (!startsWithoutARestart()) {
                requireNotTyped(OF_A_START, "input.no-start");
            }
        } else if (how == Stop.STOP) {
            requireNotTyped(OF_A_DRAIN, "input.no-drain");
        }
        return PlanOptions.DEFAULT
                .restart(when)
                .stop(how)
                .atDrainDeadline(TOO_LONG.of(atDrainDeadline))
                .timeouts(TO_DRAIN.of(drainTimeout), TO_STOP.of(stopTimeout), TO_START.of(startTimeout));
    }

    /** Whether the goal may start a service that it does not restart. */
    boolean startsWithoutARestart() {
        return false;
    }

    private void requireNotTyped(Set<String> names, String message) {
        for (Declared parameter : parameters()) {
            if (names.contains(parameter.name()) && given().isTyped(parameter)) {
                throw BadParameter.of(message, parameter.property().orElseThrow());
            }
        }
    }

    /** A rollout with the options of this goal. */
    final FleetRun fleetRun(
            GoalOutput output,
            HostSelection targets,
            FleetOperation change,
            RolloutOptions options,
            Function<HostRef, Host> opener) {
        Rollout rollout = Rollout.of(targets.inventory(), change, options).openedBy(opener);
        return new FleetRun(output, rollout, operation());
    }

    /**
     * Finishes an interrupted run, if there is one, and reports it.
     *
     * @return what it did
     */
    static Optional<Outcome> recover(Eku eku, Host host, HostSection section) {
        if (eku.history().open().isEmpty()) {
            return Optional.empty();
        }
        section.say(Message.of("goal.interrupted"));
        ReportedHost where = new ReportedHost(host.ref().toString(), Optional.empty(), host.simulated());
        Optional<Outcome> outcome = eku.recover(progress(section));
        outcome.ifPresent(finished -> section.say(section.reports().of(where, finished), "recovered"));
        return outcome;
    }

    /** Reports progress as it happens. */
    static Consumer<Progress> progress(HostSection section) {
        return event -> section.say(event.line());
    }
}
