package dev.eku.examples.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eku.command.output.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of the page on the command line, in their order. Those for a front end itself get a simulated one. */
class PageTest {
    private static final Pattern WORD = Pattern.compile("(?:[^\\s\"]|\"[^\"]*\")+");

    @TempDir
    private Path here = Path.of("");

    @Test
    void commandsDoTheWholeWork() throws Exception {
        String simulated = "--hosts=memory:sfb-2015@" + here.resolve("trial.json");
        List<String> run = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of("../../docs/command-line.md"))) {
            if (line.startsWith("    eku ")) {
                List<String> words = WORD.matcher(line.strip())
                        .results()
                        .skip(1)
                        .map(word -> word.group().replace("\"", ""))
                        .collect(Collectors.toCollection(ArrayList::new));
                if (!line.contains("--hosts=")) {
                    words.add(simulated);
                }
                Call call = Call.of(here, words.toArray(String[]::new));
                assertThat(call.code()).as(line + "\n" + call.err()).isEqualTo(ExitCode.AS_DESIRED);
                run.add(words.get(0));
            }
        }
        assertThat(run).containsExactly("plan", "diagnose", "plan", "apply", "verify", "rollback");
    }
}
