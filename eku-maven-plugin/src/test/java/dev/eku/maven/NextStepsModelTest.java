package dev.eku.maven;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eku.contract.Shells;
import dev.eku.text.ShellCommand.Shell;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goals print to be run next, taken apart as shells do it, and whether the goals take it. */
class NextStepsModelTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void eachStepOfTheMainStoryLeadsToTheNext() throws Exception {
        String host = "memory:" + captured("fe01.json");
        assertThat(commands(goal("inspect", host), false)).containsExactly("plan");
        assertThat(commands(goal("plan", host), false)).containsExactly("apply");
        assertThat(commands(goal("rehearse", host), false)).containsExactly("apply");
        assertThat(commands(goal("apply", host).typed("eku.stop", "stop"), false))
                .containsExactly("rollback");
        assertThat(commands(goal("plan", host), false)).containsExactly("verify");
        assertThat(commands(goal("rollback", host).typed("eku.stop", "stop"), false))
                .isEmpty();
        assertThat(commands(goal("verify", host), true)).containsExactly("plan");
    }

    @Test
    void hostileNamesBecomeNoCommandsAndNoLines() throws Exception {
        String name = "a$(touch P); `touch Q` & %PATH%.json";
        String host = "memory:" + captured(name);
        for (String goal : List.of("inspect", "plan", "rehearse", "history", "verify")) {
            GoalRun run = goal(goal, host);
            run.failure();
            assertThat(run.logged).isNotEmpty().noneMatch(line -> line.strip().startsWith("mvn "));
        }
    }

    /** A rollback of any other host would take back what an earlier run did there. */
    @Test
    void undoOfAFleetNamesTheHostsThatThisRunHasChanged() throws Exception {
        String first = "memory:" + captured("fe01.json");
        String second = "memory:" + captured("fe02.json");
        String both = first + "," + second;
        assertThat(commands(goal("apply", first).typed("eku.stop", "stop"), false))
                .containsExactly("rollback");

        GoalRun some = goal("apply", both).typed("eku.stop", "stop");
        assertThat(commands(some, false)).containsExactly("rollback");
        assertThat(some.logged)
                .contains("To undo what this run changed (1 of 2 hosts: " + second + "):")
                .anyMatch(line -> line.contains("\"-Deku.hosts=" + second + "\""));

        GoalRun none = goal("apply", both).typed("eku.stop", "stop");
        assertThat(commands(none, false)).isEmpty();

        assertThat(commands(goal("rollback", second).typed("eku.stop", "stop"), false))
                .isEmpty();
        assertThat(goal("verify", first).failure()).isEmpty();
    }

    /** Pasted without them, the command would be for the hosts of another profile, property or file of settings. */
    @Test
    void commandNamesTheProfileAndTheHostsThatThePomSelects() throws Exception {
        Path inventory = folder.resolve("prod.txt");
        Files.writeString(inventory, "memory:" + captured("fe01.json") + "\n");
        GoalRun run = new GoalRun("apply", folder)
                .profile("prod")
                .ofPom("eku.inventory", "${env}.txt")
                .typed("env", "prod")
                .typed("unrelated", "x")
                .typed("eku.stop", "stop");
        assertThat(run.failure()).isEmpty();
        assertThat(run.logged)
                .contains("mvn -Pprod eku:rollback \"-Denv=prod\" \"-Deku.inventory=prod.txt\" \"-Deku.stop=stop\"");
    }

    @Test
    void commandNamesTheSettingsThatDecideWhatEkuDoes() throws Exception {
        String host = "memory:" + captured("fe01.json");
        Path settings = folder.resolve("ci.xml");
        GoalRun told = goal("plan", host).settings(settings).ofSettings("site", "ny");
        assertThat(told.failure()).isEmpty();
        assertThat(told.logged).anyMatch(line -> line.startsWith("mvn -s " + settings + " eku:apply "));
        GoalRun onlyMirrors = goal("plan", host).settings(settings);
        assertThat(onlyMirrors.failure()).isEmpty();
        assertThat(onlyMirrors.logged).anyMatch(line -> line.startsWith("mvn eku:apply "));
    }

    /** Without them Maven may not find the plugin, or find another one. */
    @Test
    void commandRepeatsTheSettingsAndTheRepositoryThatSomebodyTyped() throws Exception {
        String host = "memory:" + captured("fe01.json");
        Path settings = folder.resolve("ci.xml");
        GoalRun typed = goal("plan", host)
                .settings(settings)
                .typed("maven.repo.local", "/var/repo")
                .ofMavenOpts(
                        "env.MAVEN_CMD_LINE_ARGS",
                        " -s " + settings + " -Dmaven.repo.local=/var/repo eku:plan -Deku.hosts=" + host);
        assertThat(typed.failure()).isEmpty();
        assertThat(typed.logged)
                .anyMatch(line -> line.startsWith(
                        "mvn -s " + settings + " eku:apply \"-Dmaven.repo.local=/var/repo\" \"-Deku.hosts="));
    }

    @Test
    void undoOfARunThatOnlyRestartedIsNotTheUndoOfAnEarlierOne() throws Exception {
        String host = "memory:" + captured("fe01.json");
        String other = "memory:" + captured("fe02.json");
        for (String each : List.of(host, other)) {
            assertThat(goal("apply", each).typed("eku.restart", "never").failure())
                    .isEmpty();
        }
        GoalRun alone = goal("apply", host).typed("eku.stop", "stop");
        assertThat(commands(alone, false)).isEmpty();
        assertThat(unbroken(alone))
                .contains("This run changed no value on " + host + "; eku:rollback would undo an earlier run there.");
        GoalRun fleet = goal("apply", host + "," + other).typed("eku.stop", "stop");
        assertThat(commands(fleet, false)).isEmpty();
        assertThat(unbroken(fleet))
                .contains("This run changed no value on " + other + "; eku:rollback would undo an earlier run there.");
    }

    /** Where a line goes on depends on the length of the folder's name. */
    private static String unbroken(GoalRun run) {
        return String.join("\n", run.logged).replaceAll("\\s+", " ");
    }

    private GoalRun goal(String goal, String host) {
        return new GoalRun(goal, folder).typed("eku.hosts", host);
    }

    private Path captured(String name) throws Exception {
        Path file = folder.resolve(name);
        assertThat(goal("capture", "memory:sfb-2015")
                        .typed("eku.file", file.toString())
                        .failure())
                .isEmpty();
        assertThat(Files.exists(file)).isTrue();
        return file;
    }

    /** The goals of the commands that are printed; each stands alone and is the same in every shell. */
    private static List<String> commands(GoalRun run, boolean fails) throws Exception {
        Optional<String> failure = run.failure();
        assertThat(failure.isPresent()).as("%s", failure).isEqualTo(fails);
        List<String> lines = new ArrayList<>(run.logged);
        failure.ifPresent(text -> text.lines().forEach(lines::add));
        List<String> goals = new ArrayList<>();
        for (String line : lines) {
            if (!line.contains("mvn ")) {
                continue;
            }
            String command = line.strip();
            List<String> arguments = Shells.arguments(Shell.CMD, command).orElseThrow();
            if (Shells.answers(Shell.BASH)) {
                assertThat(Shells.arguments(Shell.BASH, command)).contains(arguments);
            }
            assertThat(Shells.arguments(Shell.POWERSHELL, command)).contains(arguments);
            assertThat(arguments.get(0)).isEqualTo("mvn");
            String goal = arguments.get(1).substring("eku:".length());
            Set<Optional<String>> taken = new HashSet<>(GoalRun.parameters(goal).values());
            assertThat(arguments.subList(2, arguments.size()))
                    .allMatch(argument ->
                            taken.contains(Optional.of(argument.substring("-D".length(), argument.indexOf('=')))));
            goals.add(goal);
        }
        return goals;
    }
}
