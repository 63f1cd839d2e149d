package dev.eku.examples.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The zip as people unpack it, in a folder whose name is hard for scripts. */
class ZipIT {
    /** The modules that JNA names for windows and their drawing, which eku never uses. */
    private static final Set<String> OF_DRAWING = Set.of("java.desktop", "java.datatransfer");

    /** The modules of Java that {@code docs/command-line.md} names for a runtime. */
    private static final Pattern MODULES = Pattern.compile("--add-modules ([a-z.,]+)");

    @TempDir
    private static Path unpacked = Path.of("");

    private static Path home = Path.of("");

    private record Ended(int code, String out, String err) {}

    @BeforeAll
    static void unpack() throws IOException {
        Path target = unpacked.resolve("a b & c! (\u65E5\u672C\u8A9E)");
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(Path.of(System.getProperty("eku.zip"))))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Path file = target.resolve(entry.getName());
                if (entry.isDirectory()) {
                    Files.createDirectories(file);
                } else {
                    Files.createDirectories(Objects.requireNonNull(file.getParent()));
                    Files.copy(zip, file);
                }
            }
        }
        try (Stream<Path> folders = Files.list(target)) {
            home = folders.findFirst().orElseThrow();
        }
    }

    @Test
    void allPartsAreThere() throws IOException {
        assertThat(home.getFileName().toString()).startsWith("eku-");
        try (Stream<Path> files = Files.list(home)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("LICENSE", "THIRD-PARTY.txt", "eku.cmd", "eku.sh", "lib", "native");
        }
        assertThat(home.resolve("native/win32-x86-64/jnidispatch.dll")).exists();
        assertThat(jars()).hasSizeGreaterThan(10);
    }

    /** Bouncy Castle is signed, so nothing may be put into other jars. */
    @Test
    void jarsAreThoseOfTheirMakers() throws IOException {
        Set<String> ours = new TreeSet<>();
        for (String part : System.getProperty("java.class.path").split(java.io.File.pathSeparator, -1)) {
            if (part.endsWith(".jar")) {
                ours.add(Path.of(part).getFileName().toString());
                Path shipped = home.resolve("lib").resolve(Path.of(part).getFileName());
                if (Files.exists(shipped) && !part.contains("eku-")) {
                    assertThat(Files.mismatch(shipped, Path.of(part))).as(part).isEqualTo(-1);
                }
            }
        }
        assertThat(jars()).filteredOn(jar -> !jar.startsWith("eku-")).allMatch(ours::contains);
    }

    @Test
    void manifestNamesEveryJarAndAllowsNativeCode() throws IOException {
        try (JarFile jar = new JarFile(launcher().toFile())) {
            Manifest manifest = jar.getManifest();
            Set<String> named = new TreeSet<>(Arrays.asList(
                    manifest.getMainAttributes().getValue("Class-Path").split(" ", -1)));
            named.add(launcher().getFileName().toString());
            assertThat(named).isEqualTo(jars());
            assertThat(manifest.getMainAttributes().getValue("Enable-Native-Access"))
                    .isEqualTo("ALL-UNNAMED");
            assertThat(manifest.getMainAttributes().getValue("Implementation-Version"))
                    .isNotBlank();
        }
    }

    @Test
    void licencesNameEveryPart() throws IOException {
        String licences = Files.readString(home.resolve("THIRD-PARTY.txt"));
        assertThat(jars())
                .filteredOn(jar -> !jar.startsWith("eku-"))
                .allMatch(jar -> licences.contains("\n" + jar.replaceAll("-[0-9][0-9.]*\\.jar$", "") + " "));
    }

    /** An old Java must be able to read it. */
    @Test
    void launcherIsOfJava8() throws IOException {
        try (JarFile jar = new JarFile(launcher().toFile());
                InputStream in =
                        jar.getInputStream(jar.getEntry("dev/eku/examples/commandline/launcher/Launcher.class"))) {
            byte[] start = in.readNBytes(8);
            assertThat(start[7]).isEqualTo((byte) 52);
        }
    }

    @Test
    void cmdScriptHasNothingThatBreaksInHardFolders() throws IOException {
        byte[] content = Files.readAllBytes(home.resolve("eku.cmd"));
        String text = new String(content, StandardCharsets.US_ASCII);
        assertThat(text.replace("\r\n", "")).doesNotContain("\n", "\r");
        String code = text.replaceAll("(?m)^rem .*$", "");
        assertThat(code)
                .contains("setlocal EnableExtensions DisableDelayedExpansion")
                .doesNotContainIgnoringCase("pushd")
                .doesNotContainIgnoringCase("\ncd ")
                .doesNotContainPattern("(?m)^\\s*if .*\\(\\s*$")
                .doesNotContain("@launcher@");
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "eku.sh is for the others")
    void scriptRunsFromAHardFolderWithHardArguments() throws Exception {
        Path file = Files.writeString(unpacked.resolve("in ventory & \u65E5\u672C.txt"), "[a]\nmemory:sfb-2015\n");
        Ended planned = run(
                Map.of("JAVA_HOME", System.getProperty("java.home"), "LC_ALL", "C.UTF-8"),
                "plan",
                "--inventory=" + file,
                "--reason=100% & \"more\" $HOME `x` !y",
                "--json");
        assertThat(planned.err()).isEmpty();
        assertThat(planned.code()).isZero();
        assertThat(planned.out()).startsWith("{").contains("\"succeeded\" : true");
        assertThat(run(Map.of("JAVA_HOME", System.getProperty("java.home")), "verify", "--hosts=memory:sfb-2015")
                        .code())
                .isEqualTo(1);
        Path link = Files.createSymbolicLink(unpacked.resolve("eku"), home.resolve("eku.sh"));
        assertThat(run(link, Map.of("JAVA_HOME", System.getProperty("java.home")), "--version")
                        .out())
                .startsWith("eku ");
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "eku.sh is for the others")
    void scriptSaysWhatToDoWithoutAJava() throws Exception {
        Path tools = Files.createDirectories(unpacked.resolve("tools"));
        for (String tool : List.of("dirname", "readlink")) {
            Path link = tools.resolve(tool);
            if (!Files.exists(link)) {
                Files.createSymbolicLink(link, Path.of("/usr/bin", tool));
            }
        }
        Ended none = run(Map.of("PATH", tools.toString()), "products");
        assertThat(none.code()).isEqualTo(3);
        assertThat(none.err()).startsWith("eku: no Java is found.\n  Next: install Java 17 or newer");

        Ended wrong = run(Map.of("PATH", tools.toString(), "JAVA_HOME", tools.toString()), "products");
        assertThat(wrong.code()).isEqualTo(3);
        assertThat(wrong.err()).startsWith("eku: there is no bin/java in the folder that JAVA_HOME names");
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "eku.sh is for the others")
    void runtimeOfTheZipComesFirstAndOneOfAnotherSystemIsNamed() throws Exception {
        Path bin = Files.createDirectories(home.resolve("runtime/bin"));
        try {
            Files.writeString(bin.resolve("java.exe"), "");
            Ended foreign = run(Map.of(), "products");
            assertThat(foreign.code()).isEqualTo(3);
            assertThat(foreign.err()).startsWith("eku: the folder \"runtime\" holds a Java of another system.\n");

            Path java = Files.writeString(bin.resolve("java"), "#!/bin/sh\nprintf '%s\\n' \"own\"\n");
            Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
            assertThat(run(Map.of("JAVA_HOME", "/nowhere"), "products").out()).isEqualTo("own\n");
        } finally {
            Files.deleteIfExists(bin.resolve("java"));
            Files.deleteIfExists(bin.resolve("java.exe"));
            Files.deleteIfExists(bin);
            Files.deleteIfExists(home.resolve("runtime"));
        }
    }

    /** What the jars need, and what is found by its name alone: logging on by Kerberos, elliptic curves. */
    @Test
    void pageNamesTheModulesThatARuntimeNeeds() throws IOException {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        List<String> arguments = new ArrayList<>(List.of(
                "-s",
                "--multi-release",
                "17",
                "--module-path",
                home.resolve("lib").toString()));
        jars().forEach(jar -> arguments.add(home.resolve("lib").resolve(jar).toString()));
        int code = ToolProvider.findFirst("jdeps")
                .orElseThrow()
                .run(new PrintStream(said, true, StandardCharsets.UTF_8), System.err, arguments.toArray(String[]::new));
        assertThat(code).isZero();
        Set<String> needed = Pattern.compile("-> ((?:java|jdk)\\.[a-z.]+)")
                .matcher(said.toString(StandardCharsets.UTF_8))
                .results()
                .map(found -> found.group(1))
                .filter(module -> !OF_DRAWING.contains(module))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(needed).contains("java.naming");
        assertThat(documented()).containsAll(needed);
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "eku.sh is for the others")
    void imageWithTheseModulesRunsAndALackingOneIsASentence() throws Exception {
        Path image = unpacked.resolve("image");
        link(image, String.join(",", documented()));
        assertThat(run(Map.of("JAVA_HOME", image.toString()), "apply", "--hosts=memory:sfb-2015")
                        .code())
                .isZero();
        Path small = unpacked.resolve("small");
        link(small, "java.base,java.xml,java.logging");
        assertThat(run(Map.of("JAVA_HOME", small.toString()), "apply", "--hosts=memory:sfb-2015")
                        .code())
                .isZero();
        Ended lacking = run(Map.of("JAVA_HOME", small.toString()), "diagnose", "--hosts=memory:edge-storm");
        assertThat(lacking.err()).doesNotContain("\tat ");
        assertThat(lacking.err() + lacking.out()).contains("java.naming");
        assertThat(lacking.code()).isEqualTo(3);
    }

    private static void link(Path image, String modules) {
        int code = ToolProvider.findFirst("jlink")
                .orElseThrow()
                .run(System.out, System.err, "--add-modules", modules, "--output", image.toString());
        assertThat(code).isZero();
    }

    private static Set<String> documented() throws IOException {
        String page = Files.readString(Path.of("../../docs/command-line.md"));
        return MODULES.matcher(page)
                .results()
                .findFirst()
                .map(found -> new TreeSet<>(Arrays.asList(found.group(1).split(",", -1))))
                .orElseThrow();
    }

    private static Set<String> jars() throws IOException {
        try (Stream<Path> files = Files.list(home.resolve("lib"))) {
            Set<String> names = new TreeSet<>();
            files.forEach(file -> names.add(file.getFileName().toString()));
            return names;
        }
    }

    private static Path launcher() throws IOException {
        return home.resolve("lib")
                .resolve(jars().stream()
                        .filter(jar -> jar.startsWith("eku-example-command-line"))
                        .findFirst()
                        .orElseThrow());
    }

    private static Ended run(Map<String, String> environment, String... arguments) throws Exception {
        return run(home.resolve("eku.sh"), environment, arguments);
    }

    private static Ended run(Path script, Map<String, String> environment, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("/bin/sh", script.toString()));
        command.addAll(Arrays.asList(arguments));
        Path out = unpacked.resolve("out.txt");
        Path err = unpacked.resolve("err.txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(unpacked.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().remove("JAVA_HOME");
        builder.environment().putAll(environment);
        int code = builder.start().waitFor();
        return new Ended(code, Files.readString(out), Files.readString(err));
    }
}
