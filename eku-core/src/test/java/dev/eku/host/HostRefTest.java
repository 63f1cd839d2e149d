package dev.eku.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.text.Words;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class HostRefTest {
    @ParameterizedTest
    @CsvSource({
        "smb://fe01, fe01, -1",
        "SMB://FE01.contoso.com, FE01.contoso.com, -1",
        "smb://fe01:4450, fe01, 4450",
        "smb://127.0.0.1:65535, 127.0.0.1, 65535",
        "smb://[::1]:1, ::1, 1",
        "smb://[fe80::1], fe80::1, -1"
    })
    void smbTellsItsServerAndPort(String text, String server, int port) {
        HostRef ref = HostRef.parse(text);

        assertThat(ref.scheme()).isEqualTo(HostRef.SMB);
        assertThat(ref.server()).contains(server);
        assertThat(ref.port().orElse(-1)).isEqualTo(port);
        assertThat(HostRef.parse(ref.toString())).isEqualTo(ref);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "smb:fe01",
                "smb:",
                "smb://",
                "smb:///",
                "smb://fe01/",
                "smb://fe01/C$",
                "smb://fe01:0",
                "smb://fe01:65536",
                "smb://fe01:99999999999",
                "smb://fe01:",
                "smb://fe01:x",
                "smb://fe01:-1",
                "smb://::1",
                "smb://[::1",
                "smb://fe 01",
                "smb://-fe01"
            })
    void smbRefusesWhatIsNoServer(String text) {
        assertThatThrownBy(() -> HostRef.parse(text))
                .isInstanceOfSatisfying(
                        EkuException.class,
                        failure -> assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_PARAMETER))
                .hasMessageContaining("smb://fe01");
    }

    @Test
    void credentialsInAReferenceAreRefusedAndNotRepeated() {
        for (String text : List.of("smb://admin:secret@fe01", "smb//admin:secret@fe01")) {
            assertThatThrownBy(() -> HostRef.parse(text))
                    .as(text)
                    .hasMessageStartingWith(
                            "INVALID_PARAMETER: '...@fe01' is not a valid host\n  Cause: user names and passwords")
                    .hasMessageNotContainingAny("admin", "secret");
        }
    }

    /**
     * A list is split at its commas, and a line of an inventory cut at its comment, before anybody sees that there was
     * a password.
     */
    @Test
    void credentialsThatAreCutOffAreNotRepeatedEither() {
        assertThat(HostRef.withoutUser("smb://admin:se")).isEqualTo("smb://admin:...");
        assertThat(HostRef.withoutUser("smb://fe01,smb://admin:4711x,smb://fe02"))
                .isEqualTo("smb://fe01,smb://admin:...");
        for (String well :
                List.of("smb://fe01:445", "smb://fe01:", "smb://fe01:445,smb://[::1]:445, smb://fe02", "local:")) {
            assertThat(HostRef.withoutUser(well)).isEqualTo(well);
        }
    }

    @Test
    void aTextThatIsNoReferenceIsToldWhy() {
        assertThatThrownBy(() -> HostRef.parse("fe01")).hasMessage("""
                        INVALID_PARAMETER: 'fe01' is not a valid host
                          Cause: it starts with neither a scheme nor two backslashes
                          Next: name it in one of these forms: \\\\fe01, local:, memory:fe01.json""");
        assertThat(HostRef.whyNot("smb://fe01:65536").map(Words.ENGLISH::text).orElse(""))
                .contains("a port from 1 to 65535");
        assertThat(HostRef.whyNot("memory:a@b.json")).isEmpty();
    }

    @Test
    void otherReferencesNameNoServerOfTheNetwork() {
        assertThat(HostRef.parse("memory:fe01.json").server()).isEmpty();
        assertThat(HostRef.parse("local:").port()).isEmpty();
    }
}
