package dev.eku.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page that names what eku brings into a build says what the build lets through. */
final class DependenciesTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern ROW =
            Pattern.compile("\\| ([a-z0-9.]+:[a-z0-9-]+) \\| ([^|]+) \\| ([^|]+) \\| [^|]+ \\|");
    private static final Pattern LET_THROUGH =
            Pattern.compile("<include>([a-z0-9.]+:[a-z0-9-]+):\\[([^]]+)]</include>");
    private static final Pattern PROPERTY = Pattern.compile("\\$\\{([a-z0-9-]+\\.version)}");

    @Test
    void pageListsExactlyWhatTheBuildLetsThrough() throws IOException {
        String parent = Files.readString(ROOT.resolve("pom.xml"));
        Set<String> built = new TreeSet<>();
        for (MatchResult each : all(LET_THROUGH, Files.readString(Path.of("pom.xml")))) {
            built.add(each.group(1) + " "
                    + PROPERTY.matcher(each.group(2)).replaceAll(name -> version(parent, name.group(1))));
        }
        Set<String> listed = new TreeSet<>();
        for (MatchResult each : all(ROW, Files.readString(ROOT.resolve("docs/dependencies.md")))) {
            listed.add(each.group(1) + " " + each.group(2));
        }

        assertThat(listed).hasSizeGreaterThan(10).isEqualTo(built);
    }

    @Test
    void everyPartHasALicence() throws IOException {
        assertThat(all(ROW, Files.readString(ROOT.resolve("docs/dependencies.md"))))
                .allMatch(row -> Pattern.matches("[A-Za-z].*", row.group(3)));
    }

    private static String version(String parent, String property) {
        return all(Pattern.compile("<" + Pattern.quote(property) + ">([^<]+)<"), parent)
                .get(0)
                .group(1);
    }

    private static List<MatchResult> all(Pattern pattern, String text) {
        return pattern.matcher(text).results().toList();
    }
}
