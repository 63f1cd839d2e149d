package dev.eku.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which runs write a page for the browser, and what it is about. */
class FleetPagesTest {
    private static final String TWO = "memory:sfb-2015,memory:edge-storm";

    @TempDir
    private Path folder = Path.of("");

    private Path page(String goal) {
        return folder.resolve("target/eku/" + goal + ".html");
    }

    private GoalRun run(String goal, String hosts) throws Exception {
        GoalRun run = new GoalRun(goal, folder).typed("eku.hosts", hosts);
        run.failure();
        return run;
    }

    @Test
    void runsOfSeveralHostsWriteAPageAndNameIt() throws Exception {
        Map<String, String> findings = Map.of(
                "plan", "Fleet plan: 2 of 2 hosts to change",
                "apply", "Rollout complete: 2 changed",
                "verify", "2 of 2 hosts need action",
                "rollback", "Fleet plan: 0 of 2 hosts to change");
        for (String goal : List.of("plan", "apply", "verify", "rollback")) {
            GoalRun run = run(goal, TWO);

            assertThat(page(goal)).content().as(goal).contains(findings.get(goal), "SIMULATED: hosts such as ");
            assertThat(run.logged)
                    .as(goal)
                    .anyMatch(line -> line.startsWith("Written: ") && line.endsWith(" and " + page(goal)));
        }
        assertThat(page("plan")).content().contains("<pre>mvn eku:apply ");
        assertThat(page("verify")).content().contains("EKU verification", "Not exempt");
        assertThat(page("rollback")).content().contains("EKU rollback", "NO_RECORD", "<pre>mvn eku:history ");
    }

    @Test
    void runOfOneHostWritesNone() throws Exception {
        String one = "memory:sfb-2015";
        for (String goal : List.of("plan", "apply", "verify", "rollback")) {
            GoalRun run = run(goal, one);

            assertThat(page(goal)).as(goal).doesNotExist();
            assertThat(run.logged)
                    .anyMatch(line -> line.startsWith("Written: "))
                    .noneMatch(line -> line.contains(".html"));
        }
        // A fleet of one is still one host.
        Path fleet = Files.writeString(folder.resolve("fleet.txt"), one + "\n");
        assertThat(new GoalRun("apply", folder)
                        .typed("eku.inventory", fleet.toString())
                        .failure())
                .isEmpty();
        assertThat(page("apply")).doesNotExist();
    }

    /** Else the result of a change could not be shown when it was made. */
    @Test
    void pageThatCannotBeWrittenIsFoundBeforeAnyHost() throws Exception {
        Files.createDirectories(page("apply"));

        assertThat(new GoalRun("apply", folder)
                        .typed("eku.hosts", TWO)
                        .failure()
                        .orElseThrow())
                .startsWith("FILE_FAILURE: ")
                .contains("apply.html");
    }
}
