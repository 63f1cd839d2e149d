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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FleetRunTest {
    @TempDir
    private Path folder = Path.of("");

    private RunOutput output(Consumer<String> printed) {
        return new RunOutput(
                "apply",
                new OutputFiles(folder, folder, folder),
                Reports.ENGLISH,
                host -> Reports.ENGLISH,
                new Lines() {
                    @Override
                    public void info(String line) {
                        printed.accept(line);
                    }

                    @Override
                    public void warn(String line) {
                        printed.accept(line);
                    }

                    @Override
                    public void error(String line) {
                        printed.accept(line);
                    }
                });
    }

    /** The host answers only when it was said that nobody has answered so far. */
    @Test
    void fleetThatDoesNotAnswerIsNotSilent() throws Exception {
        CountDownLatch told = new CountDownLatch(1);
        RunOutput output = output(line -> {
            if (line.startsWith("Inspecting: 0 of 1 done, 1 in progress")) {
                told.countDown();
            }
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

    /** Nobody reads a thousand lines; who wants to has them in the file. */
    @Test
    void twoHundredHostsThatGoWellAreToldInFewLines() throws Exception {
        List<String> printed = new ArrayList<>();
        RunOutput output = output(printed::add);
        StringBuilder inventory = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            inventory.append(i % 20 == 0 ? "[pool" + i / 20 + "]\n" : "").append("memory:fe" + i + "\n");
        }
        Rollout rollout = Rollout.of(
                        Inventory.parse(inventory.toString(), "fleet.txt"),
                        new FleetOperation.Exempt(
                                Exemption.from(Setting.REQUIRE_CERTIFICATE_EKUS), PlanOptions.DEFAULT),
                        RolloutOptions.DEFAULT)
                .openedBy(ref -> MemoryHost.skypeForBusiness2015FrontEnd()
                        .named(ref.rest())
                        .build());
        FleetRun run = new FleetRun(output, rollout, Operation.APPLY);
        assertThat(run.carryOut(run.plan()).isComplete()).isTrue();
        assertThat(output.end()).isEmpty();

        System.out.println("FleetRunTest: " + printed.size() + " lines for 200 hosts");
        assertThat(printed)
                .hasSizeLessThan(60)
                .contains("200 hosts: done, restarted, Compliant")
                .noneMatch(line -> line.startsWith("memory:fe7 "));
        assertThat(Files.readAllLines(folder.resolve("apply.txt")))
                .anyMatch(line -> line.startsWith("memory:fe7 (pool0): done, Compliant"))
                .hasSizeGreaterThan(400);
    }
}
