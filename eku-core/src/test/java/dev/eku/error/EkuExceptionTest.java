package dev.eku.error;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eku.text.FrontEnd;
import dev.eku.text.Message;
import dev.eku.text.NextStep;
import dev.eku.text.Operation;
import dev.eku.text.Option;
import dev.eku.text.Setting;
import dev.eku.text.ShellCommand;
import dev.eku.text.ShellCommand.Shell;
import dev.eku.text.Words;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class EkuExceptionTest {
    private final EkuException locked =
            new EkuException(ErrorCode.LOCKED, "memory:FE01", "alice@ADMIN01, process 7", "alice@ADMIN01");

    /** One that people talk to in a shell. */
    private static final FrontEnd SHELL = new FrontEnd() {
        @Override
        public String name(Operation operation) {
            return "tool " + operation.id();
        }

        @Override
        public String name(Option option) {
            return "--" + option.id();
        }

        @Override
        public Optional<ShellCommand> command(NextStep.Run run) {
            List<String> line = new ArrayList<>(List.of("tool", run.operation().id()));
            run.settings().forEach(setting -> line.add(name(setting.option()) + "=" + setting.value()));
            return Optional.of(ShellCommand.of(line, Shell.ALL));
        }
    };

    @Test
    void failureCarriesValues() {
        assertThat(locked.what())
                .isEqualTo(Message.of("error.LOCKED", "memory:FE01", "alice@ADMIN01, process 7", "alice@ADMIN01"));
        assertThat(locked.next())
                .contains(new NextStep.Run(
                        Message.of("error.LOCKED.next", "memory:FE01", "alice@ADMIN01, process 7", "alice@ADMIN01"),
                        Operation.UNLOCK,
                        List.of(new Setting(Option.HOLDER, "alice@ADMIN01"))));
    }

    @Test
    void frontEndSaysItWithItsOwnNounsAndTheCommandStandsAlone() {
        assertThat(locked.lines(Words.of(Locale.ROOT, SHELL)))
                .startsWith("LOCKED: memory:FE01 is locked by alice@ADMIN01, process 7")
                .endsWith(
                        "  Next: wait for it; if you know that it has ended, free the lock:",
                        "    tool unlock \"--holder=alice@ADMIN01\"");
    }

    @Test
    void messageIsEnglishWithoutAFrontEnd() {
        assertThat(locked.getMessage().lines().toList())
                .isEqualTo(locked.lines(Words.ENGLISH))
                .endsWith("  Next: wait for it; if you know that it has ended, free the lock:"
                        + " unlock with holder=alice@ADMIN01");
    }

    @Test
    void failureFromAnotherJvmStillSaysAll() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(new EkuException(ErrorCode.LOCKED, "memory:FE01", new Object(), "bob"));
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            EkuException read = (EkuException) in.readObject();
            assertThat(read.code()).isEqualTo(ErrorCode.LOCKED);
            assertThat(read.getMessage()).startsWith("LOCKED: memory:FE01 is locked by ");
            assertThat(read.lines(Words.of(Locale.ROOT, SHELL)))
                    .isEqualTo(read.getMessage().lines().toList());
            assertThat(Words.ENGLISH.text(read.what())).startsWith("LOCKED: memory:FE01 is locked by ");
            assertThat(read.next()).isEmpty();
        }
    }
}
