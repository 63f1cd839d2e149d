package dev.eku.command.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eku.host.HostRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class RunFilesTest {
    @TempDir
    private Path folder = Path.of("");

    private RunFiles files = files();

    private RunFiles files() {
        return new RunFiles("apply", new OutputFiles(folder, folder.resolve("eku"), folder), "output-directory");
    }

    @BeforeEach
    void begin() throws IOException {
        files = files();
        Files.createDirectories(folder.resolve("eku"));
    }

    private Path existing(String name) throws IOException {
        return Files.writeString(folder.resolve(name), "in use");
    }

    @Test
    void inputThatIsAReportOfTheGoalIsRefusedAndKept() throws IOException {
        for (String own : List.of("eku/apply.json", "eku/apply.txt", "eku/../eku/apply.html")) {
            existing(own);
            assertThatThrownBy(() -> files.input("inventory", own))
                    .hasMessage("INVALID_PARAMETER: inventory names the file " + folder.resolve(own)
                            + ", which this run reads and would overwrite\n"
                            + "  Next: give another output-directory, or move the file");
            assertThat(files.isRead(folder.resolve(own))).isTrue();
        }
        HostRef host = HostRef.parse("memory:" + existing("eku/apply.json"));
        assertThatThrownBy(() -> files().inputs(List.of(HostRef.parse("memory:sfb-2015"), host)))
                .hasMessageStartingWith("INVALID_PARAMETER: " + host + " names the file ");
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "links need a right of their own there")
    void linkMakesNoDifference() throws IOException {
        Path fleet = existing("fleet.txt");
        Files.createSymbolicLink(folder.resolve("eku/apply.json"), fleet);
        assertThatThrownBy(() -> files.input("inventory", "fleet.txt"))
                .hasMessageContaining("which this run reads and would overwrite");
        Path events = existing("events.xml");
        Files.createLink(folder.resolve("plan.json"), events);
        files.input("events", "events.xml");
        assertThatThrownBy(() -> files.toWrite("plan-file", "plan.json"))
                .hasMessageContaining("plan-file names the file ")
                .hasMessageContaining("Next: give another plan-file, or move the file");
        assertThat(events).hasContent("in use");
    }

    @Test
    void namedFileIsNotTheGoalsOwnReport() {
        assertThatThrownBy(() -> files.toWrite("plan-file", "eku/apply.json"))
                .hasMessage("INVALID_PARAMETER: plan-file: the run writes its own report to "
                        + folder.resolve("eku/apply.json") + "\n  Next: give another plan-file");
        assertThatThrownBy(() -> files.write("file", folder.resolve("eku/apply.txt"), "x"))
                .hasMessageContaining("the run writes its own report to");
    }

    @Test
    void oneFileIsNotWrittenForTwoHosts() throws IOException {
        Path file = folder.resolve("eku/FE01.json");
        files.write("file", file, "first");
        assertThatThrownBy(() -> files.write("file", file, "second"))
                .hasMessageStartingWith(
                        "INVALID_PARAMETER: file: " + file + " is already written for another host of this run\n");
        assertThat(file).hasContent("first");
        files().write("file", file, "next run");
        assertThat(file).hasContent("next run");
    }

    @Test
    void othersAreReadAndWritten() throws IOException {
        existing("fleet.txt");
        assertThat(files.input("inventory", "fleet.txt")).isEqualTo(folder.resolve("fleet.txt"));
        files.inputs(List.of(HostRef.parse("memory:" + existing("fe01.json")), HostRef.parse("local:")));
        assertThat(files.toWrite("plan-file", "plan.json")).isEqualTo(folder.resolve("plan.json"));
        files.requireWritable();
    }
}
