package dev.eku.maven.given;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TypedLineTest {
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
        assertThat(new TypedLine(line).twice(List.of("eku.hosts", "eku.reason")).contains("eku.hosts"))
                .isEqualTo(twice);
    }

    @ParameterizedTest
    @CsvSource({
        "-s ci.xml eku:plan, true",
        "eku:plan --settings=ci.xml, true",
        "eku:plan -settings, false",
        "-gs ci.xml, false",
        "'', false"
    })
    void optionIsFoundByItsWholeName(String line, boolean found) {
        assertThat(new TypedLine(line).has(List.of("-s", "--settings"))).isEqualTo(found);
    }
}
