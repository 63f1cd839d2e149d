package dev.eku.maven;

import dev.eku.Eku;
import dev.eku.action.Action.DrainDeadline;
import dev.eku.apply.Outcome;
import dev.eku.apply.Progress;
import dev.eku.fleet.Change;
import dev.eku.fleet.Rollout;
import dev.eku.fleet.RolloutOptions;
import dev.eku.fleet.RolloutOptions.Unreachable;
import dev.eku.host.Host;
import dev.eku.host.HostRef;
import dev.eku.maven.input.Choices;
import dev.eku.maven.input.Messages;
import dev.eku.maven.input.Numbers;
import dev.eku.maven.input.Targets;
import dev.eku.maven.input.Times;
import dev.eku.maven.output.GoalOutput;
import dev.eku.maven.output.HostSection;
import dev.eku.plan.PlanOptions;
import dev.eku.plan.PlanOptions.Restart;
import dev.eku.plan.PlanOptions.Stop;
import dev.eku.report.Report;
import dev.eku.report.Where;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.jspecify.annotations.Nullable;

/** A goal that may restart services. */
abstract class RestartingGoal extends HostGoal {
    /**
     * How services are stopped: <code>graceful</code> by the product's own cmdlets, <code>drain</code> by pausing and waiting,
     * <code>stop</code> at once, or <code>auto</code>: graceful where the host has the cmdlets, else drain where the service can
     * be paused, else not at all. Default: <code>auto</code>. Example: <code>stop</code>.
     *
     * @since 0.1.0
     */
    @Parameter(property = "eku.stop", defaultValue = "auto")
    private @Nullable String stop;

    /**
     * When services are restarted: <code>if-needed</code>, <code>never</code> or <code>always</code>. What is written takes effect
     * only after a restart. Default: <code>if-needed</code>. Example: <code>never</code>.
     *
     * @since 0.1.0
     */
    @Parameter(property = "eku.restart", defaultValue = "if-needed")
    private @Nullable String restart;

    /**
     * What to do with a service that has not drained in time: <code>resume</code> lets it go on working and leaves the restart
     * for later, <code>stop</code> cuts off what is left. Default: <code>resume</code>. Example: <code>stop</code>.
     *
     * @since 0.1.0
     */
    @Parameter(property = "eku.atDrainDeadline", defaultValue = "resume")
    private @Nullable String atDrainDeadline;

    /**
     * How long a service may drain, in hours, minutes and seconds or as ISO 8601 writes it; at most a day. Default:
     * <code>15m</code>. Example: <code>1h30m</code>.
     *
     * @since 0.1.0
     */
    @Parameter(property = "eku.drainTimeout", defaultValue = "15m")
    private @Nullable String drainTimeout;

    /**
     * How long a service may take to stop, as for <code>drainTimeout</code>. Default: <code>2m</code>. Example:
     * <code>90s</code>.
     *
     * @since 0.1.0
     */
    @Parameter(property = "eku.stopTimeout", defaultValue = "2m")
    private @Nullable String stopTimeout;

    /**
     * How long a service may take to start, as for <code>drainTimeout</code>. Default: <code>2m</code>. Example:
     * <code>PT90S</code>.
     *
     * @since 0.1.0
     */
    @Parameter(property = "eku.startTimeout", defaultValue = "2m")
    private @Nullable String startTimeout;

    /**
     * For several hosts: how many of a pool may be without their service at a time, from 1 on; one whose service does not run
     * although it should counts as well. Default: <code>1</code>. Example: <code>2</code>.
     *
     * @since 0.1.0
     */
    @Parameter(property = "eku.maxUnavailable", defaultValue = "1")
    private @Nullable String maxUnavailable;

    /**
     * For several hosts: how many may fail before no further one is begun. Default: <code>0</code>, which stops at the first.
     * Example: <code>2</code>.
     *
     * @since 0.1.0
     */
    @Parameter(property = "eku.maxFailures", defaultValue = "0")
    private @Nullable String maxFailures;

    /**
     * For several hosts: which are restarted first and have to be well before any other is restarted; a number, or the hosts
     * themselves. If one of them fails, no other is restarted. Default: none. Example: <code>1</code>, or <code>\\fe01</code>.
     *
     * @since 0.1.0
     */
    @Parameter(property = "eku.canary")
    private @Nullable String canary;

    /**
     * For several hosts: how long a restarted host is watched before the next of its pool, as for <code>drainTimeout</code>.
     * Default: none; it is looked at once. Example: <code>5m</code>.
     *
     * @since 0.1.0
     */
    @Parameter(property = "eku.soak")
    private @Nullable String soak;

    /**
     * For several hosts: what to do where one cannot be inspected, since it does not answer or refuses us: <code>fail</code>
     * changes nothing anywhere, <code>skip</code> leaves it out. One that is left out counts neither as running nor as unavailable,
     * so its pool has to be able to spare one more. Default: <code>fail</code>. Example: <code>skip</code>.
     *
     * @since 0.1.0
     */
    @Parameter(property = "eku.unreachable", defaultValue = "fail")
    private @Nullable String unreachable;

    RestartingGoal(SettingsDecrypter decrypter) {
        super(decrypter);
    }

    /** How to restart, as given. */
    final PlanOptions options() {
        PlanOptions defaults = PlanOptions.DEFAULT;
        return defaults.restart(Choices.of("eku.restart", restart, Restart.IF_NEEDED))
                .stop(Choices.of("eku.stop", stop, Stop.AUTO))
                .atDrainDeadline(Choices.of("eku.atDrainDeadline", atDrainDeadline, DrainDeadline.RESUME))
                .timeouts(
                        Times.length("eku.drainTimeout", drainTimeout, defaults.drainTimeout()),
                        Times.length("eku.stopTimeout", stopTimeout, defaults.stopTimeout()),
                        Times.length("eku.startTimeout", startTimeout, defaults.startTimeout()));
    }

    /** How to go over a fleet, as given. */
    final RolloutOptions rolloutOptions(Targets targets) {
        RolloutOptions defaults = RolloutOptions.DEFAULT;
        return new RolloutOptions(
                concurrency(),
                Numbers.of("eku.maxUnavailable", maxUnavailable, 1, 1, 10_000),
                Numbers.of("eku.maxFailures", maxFailures, 0, 0, 10_000),
                targets.canary(canary),
                Times.length("eku.soak", soak, defaults.soak()),
                Choices.of("eku.unreachable", unreachable, Unreachable.FAIL));
    }

    /** A rollout as this goal was asked for. */
    final FleetRun fleetRun(GoalOutput output, Targets targets, Change change, Function<HostRef, Host> opener) {
        Rollout rollout =
                Rollout.of(targets.inventory(), change, rolloutOptions(targets)).openedBy(opener);
        return new FleetRun(output, rollout, again());
    }

    /**
     * Finishes the run that was interrupted, if there is one, and says so.
     *
     * @return what it did
     */
    static Optional<Outcome> recover(Eku eku, Host host, HostSection section) {
        if (eku.history().open().isEmpty()) {
            return Optional.empty();
        }
        section.say(Messages.text("goal.interrupted"));
        Where where = new Where(host.ref().toString(), Optional.empty(), host.simulated());
        Optional<Outcome> outcome = eku.recover(progress(section));
        outcome.ifPresent(finished -> section.say(Report.of(where, finished), "recovered"));
        return outcome;
    }

    /** Says what happens as it happens. */
    static Consumer<Progress> progress(HostSection section) {
        return event -> section.say(event.text());
    }
}
