package dev.eku.maven;

import dev.eku.Eku;
import dev.eku.error.EkuException;
import dev.eku.fleet.FleetOperation;
import dev.eku.fleet.FleetPlan;
import dev.eku.host.Host;
import dev.eku.host.HostRef;
import dev.eku.json.Json;
import dev.eku.maven.input.BadParameter;
import dev.eku.maven.input.HostSelection;
import dev.eku.maven.input.TextParameter;
import dev.eku.maven.output.GoalOutput;
import dev.eku.maven.run.FleetRun;
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
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.jspecify.annotations.Nullable;

/**
 * Shows what would make the exemption hold on each host, and for a single host saves the plan. Changes nothing. Fails
 * if something blocks the plan, and names each reason and the next step.
 *
 * @since 0.1.0
 */
@Mojo(name = "plan", requiresProject = false, threadSafe = true)
public final class PlanMojo extends RolloutGoal {
    /**
     * The file to save the plan in; for one host only. A file that exists is replaced only if it is a plan.
     * <code>eku:apply</code> can be given the same file. Default: <code>COMPUTER.plan.json</code> beside this goal's
     * other files. Example: <code>change-4711.json</code>.
     *
     * @since 0.1.0
     */
    @Parameter(property = "eku.planFile")
    private @Nullable String planFile;

    /** @param decrypter reads passwords of the settings */
    @Inject
    public PlanMojo(SettingsDecrypter decrypter) {
        super(decrypter);
    }

    @Override
    Visit prepare(GoalOutput output, int hosts) {
        Exemption exemption = wanted();
        PlanOptions options = planOptions();
        Optional<String> given = TextParameter.optional("eku.planFile", planFile);
        requireOneHost("eku.planFile", given, hosts);
        Optional<Path> named = given.isPresent() ? Optional.of(planFile(output, given.get())) : Optional.empty();
        return (host, section) -> {
            Plan plan = Eku.on(host).plan(exemption, options);
            section.say(section.reports().of(plan));
            Path file = named.orElse(output.paths().ofComputer(plan.computer(), "plan.json"));
            output.files().write("eku.planFile", file, Json.pretty(PlanJson.write(plan)));
            section.wrote("planFile", output.paths().shown(file));
            plan.requireUnblocked();
            section.next(
                    plan.isEmpty()
                            ? verify()
                            : apply(new Setting(Option.PLAN_FILE, output.paths().asParameter(file))));
        };
    }

    /** A plan replaces only a plan, so that a mistyped name does not destroy a simulated host or an inventory. */
    private static Path planFile(GoalOutput output, String name) {
        Path file = output.files().toWrite("eku.planFile", name);
        if (Files.exists(file) && !isPlan(file)) {
            throw BadParameter.of("input.no-plan", "eku.planFile", file);
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
    void visitFleet(GoalOutput output, HostSelection targets, Function<HostRef, Host> opener) {
        requireNoFleet("eku.planFile", TextParameter.optional("eku.planFile", planFile), targets.size());
        FleetOperation change = new FleetOperation.Exempt(wanted(), planOptions());
        FleetRun run = fleetRun(output, targets, change, rolloutOptions(targets), opener);
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
