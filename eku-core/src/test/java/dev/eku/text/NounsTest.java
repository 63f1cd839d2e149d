package dev.eku.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eku.contract.FrontEndNouns;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The library does not know who shows its texts, so it names no goal, no parameter and no command of any front end. */
final class NounsTest {
    @Test
    void textsNameNoFrontEnd() throws Exception {
        assertThat(FrontEndNouns.inTexts(Path.of("src/main/resources/dev/eku/messages.properties")))
                .isEmpty();
    }

    @Test
    void stringsOfTheClassesNameNoFrontEnd() throws Exception {
        assertThat(FrontEndNouns.inSources(Path.of("src/main/java"))).isEmpty();
    }

    @Test
    void nounsAreFound() {
        assertThat(FrontEndNouns.isNamedIn("run mvn clean")).isTrue();
        assertThat(FrontEndNouns.isNamedIn("use eku:apply")).isTrue();
        assertThat(FrontEndNouns.isNamedIn("set eku.restart=never")).isTrue();
        assertThat(FrontEndNouns.isNamedIn(" -Deku.record=")).isTrue();
        assertThat(FrontEndNouns.isNamedIn("dev.eku.messages")).isFalse();
        assertThat(FrontEndNouns.isNamedIn("HKLM\\SOFTWARE\\eku")).isFalse();
    }
}
