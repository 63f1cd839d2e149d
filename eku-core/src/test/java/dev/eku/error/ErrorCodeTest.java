package dev.eku.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ErrorCodeTest {
    /** The reasons that they list have causes and next steps of their own. */
    private static final Set<ErrorCode> TELL_THE_NEXT_STEP =
            Set.of(ErrorCode.PLAN_BLOCKED, ErrorCode.ROLLOUT_REFUSED, ErrorCode.ROLLOUT_STOPPED);

    private static final Set<ErrorCode> TELL_THEIR_CAUSE = Stream.concat(
                    TELL_THE_NEXT_STEP.stream(),
                    Stream.of(ErrorCode.INVALID_INVENTORY, ErrorCode.NOT_COMPLIANT, ErrorCode.NOT_IN_ORDER))
            .collect(Collectors.toSet());

    @ParameterizedTest
    @EnumSource
    void everyCodeHasACauseANextStepAndALineInTheDocs(ErrorCode code) throws Exception {
        Fault fault = Fault.of(code, "0", "1", "2");
        assertThat(fault.cause().isEmpty()).isEqualTo(TELL_THEIR_CAUSE.contains(code));
        assertThat(fault.next().isEmpty()).isEqualTo(TELL_THE_NEXT_STEP.contains(code));
        assertThat(Files.readAllLines(Path.of("..", "docs", "errors.md")))
                .anySatisfy(line -> assertThat(line).startsWith("| `" + code + "` | " + code.kind() + " | "));
    }
}
