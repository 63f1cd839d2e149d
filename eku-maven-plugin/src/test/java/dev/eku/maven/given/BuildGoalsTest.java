package dev.eku.maven.given;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eku.maven.given.BuildGoals.Bound;
import dev.eku.maven.given.BuildGoals.Naming;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BuildGoalsTest {
    private static final Naming EKU = new Naming("eku", "dev.eku", "eku-maven-plugin");
    private static final List<Bound> BOUND =
            List.of(new Bound("apply", "integration-test"), new Bound("verify", "verify"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "eku:apply",
                "eku:apply@main-job",
                "eku:0.1.0:apply",
                "dev.eku:eku-maven-plugin:apply",
                "dev.eku:eku-maven-plugin:0.1.0:apply",
                "dev.eku:eku-maven-plugin:0.1.0:apply@main-job"
            })
    void goalOfTheCommandLineIsOneOfTheBuild(String task) {
        assertThat(of("plan", false, List.of("clean", task))).containsExactly("apply", "plan");
    }

    @ParameterizedTest
    @ValueSource(strings = {"other:apply", "com.example:eku-maven-plugin:apply", "dev.eku:other:apply"})
    void goalOfAnotherPluginIsNot(String task) {
        assertThat(of("plan", false, List.of(task))).containsExactly("plan");
    }

    @Test
    void boundGoalIsOneOfTheBuildWhereItsPhaseIsReached() {
        assertThat(of("plan", true, List.of("package"))).containsExactly("plan");
        assertThat(of("plan", true, List.of("integration-test"))).containsExactly("apply", "plan");
        assertThat(of("plan", true, List.of("clean", "install"))).containsExactly("apply", "plan", "verify");
        assertThat(of("plan", true, List.of("clean"))).containsExactly("plan");
        assertThat(of("plan", false, List.of("eku:plan"))).containsExactly("plan");
    }

    @Test
    void phaseOfAnotherLifeCycleMayBeReachedByAny() {
        assertThat(BuildGoals.of("plan", true, List.of("package"), EKU, List.of(new Bound("apply", "before:deploy"))))
                .containsExactly("apply", "plan");
        assertThat(of("plan", true, List.of("ship-it"))).containsExactly("apply", "plan", "verify");
    }

    @Test
    void everyBoundGoalMayRunWhereAnotherPluginForksALifeCycle() {
        assertThat(of("plan", true, List.of("other:report"))).containsExactly("apply", "plan", "verify");
    }

    private static Set<String> of(String running, boolean isBound, List<String> tasks) {
        return BuildGoals.of(running, isBound, tasks, EKU, BOUND);
    }
}
