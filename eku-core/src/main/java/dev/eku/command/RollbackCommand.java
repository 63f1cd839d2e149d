package dev.eku.command;

import dev.eku.Eku;
import dev.eku.apply.Outcome;
import dev.eku.command.input.FlagParameter;
import dev.eku.command.input.HostSelection;
import dev.eku.command.input.RolloutParameters;
import dev.eku.command.output.HostSection;
import dev.eku.command.output.RunOutput;
import dev.eku.command.run.FleetRun;
import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.error.Fault;
import dev.eku.fleet.FleetOperation;
import dev.eku.fleet.FleetPlan;
import dev.eku.host.Host;
import dev.eku.host.HostRef;
import dev.eku.plan.Plan;
import dev.eku.plan.PlanOptions;
import dev.eku.procedure.Procedure;
import dev.eku.report.ReportedHost;
import dev.eku.text.Message;
import dev.eku.text.NextStep;
import dev.eku.text.Operation;
import dev.eku.text.Option;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** Undoes on each host what eku did there. */
final class RollbackCommand extends RestartingCommand {
    RollbackCommand(Session session) {
        super(session);
    }

    @Override
    Visit prepare(RunOutput output, int hosts) {
        PlanOptions options = rollbackOptions();
        Optional<String> id = given().text(Option.RECORD);
        boolean forgetAll = FlagParameter.FORGET.of(given());
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
        return isGivenAny(RolloutParameters.ONLY_OF_A_ROLLOUT);
    }

    @Override
    void visitFleet(RunOutput output, HostSelection targets, Function<HostRef, Host> opener) {
        requireNoFleet(Option.RECORD, targets.size());
        Optional<Consumer<Host>> last = FlagParameter.FORGET.of(given())
                ? Optional.of(host -> Eku.on(host).forget())
                : Optional.empty();
        FleetOperation change = new FleetOperation.RollBack(rollbackOptions(), last);
        FleetRun run = fleetRun(output, targets, change, opener, Operation.ROLLBACK);
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
        return options().overwrite(FlagParameter.OVERWRITE.of(given()));
    }

    private static void rollBack(Eku eku, Plan plan, HostSection section) {
        section.say(section.reports().of(plan));
        plan.requireUnblocked();
        Procedure procedure = eku.procedure(progress(section));
        Outcome outcome = procedure.apply(plan);
        section.conclude(section.reports().of(ReportedHost.of(plan), outcome));
        Procedure.judge(plan, outcome, procedure.verify(plan));
    }
}
