package dev.eku.maven;

import dev.eku.Eku;
import dev.eku.apply.Outcome;
import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.error.Fault;
import dev.eku.fleet.FleetOperation;
import dev.eku.fleet.FleetPlan;
import dev.eku.fleet.RolloutOptions;
import dev.eku.host.Host;
import dev.eku.host.HostRef;
import dev.eku.maven.input.FlagParameter;
import dev.eku.maven.input.HostSelection;
import dev.eku.maven.input.RolloutParameters;
import dev.eku.maven.input.TextParameter;
import dev.eku.maven.output.GoalOutput;
import dev.eku.maven.output.HostSection;
import dev.eku.maven.run.FleetRun;
import dev.eku.plan.Plan;
import dev.eku.plan.PlanOptions;
import dev.eku.procedure.Procedure;
import dev.eku.report.ReportedHost;
import dev.eku.text.Message;
import dev.eku.text.NextStep;
import dev.eku.text.Operation;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.jspecify.annotations.Nullable;

/**
 * Undoes on each host what eku did there: restores or removes every value, deletes the keys that eku created, and
 * restarts what has read the value. Refuses to do so if somebody has changed the value since. Several hosts are
 * rolled back pool by pool, as eku:apply restarts them; on each host the last run of eku is undone, or nothing if
 * that was a rollback, so the same command resumes.
 *
 * @since 0.1.0
 */
@Mojo(name = "rollback", requiresProject = false, threadSafe = true)
public final class RollbackMojo extends RestartingGoal {

    /**
     * The journal record to undo, by its number; <code>eku:history</code> lists them. Default: the newest active
     * record. Example: <code>000003</code>.
     *
     * @since 0.1.0
     */
    @Parameter(property = "eku.record")
    private @Nullable String record;

    /**
     * Whether to restore a value even if somebody has changed it since. Default: <code>false</code>, which refuses
     * to. Example: <code>true</code>.
     *
     * @since 0.1.0
     */
    @Parameter(property = "eku.overwrite", defaultValue = FlagParameter.OTHERWISE)
    private @Nullable String overwrite;

    /**
     * Whether to delete eku's own records afterwards, so that nothing of it is left on the host. Default:
     * <code>false</code>. Example: <code>true</code>.
     *
     * @since 0.1.0
     */
    @Parameter(property = "eku.forget", defaultValue = FlagParameter.OTHERWISE)
    private @Nullable String forget;

    /**
     * For several hosts: how many of a pool may be without their service at a time, from 1 on; a host whose service
     * does not run although it should counts as well. Default: <code>1</code>. Example: <code>2</code>.
     *
     * @since 0.1.0
     */
    @Parameter(property = "eku.maxUnavailable", defaultValue = RolloutParameters.MAX_UNAVAILABLE)
    private @Nullable String maxUnavailable;

    /**
     * For several hosts: how many may fail before no further host is started. Default: <code>0</code>, which stops at
     * the first. Example: <code>2</code>.
     *
     * @since 0.1.0
     */
    @Parameter(property = "eku.maxFailures", defaultValue = RolloutParameters.MAX_FAILURES)
    private @Nullable String maxFailures;

    /**
     * For several hosts: which hosts are restarted first and must work before any other is restarted; a number, or
     * the hosts themselves. If one of them fails, no other is restarted. Default: none. Example: <code>1</code>, or
     * <code>\\fe01</code>.
     *
     * @since 0.1.0
     */
    @Parameter(property = "eku.canary")
    private @Nullable String canary;

    /**
     * For several hosts: how long a restarted host is watched before the next of its pool, as for
     * <code>drainTimeout</code>. Default: none; it is checked once. Example: <code>5m</code>.
     *
     * @since 0.1.0
     */
    @Parameter(property = "eku.soak")
    private @Nullable String soak;

    /**
     * For several hosts: what to do if a host cannot be inspected, since it does not answer or access is denied to
     * this account: <code>fail</code> changes nothing anywhere, <code>skip</code> skips the host. A skipped host
     * counts neither as running nor as unavailable, so make sure that its pool can lose one more server. Default:
     * <code>fail</code>. Example: <code>skip</code>.
     *
     * @since 0.1.0
     */
    @Parameter(property = "eku.unreachable", defaultValue = RolloutParameters.UNREACHABLE)
    private @Nullable String unreachable;

    /** @param decrypter reads passwords of the settings */
    @Inject
    public RollbackMojo(SettingsDecrypter decrypter) {
        super(decrypter);
    }

    @Override
    Visit prepare(GoalOutput output, int hosts) {
        PlanOptions options = rollbackOptions();
        Optional<String> id = TextParameter.optional("eku.record", record);
        boolean forgetAll = FlagParameter.FORGET.of(forget);
        return (host, section) -> {
            Eku eku = Eku.on(host);
            // If nothing is left to undo, deleting the records is still something to do.
            boolean onlyForget =
                    forgetAll && id.isEmpty() && eku.history().lastToRollBack().isEmpty();
            if (!onlyForget) {
                Plan plan = id.isPresent() ? eku.planRollbackOf(id.get(), options) : eku.planRollback(options);
                rollBack(eku, plan, section);
            }
            if (forgetAll) {
                eku.forget();
                section.say(Message.of("goal.forgotten", host.ref()));
            }
        };
    }

    @Override
    void readForFleet(HostSelection targets) {
        rolloutOptions(targets);
    }

    @Override
    boolean isForFleet() {
        return isGivenAny(RolloutParameters.NAMES);
    }

    private RolloutOptions rolloutOptions(HostSelection targets) {
        return new RolloutParameters(concurrency(), maxUnavailable, maxFailures, canary, soak, unreachable).of(targets);
    }

    @Override
    void visitFleet(GoalOutput output, HostSelection targets, Function<HostRef, Host> opener) {
        requireNoFleet("eku.record", TextParameter.optional("eku.record", record), targets.size());
        Optional<Consumer<Host>> last = FlagParameter.FORGET.of(forget)
                ? Optional.of(host -> Eku.on(host).forget())
                : Optional.empty();
        FleetOperation change = new FleetOperation.RollBack(rollbackOptions(), last);
        FleetRun run = fleetRun(output, targets, change, rolloutOptions(targets), opener);
        FleetPlan plan = run.plan();
        run.requireFeasible(plan);
        if (plan.toChange().isEmpty() && last.isEmpty()) {
            Fault nothing = Fault.worded(ErrorCode.NO_RECORD, "fleet.nothing-to-roll-back", targets.size());
            throw new EkuException(
                    nothing.next(new NextStep.Run(nothing.next().orElseThrow().what(), Operation.HISTORY)));
        }
        run.carryOut(plan);
    }

    /** An interrupted run may have left a service stopped. */
    @Override
    boolean startsWithoutARestart() {
        return true;
    }

    private PlanOptions rollbackOptions() {
        return options().overwrite(FlagParameter.OVERWRITE.of(overwrite));
    }

    private static void rollBack(Eku eku, Plan plan, HostSection section) {
        section.say(section.reports().of(plan));
        plan.requireUnblocked();
        Procedure procedure = eku.procedure(progress(section));
        Outcome outcome = procedure.apply(plan);
        section.say(section.reports().of(ReportedHost.of(plan), outcome));
        Procedure.judge(plan, outcome, procedure.verify(plan));
    }
}
