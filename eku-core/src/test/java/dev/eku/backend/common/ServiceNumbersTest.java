package dev.eku.backend.common;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eku.service.ServiceCommand;
import dev.eku.service.ServiceConfig.StartType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ServiceNumbersTest {
    @ParameterizedTest
    @CsvSource({"0, ''", "1, STOP", "2, PAUSE CONTINUE", "7, STOP PAUSE CONTINUE", "4, ''", "-1, STOP PAUSE CONTINUE"})
    void acceptedKnowsItsFlagsAndIgnoresOthers(int controls, String expected) {
        assertThat(ServiceNumbers.accepted(controls))
                .extracting(ServiceCommand::name)
                .containsExactlyInAnyOrder(expected.isEmpty() ? new String[0] : expected.split(" ", -1));
    }

    @Test
    void controlIsTheNumberInWinsvc() {
        assertThat(ServiceNumbers.control(ServiceCommand.STOP)).isEqualTo(1);
        assertThat(ServiceNumbers.control(ServiceCommand.PAUSE)).isEqualTo(2);
        assertThat(ServiceNumbers.control(ServiceCommand.CONTINUE)).isEqualTo(3);
    }

    @Test
    void startTypeIsTheNumberInWinsvc() {
        assertThat(ServiceNumbers.startType(0)).contains(StartType.BOOT);
        assertThat(ServiceNumbers.startType(2)).contains(StartType.AUTOMATIC);
        assertThat(ServiceNumbers.startType(3)).contains(StartType.MANUAL);
        assertThat(ServiceNumbers.startType(4)).contains(StartType.DISABLED);
        assertThat(ServiceNumbers.startType(5)).isEmpty();
        assertThat(ServiceNumbers.startType(-1)).isEmpty();
    }
}
