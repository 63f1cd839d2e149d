package dev.eku.maven;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eku.action.Action.DrainDeadline;
import dev.eku.command.input.ChoiceParameter;
import dev.eku.command.input.DurationParameter;
import dev.eku.command.input.NumberParameter;
import dev.eku.contract.TestParameters;
import dev.eku.fleet.Canary;
import dev.eku.fleet.RolloutOptions;
import dev.eku.fleet.RolloutOptions.Unreachable;
import dev.eku.plan.PlanOptions;
import dev.eku.plan.PlanOptions.Restart;
import dev.eku.plan.PlanOptions.Stop;
import dev.eku.text.Option;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.maven.plugin.descriptor.MojoDescriptor;
import org.apache.maven.plugin.descriptor.Parameter;
import org.junit.jupiter.api.Test;

/** A default stands once in the plugin, and it is the library's. */
class DefaultsModelTest {
    @Test
    void theHelpOfAParameterSaysItsDefault() {
        int seen = 0;
        for (MojoDescriptor goal : GoalRun.PLUGIN.getMojos()) {
            for (Parameter parameter : goal.getParameters()) {
                if (parameter.isEditable()
                        && parameter.getDefaultValue() != null
                        && !goal.getGoal().equals("help")) {
                    assertThat(parameter.getDescription())
                            .as(goal.getGoal() + " " + parameter.getName())
                            .contains("Default: " + parameter.getDefaultValue());
                    seen++;
                }
            }
        }
        assertThat(seen).isGreaterThan(50);
    }

    @Test
    void everyGoalHasTheSameDefaultAndItIsThatOfTheLibrary() {
        Map<String, String> defaults = new HashMap<>();
        for (MojoDescriptor goal : GoalRun.PLUGIN.getMojos()) {
            for (Parameter parameter : goal.getParameters()) {
                if (parameter.getDefaultValue() != null) {
                    String other = defaults.put(parameter.getName(), parameter.getDefaultValue());
                    assertThat(other).as(parameter.getName()).isIn(null, parameter.getDefaultValue());
                }
            }
        }
        PlanOptions planned = new PlanOptions(
                choice(defaults, "restart", Restart.class),
                choice(defaults, "stop", Stop.class),
                choice(defaults, "atDrainDeadline", DrainDeadline.class),
                length(defaults, "drainTimeout"),
                length(defaults, "stopTimeout"),
                length(defaults, "startTimeout"),
                Boolean.parseBoolean(defaults.get("tidy")),
                Boolean.parseBoolean(defaults.get("overwrite")));
        assertThat(planned).isEqualTo(PlanOptions.DEFAULT);

        RolloutOptions rolledOut = new RolloutOptions(
                number(defaults, "concurrency"),
                number(defaults, "maxUnavailable"),
                number(defaults, "maxFailures"),
                Canary.NONE,
                Duration.ZERO,
                choice(defaults, "unreachable", Unreachable.class));
        assertThat(rolledOut).isEqualTo(RolloutOptions.DEFAULT);
        assertThat(defaults).doesNotContainKeys("canary", "soak");
    }

    private static <E extends Enum<E>> E choice(Map<String, String> defaults, String name, Class<E> type) {
        return new ChoiceParameter<>(Option.STOP, type, defaults.getOrDefault(name, "none")).of(TestParameters.NONE);
    }

    private static Duration length(Map<String, String> defaults, String name) {
        return new DurationParameter(Option.SOAK, defaults.getOrDefault(name, "none")).of(TestParameters.NONE);
    }

    private static int number(Map<String, String> defaults, String name) {
        return new NumberParameter(Option.CANARY, defaults.getOrDefault(name, "none"), 0, 1_000_000)
                .of(TestParameters.NONE);
    }
}
