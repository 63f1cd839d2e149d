package dev.eku.backend.windows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eku.registry.RegistryView;
import dev.eku.service.ServiceCommand;
import dev.eku.service.ServiceConfig.StartType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WindowsDataTest {
    @Test
    void flagIsSetForEitherView() {
        assertThat(WindowsData.flag(RegistryView.VIEW_64)).isEqualTo(0x100);
        assertThat(WindowsData.flag(RegistryView.VIEW_32)).isEqualTo(0x200);
    }

    @Test
    void textEndsAtItsNulOrWithTheBuffer() {
        assertThat(WindowsData.text("abc\0def".toCharArray())).isEqualTo("abc");
        assertThat(WindowsData.text("\0def".toCharArray())).isEmpty();
        assertThat(WindowsData.text("\u4f1a\u8b70".toCharArray())).isEqualTo("\u4f1a\u8b70");
        assertThat(WindowsData.text(new char[0])).isEmpty();
    }

    @Test
    void listEndsAtTwoNulsOrWithTheBuffer() {
        assertThat(WindowsData.list("a\0bc\0\0rest\0".toCharArray())).containsExactly("a", "bc");
        assertThat(WindowsData.list("a\0bc\0".toCharArray())).containsExactly("a", "bc");
        assertThat(WindowsData.list("a\0bc".toCharArray())).containsExactly("a", "bc");
        assertThat(WindowsData.list("\0\0".toCharArray())).isEmpty();
        assertThat(WindowsData.list(new char[0])).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0, ''", "1, STOP", "2, PAUSE CONTINUE", "7, STOP PAUSE CONTINUE", "4, ''", "-1, STOP PAUSE CONTINUE"})
    void acceptedKnowsItsFlagsAndIgnoresOthers(int controls, String expected) {
        assertThat(WindowsData.accepted(controls))
                .extracting(ServiceCommand::name)
                .containsExactlyInAnyOrder(expected.isEmpty() ? new String[0] : expected.split(" ", -1));
    }

    @Test
    void controlIsTheNumberInWinsvc() {
        assertThat(WindowsData.control(ServiceCommand.STOP)).isEqualTo(1);
        assertThat(WindowsData.control(ServiceCommand.PAUSE)).isEqualTo(2);
        assertThat(WindowsData.control(ServiceCommand.CONTINUE)).isEqualTo(3);
    }

    @Test
    void startTypeIsTheNumberInWinsvc() {
        assertThat(WindowsData.startType(0)).contains(StartType.BOOT);
        assertThat(WindowsData.startType(2)).contains(StartType.AUTOMATIC);
        assertThat(WindowsData.startType(3)).contains(StartType.MANUAL);
        assertThat(WindowsData.startType(4)).contains(StartType.DISABLED);
        assertThat(WindowsData.startType(5)).isEmpty();
        assertThat(WindowsData.startType(-1)).isEmpty();
    }
}
