package dev.eku.maven;

import dev.eku.Eku;
import dev.eku.apply.Outcome;
import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.fleet.Change;
import dev.eku.fleet.FleetPlan;
import dev.eku.host.Host;
import dev.eku.host.HostRef;
import dev.eku.maven.input.Messages;
import dev.eku.maven.input.Targets;
import dev.eku.maven.input.Texts;
import dev.eku.maven.output.GoalOutput;
import dev.eku.maven.output.HostSection;
import dev.eku.plan.Plan;
import dev.eku.plan.PlanOptions;
import dev.eku.report.Report;
import dev.eku.report.Where;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.jspecify.annotations.Nullable;

/**
 * Undoes on each host what eku did there: puts every value back to what it was or to its absence, deletes the keys eku created,
 * and restarts what has read the value. Refuses where somebody has changed the value since. Several hosts are rolled back pool
 * by pool, as eku:apply restarts them; of each the last thing that eku did is undone, and nothing where that was a rollback, so
 * the same command resumes.
 *
 * @since 0.1.0
 */
@Mojo(name = "rollback", requiresProject = false, threadSafe = true)
public final class RollbackMojo extends RestartingGoal {
    /**
     * The journal record to undo, by its number; <code>eku:history</code> lists them. Default: the newest that stands. Example:
     * <code>000003</code>.
     *
     * @since 0.1.0
     */
    @Parameter(property = "eku.record")
    private @Nullable String record;

    /**
     * Whether to restore a value even where somebody has changed it since. Default: <code>false</code>, which refuses. Example:
     * <code>true</code>.
     *
     * @since 0.1.0
     */
    @Parameter(property = "eku.overwrite", defaultValue = "false")
    private @Nullable String overwrite;

    /**
     * Whether to delete eku's own records afterwards, so that nothing of it is left on the host. Default: <code>false</code>.
     * Example: <code>true</code>.
     *
     * @since 0.1.0
     */
    @Parameter(property = "eku.forget", defaultValue = "false")
    private @Nullable String forget;

    /** @param decrypter reads passwords of the settings */
    @Inject
    public RollbackMojo(SettingsDecrypter decrypter) {
        super(decrypter);
    }

    @Override
    Visit prepare(GoalOutput output, int hosts) {
        PlanOptions options = options();
        Optional<String> id = Texts.optional("eku.record", record);
        boolean restoreAll = Texts.flag("eku.overwrite", overwrite);
        boolean forgetAll = Texts.flag("eku.forget", forget);
        return (host, section) -> {
            Eku eku = Eku.on(host);
            // With nothing left to undo, to forget is still something to do.
            boolean onlyForget =
                    forgetAll && id.isEmpty() && eku.history().lastToRollBack().isEmpty();
            if (!onlyForget) {
                rollBack(eku, eku.planRollback(id, options, restoreAll), section);
            }
            if (forgetAll) {
                eku.forget();
                section.say(Messages.text("goal.forgotten", host.ref()));
            }
        };
    }

    @Override
    void visitFleet(GoalOutput output, Targets targets, Function<HostRef, Host> opener) {
        requireOneHost("eku.record", Texts.optional("eku.record", record), targets.size());
        Optional<Consumer<Host>> last = Texts.flag("eku.forget", forget)
                ? Optional.of(host -> Eku.on(host).forget())
                : Optional.empty();
        Change change = new Change.RollBack(options(), Texts.flag("eku.overwrite", overwrite), last);
        FleetRun run = fleetRun(output, targets, change, opener);
        FleetPlan plan = run.plan();
        run.requireFeasible(plan);
        if (plan.toChange().isEmpty() && last.isEmpty()) {
            throw EkuException.worded(ErrorCode.NO_RECORD, "fleet.nothing-to-roll-back", targets.size());
        }
        run.carryOut(plan);
    }

    private static void rollBack(Eku eku, Plan plan, HostSection section) {
        section.say(Report.of(plan));
        plan.requireUnblocked();
        Outcome outcome = eku.apply(plan, progress(section));
        section.say(Report.of(Where.of(plan), outcome));
        outcome.requireRestarted(plan.computer());
    }
}
