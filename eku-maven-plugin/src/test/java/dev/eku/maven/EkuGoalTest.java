package dev.eku.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eku.maven.output.GoalOutput;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.execution.DefaultMavenExecutionRequest;
import org.apache.maven.execution.DefaultMavenExecutionResult;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.descriptor.MojoDescriptor;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.project.MavenProject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EkuGoalTest {
    @TempDir
    private Path folder = Path.of("");

    /** Who waits for the end of the goal, to let the JVM end, would wait for ever. */
    @SuppressWarnings("deprecation") // The only way to a session without a container.
    @Test
    void goalThatBreaksEndsAllTheSame() throws Exception {
        List<String> over = new ArrayList<>();
        EkuGoal goal = new EkuGoal() {
            @Override
            void run(GoalOutput output) {
                output.whenOver(() -> over.add("over"));
                throw new StackOverflowError("deep");
            }
        };
        set(goal, "outputDirectory", folder.resolve("eku").toString());
        set(goal, "project", new MavenProject());
        set(
                goal,
                "session",
                new MavenSession(null, null, new DefaultMavenExecutionRequest(), new DefaultMavenExecutionResult()));
        MojoDescriptor descriptor = new MojoDescriptor();
        descriptor.setGoal("plan");
        descriptor.setPluginDescriptor(new PluginDescriptor());
        set(goal, "execution", new MojoExecution(descriptor));

        assertThatThrownBy(goal::execute)
                .isInstanceOf(MojoExecutionException.class)
                .hasMessageContaining("UNEXPECTED")
                .hasMessageContaining("StackOverflowError: deep");
        assertThat(over).containsExactly("over");
        assertThat(Files.readString(folder.resolve("eku/plan.json"))).contains("\"succeeded\" : false");
    }

    private static void set(EkuGoal goal, String name, Object value) throws ReflectiveOperationException {
        Field field = EkuGoal.class.getDeclaredField(name);
        field.setAccessible(true);
        field.set(goal, value);
    }
}
