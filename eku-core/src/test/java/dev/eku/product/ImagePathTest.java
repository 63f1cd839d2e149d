package dev.eku.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImagePathTest {
    private static final Map<String, String> ENVIRONMENT =
            Map.of("SYSTEMROOT", "D:\\Windows", "PROGRAMFILES", "C:\\Program Files");

    @Test
    void candidatesOfAQuotedCommandLineIsThePathInQuotes() {
        assertThat(ImagePath.candidates("\"C:\\Program Files\\App\\a.exe\" -k \"x y\"", ENVIRONMENT))
                .containsExactly("C:\\Program Files\\App\\a.exe");
    }

    @Test
    void candidatesOfALineWithOneQuoteIsTheRest() {
        assertThat(ImagePath.candidates("\"C:\\App\\a.exe", ENVIRONMENT)).containsExactly("C:\\App\\a.exe");
    }

    @Test
    void candidatesOfAnUnquotedLineAreTriedShortestFirst() {
        assertThat(ImagePath.candidates("C:\\Program Files\\App\\a.exe -k x", ENVIRONMENT))
                .containsExactly(
                        "C:\\Program",
                        "C:\\Program.exe",
                        "C:\\Program Files\\App\\a.exe",
                        "C:\\Program Files\\App\\a.exe -k",
                        "C:\\Program Files\\App\\a.exe -k x");
    }

    @Test
    void candidatesExpandTheMachinesVariablesInAnyCase() {
        assertThat(ImagePath.candidates("%programFiles%\\a.exe", ENVIRONMENT)).contains("C:\\Program Files\\a.exe");
        assertThat(ImagePath.candidates("%NOWHERE%\\a.exe", ENVIRONMENT)).isEmpty();
    }

    @Test
    void candidatesOfDriverStylePathsLieInTheWindowsFolder() {
        assertThat(ImagePath.candidates("\\SystemRoot\\System32\\svc.exe", ENVIRONMENT))
                .containsExactly("D:\\Windows\\System32\\svc.exe");
        assertThat(ImagePath.candidates("system32\\svc.exe", ENVIRONMENT))
                .containsExactly("D:\\Windows\\system32\\svc.exe");
        assertThat(ImagePath.candidates("\\??\\C:\\a.exe", ENVIRONMENT)).containsExactly("C:\\a.exe");
        assertThat(ImagePath.candidates("System32\\svc.exe", Map.of()))
                .containsExactly("C:\\Windows\\System32\\svc.exe");
    }

    @Test
    void candidatesOfANameWithoutExtensionIncludeExe() {
        assertThat(ImagePath.candidates("C:\\a\\svc", ENVIRONMENT)).containsExactly("C:\\a\\svc", "C:\\a\\svc.exe");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "\"C:\\Program Files\\App\\a.exe\" -password x | \"C:\\Program Files\\App\\a.exe\"",
                "\"\" -password x | \"\"",
                "\"C:\\App\\a.exe | \"C:\\App\\a.exe",
                "C:\\Program Files\\App\\a.exe -password x | C:\\Program Files\\App\\a.exe",
                "C:\\Program Files\\App\\a -password x | C:\\Program Files\\App\\a",
                "%ProgramFiles%\\App\\a.exe -password x | %ProgramFiles%\\App\\a.exe",
                "C:\\Gone Away\\b.EXE -password x.exe | C:\\Gone Away\\b.EXE",
                "C:\\Gone\\b.com | C:\\Gone\\b.com"
            })
    void lineWithoutArgumentsKeepsNoSecret(String line, String rest) {
        assertThat(ImagePath.withoutArguments(line, ENVIRONMENT, "C:\\Program Files\\App\\a.exe"::equals))
                .isEqualTo(rest);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%ProgramFiles%\\a.exe",
                "\"%windir%\\a.exe\"",
                "\\SystemRoot\\a.exe",
                "system32\\a.exe",
                "C:\\a.exe %windir%",
                ""
            })
    void environmentIsNeededForAllButAPlainPath(String line) {
        assertThat(ImagePath.needsEnvironment(line)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"C:\\Program Files\\App\\a.exe\" -k x", " d:\\a.exe"})
    void environmentIsNotNeededForAPlainPath(String line) {
        assertThat(ImagePath.needsEnvironment(line)).isFalse();
        assertThat(ImagePath.candidates(line, ENVIRONMENT)).isEqualTo(ImagePath.candidates(line, Map.of()));
    }

    @Test
    void variablesAreNamedInUpperCase() {
        assertThat(ImagePath.variables("%ProgramFiles%\\%app%\\a.exe %")).containsExactly("PROGRAMFILES", "APP");
        assertThat(ImagePath.variables("C:\\a.exe")).isEmpty();
    }

    @Test
    void candidatesOfALineOfBlanksAndQuotesAreNone() {
        assertThat(ImagePath.candidates("\"\"", ENVIRONMENT)).isEmpty();
        assertThat(ImagePath.candidates("C:\\.hidden", ENVIRONMENT)).containsExactly("C:\\.hidden");
    }

    @Test
    void candidatesOfNonsenseAreNone() {
        assertThat(ImagePath.candidates("", ENVIRONMENT)).isEmpty();
        assertThat(ImagePath.candidates("svc.exe", ENVIRONMENT)).isEmpty();
    }
}
