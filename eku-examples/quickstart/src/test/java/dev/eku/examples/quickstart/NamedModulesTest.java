package dev.eku.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example as a named module, with only the libraries that eku-core brings along. */
class NamedModulesTest {
    private static final String MODULE = "dev.eku.examples.quickstart";
    private static final List<String> LIBRARIES = List.of("eku-core", "jna", "commons-exec", "jackson");

    @TempDir
    private Path temporary;

    @Test
    void itRunsFromTheModulePath() throws IOException, InterruptedException {
        assertThat(run(Path.of(System.getProperty("java.home"), "bin", "java"), "-p", modules()))
                .contains("Verdict: Compliant", "Verdict: NotApplied");
    }

    @Test
    void anImageOfItRunsWithoutAJdk() throws IOException, InterruptedException {
        Path image = temporary.resolve("image");
        StringWriter said = new StringWriter();
        PrintWriter out = new PrintWriter(said, true);
        int code = ToolProvider.findFirst("jlink")
                .orElseThrow()
                .run(out, out, "--module-path", modules(), "--add-modules", MODULE, "--output", image.toString());

        assertThat(code).as(said.toString()).isZero();
        assertThat(run(image.resolve("bin").resolve("java"))).contains("Verdict: Compliant", "Verdict: NotApplied");
    }

    private static String modules() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(NamedModulesTest::isOurs)
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static boolean isOurs(String place) {
        String whole = place.replace(File.separatorChar, '/');
        return whole.endsWith("quickstart/target/classes")
                || LIBRARIES.stream().anyMatch(library -> whole.contains("/" + library));
    }

    private List<String> run(Path java, String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(java.toString()));
        command.addAll(List.of(options));
        command.addAll(List.of("-m", MODULE + "/" + Quickstart.class.getName()));
        Path output = temporary.resolve("output.txt");
        Process program = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(program.waitFor()).as(Files.readString(output)).isZero();
        return Files.readAllLines(output, StandardCharsets.UTF_8);
    }
}
