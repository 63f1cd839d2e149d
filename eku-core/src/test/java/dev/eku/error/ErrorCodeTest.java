package dev.eku.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ErrorCodeTest {
    @ParameterizedTest
    @EnumSource
    void everyCodeHasACauseANextStepAndALineInTheReadme(ErrorCode code) throws Exception {
        assertThat(Messages.text("error." + code + ".cause", "0", "1", "2")).isNotBlank();
        assertThat(Messages.text("error." + code + ".next", "0", "1", "2")).isNotBlank();
        assertThat(Files.readAllLines(Path.of("..", "README.md")))
                .anySatisfy(line -> assertThat(line).startsWith("| `" + code + "` | " + code.kind() + " | "));
    }
}
