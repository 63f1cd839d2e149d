package dev.eku;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The packages that are there, and where a newcomer reads of them. */
class PackagesTest {
    private static final Path SOURCES = Path.of("src", "main", "java");
    private static final Path BASE = SOURCES.resolve("dev").resolve("eku");
    /** Reached by its scheme; its types are nobody's business. */
    private static final Set<String> HIDDEN = Set.of("backend.windows", "backend.windows.powershell", "command.run");

    @Test
    void theTableOfContributingNamesEachPackageAndNoOther() throws IOException {
        String page = Files.readString(Path.of("..", "CONTRIBUTING.md"));
        Set<String> named = page.substring(page.indexOf("| package | holds |"))
                .lines()
                .takeWhile(row -> row.startsWith("|"))
                .skip(2)
                .map(row -> row.substring(0, row.indexOf('|', 1)))
                .flatMap(cell -> Pattern.compile("`([a-z.]+)`").matcher(cell).results())
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(named).isEqualTo(packages());
    }

    @Test
    void theModuleExportsEachPackageButWhatNobodyOutsideNeeds() throws IOException {
        Set<String> exported = Pattern.compile("exports dev\\.eku\\.([a-z.]+)[ ;]")
                .matcher(Files.readString(SOURCES.resolve("module-info.java")))
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> expected = packages();
        assertThat(expected.removeAll(HIDDEN)).isTrue();
        assertThat(exported).isEqualTo(expected);
    }

    private static Set<String> packages() throws IOException {
        try (Stream<Path> files = Files.walk(BASE)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .map(Path::getParent)
                    .filter(folder -> !folder.equals(BASE))
                    .map(folder -> BASE.relativize(folder)
                            .toString()
                            .replace('\\', '.')
                            .replace('/', '.'))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
