package dev.eku.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.eku.contract.Shells;
import dev.eku.fleet.Inventory;
import dev.eku.text.ShellCommand.Shell;
import java.io.File;
import java.io.IOException;
import java.io.StringReader;
import java.lang.module.ModuleFinder;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.codehaus.plexus.util.xml.Xpp3DomBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * Every block of code in a page is run, or read as its own reader reads it, or marked as one that needs a real server.
 * A block of another kind fails, so that nobody adds one that nothing looks at.
 */
class CommandBlocksTest {
    private static final Path ROOT = Path.of("..");
    private static final Path SICK = Path.of("src/it/diagnoses-a-sick-front-end");

    /** In a page, before a block that cannot be run without one. */
    private static final String MARK = "<!-- needs a real server -->";

    private static final Set<String> PROGRAMS = Set.of("mvn", "eku", "kinit", "python3", "jlink");
    private static final Pattern GOAL =
            Pattern.compile("\\s(?:eku|dev\\.eku:eku-maven-plugin:[^:\\s]+):([a-z]+)(?=\\s|$)");
    private static final Pattern PROPERTY = Pattern.compile("\"-D(eku\\.[\\w.]+)=([^\"]*)\"");
    private static final Pattern SIMULATED =
            Pattern.compile("\"-Deku\\.(hosts=memory:|inventory=front-ends\\.txt\"|certificates=)");
    private static final Pattern FILE = Pattern.compile("(memory:|edge=)(?=[\\w-]+\\.(json|cer)\\b)");

    private final Locale before = Locale.getDefault();

    @TempDir
    private Path folder = Path.of("");

    @BeforeEach
    void inEnglish() {
        Locale.setDefault(Locale.ENGLISH);
    }

    @AfterEach
    void restore() {
        Locale.setDefault(before);
    }

    @TestFactory
    Stream<DynamicTest> everyBlockIsRunOrReadOrMarked() throws Exception {
        List<DynamicTest> tests = new ArrayList<>();
        for (Path page : pages()) {
            List<PageBlock> blocks = PageBlock.of(page);
            for (int i = 0; i < blocks.size(); i++) {
                PageBlock block = blocks.get(i);
                boolean isBelowACommand = i > 0 && blocks.get(i - 1).isIndented();
                tests.add(DynamicTest.dynamicTest(block.toString(), () -> check(block, isBelowACommand)));
            }
        }
        assertThat(tests).hasSizeGreaterThan(40);
        return tests.stream();
    }

    private static List<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>();
        for (Path at : List.of(ROOT, ROOT.resolve("docs"))) {
            try (Stream<Path> files = Files.list(at)) {
                files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(pages::add);
            }
        }
        return pages;
    }

    private void check(PageBlock block, boolean isBelowACommand) throws Exception {
        switch (block.language()) {
            case "xml" -> Xpp3DomBuilder.build(new StringReader(block.text()));
            case "yaml" -> new Load(LoadSettings.builder().build()).loadFromString(block.text());
            case "groovy" -> assertThat(ScriptText.GROOVY.fault(block.text())).isEmpty();
            case "powershell" ->
                assertThat(ScriptText.POWERSHELL.fault(block.text())).isEmpty();
            case "java" -> compiles(block.text());
            case "ini" -> isInventory(block);
            case "" -> {
                if (block.lines().get(0).equals("# front-ends.txt")) {
                    isInventory(block);
                } else {
                    assertThat(isBelowACommand)
                            .as("it shows what a command prints")
                            .isTrue();
                    assertThat(PROGRAMS).doesNotContain(program(block.lines().get(0)));
                }
            }
            case PageBlock.INDENTED -> {
                if (!block.lines().get(0).startsWith("ProductCatalog -> ")) {
                    checkCommands(block);
                }
            }
            default -> fail("nothing reads a block of " + block.language());
        }
    }

    private void checkCommands(PageBlock block) throws Exception {
        List<String> commands = commands(block);
        boolean needsServer = block.mark().equals(MARK);
        for (String command : commands) {
            assertThat(PROGRAMS).contains(program(command));
            if (Shells.answers(Shell.BASH)) {
                assertThat(Shells.arguments(Shell.BASH, command)).as(command).isPresent();
            }
        }
        if (needsServer) {
            assertThat(commands).as("it needs no real server").noneMatch(command -> command.contains("memory:"));
        }
        for (String command : commands) {
            if (needsServer) {
                isNotRefused(command);
            } else {
                isRunOrRead(block, command);
            }
        }
    }

    /** The commands, without their comments, each in one line. */
    private static List<String> commands(PageBlock block) {
        return block.text()
                .replaceAll(" *\\\\\n *", " ")
                .lines()
                .map(line -> line.replaceAll("\\s+#.*", "").strip())
                .toList();
    }

    private static String program(String line) {
        return line.split(" ", 2)[0];
    }

    /** A goal takes what it is given, as far as can be told without the server. */
    private void isNotRefused(String command) throws Exception {
        if (program(command).equals("mvn")) {
            Matcher goal = goal(command);
            assertThat(goal.find()).as(command).isTrue();
            assertThat(run(goal.group(1), command).refusals()).as(command).isEmpty();
        }
    }

    private void isRunOrRead(PageBlock block, String command) throws Exception {
        Matcher goal = goal(command);
        if (goal.find()) {
            if (!DiagnosisStoryTest.isOfTheStory(block.page(), command) && !PrintedCommandsModelTest.isTried(command)) {
                // Without it, a goal would look at the machine of the tests, or change it.
                assertThat(command).as("mark it by " + MARK).containsPattern(SIMULATED);
                filesOfThePages();
                assertThat(run(goal.group(1), command).failure()).as(command).isEmpty();
            }
            return;
        }
        switch (program(command)) {
            case "mvn" -> isBuildOfEku(command);
            // ZipIT runs what such an image holds, and PageTest of the command line runs its commands.
            case "jlink" -> hasModules(command);
            case "eku" -> assertThat(block.page().getFileName().toString()).isEqualTo("command-line.md");
            case "python3" -> runsInPython(command);
            default -> fail("it is neither run nor marked by " + MARK + ": " + command);
        }
    }

    private static Matcher goal(String command) {
        return GOAL.matcher(command);
    }

    private GoalRun run(String goal, String command) {
        GoalRun run = new GoalRun(goal, folder);
        for (MatchResult property : PROPERTY.matcher(command).results().toList()) {
            run.typed(property.group(1), inFolder(property.group(2)));
        }
        return run;
    }

    /** The snapshots, certificates and the inventory that the pages name. */
    private void filesOfThePages() throws IOException {
        String host = Files.readString(SICK.resolve("fe01.json"));
        for (String name : List.of("fe01", "fe02", "fe11", "fe12")) {
            Files.writeString(folder.resolve(name + ".json"), host.replace("FE01", name.toUpperCase(Locale.ROOT)));
        }
        Files.writeString(folder.resolve("edge-2016.cer"), Files.readString(SICK.resolve("edge-2016.pem")));
        Files.writeString(folder.resolve("edge-2017.cer"), Files.readString(SICK.resolve("edge-new.pem")));
        for (PageBlock block : PageBlock.of(ROOT.resolve("docs/fleet.md"))) {
            if (!block.isIndented() && block.lines().get(0).equals("# front-ends.txt")) {
                Files.writeString(folder.resolve("front-ends.txt"), inFolder(block.text()));
            }
        }
    }

    /** A file is found in the folder of the project, as Maven would run there. */
    private String inFolder(String text) {
        return FILE.matcher(text).replaceAll("$1" + Matcher.quoteReplacement(folder + File.separator));
    }

    /** This build itself is such a command; its modules, profiles and tests must be there. */
    private static void isBuildOfEku(String command) throws IOException {
        List<String> words = Arrays.asList(command.split(" +", -1));
        assertThat(words.stream().filter(word -> word.matches("install|verify")))
                .as(command)
                .hasSize(1);
        String pom = Files.readString(ROOT.resolve("pom.xml"));
        for (String word : words) {
            if (word.startsWith("-P")) {
                for (String profile : word.substring(2).split(",", -1)) {
                    assertThat(pom).contains("<id>" + profile.replaceFirst("^-", "") + "</id>");
                }
            } else if (word.startsWith("-Dinvoker.test=")) {
                assertThat(Path.of("src/it", word.substring(word.indexOf('=') + 1)))
                        .isDirectory();
            } else if (word.equals("-pl")) {
                assertThat(ROOT.resolve(words.get(words.indexOf(word) + 1)).resolve("pom.xml"))
                        .isRegularFile();
            }
        }
    }

    private static void hasModules(String command) {
        String modules = command.replaceAll(".*--add-modules (\\S+).*", "$1");
        for (String module : modules.split(",", -1)) {
            assertThat(ModuleFinder.ofSystem().find(module)).as(module).isPresent();
        }
    }

    private static void isInventory(PageBlock block) {
        assertThat(Inventory.parse(block.text(), "front-ends.txt").members()).hasSize(4);
    }

    /** On the file of a run that verified two hosts. */
    private void runsInPython(String command) throws Exception {
        GoalRun verify = new GoalRun("verify", folder).typed("eku.hosts", "memory:sfb-2015,memory:lync-2013");
        assertThat(verify.failure()).isPresent();
        Path said = folder.resolve("said.txt");
        int code;
        try {
            code = new ProcessBuilder(Shells.arguments(Shell.CMD, command).orElseThrow())
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile())
                    .start()
                    .waitFor();
        } catch (IOException missing) {
            System.out.println("SKIPPED a command of docs/json.md: there is no python3 on the PATH");
            return;
        }
        assertThat(Files.readString(said))
                .isEqualToNormalizingNewlines("memory:sfb-2015 NotApplied\nmemory:lync-2013 NotApplied\n");
        assertThat(code).isZero();
    }

    /** As the body of a method of a program that imports what it names. */
    private void compiles(String body) {
        String source = "import dev.eku.*; import dev.eku.host.*; import dev.eku.plan.*; import dev.eku.product.*;"
                + "import dev.eku.verify.*; import static dev.eku.product.Setting.*;"
                + "class Page { void log(Object line) {} void run() {\n" + body + "}}";
        JavaFileObject file = new SimpleJavaFileObject(URI.create("string:///Page.java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return source;
            }
        };
        DiagnosticCollector<JavaFileObject> said = new DiagnosticCollector<>();
        boolean isSound = ToolProvider.getSystemJavaCompiler()
                .getTask(
                        null,
                        null,
                        said,
                        List.of("-proc:none", "-implicit:none", "-d", folder.toString()),
                        null,
                        List.of(file))
                .call();
        assertThat(isSound).as(said.getDiagnostics().toString()).isTrue();
    }
}
