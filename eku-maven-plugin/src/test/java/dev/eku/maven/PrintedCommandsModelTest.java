package dev.eku.maven;

import static org.assertj.core.api.Assertions.assertThat;

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

/**
 * A command that a document shows must not be refused: each goal in it is there, and one of them takes each parameter.
 */
class PrintedCommandsModelTest {
    private static final Pattern GOAL = Pattern.compile("(?:\\beku|eku-maven-plugin(?::[^:\\s]+)?):([a-z]+)\\b(?!-)");
    private static final Pattern PROPERTY = Pattern.compile("-D(eku\\.[A-Za-z.]+)");

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

    private static List<Path> documents() throws Exception {
        try (Stream<Path> docs = Files.walk(Path.of("../docs"))) {
            return Stream.concat(Stream.of(Path.of("../README.md")), docs)
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
