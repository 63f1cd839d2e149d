package dev.eku.maven;

import dev.eku.Eku;
import dev.eku.apply.Outcome;
import dev.eku.fleet.FleetOperation;
import dev.eku.host.Host;
import dev.eku.host.HostRef;
import dev.eku.inspect.DownService;
import dev.eku.inspect.Inspection;
import dev.eku.json.Json;
import dev.eku.maven.given.DecidedByPlan;
import dev.eku.maven.given.RefusalText;
import dev.eku.maven.input.HostSelection;
import dev.eku.maven.input.RolloutParameters;
import dev.eku.maven.input.TextParameter;
import dev.eku.maven.output.GoalOutput;
import dev.eku.maven.output.HostSection;
import dev.eku.maven.run.FleetRun;
import dev.eku.maven.run.Undo;
import dev.eku.plan.Plan;
import dev.eku.plan.PlanJson;
import dev.eku.plan.PlanOptions;
import dev.eku.plan.Planner;
import dev.eku.procedure.Procedure;
import dev.eku.procedure.Procedure.Standing;
import dev.eku.product.Exemption;
import dev.eku.report.ReportedHost;
import dev.eku.text.Message;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.jspecify.annotations.Nullable;

/**
 * Makes the exemption hold and take effect on each host: finishes a run that was interrupted, plans, applies,
 * verifies. Records what it does on the host, so that <code>eku:rollback</code> can undo it. A host that is already
 * compliant is not touched. On several hosts the values are written first, which has no effect yet; then services are
 * restarted, pool by pool, and each host must work before the next is restarted. If something is wrong, no further
 * host is started; running the goal again resumes.
 *
 * @since 0.1.0
 */
@Mojo(name = "apply", requiresProject = false, threadSafe = true)
public final class ApplyMojo extends RolloutGoal {
    /**
     * A plan that <code>eku:plan</code> saved; for one host only. It is refused if the host has changed since, and if
     * parameters that shape a plan are given as well. Default: none; plans again. Example:
     * <code>target/eku/FE01.plan.json</code>.
     *
     * @since 0.1.0
     */
    @Parameter(property = "eku.planFile")
    private @Nullable String planFile;

    /** @param decrypter reads passwords of the settings */
    @Inject
    public ApplyMojo(SettingsDecrypter decrypter) {
        super(decrypter);
    }

    @Override
    Visit prepare(GoalOutput output, int hosts) {
        Exemption exemption = wanted();
        PlanOptions options = planOptions();
        Optional<String> given = TextParameter.optional("eku.planFile", planFile);
        requireOneHost("eku.planFile", given, hosts);
        Optional<Plan> saved =
                given.map(name -> PlanJson.read(Json.read(output.files().input("eku.planFile", name))));
        saved.ifPresent(
                plan -> RefusalText.requireNone(DecidedByPlan.of(given(), parameters(), plan, exemption, options)));
        return (host, section) -> {
            Eku eku = Eku.on(host);
            Optional<Outcome> resumed = saved.isEmpty() ? recover(eku, host, section) : Optional.empty();
            PlanOptions left = Procedure.options(exemption, options, resumed);
            Instant since = Instant.now();
            Inspection seen = eku.inspect(saved.map(Plan::exemption).orElse(exemption));
            Plan plan = saved.orElseGet(() -> Planner.plan(seen, left));
            section.say(section.reports().of(plan, DownService.of(seen)));
            sayClock(host, seen, since, section);
            plan.requireUnblocked();
            apply(eku, plan, section);
        };
    }

    @Override
    boolean isForFleet() {
        return isGivenAny(RolloutParameters.NAMES);
    }

    @Override
    void visitFleet(GoalOutput output, HostSelection targets, Function<HostRef, Host> opener) {
        requireNoFleet("eku.planFile", TextParameter.optional("eku.planFile", planFile), targets.size());
        FleetOperation change = new FleetOperation.Exempt(wanted(), planOptions());
        FleetRun run = fleetRun(output, targets, change, rolloutOptions(targets), opener);
        Undo.tell(output, run.carryOut(run.plan()));
    }

    private static void apply(Eku eku, Plan plan, HostSection section) {
        Procedure procedure = eku.procedure(progress(section));
        Outcome outcome = procedure.apply(plan);
        Optional<Standing> standing = procedure.verify(plan);
        ReportedHost where =
                standing.map(found -> ReportedHost.of(found.after())).orElseGet(() -> ReportedHost.of(plan));
        section.say(section.reports().of(where, outcome));
        standing.ifPresent(
                found -> section.say(section.reports().of(where, found.verdict(), DownService.of(found.after()))));
        if (standing.filter(found -> found.verdict().isLeftPendingBy(plan)).isPresent()) {
            section.say(Message.of("goal.restart-pending"));
        }
        Procedure.judge(plan, outcome, standing);
        Undo.tell(section, outcome);
    }
}
