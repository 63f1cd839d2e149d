package dev.eku.maven.given;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TypedTwiceTest {
    @ParameterizedTest
    @CsvSource({
        "eku:apply -Deku.hosts=fe01 -Deku.hosts=fe02, true",
        "eku:apply -D eku.hosts=fe01 --define eku.hosts=fe02, true",
        "eku:apply -Deku.hosts -Deku.hosts=fe02, true",
        "eku:apply -Deku.hosts= -Deku.hosts=fe02, true",
        "eku:apply -Deku.hosts=fe01 -Deku.hosts=fe01, false",
        "eku:apply -Deku.hosts=fe01, false",
        "eku:apply -Deku.hosts=fe01 -Deku.hostsFile=fe02, false",
        "eku:apply -Deku.hosts=fe01 -Deku-hosts=fe02, false",
        "eku:apply -Deku.hosts=fe01 -Deku.reason=x-Deku.hosts=fe02, false",
        "'', false"
    })
    void propertyIsFoundThatTheLineGivesDifferentValues(String line, boolean twice) {
        assertThat(TypedTwice.of(line, List.of("eku.hosts", "eku.reason")).contains("eku.hosts"))
                .isEqualTo(twice);
    }
}
