package dev.eku.command.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eku.error.ErrorCode;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ExitCodeTest {
    /** Every code by its exit code, so that a new one has to be thought about. */
    @Test
    void everyFailureHasItsExitCode() {
        Map<ExitCode, TreeSet<String>> all = new EnumMap<>(ExitCode.class);
        for (ErrorCode code : ErrorCode.values()) {
            all.computeIfAbsent(ExitCode.of(code), exit -> new TreeSet<>()).add(code.name());
        }
        assertThat(all.get(ExitCode.NOT_AS_DESIRED))
                .containsExactly(
                        "CONNECTIONS_LOST",
                        "EXEMPTION_NEEDED",
                        "NOT_COMPLIANT",
                        "NOT_IN_ORDER",
                        "REHEARSAL_DIFFERS",
                        "RESTART_PENDING",
                        "ROLLOUT_STOPPED",
                        "SERVICE_DOWN");
        assertThat(all.get(ExitCode.REFUSED))
                .containsExactly(
                        "INVALID_INVENTORY",
                        "INVALID_PARAMETER",
                        "INVALID_PATH",
                        "LOCKED",
                        "NOTHING_TO_EXPORT",
                        "NOT_LOCKED",
                        "NO_HOST",
                        "NO_RECORD",
                        "OPEN_RECORD",
                        "PLAN_BLOCKED",
                        "PLAN_EXCESSIVE",
                        "PLAN_OF_ANOTHER_HOST",
                        "PLAN_OF_ANOTHER_VERSION",
                        "PLAN_STALE",
                        "RECORD_EXCESSIVE",
                        "ROLLOUT_REFUSED",
                        "STATE_MOVED",
                        "UNKNOWN_PRODUCT",
                        "UNKNOWN_SCHEME");
        assertThat(all).doesNotContainKey(ExitCode.AS_DESIRED);
    }

    @Test
    void theWorseOneCounts() {
        assertThat(ExitCode.NOT_AS_DESIRED.or(ExitCode.ENVIRONMENT)).isEqualTo(ExitCode.ENVIRONMENT);
        assertThat(ExitCode.REFUSED.or(ExitCode.NOT_AS_DESIRED)).isEqualTo(ExitCode.REFUSED);
        assertThat(List.of(ExitCode.values())).extracting(ExitCode::number).containsExactly(0, 1, 2, 3);
    }
}
