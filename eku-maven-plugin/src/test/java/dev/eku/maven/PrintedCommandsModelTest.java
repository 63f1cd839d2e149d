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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A command that a document shows must not be refused: each goal in it is there, and one of them takes each parameter.
 */
class PrintedCommandsModelTest {
    private static final Pattern GOAL = Pattern.compile("(?:\\beku|eku-maven-plugin(?::[^:\\s]+)?):([a-z]+)\\b(?!-)");
    private static final Pattern PROPERTY = Pattern.compile("-D(eku\\.[A-Za-z.]+)");

    private static final Pattern TRIAL = Pattern.compile("-Deku\\.hosts=(memory:[a-z-]+@)trial\\.json");

    @TempDir
    Path folder;

    @Test
    void goalsOfTheDocumentsTakeWhatTheyAreGiven() throws Exception {
        List<String> commands = new ArrayList<>();
        for (Path document : documents()) {
            Files.readAllLines(document).stream()
                    .map(String::strip)
                    .filter(line -> line.matches("(Next: |To undo: )?mvn .*eku.*:.*-Deku.*"))
                    .forEach(commands::add);
        }
        assertThat(commands).hasSizeGreaterThan(15);
        for (String command : commands) {
            Set<Optional<String>> taken = new HashSet<>();
            all(GOAL, command)
                    .forEach(goal -> taken.addAll(GoalRun.parameters(goal).values()));
            assertThat(all(PROPERTY, command)).as(command).allMatch(property -> taken.contains(Optional.of(property)));
        }
    }

    /** Whoever reads a document may have any of the three shells. A path as \\\\fe01 is for the two of Windows. */
    @Test
    void commandsOfTheDocumentsMeanTheSameInEachShell() throws Exception {
        int checked = 0;
        for (Path document : documents()) {
            for (String command : toPaste(document)) {
                List<List<String>> meanings = new ArrayList<>();
                for (Shell shell : Shell.values()) {
                    if (Shells.answers(shell) && (shell != Shell.BASH || !command.contains("\\"))) {
                        meanings.add(Shells.arguments(shell, command).orElse(List.of("refused by " + shell)));
                    }
                }
                assertThat(new HashSet<>(meanings))
                        .as("%s: %s", document, command)
                        .hasSize(1);
                checked++;
            }
        }
        assertThat(checked).isGreaterThan(15);
    }

    /** Nobody tries eku with a command that does not do what the page says. */
    @Test
    void commandsToTryEkuWithDoWhatTheyAreSaidTo() throws Exception {
        List<String> tried = new ArrayList<>();
        for (String command : toPaste(Path.of("../README.md"))) {
            Matcher host = TRIAL.matcher(command);
            if (host.find()) {
                String goal = all(GOAL, command).get(0);
                GoalRun run =
                        new GoalRun(goal, folder).typed("eku.hosts", host.group(1) + folder.resolve("trial.json"));
                assertThat(run.failure()).as(command).isEmpty();
                tried.add(goal + ": "
                        + run.logged.stream()
                                .filter(line -> line.matches("(Affected|Plan for FE01:|Done|Compliant).*"))
                                .map(line -> line.replaceAll("[ :].*", ""))
                                .toList());
            }
        }
        assertThat(tried)
                .containsExactly(
                        "diagnose: [Affected, Affected]",
                        "plan: [Plan]",
                        "apply: [Plan, Done, Compliant, Compliant]",
                        "verify: [Compliant, Compliant]",
                        "rollback: [Done]");
    }

    /** Whether that command is one to try eku with, which this test runs. The READMEs show the same ones. */
    static boolean isTried(String command) {
        return TRIAL.matcher(command).find();
    }

    /** The commands that a document shows to be pasted: those in its blocks, without their comments. */
    private static List<String> toPaste(Path document) throws Exception {
        return Files.readAllLines(document).stream()
                .filter(line -> line.matches(" {4}mvn .*"))
                .map(line -> line.replaceAll("\\s+#.*", "").strip())
                .toList();
    }

    private static List<Path> documents() throws Exception {
        try (Stream<Path> docs = Files.walk(Path.of("../docs"))) {
            return Stream.concat(Stream.of(Path.of("../README.md"), Path.of("../SECURITY.md")), docs)
                    .filter(file -> file.toString().endsWith(".md"))
                    .toList();
        }
    }

    private static List<String> all(Pattern pattern, String text) {
        List<String> found = new ArrayList<>();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }
}
