package dev.eku.command.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eku.backend.memory.MemoryHost;
import dev.eku.command.output.Lines;
import dev.eku.command.output.OutputFiles;
import dev.eku.command.output.RunOutput;
import dev.eku.fleet.FleetOperation;
import dev.eku.fleet.Inventory;
import dev.eku.fleet.RolloutOptions;
import dev.eku.fleet.rollout.Rollout;
import dev.eku.plan.PlanOptions;
import dev.eku.product.Exemption;
import dev.eku.product.Setting;
import dev.eku.report.Reports;
import dev.eku.text.Operation;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FleetRunTest {
    @TempDir
    private Path folder = Path.of("");

    /** The host answers only when it was said that nobody has answered so far. */
    @Test
    void fleetThatDoesNotAnswerIsNotSilent() throws Exception {
        CountDownLatch told = new CountDownLatch(1);
        RunOutput output = new RunOutput(
                "apply",
                new OutputFiles(folder, folder, folder),
                Reports.ENGLISH,
                host -> Reports.ENGLISH,
                new Lines() {
                    @Override
                    public void info(String line) {
                        if (line.startsWith("[INSPECT] 0 done, 1 running")) {
                            told.countDown();
                        }
                    }

                    @Override
                    public void error(String line) {}
                });
        AtomicLong seconds = new AtomicLong();
        Rollout rollout = Rollout.of(
                        Inventory.parse("memory:fe01", "fleet.txt"),
                        new FleetOperation.Exempt(
                                Exemption.from(Setting.REQUIRE_CERTIFICATE_EKUS), PlanOptions.DEFAULT),
                        RolloutOptions.DEFAULT)
                .openedBy(ref -> {
                    try {
                        assertThat(told.await(1, TimeUnit.MINUTES)).isTrue();
                    } catch (InterruptedException asked) {
                        Thread.currentThread().interrupt();
                    }
                    return MemoryHost.skypeForBusiness2015FrontEnd().build();
                })
                .timedBy(() -> Instant.ofEpochSecond(Math.min(110, seconds.addAndGet(11))));

        assertThat(new FleetRun(output, rollout, Operation.APPLY).plan().unreachable())
                .isEmpty();
    }
}
