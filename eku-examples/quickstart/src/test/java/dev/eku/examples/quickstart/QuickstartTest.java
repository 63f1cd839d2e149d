package dev.eku.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eku.error.EkuException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class QuickstartTest {
    @Test
    void runExemptsProvesAndTakesBack() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Quickstart.run("memory:sfb-2015", new PrintStream(out, true, StandardCharsets.UTF_8));
        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .contains("Verdict: Compliant", "Verdict: NotApplied")
                .anySatisfy(line -> assertThat(line).contains("absent -> REG_DWORD 0"))
                .anySatisfy(line -> assertThat(line).contains("REG_DWORD 0 -> absent"));
    }

    @Test
    void runNamesTheKnownSchemesWhenAskedForAnother() {
        assertThatThrownBy(() -> Quickstart.run("telepathy:fe01", System.out))
                .isInstanceOf(EkuException.class)
                .hasMessageStartingWith("UNKNOWN_SCHEME: no backend serves the host 'telepathy:fe01'")
                .hasMessageContaining("memory:");
    }
}
