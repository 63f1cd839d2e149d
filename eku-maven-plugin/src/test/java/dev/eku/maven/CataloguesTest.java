package dev.eku.maven;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eku.diagnose.Enforcement;
import dev.eku.diagnose.Finding;
import dev.eku.diagnose.certificate.Remark;
import dev.eku.diagnose.certificate.Role;
import dev.eku.fleet.RolloutResult;
import dev.eku.inspect.SystemLibrary;
import dev.eku.journal.JournalRecord;
import dev.eku.plan.Problem;
import dev.eku.text.MessageSource;
import dev.eku.text.Operation;
import dev.eku.text.Option;
import dev.eku.text.Words;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The texts of all modules, which are one catalogue here. */
class CataloguesTest {
    private static List<ResourceBundle> modules() {
        List<ResourceBundle> modules = new ArrayList<>();
        modules.add(ResourceBundle.getBundle("dev.eku.messages", Locale.ROOT));
        ServiceLoader.load(MessageSource.class).forEach(source -> modules.add(source.bundle(Locale.ROOT)));
        return modules;
    }

    @Test
    void noTwoModulesUseOneKey() {
        Set<String> all = new HashSet<>();
        Set<String> twice = new TreeSet<>();
        modules()
                .forEach(module ->
                        module.keySet().stream().filter(key -> !all.add(key)).forEach(twice::add));
        assertThat(modules()).hasSize(3);
        assertThat(twice).isEmpty();
    }

    @Test
    void theyNameOnlyOperationsAndOptionsThatThereAre() {
        Set<String> known = Stream.concat(
                        Arrays.stream(Operation.values()).map(Operation::id),
                        Arrays.stream(Option.values()).map(Option::id))
                .collect(Collectors.toSet());
        Pattern noun = Pattern.compile("\\[\\[([^\\]=]*)");
        assertThat(modules().stream()
                        .flatMap(module -> module.keySet().stream().map(module::getString))
                        .flatMap(text -> noun.matcher(text).results())
                        .map(found -> found.group(1)))
                .allMatch(known::contains);
    }

    /**
     * A text that is asked for by a whole key is there; of a key that is put together there are texts that start in
     * this way.
     */
    @Test
    void everyKeyThatTheSourcesNameIsThere() throws Exception {
        Set<String> keys =
                modules().stream().flatMap(module -> module.keySet().stream()).collect(Collectors.toSet());
        Pattern asked = Pattern.compile("(?:\\b(?:Message\\.of|text|advice|line|leaf|worded|said|message)\\("
                + "[^\"();]*\"|\\? \")([a-z][a-z0-9-]*\\.[A-Za-z0-9_.-]+)\"(\\s*\\+)?");
        Set<String> missing = new TreeSet<>();
        int found = 0;
        for (String module : List.of("eku-core", "eku-remote", "eku-maven-plugin")) {
            try (Stream<Path> files = Files.walk(Path.of("..", module, "src", "main", "java"))) {
                for (Path file :
                        files.filter(each -> each.toString().endsWith(".java")).toList()) {
                    for (MatchResult each :
                            asked.matcher(Files.readString(file)).results().toList()) {
                        String key = each.group(1);
                        boolean isWhole = each.group(2) == null;
                        found++;
                        if (isWhole
                                ? !keys.contains(key) && !keys.contains(key + ".cause")
                                : keys.stream().noneMatch(one -> one.startsWith(key))) {
                            missing.add(file.getFileName() + ": " + key);
                        }
                    }
                }
            }
        }
        assertThat(missing).isEmpty();
        assertThat(found).isGreaterThan(500);
    }

    /** Keys that are put together from the constants of an enum. */
    @Test
    void everyConstantHasItsTexts() {
        Map<String, Class<? extends Enum<?>>> wanted = Map.ofEntries(
                Map.entry("problem.", Problem.Code.class),
                Map.entry("result.", JournalRecord.Result.class),
                Map.entry("report.diagnosis.", Finding.Situation.class),
                Map.entry("report.diagnosis.short.", Finding.Situation.class),
                Map.entry("report.diagnosis.confidence.", Finding.Confidence.class),
                Map.entry("report.diagnosis.input.", Enforcement.Kind.class),
                Map.entry("report.diagnosis.remark.", Remark.Kind.class),
                Map.entry("html.input.", Enforcement.Kind.class),
                Map.entry("html.check.", Enforcement.Check.class),
                Map.entry("html.outcome.", Enforcement.Check.class),
                Map.entry("html.step.", Enforcement.Row.class),
                Map.entry("diagnose.check.", Enforcement.Check.class),
                Map.entry("diagnose.library.", SystemLibrary.Presence.class),
                Map.entry("diagnose.role.", Role.class),
                Map.entry("report.rollout.", RolloutResult.End.class),
                Map.entry("report.rollout.state.", RolloutResult.State.class));
        Set<String> missing = new TreeSet<>();
        wanted.forEach((prefix, type) -> Arrays.stream(type.getEnumConstants())
                .map(constant -> prefix + constant.name())
                .filter(key -> !Words.ENGLISH.has(key))
                .forEach(missing::add));
        assertThat(missing).isEmpty();
    }
}
