package dev.eku.product;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eku.product.ServiceProgram.Reason;
import dev.eku.product.ServiceProgram.Starts;
import dev.eku.product.ServiceProgram.Untold;
import dev.eku.registry.NameFolding;
import dev.eku.registry.RegistryValue;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImagePathTest {
    private static final Variables MACHINE = new Variables(Map.of(
            "SystemRoot",
            "D:\\Windows",
            "ProgramFiles",
            "C:\\Program Files",
            "APP",
            "%ProgramFiles%",
            "Path",
            "D:\\Windows\\System32;\"C:\\My Tools\";;C:\\Tools\\"));

    private static ImagePath expandable(String text) {
        return new ImagePath(text, true, false);
    }

    private static Predicate<String> files(String... paths) {
        return path -> Arrays.stream(paths).anyMatch(file -> NameFolding.same(file, path));
    }

    private static Starts starts(String path, String arguments) {
        return new Starts(path, arguments);
    }

    @Test
    void quotedNameEndsAtTheQuote() {
        assertThat(expandable("\"C:\\Program Files\\App\\a.exe\" -k \"x y\"")
                        .program(MACHINE, files("C:\\Program Files\\App\\a.exe", "C:\\Program.exe")))
                .isEqualTo(starts("C:\\Program Files\\App\\a.exe", "-k \"x y\""));
    }

    @Test
    void quotedNameTakesExeToo() {
        assertThat(expandable("\"C:\\App\\svc\" -k").program(MACHINE, files("C:\\App\\svc.exe")))
                .isEqualTo(starts("C:\\App\\svc.exe", "-k"));
    }

    @Test
    void nameAfterAQuoteThatIsNeverClosedIsTheRest() {
        assertThat(expandable("\"C:\\App\\a.exe").program(MACHINE, files("C:\\App\\a.exe")))
                .isEqualTo(starts("C:\\App\\a.exe", ""));
    }

    @Test
    void strayProgramExeTakesAnUnquotedServiceOver() {
        ImagePath line = expandable("C:\\Program Files\\Skype for Business\\a.exe -k");
        String meant = "C:\\Program Files\\Skype for Business\\a.exe";

        assertThat(line.program(MACHINE, files(meant))).isEqualTo(starts(meant, "-k"));
        assertThat(line.program(MACHINE, files(meant, "C:\\Program.exe")))
                .isEqualTo(starts("C:\\Program.exe", "Files\\Skype for Business\\a.exe -k"));
        assertThat(line.program(MACHINE, files(meant, "C:\\Program Files\\Skype.exe")))
                .isEqualTo(starts("C:\\Program Files\\Skype.exe", "for Business\\a.exe -k"));
    }

    @Test
    void tabSeparatesAsABlankDoes() {
        assertThat(expandable("\tC:\\App\\a.exe\t-k").program(MACHINE, files("C:\\App\\a.exe")))
                .isEqualTo(starts("C:\\App\\a.exe", "-k"));
        assertThat(expandable("C:\\My Apps\\a b.exe\tx").program(MACHINE, files("C:\\My Apps\\a b.exe")))
                .isEqualTo(starts("C:\\My Apps\\a b.exe", "x"));
    }

    @Test
    void severalBlanksAreNoNameOfTheirOwn() {
        assertThat(expandable("C:\\a  b.exe  x").program(MACHINE, files("C:\\a  b.exe")))
                .isEqualTo(starts("C:\\a  b.exe", "x"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "%programFiles%\\a.exe -x | C:\\Program Files\\a.exe",
                "\"%ProgramFiles%\\a.exe\" -x | C:\\Program Files\\a.exe",
                "\\SystemRoot\\System32\\svc.exe | D:\\Windows\\System32\\svc.exe",
                "system32\\svc.exe | D:\\Windows\\System32\\svc.exe",
                "svc.exe | D:\\Windows\\System32\\svc.exe",
                "svc | D:\\Windows\\System32\\svc.exe",
                "\"svc\" -k | D:\\Windows\\System32\\svc.exe",
                "tool -k | C:\\Tools\\tool.exe",
                "mine.exe -k | C:\\My Tools\\mine.exe",
                "\\??\\C:\\Program Files\\a.exe | C:\\Program Files\\a.exe",
                "\\\\?\\C:\\Program Files\\a.exe | C:\\Program Files\\a.exe",
                "C:/Program Files/a.exe | C:\\Program Files\\a.exe",
                "\\Windows\\System32\\svc.exe | D:\\Windows\\System32\\svc.exe",
                "C:\\PROGRA~1\\a.exe | C:\\PROGRA~1\\a.exe",
            })
    void pathIsTheOneWindowsStarts(String line, String path) {
        Predicate<String> there = files(
                "C:\\Program Files\\a.exe",
                "C:\\PROGRA~1\\a.exe",
                "D:\\Windows\\System32\\svc.exe",
                "C:\\Tools\\tool.exe",
                "C:\\My Tools\\mine.exe");

        assertThat(expandable(line).program(MACHINE, there)).asString().isEqualToIgnoringCase(path);
    }

    @Test
    void textThatIsNotOfTheExpandedTypeKeepsItsVariables() {
        String text = "%ProgramFiles%\\a.exe";
        Predicate<String> there = files("C:\\Program Files\\a.exe");

        assertThat(ImagePath.stored(RegistryValue.string(text), false)
                        .orElseThrow()
                        .program(MACHINE, there))
                .isEqualTo(new Untold(Reason.VARIABLE));
        assertThat(ImagePath.stored(RegistryValue.expandString(text), false)
                        .orElseThrow()
                        .program(MACHINE, there))
                .isEqualTo(starts("C:\\Program Files\\a.exe", ""));
        assertThat(ImagePath.answered(text).program(MACHINE, there)).isEqualTo(new Untold(Reason.VARIABLE));
    }

    @Test
    void textIsExpandedOnce() {
        assertThat(expandable("%APP%\\a.exe").program(MACHINE, files("C:\\Program Files\\a.exe")))
                .isEqualTo(new Untold(Reason.VARIABLE));
    }

    @Test
    void percentSignBehindAnUnknownNameMayBeginAnotherOne() {
        assertThat(MACHINE.expand("%NO%ProgramFiles%x")).hasValue("%NOC:\\Program Filesx");
        assertThat(MACHINE.expand("100% %programfiles%")).hasValue("100% C:\\Program Files");
        assertThat(MACHINE.expand("%%")).hasValue("%%");
    }

    @Test
    void textOfAValueEndsAtTheFirstNul() {
        byte[] bytes = "C:\\a.exe\0-k\0".getBytes(java.nio.charset.StandardCharsets.UTF_16LE);

        assertThat(ImagePath.stored(RegistryValue.of(1, bytes), false)
                        .orElseThrow()
                        .text())
                .isEqualTo("C:\\a.exe");
        assertThat(ImagePath.stored(RegistryValue.dword(1), false)).isEmpty();
    }

    @Test
    void serviceMadeByA32BitProgramStartsFromSysWow64() {
        Predicate<String> both = files("D:\\Windows\\System32\\a.exe", "D:\\Windows\\SysWOW64\\a.exe");

        assertThat(new ImagePath("d:\\windows\\system32\\a.exe", true, true).program(MACHINE, both))
                .isEqualTo(starts("D:\\Windows\\SysWOW64\\a.exe", ""));
        assertThat(new ImagePath("d:\\windows\\system32\\a.exe", true, false).program(MACHINE, both))
                .isEqualTo(starts("d:\\windows\\system32\\a.exe", ""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | EMPTY",
                "'  ' | EMPTY",
                "\"\" -k | NOT_A_PATH",
                "C:\\Gone\\a.exe -k %x% | NO_FILE",
                "gone.exe | NO_FILE",
                "%NOWHERE%\\a.exe | VARIABLE",
                "\"%NOWHERE%\\a.exe\" | VARIABLE",
                "C:a.exe | NOT_A_PATH",
            })
    void whatCannotBeToldSaysWhy(String line, Reason reason) {
        assertThat(expandable(line).program(MACHINE, files())).isEqualTo(new Untold(reason));
    }

    @Test
    void nameThatEndsInADotTakesNoExtension() {
        assertThat(expandable("C:\\App\\svc. -k").program(MACHINE, files("C:\\App\\svc.exe")))
                .isEqualTo(new Untold(Reason.NO_FILE));
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
                "C:\\Gone\\b.com | C:\\Gone\\b.com",
                "dotnet C:\\App\\a.dll -password x | dotnet",
                "C:\\Gone\\b.cmd /password:x | C:\\Gone\\b.cmd",
                "\"C:\\Gone\\b -password x | \"C:\\Gone\\b",
                "\"C:\\Gone\\b.exe -password x | \"C:\\Gone\\b.exe",
                "C:\\Gone\\b -password x.exe | C:\\Gone\\b",
                "C:\\Gone\\b password=x.exe y | C:\\Gone\\b"
            })
    void lineWithoutArgumentsKeepsNoSecret(String line, String rest) {
        assertThat(expandable(line).withoutArguments(MACHINE, files("C:\\Program Files\\App\\a.exe")))
                .isEqualTo(rest);
        assertThat(expandable(line.replace("exe ", "exe\t"))
                        .withoutArguments(MACHINE, files("C:\\Program Files\\App\\a.exe")))
                .doesNotContain("password");
    }

    @Test
    void programShowsNoArguments() {
        assertThat(starts("C:\\a.exe", "-password x")).hasToString("C:\\a.exe");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%ProgramFiles%\\a.exe",
                "\"%windir%\\a.exe\"",
                "\\SystemRoot\\a.exe",
                "system32\\a.exe",
                "C:\\a.exe %windir%",
                "a.exe",
                ""
            })
    void variablesAreNeededForAllButAPlainPath(String line) {
        assertThat(expandable(line).needsVariables()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"C:\\Program Files\\App\\a.exe\" -k x", " d:\\a.exe"})
    void variablesAreNotNeededForAPlainPath(String line) {
        assertThat(expandable(line).needsVariables()).isFalse();
        assertThat(expandable(line).candidates(MACHINE))
                .isEqualTo(expandable(line).candidates(Variables.NONE));
    }

    /** Counts the questions, and the characters in them. */
    private static final class Asked implements Predicate<String> {
        private int questions;
        private long characters;

        @Override
        public boolean test(String path) {
            questions++;
            characters += path.length();
            return false;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"C:\\x", "x", "\\x", "C:x", "\\\\s\\c\\x", "\\SystemRoot\\x", "%ProgramFiles%\\x", "|"})
    void numberOfQuestionsDoesNotGrowWithTheBlanks(String begin) {
        for (boolean whole : new boolean[] {true, false}) {
            Asked[] asked = {new Asked(), new Asked()};
            for (int i = 0; i < 2; i++) {
                ImagePath line = expandable(begin + " y".repeat((i + 1) * 8_000));
                if (whole) {
                    assertThat(line.program(MACHINE, asked[i])).isEqualTo(new Untold(Reason.TOO_LONG));
                    assertThat(line.candidates(MACHINE)).hasSizeLessThanOrEqualTo(asked[i].questions);
                } else {
                    assertThat(line.withoutArguments(MACHINE, asked[i])).isEqualTo(begin);
                }
                assertThat(asked[i].questions).isLessThanOrEqualTo(1_024);
            }
            assertThat(asked[0].questions).isEqualTo(asked[1].questions);
            assertThat(asked[0].characters).isEqualTo(asked[1].characters);
        }
    }

    @Test
    void numberOfQuestionsDoesNotGrowWithTheFoldersOfThePath() {
        Variables machine = new Variables(Map.of("Path", "C:\\a;".repeat(3_000)));
        Asked asked = new Asked();

        assertThat(expandable("svc -k").program(machine, asked)).isEqualTo(new Untold(Reason.TOO_LONG));
        assertThat(asked.questions).isLessThanOrEqualTo(1_024);
    }

    @Test
    void pathOfAsManyBlanksAsWindowsTakesIsFound() {
        String path = "C:\\" + "a ".repeat(126) + "b.exe";

        assertThat(path.length()).isEqualTo(260);
        assertThat(expandable(path + " -k").program(MACHINE, files(path))).isEqualTo(starts(path, "-k"));
        assertThat(expandable(path + " -k").withoutArguments(MACHINE, files(path)))
                .isEqualTo(path);
        assertThat(expandable(path + " -k".repeat(5_000)).program(MACHINE, files(path)))
                .isEqualTo(starts(path, "-k".concat(" -k".repeat(4_999))));
    }

    @Test
    void commandLineLongerThanWindowsTakesIsNotTold() {
        Predicate<String> there = files("C:\\a.exe");
        String arguments = "x".repeat(32_767 - "C:\\a.exe ".length());

        assertThat(expandable("C:\\a.exe " + arguments).program(MACHINE, there)).isEqualTo(new Untold(Reason.TOO_LONG));
        assertThat(expandable("C:\\a.exe " + arguments.substring(1)).program(MACHINE, there))
                .isEqualTo(starts("C:\\a.exe", arguments.substring(1)));
        assertThat(expandable("C:\\a.exe " + arguments).withoutArguments(MACHINE, there))
                .isEqualTo("C:\\a.exe");
    }

    @Test
    void textThatExpandsToMoreThanWindowsTakesIsNotExpanded() {
        Variables machine = new Variables(Map.of("A", "x".repeat(1_000)));

        assertThat(machine.expand("%A%".repeat(32) + "y".repeat(767)))
                .get()
                .asString()
                .hasSize(32_767);
        assertThat(machine.expand("%A%".repeat(32) + "y".repeat(768))).isEmpty();
        assertThat(machine.expand("%A%".repeat(10_000_000 / 3))).isEmpty();
        assertThat(expandable("C:\\%A%".repeat(40)).program(machine, files())).isEqualTo(new Untold(Reason.TOO_LONG));
    }

    @ParameterizedTest
    @CsvSource({
        "relay.exe, true",
        "'  relay -run', true",
        "'\"relay\" -run', true",
        "C:\\Relay\\relay.exe, false",
        "'\"C:\\Relay\\relay.exe\" -run', false",
        "'', false"
    })
    void nameWithoutAFolderIsLookedForOnThePath(String line, boolean bare) {
        assertThat(ImagePath.answered(line).isBare()).as(line).isEqualTo(bare);
    }

    @Test
    void variablesAreNamedInUpperCase() {
        assertThat(expandable("%ProgramFiles%\\%app%\\a.exe %").variables()).containsExactly("PROGRAMFILES", "APP");
        assertThat(expandable("C:\\a.exe").variables()).isEmpty();
    }
}
