package dev.eku.remote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eku.contract.FrontEndNouns;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class RemoteNounsTest {
    @Test
    void textsAndStringsNameNoFrontEnd() throws Exception {
        assertThat(FrontEndNouns.inTexts(Path.of("src/main/resources/dev/eku/remote/messages.properties")))
                .isEmpty();
        assertThat(FrontEndNouns.inSources(Path.of("src/main/java"))).isEmpty();
    }
}
