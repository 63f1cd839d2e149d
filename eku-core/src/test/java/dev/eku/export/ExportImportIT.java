package dev.eku.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eku.Eku;
import dev.eku.FrontEnd;
import dev.eku.action.Action;
import dev.eku.action.Action.SetValue;
import dev.eku.backend.memory.MemoryHostBuilder;
import dev.eku.host.Host;
import dev.eku.host.Hosts;
import dev.eku.plan.Plan;
import dev.eku.product.RegistryTarget;
import dev.eku.registry.KeyPath;
import dev.eku.registry.RegistryValue;
import dev.eku.registry.RegistryView;
import dev.eku.text.Message;
import dev.eku.text.NextStep;
import dev.eku.verify.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** That {@code reg.exe} makes of an export what the plan says, and of its undo what was there before. */
@EnabledOnOs(value = OS.WINDOWS, disabledReason = "needs Windows or Wine: mvn verify -Pexports")
final class ExportImportIT {
    private static final KeyPath TESTS = KeyPath.of("SOFTWARE", "eku tests");

    private final Host real = Hosts.open("local:");

    /** A process that has just ended may still hold it, on Wine. */
    @TempDir(cleanup = CleanupMode.NEVER)
    Path folder;

    @AfterEach
    void tidy() {
        for (RegistryView view : RegistryView.BOTH) {
            if (real.registry().read(view, TESTS).isPresent()) {
                real.registry().deleteKey(view, TESTS);
            }
        }
        real.close();
    }

    /** Runs the command that comes with the file. */
    private void run(NextStep step) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(((NextStep.Command) step).arguments())
                .directory(folder.toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        process.getOutputStream().close();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
    }

    private Export written(Plan plan) throws IOException {
        Export export = Eku.export(plan, ExportForm.REG);
        for (ExportFile file : export.files()) {
            Files.write(folder.resolve(file.name()), file.bytes());
        }
        return export;
    }

    private static List<Optional<RegistryValue>> previous() {
        List<Optional<RegistryValue>> all = new ArrayList<>(List.of(Optional.empty()));
        for (RegistryValue value : List.of(
                RegistryValue.dword(1),
                RegistryValue.string("0"),
                RegistryValue.expandString("%x%"),
                RegistryValue.multiString(List.of("a", "b")),
                RegistryValue.binary((byte) 1, (byte) 2),
                RegistryValue.of(4, new byte[] {7, 0, 9}),
                RegistryValue.of(0x1234, new byte[0]))) {
            all.add(Optional.of(value));
        }
        return all;
    }

    @Test
    void valuesOfBothViewsAreSetAndTakenBackToTheByte() throws Exception {
        List<Action> actions = new ArrayList<>();
        for (RegistryView view : RegistryView.BOTH) {
            real.registry().createKey(view, TESTS);
            for (Optional<RegistryValue> before : previous()) {
                String name = "C:\\\u00E4 \"" + actions.size() + "\" %TEMP%\\x.exe";
                before.ifPresent(value -> real.registry().setValue(view, TESTS, name, value));
                actions.add(new SetValue(
                        new RegistryTarget(view, TESTS, name), before, FrontEnd.ZERO, Message.asIs("why")));
            }
        }
        Export export = written(new Plan(
                "local:",
                "FE01",
                false,
                Instant.parse("2026-11-30T18:00:00Z"),
                Optional.empty(),
                FrontEnd.EXEMPTION,
                List.of(),
                actions,
                List.of()));

        run(export.carryOut().get(0));

        for (Action action : actions) {
            assertThat(now(((SetValue) action).target())).contains(FrontEnd.ZERO);
        }

        run(export.takeBack().get(0));

        for (Action action : actions) {
            assertThat(now(((SetValue) action).target())).isEqualTo(((SetValue) action).previous());
        }
    }

    private Optional<RegistryValue> now(RegistryTarget target) {
        return real.registry().value(target.view(), target.key(), target.valueName());
    }

    /** The value that the import stores makes a front end compliant, once its service has been restarted. */
    @Test
    void importLeadsToTheVerdictThatApplyLeadsTo() throws Exception {
        MemoryHostBuilder frontEnd = FrontEnd.frontEnd();
        Export export = written(Eku.on(frontEnd.build()).plan(FrontEnd.EXEMPTION, FrontEnd.STOP));
        assertThat(now(FrontEnd.TARGET)).isEmpty();
        boolean isNew = real.registry().read(RegistryView.VIEW_64, FrontEnd.KEY).isEmpty();
        try {
            run(export.carryOut().get(0));

            RegistryValue stored = now(FrontEnd.TARGET).orElseThrow();
            assertThat(Eku.on(frontEnd.writtenAt(Instant.parse("2017-06-01T00:00:00Z"))
                                    .value(FrontEnd.KEY, FrontEnd.PATH, stored)
                                    .build())
                            .verify())
                    .isInstanceOf(Verdict.Compliant.class);
        } finally {
            run(export.takeBack().get(0));
        }
        assertThat(now(FrontEnd.TARGET)).isEmpty();
        if (isNew) {
            real.registry().deleteKey(RegistryView.VIEW_64, FrontEnd.KEY);
        }
    }
}
