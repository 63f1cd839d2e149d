package dev.eku.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eku.error.Win32Error;
import dev.eku.error.Win32Exception;
import dev.eku.host.HostFiles;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What lies beside an executable and makes it a wrapper. */
class WinSwConfigTest {
    private static WinSwConfig xml(String text) {
        return WinSwConfig.ofXml(text.getBytes(StandardCharsets.UTF_8));
    }

    private static WinSwConfig yml(String text) {
        return WinSwConfig.ofYml(text.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<service><executable>a.exe</executable></service>",
                "<service xmlns='urn:x'><id>x</id><executable>\n<![CDATA[a.exe]]></executable></service>",
                "<service><executable>a<b/>.exe<!-- b --></executable></service>",
                "<!DOCTYPE service><service><executable>a.exe</executable></service>",
                "<service><executable>a.exe</executable><env",
            })
    void programIsNamed(String text) {
        assertThat(xml(text).executable().map(String::strip)).contains("a.exe");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<service><id>a & b</id><executable>a.exe</executable></service>",
                "<!DOCTYPE service [<!ENTITY p 'C:'>]><service><executable>&p;\\a.exe</executable></service>",
                "<service><executable> </executable></service>",
                "<service><executable>a.ex",
            })
    void whatWasNotUnderstoodIsAWrapperOfAnUnknownProgram(String text) {
        assertThat(xml(text)).isEqualTo(new WinSwConfig(true, Optional.empty(), Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<doc><members><executable>a.exe</executable></members></doc>",
                "<service><name>x</name></service>",
                "<service><a><executable>a.exe</executable></a></service>",
                "no xml",
            })
    void otherFileMakesNoWrapper(String text) {
        assertThat(xml(text).isThere()).isFalse();
    }

    @Test
    void fileLargerThanIsReadIsAWrapperIfItsRootSaysSo() {
        String long64 = "x".repeat(70_000);
        assertThat(xml("<service><!--" + long64).isThere()).isTrue();
        assertThat(xml("<doc><!--" + long64).isThere()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "executable: C:\\a b.exe | C:\\a b.exe",
                "'\"executable\" : C:\\a.exe # it' | C:\\a.exe",
                "executable: C:\\a#1.exe | C:\\a#1.exe",
                "executable: > |",
                "executable: &it C:\\a.exe |",
                "executable: |",
                "'{id: x, executable: a.exe}' |",
            })
    void programIsNamedInYaml(String text, String executable) {
        assertThat(yml("id: x\n" + text + "\n").isThere() || yml(text).isThere())
                .isTrue();
        assertThat(yml("id: x\n" + text + "\n").executable()).isEqualTo(Optional.ofNullable(executable));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "id: x", "  executable: a.exe", "#executable: a.exe", "my-executable: a.exe"})
    void otherYamlMakesNoWrapper(String text) {
        assertThat(yml(text).isThere()).isFalse();
    }

    @Test
    void fileThatMayNotBeReadLeavesItOpen() {
        HostFiles files = new HostFiles() {
            @Override
            public boolean isFile(String path) {
                return true;
            }

            @Override
            public Optional<String> longPath(String path) {
                return Optional.of(path);
            }

            @Override
            public Optional<byte[]> read(String path, int limit) {
                throw new AssertionError(path);
            }

            @Override
            public Optional<byte[]> read(String path, long offset, int length) {
                throw new Win32Exception(Win32Error.ACCESS_DENIED, "CreateFile", path);
            }
        };
        WinSwConfig config = WinSwConfig.beside("C:\\Relay.exe", files);
        assertThat(config.isThere()).isFalse();
        assertThat(config.unread()).isPresent();
    }
}
