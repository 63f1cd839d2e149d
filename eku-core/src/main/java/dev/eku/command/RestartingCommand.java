package dev.eku.command;

import dev.eku.Eku;
import dev.eku.apply.Outcome;
import dev.eku.apply.Progress;
import dev.eku.command.input.BadParameter;
import dev.eku.command.input.HostSelection;
import dev.eku.command.input.RestartParameters;
import dev.eku.command.input.RolloutParameters;
import dev.eku.command.output.HostSection;
import dev.eku.command.output.RunOutput;
import dev.eku.command.run.FleetRun;
import dev.eku.command.run.ProgressLines;
import dev.eku.fleet.FleetOperation;
import dev.eku.fleet.RolloutOptions;
import dev.eku.fleet.rollout.Rollout;
import dev.eku.host.Host;
import dev.eku.host.HostRef;
import dev.eku.plan.PlanOptions;
import dev.eku.report.ReportedHost;
import dev.eku.report.html.FleetPlanPage;
import dev.eku.report.html.PageContext;
import dev.eku.report.html.RolloutPage;
import dev.eku.text.Message;
import dev.eku.text.Operation;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** An operation that may restart services, on one or many hosts. */
abstract class RestartingCommand extends HostCommand {
    RestartingCommand(Session session) {
        super(session);
    }

    /** Whether the operation may start a service that it does not restart. */
    boolean startsWithoutARestart() {
        return false;
    }

    /**
     * The options for restarts, as given.
     *
     * @throws BadParameter as {@link RestartParameters#of}
     */
    final PlanOptions options() {
        return RestartParameters.of(given(), startsWithoutARestart());
    }

    /** The options for a rollout, as given. */
    final RolloutOptions rolloutOptions(HostSelection targets) {
        return RolloutParameters.of(given(), targets);
    }

    /** A rollout with the options of this operation. If there are several hosts, its result is also a page. */
    final FleetRun fleetRun(
            RunOutput output,
            HostSelection targets,
            FleetOperation change,
            Function<HostRef, Host> opener,
            Operation operation) {
        Rollout rollout =
                Rollout.of(targets.inventory(), change, rolloutOptions(targets)).openedBy(opener);
        FleetRun run = new FleetRun(output, rollout, operation);
        if (targets.size() > 1) {
            output.page(sections -> page(context(operation, output), run));
        }
        return run;
    }

    /** What was done, or what was to be done if nothing was. */
    private static Optional<String> page(PageContext context, FleetRun run) {
        return run.result()
                .map(result -> new RolloutPage(context, result).text())
                .or(() -> run.planned().map(plan -> new FleetPlanPage(context, plan).text()));
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
        return new ProgressLines(section);
    }
}
