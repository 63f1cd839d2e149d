package dev.eku.diagnose;

import dev.eku.error.Messages;
import dev.eku.inspect.ApplicationFacts;
import dev.eku.inspect.ConfigFile;
import dev.eku.inspect.Examination;
import dev.eku.inspect.RuntimeFacts;
import dev.eku.plan.Effect;
import dev.eku.plan.PlanOptions;
import dev.eku.plan.Planner;
import dev.eku.plan.Problem;
import dev.eku.product.RegistryTarget;
import dev.eku.product.Setting;
import dev.eku.registry.RegistryValue;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What was meant to turn the check off and does not: in the wrong place, of the wrong type, misspelled, or not to be read. */
final class Misplaced {
    private static final Set<Problem.Code> CODES = EnumSet.of(
            Problem.Code.WRONG_TYPE, Problem.Code.WRONG_VIEW, Problem.Code.WRONG_CLR, Problem.Code.WRONG_SPELLING);

    private Misplaced() {}

    /** A line for each; empty if there is nothing of the kind. */
    static List<String> of(Examination examination, ApplicationFacts application) {
        List<String> lines = new ArrayList<>();
        Planner.plan(examination.inspection(), PlanOptions.DEFAULT).problems().stream()
                .filter(problem -> CODES.contains(problem.code()))
                .filter(problem -> isOf(application, problem))
                .map(problem -> problem.code() + ": " + problem.text())
                .forEach(lines::add);
        RuntimeFacts runtime = examination.runtime(application);
        global(examination, application).ifPresent(lines::add);
        runtime.machineSwitch()
                .filter(value -> runtime.machineWide().isEmpty())
                .map(value -> Messages.text(
                        "diagnose.misplaced.switch", RuntimeFacts.APP_CONTEXT, RuntimeFacts.SWITCH, value))
                .ifPresent(lines::add);
        runtime.config()
                .filter(config -> config.state() == ConfigFile.State.UNUSABLE)
                .map(config -> Messages.text(
                        "diagnose.misplaced.config",
                        config.path(),
                        config.problem().orElse("")))
                .ifPresent(lines::add);
        return lines;
    }

    /** A problem says what application it is about by the name of the value: the path of the executable, however spelled. */
    private static boolean isOf(ApplicationFacts application, Problem problem) {
        return application
                .target(Setting.REQUIRE_CERTIFICATE_EKUS)
                .map(RegistryTarget::valueName)
                .filter(path -> problem.text()
                        .toLowerCase(java.util.Locale.ROOT)
                        .contains(path.toLowerCase(java.util.Locale.ROOT)))
                .isPresent();
    }

    private static Optional<String> global(Examination examination, ApplicationFacts application) {
        return examination
                .inspection()
                .key(
                        application.application().bitness().view(),
                        application.application().clr())
                .global()
                .filter(value -> !value.equals(Effect.EXEMPT) && value.asDword().isEmpty())
                .map((RegistryValue value) -> Messages.text(
                        "diagnose.misplaced.global",
                        RegistryTarget.runtimeKey(application.application().clr()),
                        Setting.REQUIRE_CERTIFICATE_EKUS.globalName(),
                        value));
    }
}
