package dev.eku.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.eku.Eku;
import dev.eku.FrontEnd;
import dev.eku.Schemas;
import dev.eku.backend.memory.MemoryHostBuilder;
import dev.eku.command.input.Accounts;
import dev.eku.command.input.BadParameter;
import dev.eku.command.input.PeerList;
import dev.eku.command.output.Lines;
import dev.eku.command.output.OutputFiles;
import dev.eku.command.output.RunOutput;
import dev.eku.contract.TestParameters;
import dev.eku.diagnose.certificate.TestCertificates;
import dev.eku.diagnose.peer.PeerAnswer;
import dev.eku.diagnose.peer.PeerAnswer.Ending;
import dev.eku.diagnose.peer.PeerEndpoint;
import dev.eku.diagnose.peer.PeerEndpoint.Peer;
import dev.eku.diagnose.peer.TlsVersion;
import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.host.Credentials;
import dev.eku.host.HostSnapshotFile;
import dev.eku.inspect.ClockDifference;
import dev.eku.inspect.Inspection;
import dev.eku.json.Json;
import dev.eku.report.ReportedHost;
import dev.eku.report.Reports;
import dev.eku.service.ServiceState;
import dev.eku.text.Message;
import dev.eku.text.NextStep;
import dev.eku.text.Operation;
import dev.eku.text.Option;
import dev.eku.text.ShellCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The file of a run, as each operation really writes it, beside its schema. */
class RunSchemasTest {
    private static final Path RUN = Schemas.REPORTS.resolve("run.schema.json");
    private static final Path PLAN = Schemas.FILES.resolve("saved-plan-v3.schema.json");
    private static final Path SNAPSHOT = Schemas.FILES.resolve("snapshot-v1.schema.json");
    private static final Path EARLIER = Path.of("src/test/resources/dev/eku/earlier");
    private static final Path INTERRUPTED = EARLIER.resolve("journal/sfb-2015/open-2.json");

    private static final Lines SILENT = new Lines() {
        @Override
        public void info(String line) {}

        @Override
        public void warn(String line) {}

        @Override
        public void error(String line) {}
    };

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

    @TempDir
    private Path folder = Path.of("");

    private final Set<String> fields = new TreeSet<>();
    private final Set<Operation> done = EnumSet.noneOf(Operation.class);
    private final Set<Operation> failed = EnumSet.noneOf(Operation.class);

    @Test
    void fileOfEachOperationIsAsItsSchemaSaysAndNoSpoiledCopyIs() throws Exception {
        String fresh = host("fe01", FrontEnd.frontEnd().named("FE01"));
        String down = host("fe02", FrontEnd.frontEnd().named("FE02").state(FrontEnd.MCU, ServiceState.STOPPED));
        String exempt = host("fe03", FrontEnd.exempted().named("FE03"));
        String other = host("fe04", FrontEnd.frontEnd().named("FE04"));
        String open = "memory:" + Files.copy(INTERRUPTED, folder.resolve("open.json"));
        String missing = "memory:" + folder.resolve("missing.json");
        String fleet = fresh + "," + down + "," + exempt + "," + other;

        succeeds(Operation.PRODUCTS, TestParameters.NONE);
        fails(Operation.CERTIFICATES, TestParameters.NONE);
        succeeds(Operation.CERTIFICATES, peersOf(TestParameters.NONE));
        fails(Operation.CERTIFICATES, peersOf(TestParameters.NONE).with(Option.FAIL_ON, "needed"));

        succeeds(Operation.INSPECT, on(fresh));
        succeeds(Operation.INSPECT, on(fleet));
        for (String sick : List.of("edge-storm", "misplaced", "wrapper", "lync-2010")) {
            succeeds(Operation.INSPECT, on("memory:" + sick));
            succeeds(Operation.DIAGNOSE, peersOf(on("memory:" + sick)));
        }
        fails(Operation.INSPECT, on(missing));
        succeeds(Operation.DIAGNOSE, on(fleet));
        fails(Operation.DIAGNOSE, on(fresh + "," + missing));
        fails(Operation.DIAGNOSE, peersOf(on("memory:edge-storm")).with(Option.FAIL_ON, "needed"));

        succeeds(Operation.CAPTURE, on(fresh));
        assertThat(Schemas.requireStrict(SNAPSHOT, written("FE01.json"))).isGreaterThan(10);
        fails(Operation.CAPTURE, on(missing));
        succeeds(Operation.REHEARSE, on(fresh));
        fails(Operation.REHEARSE, on("memory:wrapper"));

        succeeds(Operation.EXPORT, on(fresh).with(Option.REASON, "change 4711"));
        succeeds(Operation.EXPORT, on(fresh + "," + other));
        fails(Operation.EXPORT, on(exempt));
        fails(Operation.VERIFY, on(fresh));
        fails(Operation.PLAN, on("memory:wrapper"));
        succeeds(Operation.PLAN, on(fresh).with(Option.REASON, "change 4711").with(Option.OWNER, "uc-team"));
        assertThat(Schemas.requireStrict(PLAN, written("FE01.plan.json"))).isGreaterThan(10);
        succeeds(Operation.APPLY, on(fresh).with(Option.PLAN_FILE, "FE01.plan.json"));
        succeeds(Operation.VERIFY, on(fresh));
        succeeds(Operation.APPLY, on(down).with(Option.RESTART, "never"));
        fails(Operation.VERIFY, on(down));
        succeeds(Operation.HISTORY, on(fresh));
        succeeds(Operation.ROLLBACK, on(fresh));
        fails(Operation.ROLLBACK, on(fresh));

        fails(Operation.PLAN, on(fleet));
        succeeds(Operation.PLAN, on(fleet).with(Option.MAX_UNAVAILABLE, "4"));
        fails(Operation.PLAN, on(fresh + "," + missing));
        fails(Operation.APPLY, on(fresh + "," + missing));
        succeeds(Operation.APPLY, on(fresh + "," + missing).with(Option.UNREACHABLE, "skip"));
        succeeds(Operation.APPLY, on(fleet).with(Option.MAX_UNAVAILABLE, "4"));
        succeeds(Operation.HISTORY, on(fleet));
        succeeds(Operation.ROLLBACK, on(fleet).with(Option.MAX_UNAVAILABLE, "4"));

        JsonNode locked = fails(Operation.UNLOCK, on(open));
        fails(Operation.APPLY, on(open));
        fails(Operation.HISTORY, on(missing));
        String holder = locked.at("/hosts/0/lock/holder").asText();
        succeeds(Operation.UNLOCK, on(open).with(Option.HOLDER, holder));
        succeeds(Operation.APPLY, on(open));

        assertThat(done).isEqualTo(EnumSet.allOf(Operation.class));
        // Nothing can go wrong with the catalogue.
        assertThat(failed).isEqualTo(EnumSet.complementOf(EnumSet.of(Operation.PRODUCTS)));
        JsonNode schema = Schemas.parse(Files.readString(RUN));
        Set<String> described = new TreeSet<>();
        schema.get("properties").fieldNames().forEachRemaining(described::add);
        schema.at("/$defs/host/properties").fieldNames().forEachRemaining(described::add);
        // Only the clock of a real host is compared with ours.
        described.remove("clock");
        assertThat(fields).isEqualTo(described);
    }

    /** The clock of a simulated host is not compared with ours, so no run above says it. */
    @Test
    void reportOfAClockIsAsItsSchemaSaysAndNoSpoiledCopyIs() {
        Instant now = Instant.parse("2017-06-10T03:00:00Z");
        Inspection inspection = Eku.on(FrontEnd.frontEnd().at(now).build()).inspect(FrontEnd.EXEMPTION);
        for (int hours : List.of(-1, 1)) {
            Instant ours = now.plus(Duration.ofHours(hours));
            ClockDifference far = ClockDifference.of(inspection, ours, ours).orElseThrow();
            String report = Json.pretty(
                    Reports.ENGLISH.of(ReportedHost.of(inspection), far).json());
            assertThat(Schemas.requireStrict(Schemas.REPORTS.resolve("clock.schema.json"), Schemas.parse(report)))
                    .isGreaterThan(1);
        }
    }

    /** Files that an earlier version wrote are of the same form, or have another number. */
    @ParameterizedTest
    @ValueSource(strings = {"hosts", "journal/sfb-2015", "journal/misplaced", "journal/text"})
    void hostsThatWereCapturedEarlierAreAsTheSchemaSays(String files) throws IOException {
        try (Stream<Path> hosts = Files.list(EARLIER.resolve(files))) {
            for (Path host : hosts.toList()) {
                assertThat(Schemas.faults(SNAPSHOT, Schemas.parse(Files.readString(host))))
                        .as(host.toString())
                        .isEmpty();
            }
        }
    }

    private void succeeds(Operation operation, TestParameters given) {
        JsonNode file = run(operation, given);
        assertThat(file.get("succeeded").asBoolean())
                .as("%s: %s", operation, file.findValues("failure"))
                .isTrue();
        done.add(operation);
    }

    private JsonNode fails(Operation operation, TestParameters given) {
        JsonNode file = run(operation, given);
        assertThat(file.get("succeeded").asBoolean())
                .as("%s: %s", operation, file.findValues("failure"))
                .isFalse();
        failed.add(operation);
        return file;
    }

    private JsonNode run(Operation operation, TestParameters given) {
        RunOutput output = new RunOutput(
                operation.id(),
                new OutputFiles(folder, folder, folder),
                Reports.ENGLISH,
                host -> Reports.ENGLISH,
                SILENT);
        try {
            Command.run(operation, new Session(given, NOBODY, (peers, password, run) -> answers(peers)), output);
        } catch (EkuException why) {
            output.failed(why);
        }
        output.end();
        JsonNode file = Schemas.parse(output.json());
        assertThat(Schemas.requireStrict(RUN, file)).isPositive();
        file.fieldNames().forEachRemaining(fields::add);
        file.get("hosts").forEach(host -> host.fieldNames().forEachRemaining(fields::add));
        return file;
    }

    private JsonNode written(String file) throws IOException {
        return Schemas.parse(Files.readString(folder.resolve(file)));
    }

    private String host(String name, MemoryHostBuilder host) throws IOException {
        Path file = folder.resolve(name + ".json");
        Files.writeString(file, HostSnapshotFile.print(host.build().snapshot()));
        return "memory:" + file;
    }

    private static TestParameters on(String hosts) {
        return TestParameters.NONE.with(Option.HOSTS, hosts);
    }

    private static TestParameters peersOf(TestParameters given) {
        return given.with(Option.ENDPOINTS, "edge.contoso.com:8057");
    }

    /** An answer of each kind. */
    private static List<PeerAnswer> answers(PeerList asked) {
        if (asked.isEmpty()) {
            return List.of();
        }
        X509Certificate serverOnly = TestCertificates.of("edge.contoso.com", "Contoso CA")
                .ekus(TestCertificates.SERVER_AUTH)
                .dnsNames("edge.contoso.com")
                .build();
        X509Certificate authority =
                TestCertificates.of("Contoso CA", "Contoso CA").build();
        PeerEndpoint edge = asked.endpoints().get(0);
        return List.of(
                new PeerAnswer.Presented(
                        edge, List.of(serverOnly, authority), TlsVersion.TLS_1_2, Ending.ASKED_FOR_CERTIFICATE),
                new PeerAnswer.FromFile("edge.cer", Peer.EDGE, List.of(serverOnly, authority)),
                new PeerAnswer.UnreadableFile(
                        "old.cer", Peer.EDGE, new EkuException(ErrorCode.FILE_FAILURE, "old.cer", "no such file")),
                new PeerAnswer.Failed(
                        edge,
                        PeerAnswer.Failure.UNREACHABLE,
                        Message.asIs("cannot be reached"),
                        Message.asIs("no way"),
                        new NextStep.Command(
                                Message.asIs("look"), List.of("ping", "edge"), Set.of(ShellCommand.Shell.CMD))));
    }
}
