package dev.eku.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eku.Eku;
import dev.eku.FrontEnd;
import dev.eku.backend.memory.MemoryHost;
import dev.eku.backend.memory.MemoryHostBuilder;
import dev.eku.command.input.Accounts;
import dev.eku.command.input.BadParameter;
import dev.eku.command.output.Lines;
import dev.eku.command.output.OutputFiles;
import dev.eku.command.output.RunOutput;
import dev.eku.contract.TestParameters;
import dev.eku.error.EkuException;
import dev.eku.export.ExportFile;
import dev.eku.export.ExportForm;
import dev.eku.host.Credentials;
import dev.eku.host.HostSnapshotFile;
import dev.eku.json.Json;
import dev.eku.plan.Plan;
import dev.eku.plan.PlanJson;
import dev.eku.plan.PlanOptions;
import dev.eku.registry.RegistryValue;
import dev.eku.report.Reports;
import dev.eku.text.Operation;
import dev.eku.text.Option;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an export writes and says, for one host, for a saved plan and for hosts that are alike. */
class ExportCommandTest {
    private static final Accounts NOBODY = new Accounts() {
        @Override
        public Credentials credentials(String given) {
            throw new AssertionError(given);
        }

        @Override
        public String user(String given) {
            throw new AssertionError(given);
        }

        @Override
        public String password(String given) {
            throw new AssertionError(given);
        }

        @Override
        public BadParameter keytabWithoutUser(String keytab) {
            throw new AssertionError(keytab);
        }

        @Override
        public BadParameter fileWithoutPassword(String file) {
            throw new AssertionError(file);
        }
    };

    private final List<String> said = new ArrayList<>();

    @TempDir
    private Path folder = Path.of("");

    /** Why it failed, if it did. */
    private Optional<String> export(TestParameters given) {
        Lines lines = new Lines() {
            @Override
            public void info(String line) {
                said.add(line);
            }

            @Override
            public void warn(String line) {
                said.add(line);
            }

            @Override
            public void error(String line) {
                said.add(line);
            }
        };
        RunOutput output = new RunOutput(
                "export", new OutputFiles(folder, folder, folder), Reports.ENGLISH, host -> Reports.ENGLISH, lines);
        try {
            Command.run(Operation.EXPORT, new Session(given, NOBODY, (peers, password, run) -> List.of()), output);
        } catch (EkuException why) {
            output.failed(why);
        }
        return output.end().map(failure -> failure.message());
    }

    private String host(String name, MemoryHostBuilder host) throws IOException {
        Path file = folder.resolve(name + ".json");
        Files.writeString(file, HostSnapshotFile.print(host.named(name).build().snapshot()));
        return "memory:" + file;
    }

    private static TestParameters on(String hosts) {
        return TestParameters.NONE.with(Option.HOSTS, hosts);
    }

    private String file(String name) throws IOException {
        return Files.readString(folder.resolve("export").resolve(name), StandardCharsets.UTF_16LE);
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("export"))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void oneHostHasItsFilesAndNothingOfItChanges() throws IOException {
        String host = host("FE01", FrontEnd.frontEnd());
        byte[] before = Files.readAllBytes(folder.resolve("FE01.json"));

        assertThat(export(on(host).with(Option.REASON, "change 4711").with(Option.OWNER, "uc-team")))
                .isEmpty();

        assertThat(files()).containsExactly("FE01.apply.reg", "FE01.undo.reg");
        assertThat(Files.readAllBytes(folder.resolve("FE01.json"))).isEqualTo(before);
        assertThat(file("FE01.apply.reg"))
                .contains("; Reason: change 4711\r\n", "; Owner: uc-team\r\n")
                .endsWith("DATAMCUSVC.exe\"=dword:00000000\r\n\r\n");
        assertThat(file("FE01.undo.reg")).endsWith("DATAMCUSVC.exe\"=-\r\n\r\n");
        assertThat(String.join("\n", said))
                .contains(
                        "Export as registration files (reg) for 1 computer. What these files cannot do:",
                        "  NO_RESTART: the import restarts no service",
                        "  export/FE01.apply.reg\n    SHA-256 ",
                        "    reg import FE01.apply.reg /reg:64",
                        "  Last, prove that it is in effect: verify",
                        "    reg import FE01.undo.reg /reg:64",
                        "Exported 2 files to export. Nothing was changed yet.");
    }

    @Test
    void savedPlanGivesItsOwnFiles() throws IOException {
        MemoryHost machine = FrontEnd.frontEnd().build();
        String host = host("FE01", FrontEnd.frontEnd());
        Plan plan = Eku.on(machine).plan(FrontEnd.EXEMPTION.because("saved"), PlanOptions.DEFAULT);
        Files.writeString(folder.resolve("p.json"), Json.pretty(PlanJson.write(plan)));

        assertThat(export(on(host).with(Option.PLAN_FILE, "p.json"))).isEmpty();
        for (ExportFile file : Eku.export(plan, ExportForm.REG).files()) {
            assertThat(Files.readAllBytes(folder.resolve("export").resolve(file.name())))
                    .isEqualTo(file.bytes());
        }

        assertThat(export(on(host).with(Option.PLAN_FILE, "p.json").with(Option.REASON, "another")))
                .hasValueSatisfying(why -> assertThat(why).contains("INVALID_PARAMETER", "reason"));
        String moved = host("FE01", FrontEnd.frontEnd().value(FrontEnd.KEY, FrontEnd.PATH, RegistryValue.dword(1)));
        assertThat(export(on(moved).with(Option.PLAN_FILE, "p.json")))
                .hasValueSatisfying(why -> assertThat(why).contains("PLAN_STALE"));
        assertThat(export(on(host("FE02", FrontEnd.frontEnd())).with(Option.PLAN_FILE, "p.json")))
                .hasValueSatisfying(why -> assertThat(why).contains("PLAN_OF_ANOTHER_HOST"));
    }

    @Test
    void hostsThatAreAlikeShareTheirFilesAndOneThatIsRefusedStopsNoOther() throws IOException {
        String first = host("FE01", FrontEnd.frontEnd());
        String exempt = host("FE02", FrontEnd.exempted());
        String second = host("FE03", FrontEnd.frontEnd());
        String other = host("FE04", FrontEnd.frontEnd().value(FrontEnd.KEY, FrontEnd.PATH, RegistryValue.dword(1)));

        Optional<String> failure = export(on(String.join(",", first, exempt, second, other)));

        assertThat(failure).hasValueSatisfying(why -> assertThat(why).contains("NOTHING_TO_EXPORT"));
        assertThat(files())
                .containsExactly(
                        "FE01-and-1-more.apply.reg", "FE01-and-1-more.undo.reg", "FE04.apply.reg", "FE04.undo.reg");
        assertThat(file("FE01-and-1-more.apply.reg")).contains("; Computer FE01 (", "; Computer FE03 (");
        assertThat(file("FE04.undo.reg")).endsWith("=dword:00000001\r\n\r\n");
        assertThat(String.join("\n", said)).contains("For FE01, FE03:", "for 3 computers");
    }

    @Test
    void anotherFormIsRefusedBeforeAnyHost() {
        assertThat(export(on("memory:missing.json").with(Option.FORM, "msi")))
                .hasValueSatisfying(
                        why -> assertThat(why).contains("INVALID_PARAMETER: form: 'msi'", "choose one of reg"));
    }
}
