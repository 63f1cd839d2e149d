package dev.eku.command;

import dev.eku.Eku;
import dev.eku.command.input.ChoiceParameter;
import dev.eku.command.input.Defaults;
import dev.eku.command.output.HostSection;
import dev.eku.command.output.RunOutput;
import dev.eku.command.run.DecidedByPlan;
import dev.eku.export.Export;
import dev.eku.export.ExportFile;
import dev.eku.export.ExportForm;
import dev.eku.json.Json;
import dev.eku.plan.Plan;
import dev.eku.plan.PlanJson;
import dev.eku.plan.PlanOptions;
import dev.eku.product.Exemption;
import dev.eku.report.Report;
import dev.eku.text.Option;
import dev.eku.text.Words;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Writes the plan of each host as files that carry it out without eku. Changes no host. */
final class ExportCommand extends PlanningCommand {
    private static final ChoiceParameter<ExportForm> FORM =
            new ChoiceParameter<>(Option.FORM, ExportForm.class, Defaults.FORM);

    /** What is exported, by the name of the host. */
    private final Map<String, Plan> plans = new ConcurrentHashMap<>();

    private boolean together;

    ExportCommand(Session session) {
        super(session);
    }

    @Override
    Visit prepare(RunOutput output, int hosts) {
        Exemption exemption = wanted();
        PlanOptions options = planOptions();
        ExportForm form = FORM.of(given());
        Optional<String> given = given().text(Option.PLAN_FILE);
        requireOneHost(Option.PLAN_FILE, hosts);
        Optional<Plan> saved =
                given.map(name -> PlanJson.read(Json.read(output.files().input(name(Option.PLAN_FILE), name))));
        saved.ifPresent(plan -> DecidedByPlan.requireNone(given(), plan, exemption, options));
        Words words = output.reports().words();
        return (host, section) -> {
            Eku eku = Eku.on(host);
            saved.ifPresent(plan -> eku.procedure(event -> {}).check(plan));
            Plan plan = saved.orElseGet(() -> eku.plan(exemption, options));
            section.computer(plan.computer());
            if (!together) {
                section.say(section.reports().of(plan));
            }
            // Refuses here what this host alone is to blame for.
            Export alone = Export.of(plan, form, words);
            plans.put(section.host(), plan);
            if (!together) {
                section.conclude(written(output, form, List.of(alone)));
            }
        };
    }

    /** Hosts that are alike share their files, so these are written when all hosts were visited. */
    @Override
    void tell(RunOutput output, List<Runnable> visits) {
        together = true;
        ExportForm form = FORM.of(given());
        output.tellTogether(visits, concurrency(), sections -> {
            List<Plan> exported = sections.stream()
                    .map(HostSection::host)
                    .filter(plans::containsKey)
                    .map(plans::get)
                    .toList();
            return written(
                    output, form, Export.ofAll(exported, form, output.reports().words()));
        });
    }

    private Report written(RunOutput output, ExportForm form, List<Export> exports) {
        Path folder = output.paths().report("export");
        for (Export export : exports) {
            for (ExportFile file : export.files()) {
                output.files().write(name(Option.OUTPUT_DIRECTORY), folder.resolve(file.name()), file.bytes());
            }
        }
        return output.reports().ofExports(form, exports, output.paths().shown(folder));
    }
}
