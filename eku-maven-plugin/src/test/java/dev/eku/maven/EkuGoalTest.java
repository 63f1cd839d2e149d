package dev.eku.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eku.command.output.ExitCode;
import dev.eku.command.output.Failure;
import dev.eku.command.output.RunOutput;
import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.apache.maven.execution.DefaultMavenExecutionRequest;
import org.apache.maven.execution.DefaultMavenExecutionResult;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.descriptor.MojoDescriptor;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EkuGoalTest {
    @TempDir
    private Path folder = Path.of("");

    private final List<String> over = new ArrayList<>();
    private final Locale before = Locale.getDefault();

    @AfterEach
    void restore() {
        Locale.setDefault(before);
    }

    /** Who waits for the end of the goal, to let the JVM end, would wait for ever. */
    @Test
    void goalThatBreaksEndsAllTheSame() throws Exception {
        EkuGoal goal = goal(output -> {
            output.whenOver(() -> over.add("over"));
            throw new StackOverflowError("deep");
        });

        assertThatThrownBy(goal::execute)
                .isInstanceOf(MojoExecutionException.class)
                .hasMessageContaining("UNEXPECTED")
                .hasMessageContaining("StackOverflowError: deep");
        assertThat(over).containsExactly("over");
        assertThat(Files.readString(folder.resolve("eku/plan.json"))).contains("\"succeeded\" : false");
    }

    @Test
    void languageThatIsAskedForIsSpoken() throws Exception {
        assertThat(spoken("en", Locale.JAPAN)).isEqualTo(Locale.ENGLISH);
        assertThat(spoken("ja", Locale.US)).isEqualTo(Locale.JAPANESE);
        assertThat(spoken("JA", Locale.US)).isEqualTo(Locale.JAPANESE);
    }

    @Test
    void otherwiseTheMachinesLanguageIsSpokenOrEnglish() throws Exception {
        assertThat(spoken(null, Locale.JAPAN)).isEqualTo(Locale.JAPANESE);
        assertThat(spoken(null, Locale.FRANCE)).isEqualTo(Locale.ENGLISH);
    }

    @Test
    void languageThatEkuDoesNotSpeakIsRefused() throws Exception {
        Locale.setDefault(Locale.Category.DISPLAY, Locale.US);
        EkuGoal goal = goal(output -> over.add("run"));
        set(goal, "language", "ja-JP");

        assertThatThrownBy(goal::execute)
                .isInstanceOf(MojoExecutionException.class)
                .hasMessage("INVALID_PARAMETER: eku.language: 'ja-JP' is not allowed\n  Next: choose one of en, ja");
        assertThat(over).isEmpty();
    }

    @Test
    void itIsTheLanguageOfTheDisplayAndNotOfNumbers() throws Exception {
        Locale.setDefault(Locale.Category.FORMAT, Locale.JAPAN);
        assertThat(spoken(null, Locale.US)).isEqualTo(Locale.ENGLISH);
    }

    /** The language in which a goal speaks. */
    private Locale spoken(@Nullable String asked, Locale machine) throws Exception {
        Locale.setDefault(Locale.Category.DISPLAY, machine);
        List<Locale> spoken = new ArrayList<>();
        EkuGoal goal = goal(output -> spoken.add(output.reports().words().locale()));
        set(goal, "language", asked);
        goal.execute();
        assertThat(spoken).hasSize(1);
        return spoken.get(0);
    }

    @SuppressWarnings("deprecation") // The only way to a session without a container.
    private EkuGoal goal(Consumer<RunOutput> work) throws ReflectiveOperationException {
        EkuGoal goal = new EkuGoal(request -> null) {
            @Override
            void run(RunOutput output) {
                work.accept(output);
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
        return goal;
    }

    private static void set(EkuGoal goal, String name, @Nullable Object value) throws ReflectiveOperationException {
        Field field = EkuGoal.class.getDeclaredField(name);
        field.setAccessible(true);
        field.set(goal, value);
    }

    @Test
    void answerNoIsAFailureAndTheEnvironmentAnExecutionException() {
        EkuException why = new EkuException(ErrorCode.NO_RECORD, "memory:fe01.json", "nothing");

        assertThatThrownBy(() -> EkuGoal.fail(new Failure(ErrorCode.Kind.REFUSED, ExitCode.REFUSED, "no", why)))
                .isInstanceOf(MojoFailureException.class)
                .hasMessage("no")
                .hasNoCause();
        assertThatThrownBy(() ->
                        EkuGoal.fail(new Failure(ErrorCode.Kind.ENVIRONMENT, ExitCode.ENVIRONMENT, "broken", why)))
                .isInstanceOf(MojoExecutionException.class)
                .hasMessage("broken")
                .hasNoCause();
    }
}
