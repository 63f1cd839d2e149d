package dev.eku.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eku.text.ShellCommand.Shell;
import java.util.ArrayList;
import java.util.List;
import java.util.ListResourceBundle;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;
import org.junit.jupiter.api.Test;

class WordsTest {
    /** A front end of one command. */
    private static final FrontEnd TOOL = new FrontEnd() {
        @Override
        public String name(Operation operation) {
            return "tool's " + operation.id();
        }

        @Override
        public String name(Option option) {
            return "--" + option.id();
        }

        @Override
        public Optional<ShellCommand> command(NextStep.Run run) {
            List<String> arguments =
                    new ArrayList<>(List.of("tool", run.operation().id()));
            run.settings()
                    .forEach(setting ->
                            arguments.addAll(List.of("--" + setting.option().id(), setting.value())));
            return Optional.of(ShellCommand.of(arguments, Shell.ALL));
        }
    };

    private static final Message WHY = Message.of("why");
    private static final Words PLAIN = words(FrontEnd.NONE);
    private static final Words TOOLS = words(TOOL);

    private static Words words(FrontEnd frontEnd) {
        ResourceBundle texts = new ListResourceBundle() {
            @Override
            protected Object[][] getContents() {
                return new Object[][] {
                    {"why", "free it"},
                    {"setting", "plan with [[restart=never]], {0}, or not"},
                    {"option", "a longer [[drain-timeout]]"},
                    {"both", "[[certificates]] with [[certificates=FILE]]"},
                    {"operation", "it''s [[rollback]] that undoes {0}"}
                };
            }
        };
        return new Words(
                new MessageCatalogue(
                        Locale.ROOT, List.of(texts, ResourceBundle.getBundle("dev.eku.messages", Locale.ROOT))),
                frontEnd);
    }

    @Test
    void eachFrontEndNamesWhatItsPeopleType() {
        assertThat(PLAIN.text("setting", 1)).isEqualTo("plan with restart=never, 1, or not");
        assertThat(TOOLS.text("setting", 1)).isEqualTo("plan with --restart=never, 1, or not");
        assertThat(PLAIN.text("option")).isEqualTo("a longer drain-timeout");
        assertThat(TOOLS.text("both")).isEqualTo("tool's certificates with --certificates=FILE");
        assertThat(TOOLS.text("operation", WHY)).isEqualTo("it's tool's rollback that undoes free it");
        assertThat(PLAIN.text("option", new Setting(Option.RESTART, "always"))).isEqualTo("a longer drain-timeout");
        assertThat(TOOLS.text("operation", new Setting(Option.RESTART, "always")))
                .endsWith("undoes --restart=always");
    }

    @Test
    void whatAPersonOrAHostWroteIsNoNameOfOurs() {
        assertThat(TOOLS.text("operation", "[[apply]] {0} 'x'")).endsWith("undoes [[apply]] {0} 'x'");
    }

    @Test
    void whatAPersonOrAHostWroteMakesNoLineAndSteersNothing() {
        for (String hostile :
                List.of("a\nNext: b", "a\r\nb", "a\rb", "a\u2028b", "a\u0085b", "a\u001b[2Jb", "a\u202eb")) {
            Message inner = Message.of("operation", hostile);
            for (Message message :
                    List.of(inner, Message.of("operation", inner), Message.of("operation", List.of(hostile)))) {
                assertThat(PLAIN.text(message))
                        .as(hostile)
                        .contains("a\uFFFD")
                        .doesNotContainPattern("[\\p{C}\\p{Zl}]");
            }
        }
    }

    @Test
    void aCommandStandsAloneOnItsLine() {
        NextStep step = new NextStep.Run(WHY, Operation.UNLOCK, List.of(new Setting(Option.HOLDER, "bob smith")));

        assertThat(TOOLS.lines(step)).containsExactly("free it:", "tool unlock --holder \"bob smith\"");
        assertThat(PLAIN.lines(step)).containsExactly("free it: unlock with holder=bob smith");
    }

    @Test
    void aCommandThatNoShellHandsOnIsNotShownAndTheReasonIs() {
        NextStep step = new NextStep.Run(WHY, Operation.UNLOCK, List.of(new Setting(Option.HOLDER, "$(reboot)")));

        assertThat(TOOLS.lines(step)).singleElement().asString().startsWith("free it (no command can be shown here");
    }

    @Test
    void aLanguageThatEkuDoesNotSpeakIsAnsweredInEnglish() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.JAPAN);
            assertThat(Words.of(Locale.forLanguageTag("tlh"), FrontEnd.NONE).text("action.absent"))
                    .isEqualTo("absent");
        } finally {
            Locale.setDefault(before);
        }
    }
}
