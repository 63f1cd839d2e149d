package dev.eku;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The formatter leaves comments alone, so their width is held here, for all modules. */
class CommentsTest {
    private static final int WIDTH = 120;

    @Test
    void noLineOfACommentIsWiderThanTheCode() throws IOException {
        List<String> wide = new ArrayList<>();
        for (Path file : sources()) {
            List<String> lines = Files.readAllLines(file);
            for (int i = 0; i < lines.size(); i++) {
                if (lines.get(i).length() > WIDTH && isComment(lines.get(i).strip())) {
                    wide.add(file + ":" + (i + 1));
                }
            }
        }
        assertThat(wide).isEmpty();
    }

    /** Whether it is a comment that could be broken: a link and an example in mark-up are each one word. */
    private static boolean isComment(String line) {
        return (line.startsWith("*") || line.startsWith("/*") || line.startsWith("//"))
                && !line.matches("\\*\\s+<(a href|code).*");
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(".."))) {
            List<Path> sources = files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.toString().contains(File.separator + "target" + File.separator))
                    .toList();
            assertThat(sources).hasSizeGreaterThan(500);
            return sources;
        }
    }
}
