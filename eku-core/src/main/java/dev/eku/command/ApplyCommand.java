package dev.eku.command;

import dev.eku.Eku;
import dev.eku.apply.Outcome;
import dev.eku.command.input.HostSelection;
import dev.eku.command.input.RolloutParameters;
import dev.eku.command.output.HostSection;
import dev.eku.command.output.RunOutput;
import dev.eku.command.run.DecidedByPlan;
import dev.eku.command.run.FleetRun;
import dev.eku.command.run.Undo;
import dev.eku.fleet.FleetOperation;
import dev.eku.host.Host;
import dev.eku.host.HostRef;
import dev.eku.inspect.DownService;
import dev.eku.inspect.Inspection;
import dev.eku.json.Json;
import dev.eku.plan.Plan;
import dev.eku.plan.PlanJson;
import dev.eku.plan.PlanOptions;
import dev.eku.plan.Planner;
import dev.eku.procedure.Procedure;
import dev.eku.procedure.Procedure.Standing;
import dev.eku.product.Exemption;
import dev.eku.report.Report;
import dev.eku.report.ReportedHost;
import dev.eku.text.Message;
import dev.eku.text.Operation;
import dev.eku.text.Option;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/** Finishes a run that was interrupted, plans or takes a saved plan, applies, verifies. */
final class ApplyCommand extends RolloutCommand {
    ApplyCommand(Session session) {
        super(session);
    }

    @Override
    Visit prepare(RunOutput output, int hosts) {
        Exemption exemption = wanted();
        PlanOptions options = planOptions();
        Optional<String> given = given().text(Option.PLAN_FILE);
        requireOneHost(Option.PLAN_FILE, hosts);
        Optional<Plan> saved =
                given.map(name -> PlanJson.read(Json.read(output.files().input(name(Option.PLAN_FILE), name))));
        saved.ifPresent(plan -> DecidedByPlan.requireNone(given(), plan, exemption, options));
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
        return isGivenAny(RolloutParameters.ONLY_OF_A_ROLLOUT);
    }

    @Override
    void visitFleet(RunOutput output, HostSelection targets, Function<HostRef, Host> opener) {
        requireNoFleet(Option.PLAN_FILE, targets.size());
        FleetOperation change = new FleetOperation.Exempt(wanted(), planOptions());
        FleetRun run = fleetRun(output, targets, change, opener, Operation.APPLY);
        Undo.tell(output, run.carryOut(run.plan()));
    }

    private static void apply(Eku eku, Plan plan, HostSection section) {
        Procedure procedure = eku.procedure(progress(section));
        Outcome outcome = procedure.apply(plan);
        Optional<Standing> standing = procedure.verify(plan);
        ReportedHost where =
                standing.map(found -> ReportedHost.of(found.after())).orElseGet(() -> ReportedHost.of(plan));
        Report done = section.reports().of(where, outcome);
        if (standing.isPresent()) {
            section.say(done);
            Standing found = standing.get();
            section.conclude(section.reports().of(where, found.verdict(), DownService.of(found.after())));
        } else {
            section.conclude(done);
        }
        if (standing.filter(found -> found.verdict().isLeftPendingBy(plan)).isPresent()) {
            section.say(Message.of("goal.restart-pending"));
        }
        Procedure.judge(plan, outcome, standing);
        Undo.tell(section, outcome);
    }
}
