package dev.eku.command.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eku.apply.Progress.Unanswered;
import dev.eku.apply.Progress.Waiting;
import dev.eku.apply.Progress.Warning;
import dev.eku.command.output.HostSection;
import dev.eku.command.output.Lines;
import dev.eku.command.output.OutputFiles;
import dev.eku.command.output.RunOutput;
import dev.eku.report.Reports;
import dev.eku.service.ServiceName;
import dev.eku.service.ServiceState;
import dev.eku.text.Message;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgressLinesTest {
    private static final ServiceName MCU = ServiceName.of("RTCDATAMCU");

    private final List<String> printed = new ArrayList<>();

    @TempDir
    private Path folder = Path.of("");

    private ProgressLines lines() {
        HostSection section = new RunOutput(
                        "apply",
                        new OutputFiles(folder, folder, folder),
                        Reports.ENGLISH,
                        host -> Reports.ENGLISH,
                        new Lines() {
                            @Override
                            public void info(String line) {
                                printed.add(line.strip());
                            }

                            @Override
                            public void warn(String line) {
                                printed.add(line.strip());
                            }

                            @Override
                            public void error(String line) {
                                printed.add(line);
                            }
                        })
                .host("memory:fe01");
        return new ProgressLines(section);
    }

    private static Waiting waiting(ServiceState state, int seconds) {
        return new Waiting(
                MCU, ServiceState.STOPPED, state, 0, Duration.ofSeconds(seconds), Duration.ofMinutes(15), false);
    }

    @Test
    void drainOfAQuarterOfAnHourHasALineEveryHalfMinute() {
        ProgressLines lines = lines();
        for (int seconds = 0; seconds < 900; seconds += 5) {
            lines.accept(waiting(ServiceState.PAUSED, seconds));
        }
        assertThat(printed)
                .hasSize(30)
                .startsWith(
                        "RTCDATAMCU: PAUSED, waiting for STOPPED (0 of 900 s)",
                        "RTCDATAMCU: PAUSED, waiting for STOPPED (30 of 900 s)");
    }

    @Test
    void eachChangeOfStateHasALine() {
        ProgressLines lines = lines();
        lines.accept(waiting(ServiceState.PAUSE_PENDING, 0));
        lines.accept(waiting(ServiceState.PAUSED, 1));
        lines.accept(waiting(ServiceState.PAUSED, 6));
        lines.accept(unanswered(7));
        lines.accept(unanswered(12));
        lines.accept(waiting(ServiceState.PAUSED, 13));
        lines.accept(new Warning(Message.asIs("a warning")));
        lines.accept(waiting(ServiceState.PAUSED, 14));
        assertThat(printed)
                .containsExactly(
                        "RTCDATAMCU: PAUSE_PENDING, waiting for STOPPED (0 of 900 s)",
                        "RTCDATAMCU: PAUSED, waiting for STOPPED (1 of 900 s)",
                        "RTCDATAMCU: the host does not report its state (HOST_UNREACHABLE); eku asks again, waiting for",
                        "STOPPED (7 of 900 s)",
                        "RTCDATAMCU: PAUSED, waiting for STOPPED (13 of 900 s)",
                        "a warning",
                        "RTCDATAMCU: PAUSED, waiting for STOPPED (14 of 900 s)");
    }

    private static Unanswered unanswered(int seconds) {
        return new Unanswered(
                MCU, ServiceState.STOPPED, "HOST_UNREACHABLE", Duration.ofSeconds(seconds), Duration.ofMinutes(15));
    }
}
