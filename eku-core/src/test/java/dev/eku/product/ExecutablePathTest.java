package dev.eku.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.text.Plain;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExecutablePathTest {
    @Test
    void halfASurrogatePairIsNoPartOfAPath() {
        String pair = "C:\\\uD83D\uDE00\\a.exe";
        assertThat(ExecutablePath.normalise(pair)).isEqualTo(pair);
        assertThat(ExecutablePath.tryNormalise("C:\\a\uD83D\\a.exe")).isEmpty();
        assertThat(ExecutablePath.tryNormalise("C:\\a\uDE00\\a.exe")).isEmpty();
    }

    private static final String PATH =
            "C:\\Program Files\\Skype for Business Server 2015\\Web Conferencing\\DATAMCUSVC.exe";

    @ParameterizedTest(name = "{0} becomes {1}")
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "C:\\a\\b.exe|C:\\a\\b.exe",
                "  C:\\a\\b.exe  |C:\\a\\b.exe",
                "C:/a/b.exe|C:\\a\\b.exe",
                "\\\\?\\C:\\a\\b.exe|C:\\a\\b.exe",
                "\\??\\C:\\a\\b.exe|C:\\a\\b.exe",
                "\\\\.\\C:\\a\\b.exe|C:\\a\\b.exe",
                "\\\\?\\UNC\\server\\share\\b.exe|\\\\server\\share\\b.exe",
                "\\??\\unc\\server\\share\\b.exe|\\\\server\\share\\b.exe",
                "\\\\server\\share$\\a\\b.exe|\\\\server\\share$\\a\\b.exe",
                "C:\\a\\\\b.exe|C:\\a\\b.exe",
                "C:\\\\a\\b.exe|C:\\a\\b.exe",
                "C:\\a\\.\\b.exe|C:\\a\\b.exe",
                "C:\\a\\c\\..\\b.exe|C:\\a\\b.exe",
                "C:\\..\\b.exe|C:\\b.exe",
                "\\\\server\\share\\..\\b.exe|\\\\server\\share\\b.exe",
                "\\\\server\\share\\..\\..\\b.exe|\\\\server\\share\\b.exe",
                "C:\\a b\\c d.exe|C:\\a b\\c d.exe",
                "C:\\a\\b.exe. .|C:\\a\\b.exe",
                "c:\\MiXed\\B.EXE|c:\\MiXed\\B.EXE",
                "C:\\日本語\\パス.exe|C:\\日本語\\パス.exe",
            })
    void normaliseSpellsAPathAsDotNetDoes(String text, String expected) {
        assertThat(ExecutablePath.normalise(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "DATAMCUSVC.exe",
                "a\\b.exe",
                "\\a\\b.exe",
                "C:",
                "C:\\",
                "C:\\a\\",
                "C:\\...",
                "C:a\\b.exe",
                "\\\\server",
                "\\\\server\\share",
                "\\\\server\\share\\",
                "\"C:\\a\\b.exe\"",
                "%ProgramFiles%\\b.exe",
                "C:\\%APP%\\b.exe",
                "${env.ProgramFiles}\\b.exe",
                "C:\\${x}\\b.exe",
                "C:\\a\u0001\\b.exe",
                "C:\\a\tb.exe",
                "C:\\a|b.exe",
                "C:\\a*b.exe",
                "C:\\a?b.exe",
                "C:\\a<b.exe",
                "C:\\a>b.exe",
                "C:\\a\\D:\\b.exe",
                "1:\\b.exe"
            })
    void normaliseRefusesWhatIsNoFullPath(String text) {
        assertThatThrownBy(() -> ExecutablePath.normalise(text)).isInstanceOfSatisfying(EkuException.class, refused -> {
            assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_PATH);
            assertThat(refused)
                    .hasMessageContaining(Plain.text("'" + text + "'"))
                    .hasMessageContaining("Next: ");
        });
        assertThat(ExecutablePath.tryNormalise(text)).isEmpty();
    }

    @Test
    void normaliseRefusesAPathThatIsTooLongForAValueName() {
        String longest = "C:\\" + "a".repeat(16_380);
        assertThat(ExecutablePath.normalise(longest)).isEqualTo(longest);
        assertThatThrownBy(() -> ExecutablePath.normalise(longest + "a")).isInstanceOf(EkuException.class);
    }

    @Test
    void givenTakesTheRightSpellingOnly() {
        assertThat(ExecutablePath.given(PATH)).isEqualTo(PATH);
        assertThatThrownBy(() -> ExecutablePath.given(PATH.replace('\\', '/'))).isInstanceOf(EkuException.class);
        assertThatThrownBy(() -> ExecutablePath.given(PATH + " ")).isInstanceOf(EkuException.class);
        assertThatThrownBy(() -> ExecutablePath.given("\\\\?\\" + PATH)).isInstanceOf(EkuException.class);
    }

    @Test
    void fileNameIsTheLastPart() {
        assertThat(ExecutablePath.fileName(PATH)).isEqualTo("DATAMCUSVC.exe");
    }

    @Test
    void mayBeShortSeesATildeWithANumber() {
        assertThat(ExecutablePath.mayBeShort("C:\\PROGRA~1\\a.exe")).isTrue();
        assertThat(ExecutablePath.mayBeShort("C:\\a\\b~9.exe")).isTrue();
        assertThat(ExecutablePath.mayBeShort("C:\\a~b\\c.exe")).isFalse();
    }
}
