package dev.eku.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eku.contract.Shells;
import dev.eku.text.ShellCommand.Line;
import dev.eku.text.ShellCommand.None;
import dev.eku.text.ShellCommand.Shell;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A printed command gives a program the same arguments in each of its shells, or there is none. */
class ShellCommandTest {
    private static final List<String> PARTS = List.of(
            "mvn",
            "-Deku.hosts=",
            "fe01",
            " ",
            "\\",
            "\\\\",
            "$(touch P)",
            "`touch P`",
            "\"",
            "'",
            "!",
            "!!",
            "%PATH%",
            "%",
            "&",
            "|",
            ">",
            "<",
            "^",
            ";",
            "#",
            "~",
            "*",
            "?",
            "[a]",
            "{a,b}",
            "(x86)",
            "@x",
            ",",
            "=",
            ".",
            ":",
            "-",
            "--",
            "$HOME",
            "\n",
            "\r",
            "\t",
            "\u0085",
            "\u202E",
            "\u2028",
            "\u201C",
            "\u2019",
            "\u00A0",
            "\u3000",
            "\uFF02",
            "\uFF3C",
            "東京",
            "é",
            "\uD83D\uDE00",
            "C:\\Program Files");

    private static void requireSame(List<String> arguments, Set<Shell> shells) throws Exception {
        String line = ((Line) ShellCommand.of(arguments, shells)).text();
        for (Shell shell : shells.stream().filter(Shells::answers).toList()) {
            assertThat(Shells.arguments(shell, line))
                    .as("%s reads %s", shell, line)
                    .isEqualTo(Optional.of(arguments));
        }
    }

    @Test
    void commandThatIsTooLongForCmdIsNone() {
        List<String> arguments = List.of("mvn", "x".repeat(7_000));
        assertThat(ShellCommand.of(arguments, Set.of(Shell.BASH))).isInstanceOf(ShellCommand.Line.class);
        ShellCommand none = ShellCommand.of(arguments, Shell.ALL);
        assertThat(Words.ENGLISH.text(((ShellCommand.None) none).why()))
                .isEqualTo("no command can be shown here: it has 7004 characters, and cmd accepts no more than 7000");
    }

    @Test
    void commandsOfEveryDayAreReadAlikeByAllShells() throws Exception {
        requireSame(List.of("mvn", "eku:apply", "-Deku.hosts=memory:sfb-2015"), Shell.ALL);
        requireSame(
                List.of("mvn", "dev.eku:eku-maven-plugin:0.1.0-SNAPSHOT:plan", "-Deku.reason=change 4711"), Shell.ALL);
        requireSame(
                List.of("mvn", "-q", "eku:apply", "-Deku.hosts=smb://fe01,smb://fe02", "-Deku.planFile=a/b.json"),
                Shell.ALL);
        requireSame(List.of("mvn", "eku:unlock", "-Deku.holder=bob; rm -rf x #@x, it's"), Shell.ALL);
        requireSame(List.of("mvn", "eku:apply", "-Deku.planFile=C:\\Program Files (x86)\\a.json"), Shell.ALL);
        requireSame(List.of("mvn", "eku:apply", "-Deku.reason=東京"), Shell.ALL);
    }

    @Test
    void namesOfWindowsServersAreReadAlikeByTheShellsOfWindows() throws Exception {
        List<String> command = List.of("mvn", "eku:plan", "-Deku.hosts=\\\\fe01");

        requireSame(command, Shell.WINDOWS);
        assertThat(ShellCommand.of(command, Shell.ALL)).isInstanceOf(None.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$(touch P)",
                "`x`",
                "a\"b",
                "x!y",
                "%PATH%",
                "C:\\dir\\",
                "a&b",
                "(a)",
                "a\nb",
                "a\u202Eb",
                "\u201Cx\u201D",
                "a\uFF02b",
                "a\u02BAb",
                "a\uFF3Cb",
                "a\u00A5",
                "a\u3164b",
                "a\uFE0Fb",
                ""
            })
    void whatAShellReadsOtherwiseHasNoCommand(String argument) {
        ShellCommand command = ShellCommand.of(List.of("mvn", argument), Shell.ALL);

        assertThat(command).isInstanceOf(None.class);
    }

    @Test
    void reasonNamesTheArgumentTheCharacterAndTheShells() {
        None none = (None) ShellCommand.of(List.of("mvn", "-Deku.holder=bob\u202E"), Shell.ALL);

        assertThat(none.why().arguments()).first().isEqualTo("-Deku.holder=bob\u202E");
        assertThat(none.why().arguments()).contains("U+202E");
    }

    @Test
    void eachRandomCommandIsReadAlikeOrIsNone() throws Exception {
        long seed = Long.getLong("eku.seed", 20261128);
        Random random = new Random(seed);
        int lines = 0;
        for (int i = 0; i < 3_000; i++) {
            List<String> arguments = new ArrayList<>(List.of("mvn"));
            for (int count = 1 + random.nextInt(3); count > 0; count--) {
                StringBuilder argument = new StringBuilder();
                for (int parts = 1 + random.nextInt(4); parts > 0; parts--) {
                    argument.append(PARTS.get(random.nextInt(PARTS.size())));
                }
                arguments.add(argument.toString());
            }
            Set<Shell> shells = random.nextBoolean() ? Shell.ALL : Shell.WINDOWS;
            if (ShellCommand.of(arguments, shells) instanceof Line) {
                lines++;
                requireSame(arguments, shells);
            }
        }
        assertThat(lines).isGreaterThan(200);
    }
}
