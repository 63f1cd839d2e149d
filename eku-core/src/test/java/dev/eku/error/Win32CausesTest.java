package dev.eku.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A Win32 error that says what is wrong is explained by itself, and nobody is sent to look it up. */
class Win32CausesTest {
    private static final int[] SERVICE_ERRORS = {
        1051, 1052, 1053, 1055, 1057, 1058, 1060, 1061, 1066, 1067, 1068, 1069, 1070, 1072, 1079, 1115
    };

    private static Win32Exception failure(int number) {
        return new Win32Exception(new Win32Error(number), "ControlService", "memory:FE01 RTCDATAMCU");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1052 | not accept this command     | plan again with another stop mode
            1053 | did not answer             | it may still carry out the command
            1055 | lock of the service database | wait until that program has ended
            1061 | is changing its state       | until it has settled
            1069 | "Log on as a service"      | password
            1072 | was removed                | close services.msc
            112  | is full                    | free some space
            """)
    void errorHasItsOwnCauseAndNextStep(int number, String cause, String next) {
        String[] lines = failure(number).getMessage().split("\n", -1);
        assertThat(lines).hasSize(3);
        assertThat(lines[0])
                .startsWith("WIN32_FAILURE: ControlService failed on memory:FE01 RTCDATAMCU: ")
                .doesNotContain("UNKNOWN");
        assertThat(lines[1]).startsWith("  Cause: ").contains(cause);
        assertThat(lines[2]).startsWith("  Next: ").contains(next);
    }

    @Test
    void noTwoErrorsOfServicesShareACause() {
        Set<String> causes = new HashSet<>();
        for (int number : SERVICE_ERRORS) {
            String message = failure(number).getMessage();
            assertThat(message).as("%d", number).doesNotContain("look up the code", "UNKNOWN");
            assertThat(causes.add(message.lines().skip(1).findFirst().orElseThrow()))
                    .as("%d", number)
                    .isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                51, 53, 54, 55, 59, 64, 67, 109, 121, 231, 232, 233, 240, 1225, 1231, 1232, 1236, 1237, 1707, 1722,
                1723, 1726, 1727, 1753, 10_053, 10_054, 10_060
            })
    void errorOfTheWayToTheHostIsHostUnreachable(int number) {
        assertThat(failure(number).code()).isEqualTo(ErrorCode.HOST_UNREACHABLE);
        assertThat(new Win32Error(number).symbol()).isNotEqualTo("UNKNOWN");
    }

    @Test
    void errorThatNobodyExplainsIsLeftToBeLookedUp() {
        assertThat(failure(4711)).hasMessageContaining("UNKNOWN (4711)").hasMessageContaining("look up the code");
    }
}
