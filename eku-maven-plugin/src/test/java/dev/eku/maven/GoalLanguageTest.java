package dev.eku.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same goals, told to people of two languages: what is told differs, and nothing that a program reads. */
class GoalLanguageTest {
    private static final Path SICK = Path.of("src/it/diagnoses-a-sick-front-end/fe01.json");
    private static final List<String> GOALS = List.of(
            "products", "inspect", "plan", "rehearse", "diagnose", "verify", "apply", "verify", "history", "rollback");

    /** Chance makes it. */
    private static final Pattern RUN = Pattern.compile("(\\\\?\"run\\\\?\"\\s*:\\s*\\\\?\")[^\"\\\\]+");

    private static final Pattern JAPANESE = Pattern.compile("[\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}]");

    private final Locale before = Locale.getDefault();

    @TempDir
    private Path folder = Path.of("");

    @AfterEach
    void restore() {
        Locale.setDefault(before);
    }

    @Test
    void jsonPlansAndRecordsAreTheSameInEveryLanguage() throws Exception {
        Locale.setDefault(Locale.US);
        Told english = told();
        Locale.setDefault(Locale.JAPAN);
        Told japanese = told();

        assertThat(japanese.files).isEqualTo(english.files);
        assertThat(japanese.host).isEqualTo(english.host);
        for (int i = 0; i < GOALS.size(); i++) {
            assertThat(japanese.printed.get(i)).as(GOALS.get(i)).containsPattern(JAPANESE);
            assertThat(english.printed.get(i)).as(GOALS.get(i)).doesNotContainPattern(JAPANESE);
        }
    }

    @Test
    void refusalIsToldInJapaneseAndItsJsonIsEnglish() throws Exception {
        Files.copy(SICK, folder.resolve("fe01.json"));
        Locale.setDefault(Locale.JAPAN);
        GoalRun run = run("plan").typed("eku.restart", "perhaps");

        assertThat(run.failure())
                .contains("INVALID_PARAMETER: eku.restart: 'perhaps' は使用できません\n"
                        + "  次の手順: if-needed, never, always のいずれかを選んでください");
        assertThat(run.json()).contains("'perhaps' is not allowed").doesNotContainPattern(JAPANESE);
    }

    @Test
    void everyGoalCanBeToldTheLanguage() throws Exception {
        assertThat(GoalRun.goals())
                .allMatch(goal -> GoalRun.parameters(goal).containsValue(Optional.of("eku.language")));
        Files.copy(SICK, folder.resolve("fe01.json"));
        Locale.setDefault(Locale.US);
        GoalRun japanese = run("plan").typed("eku.language", "ja");
        assertThat(japanese.failure()).isEmpty();
        assertThat(japanese.logged)
                .contains("次の手順: この計画を適用します:")
                .anyMatch(line -> line.startsWith("mvn eku:apply ") && line.contains(" \"-Deku.language=ja\""));

        assertThat(run("plan").typed("eku.language", "fr").failure().orElseThrow())
                .isEqualTo("INVALID_PARAMETER: eku.language: 'fr' is not allowed\n  Next: choose one of en, ja");
    }

    private GoalRun run(String goal) {
        GoalRun run = new GoalRun(goal, folder);
        return GoalRun.parameters(goal).containsValue(Optional.of("eku.hosts"))
                ? run.typed("eku.hosts", "memory:" + folder.resolve("fe01.json"))
                : run;
    }

    private Told told() throws Exception {
        Path host = folder.resolve("fe01.json");
        Files.copy(SICK, host, StandardCopyOption.REPLACE_EXISTING);
        Told told = new Told();
        for (String goal : GOALS) {
            GoalRun run = run(goal);
            String failure = run.failure().orElse("");
            told.printed.add(String.join("\n", run.logged) + failure);
            told.files.add(RUN.matcher(run.json()).replaceAll("$1-"));
        }
        told.host = RUN.matcher(Files.readString(host)).replaceAll("$1-");
        return told;
    }

    private static final class Told {
        final List<String> printed = new ArrayList<>();
        final List<String> files = new ArrayList<>();
        String host = "";
    }
}
