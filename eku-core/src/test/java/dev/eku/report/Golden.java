package dev.eku.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eku.journal.Operator;
import dev.eku.json.Json;
import dev.eku.text.OtherLanguage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;

/**
 * The whole text and JSON of reports, kept in files. To accept what changed: {@code -Deku.golden.update}, then read the
 * difference.
 */
final class Golden {
    private static final Path FILES = Path.of("src/test/resources/dev/eku/report");

    private Golden() {}

    /** That a report is as it was, and in another language says the same and has the same JSON. */
    static void check(String name, Function<Reports, Report> report) {
        Report english = report.apply(Reports.ENGLISH);
        compare(name + ".txt", text(english));
        compare(name + ".json", Json.pretty(english.json()));
        Report other = report.apply(new Reports(OtherLanguage.words()));
        assertThat(other.json()).isEqualTo(english.json());
        assertThat(text(other)).contains(OtherLanguage.MARK);
        assertThat(OtherLanguage.englishLeftIn(text(other))).as(name).isEmpty();
        // Longer words go on in other places.
        assertThat(OtherLanguage.english(text(other)).replaceAll("\\s+", ""))
                .isEqualTo(text(english).replaceAll("\\s+", ""));
    }

    private static String text(Report report) {
        return String.join("\n", report.lines()) + "\n";
    }

    private static void compare(String name, String report) {
        Path file = FILES.resolve(name);
        // A rollout acts as the user of this process, on this machine.
        Operator operator = Operator.ofThisProcess();
        String actual = report.replace("\"" + operator.user() + "@" + operator.machine() + "\"", "\"alice@admin1\"");
        try {
            if (System.getProperty("eku.golden.update") != null) {
                Files.writeString(file, actual, StandardCharsets.UTF_8);
            }
            assertThat(actual).as(name).isEqualTo(Files.readString(file, StandardCharsets.UTF_8));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
