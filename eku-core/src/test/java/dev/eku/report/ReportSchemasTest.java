package dev.eku.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.eku.Schemas;
import dev.eku.host.HostSnapshot.Access;
import dev.eku.inspect.LogGap;
import dev.eku.inspect.Program;
import dev.eku.inspect.Program.ForeignKind;
import dev.eku.inspect.Program.WrapperKind;
import dev.eku.service.ServiceState;
import dev.eku.text.Operation;
import dev.eku.text.Option;
import dev.eku.verify.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The schemas of docs/json, beside the code that makes the reports. */
class ReportSchemasTest {
    private static final Path SOURCES = Path.of("src/main/java/dev/eku/report");
    private static final Path GOLDEN = Path.of("src/test/resources/dev/eku/report");
    private static final String ENDING = ".schema.json";

    static Stream<Path> goldenReports() throws IOException {
        return files(GOLDEN, ".json");
    }

    static Stream<Path> schemas() throws IOException {
        return Stream.concat(files(Schemas.FILES, ENDING), files(Schemas.REPORTS, ENDING));
    }

    @ParameterizedTest
    @MethodSource("goldenReports")
    void reportIsAsItsSchemaSaysAndNoSpoiledCopyIs(Path file) throws IOException {
        JsonNode report = Schemas.parse(Files.readString(file));
        List<String> names = new ArrayList<>();
        report.fieldNames().forEachRemaining(names::add);
        String kind = names.get(names.size() - 1);

        assertThat(Schemas.requireStrict(Schemas.REPORTS.resolve(kind + ENDING), report))
                .isGreaterThan(3);
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void schemaIsOneOfItsDraft(Path file) throws IOException {
        JsonNode schema = Schemas.parse(Files.readString(file));
        assertThat(schema.get("$schema").asText()).isEqualTo("https://json-schema.org/draft/2020-12/schema");
        assertThat(schema.get("$id").asText()).isEqualTo(file.getFileName().toString());
        assertThat(Schemas.faultsOfSchema(schema)).isEmpty();
    }

    /** A kind is given as text where its report is made, so that it can be found there. */
    @Test
    void eachKindOfReportHasASchemaAndAPlaceInTheFileOfARun() throws IOException {
        Set<String> kinds = new TreeSet<>();
        try (Stream<Path> sources = Files.walk(SOURCES)) {
            for (Path source :
                    sources.filter(file -> file.toString().endsWith(".java")).toList()) {
                String code = Files.readString(source);
                List<String> made = Pattern.compile("body\\.report\\(\\s*(?:\"(\\w+)\")?")
                        .matcher(code)
                        .results()
                        .map((MatchResult call) -> String.valueOf(call.group(1)))
                        .toList();
                assertThat(made).as(source.toString()).doesNotContain("null");
                assertThat(code.contains("new Report("))
                        .as(source.toString())
                        .isEqualTo(source.endsWith("TextBuilder.java"));
                kinds.addAll(made);
            }
        }
        Set<String> described = new TreeSet<>();
        files(Schemas.REPORTS, ENDING)
                .map(file -> file.getFileName().toString().replace(ENDING, ""))
                .forEach(described::add);
        assertThat(described.removeAll(List.of("common", "run"))).isTrue();
        assertThat(described).isEqualTo(kinds).hasSizeGreaterThan(10);

        JsonNode run = Schemas.parse(Files.readString(Schemas.REPORTS.resolve("run" + ENDING)));
        Set<String> ofARun = new TreeSet<>();
        run.get("properties").fieldNames().forEachRemaining(ofARun::add);
        run.at("/$defs/host/properties").fieldNames().forEachRemaining(ofARun::add);
        assertThat(ofARun).containsAll(kinds);
    }

    /** A code that is added to the code, but not to the schemas, or the other way round. */
    @Test
    void schemasNameTheCodesThatThereAre() throws IOException {
        Set<Set<String>> codes = new HashSet<>();
        Stream.of(
                        Arrays.stream(Operation.values()).map(Operation::id).toList(),
                        Arrays.stream(Option.values()).map(Option::id).toList(),
                        simpleNames(Verdict.class),
                        simpleNames(Program.class).stream()
                                .map(ReportSchemasTest::code)
                                .toList(),
                        simpleNames(LogGap.class).stream()
                                .map(ReportSchemasTest::code)
                                .toList(),
                        names(Arrays.stream(Access.values()).filter(access -> access != Access.FULL)),
                        names(Stream.of(
                                ServiceState.STOPPED,
                                ServiceState.STOP_PENDING,
                                ServiceState.PAUSED,
                                ServiceState.PAUSE_PENDING)),
                        names(Stream.concat(Arrays.stream(ForeignKind.values()), Arrays.stream(WrapperKind.values()))),
                        List.of("ILONLY", "32BITREQUIRED", "32BITPREFERRED"))
                .forEach(list -> codes.add(Set.copyOf(list)));
        for (JavaClass type : new ClassFileImporter(List.of(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS))
                .importPackages("dev.eku")) {
            if (type.isEnum()) {
                codes.add(Set.copyOf(
                        names(Arrays.stream(type.reflect().getEnumConstants()).map(constant -> (Enum<?>) constant))));
            }
        }
        List<JsonNode> lists = new ArrayList<>();
        for (Path file : schemas().toList()) {
            lists.addAll(Schemas.parse(Files.readString(file)).findValues("enum"));
        }
        assertThat(lists).hasSizeGreaterThan(40);
        for (JsonNode list : lists) {
            Set<String> names = new HashSet<>();
            list.forEach(name -> names.add(name.asText()));
            assertThat(codes).contains(names);
        }
    }

    private static List<String> simpleNames(Class<?> sealed) {
        return Arrays.stream(sealed.getPermittedSubclasses())
                .map(Class::getSimpleName)
                .toList();
    }

    /** {@code CLR_HOST} for {@code ClrHost}. */
    private static String code(String name) {
        return name.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toUpperCase(Locale.ROOT);
    }

    private static List<String> names(Stream<? extends Enum<?>> constants) {
        return constants.map(Enum::name).toList();
    }

    private static Stream<Path> files(Path folder, String ending) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(ending)).sorted().toList().stream();
        }
    }
}
