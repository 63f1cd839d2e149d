package dev.eku.maven;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eku.text.MessageSource;
import dev.eku.text.Operation;
import dev.eku.text.Option;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
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
}
