package dev.eku.command;

import dev.eku.Eku;
import dev.eku.command.input.BadParameter;
import dev.eku.command.input.HostSelection;
import dev.eku.command.output.RunOutput;
import dev.eku.command.run.FleetRun;
import dev.eku.error.EkuException;
import dev.eku.fleet.FleetOperation;
import dev.eku.fleet.FleetPlan;
import dev.eku.host.Host;
import dev.eku.host.HostRef;
import dev.eku.json.Json;
import dev.eku.plan.Plan;
import dev.eku.plan.PlanJson;
import dev.eku.plan.PlanOptions;
import dev.eku.product.Exemption;
import dev.eku.text.Message;
import dev.eku.text.NextStep;
import dev.eku.text.Operation;
import dev.eku.text.Option;
import dev.eku.text.Setting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Plans, and for a single host saves the plan. Changes nothing. */
final class PlanCommand extends RolloutCommand {
    PlanCommand(Session session) {
        super(session);
    }

    @Override
    Visit prepare(RunOutput output, int hosts) {
        Exemption exemption = wanted();
        PlanOptions options = planOptions();
        Optional<String> given = given().text(Option.PLAN_FILE);
        requireOneHost(Option.PLAN_FILE, hosts);
        Optional<Path> named = given.isPresent() ? Optional.of(planFile(output, given.get())) : Optional.empty();
        return (host, section) -> {
            Plan plan = Eku.on(host).plan(exemption, options);
            section.conclude(section.reports().of(plan));
            Path file = named.orElse(output.paths().ofComputer(plan.computer(), "plan.json"));
            output.files().write(name(Option.PLAN_FILE), file, Json.pretty(PlanJson.write(plan)));
            section.wrote("planFile", output.paths().shown(file));
            plan.requireUnblocked();
            section.next(
                    plan.isEmpty()
                            ? verify()
                            : apply(new Setting(Option.PLAN_FILE, output.paths().asParameter(file))));
        };
    }

    /** A plan replaces only a plan, so that a mistyped name does not destroy a simulated host or an inventory. */
    private Path planFile(RunOutput output, String name) {
        Path file = output.files().toWrite(name(Option.PLAN_FILE), name);
        if (Files.exists(file) && !isPlan(file)) {
            throw BadParameter.of("input.no-plan", name(Option.PLAN_FILE), file);
        }
        return file;
    }

    private static boolean isPlan(Path file) {
        try {
            return PlanJson.isPlan(Json.read(file));
        } catch (EkuException noJson) {
            return false;
        }
    }

    @Override
    void visitFleet(RunOutput output, HostSelection targets, Function<HostRef, Host> opener) {
        requireNoFleet(Option.PLAN_FILE, targets.size());
        FleetOperation change = new FleetOperation.Exempt(wanted(), planOptions());
        FleetRun run = fleetRun(output, targets, change, opener, Operation.PLAN);
        FleetPlan plan = run.plan();
        run.requireFeasible(plan);
        output.next(plan.toChange().isEmpty() ? verify() : apply());
    }

    private static NextStep verify() {
        return new NextStep.Run(Message.of("goal.next.verify"), Operation.VERIFY);
    }

    private static NextStep apply(Setting... settings) {
        return new NextStep.Run(Message.of("goal.next.apply-plan"), Operation.APPLY, List.of(settings));
    }
}
