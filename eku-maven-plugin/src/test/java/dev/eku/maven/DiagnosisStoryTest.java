package dev.eku.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The story of the page on diagnosis, in each of its languages: each command is run, and prints what the page says. */
class DiagnosisStoryTest {
    private static final Path SICK = Path.of("src/it/diagnoses-a-sick-front-end");

    /** A command, and below it what it prints. */
    private static final Pattern STEP = Pattern.compile("(?m)^    mvn eku:(\\w+) (.*)\\R\\R```\\R((?s:.*?))```$");

    private static final Pattern PROPERTY = Pattern.compile("\"-D([\\w.]+)=([^\"]*)\"");
    private static final Pattern CLOCK = Pattern.compile("\"instant\"( ?: ?)\"2017-06-10(T[^\"]*)\"");

    private final Locale before = Locale.getDefault();

    @TempDir
    private Path folder = Path.of("");

    @AfterEach
    void restore() {
        Locale.setDefault(before);
    }

    @Test
    void englishPageShowsWhatIsPrinted() throws Exception {
        Locale.setDefault(Locale.ENGLISH);
        isPrinted(Path.of("../docs/diagnosis.md"));
    }

    @Test
    void japanesePageShowsWhatIsPrinted() throws Exception {
        Locale.setDefault(Locale.JAPAN);
        isPrinted(Path.of("../docs/diagnosis.ja.md"));
    }

    private void isPrinted(Path page) throws Exception {
        Files.copy(SICK.resolve("fe01.json"), folder.resolve("fe01.json"));
        Files.copy(SICK.resolve("edge-2016.pem"), folder.resolve("edge-2016.cer"));
        Files.copy(SICK.resolve("edge-new.pem"), folder.resolve("edge-2017.cer"));
        List<MatchResult> steps = STEP.matcher(story(page)).results().toList();
        assertThat(steps).hasSize(6);
        for (MatchResult step : steps) {
            if (step.group(2).contains("edge-2017.cer")) {
                setClockForward();
            }
            String printed = printed(step.group(1), step.group(2));
            if (!matching(step.group(3)).matcher(unbroken(printed)).matches()) {
                assertThat(printed).as(step.group(1) + " " + step.group(2)).isEqualTo(step.group(3));
            }
        }
    }

    /** Whether that command of a page is one that this test runs. */
    static boolean isOfTheStory(Path page, String command) throws Exception {
        return page.getFileName().toString().startsWith("diagnosis")
                && STEP.matcher(story(page))
                        .results()
                        .anyMatch(step -> command.equals("mvn eku:" + step.group(1) + " " + step.group(2)));
    }

    /** The section that holds the story. */
    private static String story(Path page) throws Exception {
        return Arrays.stream(Files.readString(page).split("(?m)^## ", -1))
                .filter(section -> section.contains("edge-2017.cer"))
                .findFirst()
                .orElseThrow();
    }

    /** Once, by the sixteen days that the CA took. */
    private void setClockForward() throws Exception {
        Path host = folder.resolve("fe01.json");
        Matcher clock = CLOCK.matcher(Files.readString(host));
        Files.writeString(host, clock.replaceFirst("\"instant\"$1\"2017-06-26$2\""));
    }

    private String printed(String goal, String properties) throws Exception {
        GoalRun run = new GoalRun(goal, folder);
        for (MatchResult property : PROPERTY.matcher(properties).results().toList()) {
            run.typed(property.group(1), inFolder(property.group(2)));
        }
        assertThat(run.failure()).isEmpty();
        return run.logged.stream()
                .map(line -> line.replace(folder + File.separator, ""))
                .map(line -> line.replace("target\\eku\\", "target/eku/"))
                .map(line -> line + "\n")
                .collect(Collectors.joining());
    }

    /** A file is found in the folder of the project, as Maven would run there. */
    private String inFolder(String value) {
        return value.replaceFirst("^(memory:|edge=)", "$1" + Matcher.quoteReplacement(folder + File.separator));
    }

    /**
     * What is printed, where the page shows "..." for lines that it leaves out. Where a line goes on depends on the
     * length of the folder's name.
     */
    private static Pattern matching(String shown) {
        List<String> parts = new ArrayList<>();
        for (String part : shown.split("(?m)^\\.\\.\\.\\R", -1)) {
            parts.add(Pattern.quote(unbroken(part)));
        }
        return Pattern.compile(String.join("(?s:.*)", parts));
    }

    private static String unbroken(String text) {
        return text.replaceAll("\\s+", "");
    }
}
