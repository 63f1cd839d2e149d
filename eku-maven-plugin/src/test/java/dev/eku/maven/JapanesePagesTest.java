package dev.eku.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The pages in Japanese, beside those in English. */
class JapanesePagesTest {
    private static final Pattern LINK = Pattern.compile("]\\(([^)#:]+)(#[^)]*)?\\)");
    private static final Pattern OWN_LINK = Pattern.compile("]\\(#([^)]+)\\)");

    @Test
    void readmesShowTheSameCommandsAndTheSameOutput() throws Exception {
        List<String> english = blocks(Path.of("../README.md"));
        assertThat(english).hasSizeGreaterThan(5);
        assertThat(blocks(Path.of("../README.ja.md"))).isEqualTo(english);
    }

    @Test
    void theyLinkToWhatIsThere() throws Exception {
        for (Path page : List.of(Path.of("../README.ja.md"), Path.of("../docs/diagnosis.ja.md"))) {
            String text = Files.readString(page);
            assertThat(LINK.matcher(text).results().map(link -> page.resolveSibling(link.group(1))))
                    .isNotEmpty()
                    .allMatch(Files::exists);
            List<String> headings = text.lines()
                    .filter(line -> line.startsWith("## "))
                    .map(JapanesePagesTest::anchor)
                    .toList();
            assertThat(OWN_LINK.matcher(text).results().map((MatchResult link) -> link.group(1)))
                    .allMatch(headings::contains);
        }
    }

    /** As GitHub makes it of a heading. */
    private static String anchor(String heading) {
        return heading.substring(3).replaceAll("[^\\p{L}\\p{N}_ -]", "").replace(' ', '-');
    }

    private static List<String> blocks(Path page) throws Exception {
        return PageBlock.of(page).stream()
                .map(block -> block.language() + "\n" + block.text())
                .toList();
    }
}
