package dev.eku.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eku.diagnose.certificate.TestCertificates;
import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.host.HostSnapshot.Access;
import dev.eku.host.HostSnapshot.Content;
import dev.eku.host.HostSnapshot.StoredFile;
import dev.eku.host.HostSnapshot.StoredKey;
import dev.eku.host.HostSnapshot.StoredLog;
import dev.eku.host.HostSnapshot.StoredPeer;
import dev.eku.host.HostSnapshot.StoredService;
import dev.eku.host.event.LoggedEvent;
import dev.eku.json.Json;
import dev.eku.registry.KeyContents.NamedValue;
import dev.eku.registry.KeyPath;
import dev.eku.registry.NameFolding;
import dev.eku.registry.RegistryValue;
import dev.eku.service.ServiceCommand;
import dev.eku.service.ServiceConfig;
import dev.eku.service.ServiceName;
import dev.eku.service.ServiceState;
import dev.eku.service.ServiceStatus;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class HostSnapshotFileTest {
    private static final Instant NOW = Instant.parse("2017-06-10T03:00:00Z");
    private static final StoredKey KEY = new StoredKey(
            KeyPath.parse("HKLM\\SOFTWARE\\Vendor"),
            List.of(
                    new NamedValue("C:\\App\\a.exe", RegistryValue.dword(0)),
                    new NamedValue("", RegistryValue.string("text")),
                    new NamedValue("list", RegistryValue.multiString(List.of("a", "b"))),
                    new NamedValue("raw", RegistryValue.of(55, new byte[] {1, 2}))),
            Optional.of(NOW),
            Access.READ_ONLY);
    private static final StoredService SERVICE = new StoredService(
            new ServiceConfig(
                    ServiceName.of("RTCDATAMCU"),
                    "Web Conferencing",
                    "\"C:\\App\\a.exe\"",
                    ServiceConfig.StartType.AUTOMATIC,
                    16,
                    "NetworkService",
                    List.of("RTCSRV")),
            new ServiceStatus(
                    ServiceState.STOP_PENDING,
                    Set.of(ServiceCommand.STOP),
                    1064,
                    3,
                    Duration.ofSeconds(2),
                    OptionalLong.of(4711),
                    Optional.of(NOW)),
            false,
            Optional.of("D:\\App\\a.exe"));
    private static final X509Certificate EDGE =
            TestCertificates.of("edge.contoso.com", "Contoso CA").build();
    private static final X509Certificate CA =
            TestCertificates.of("Contoso CA", "Contoso CA").build();
    private static final HostSnapshot HOST = new HostSnapshot(
            NOW,
            List.of(KEY),
            List.of(SERVICE),
            List.of(new StoredFile("C:\\App\\a.exe", Optional.of("C:\\APP~1\\A~1.EXE"), Optional.empty())),
            List.of(),
            true);

    @Test
    void parseRefusesAPeerThatCannotBe() {
        HostSnapshot host = new HostSnapshot(
                NOW,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                false,
                false,
                false,
                List.of(new StoredPeer("edge", 8057, List.of(EDGE))));
        String text = HostSnapshotFile.print(host);
        assertThat(HostSnapshotFile.parse(text, "test")).isEqualTo(host);
        String der = text.replaceAll("(?s).*\"chain\" : \\[ \"([^\"]+)\".*", "$1");
        requireMalformed(text.replace("8057", "65536"), "1 to 65535 expected");
        requireMalformed(text.replace(der, der.substring(0, 200)), "certificates in DER as base64 expected");
        requireMalformed(text.replace(der, "?"), "certificates in DER as base64 expected");
        requireMalformed(text.replace("\"" + der + "\"", ""), "at least one certificate expected");
    }

    private static void requireMalformed(String text, String why) {
        assertThatThrownBy(() -> HostSnapshotFile.parse(text, "test"))
                .hasMessageStartingWith("MALFORMED_FILE")
                .hasMessageContaining(why);
    }

    @Test
    void printIsReadableAndLeavesOutWhatIsNotSet() {
        HostSnapshot plain = new HostSnapshot(
                NOW,
                List.of(new StoredKey(
                        KeyPath.parse("HKLM\\SOFTWARE\\Vendor"),
                        List.of(new NamedValue("C:\\App\\a.exe", RegistryValue.dword(0))),
                        Optional.empty(),
                        Access.FULL)),
                List.of(),
                List.of(new StoredFile("C:\\App\\a.exe", Optional.empty(), Optional.empty())),
                List.of(),
                false);

        assertThat(HostSnapshotFile.print(plain).replace("\r\n", "\n")).isEqualTo("""
                        {
                          "version" : 1,
                          "instant" : "2017-06-10T03:00:00Z",
                          "cmdlets" : false,
                          "services" : [ ],
                          "files" : [ {
                            "path" : "C:\\\\App\\\\a.exe"
                          } ],
                          "keys" : [ {
                            "key" : "HKLM\\\\SOFTWARE\\\\Vendor",
                            "values" : [ {
                              "name" : "C:\\\\App\\\\a.exe",
                              "dword" : 0
                            } ]
                          } ]
                        }
                        """);
    }

    @Test
    void parseGivesBackWhatPrintWasGiven() {
        assertThat(HostSnapshotFile.parse(HostSnapshotFile.print(HOST), "test")).isEqualTo(HOST);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void parseGivesBackAnySnapshot(long seed) {
        HostSnapshot any = arbitrary(new Random(seed));
        String text = HostSnapshotFile.print(any);

        assertThat(HostSnapshotFile.parse(text, "seed " + seed)).isEqualTo(any);
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        assertThat(new String(utf8, StandardCharsets.UTF_8))
                .as("survives UTF-8")
                .isEqualTo(text);
    }

    @Test
    void parseNamesThePlaceOfAnUnknownField() {
        refused(
                text -> text.replace("\"cmdlets\"", "\"cmdlet\""),
                "MALFORMED_FILE: fe01.json cannot be read, at $.cmdlets: missing");
        refused(
                text -> text.replace("\"dword\" : 0", "\"dwort\" : 0, \"dword\" : 0"),
                "MALFORMED_FILE: fe01.json cannot be read, at $.keys[0].values[0].dwort: unknown field");
        refused(
                text -> text.replace("\"account\"", "\"colour\" : 1, \"account\""),
                "MALFORMED_FILE: fe01.json cannot be read, at $.services[0].colour: unknown field");
        refused(
                text -> text.replace("\"version\" : 1", "\"version\" : 1, \"extra\" : [ ]"),
                "MALFORMED_FILE: fe01.json cannot be read, at $.extra: unknown field");
    }

    @Test
    void parseRefusesAnotherVersion() {
        refused(
                text -> text.replace("\"version\" : 1", "\"version\" : 2"),
                "MALFORMED_FILE: fe01.json cannot be read, at $.version: 1 expected");
    }

    @ParameterizedTest
    @CsvSource({
        "'\"name\" : \"raw\"', '\"name\" : \"LIST\"', $.keys[0].values[3].name: the same name twice",
        "'\"dword\" : 0', '\"dword\" : -1', $.keys[0].values[0].dword: 0 to 4294967295 expected",
        "'\"dword\" : 0', '\"dword\" : 4294967296', $.keys[0].values[0].dword: 0 to 4294967295 expected",
        "'\"dword\" : 0', '\"dword\" : \"0\"', $.keys[0].values[0].dword: whole number expected",
        "'\"hex\" : \"0102\"', '\"hex\" : \"01 0\"', $.keys[0].values[3].hex: '01 0' cannot be read",
        "'STOP_PENDING', 'STOPPING', $.services[0].state: 'STOPPING' cannot be read",
        "'[ \"STOP\" ]', '[ \"HALT\" ]', $.services[0].accepts: 'HALT' cannot be read",
        "'\"checkpoint\" : 3', '\"checkpoint\" : 3000000000', $.services[0].checkpoint: number too large",
        "'PT2S', '2 seconds', $.services[0].waitHint: '2 seconds' cannot be read",
        "'READ_ONLY', 'SOME', $.keys[0].access: 'SOME' cannot be read",
        "'HKLM\\\\SOFTWARE', 'HKCU\\\\SOFTWARE', $.keys[0].key: 'HKCU\\SOFTWARE\\Vendor' cannot be read"
    })
    void parseNamesThePlaceOfAnImpossibleValue(String part, String instead, String place) {
        refused(text -> text.replace(part, instead), place);
    }

    @Test
    void parseRefusesTheSameKeyServiceOrFileTwiceInAnySpelling() {
        refused(
                twice("\"keys\" : [ ", "{ \"key\" : \"HKLM\\\\software\\\\VENDOR\" }, "),
                "$.keys[1].key: the same name twice");
        refused(
                twice("\"files\" : [ ", "{ \"path\" : \"c:\\\\app\\\\A.exe\" }, "),
                "$.files[1].path: the same name twice");
        String service =
                "{ \"name\" : \"rtcdatamcu\", \"displayName\" : \"\", \"imagePath\" : \"\", \"startType\" : \"MANUAL\","
                        + " \"type\" : 16, \"account\" : \"\", \"state\" : \"STOPPED\" }, ";
        refused(twice("\"services\" : [ ", service), "$.services[1].name: the same name twice");
    }

    @Test
    void parseRefusesTheSameFieldTwice() {
        refused(
                text -> text.replace("\"version\" : 1", "\"version\" : 1, \"version\" : 1"),
                "Duplicate field 'version'");
    }

    @Test
    void parseRefusesATextThatIsCutOffAnywhere() {
        String text = HostSnapshotFile.print(HOST).strip();
        for (int length = 0; length < text.length(); length++) {
            String cut = text.substring(0, length);
            assertThatThrownBy(() -> HostSnapshotFile.parse(cut, "fe01.json"))
                    .as("cut off after %s", length)
                    .isInstanceOfSatisfying(
                            EkuException.class,
                            refused -> assertThat(refused.code()).isEqualTo(ErrorCode.MALFORMED_FILE));
        }
    }

    @Test
    void parseRefusesWhatFollowsTheSnapshot() {
        refused(text -> text + "{}", "MALFORMED_FILE: fe01.json cannot be read, at line ");
        refused(text -> text + "x", "MALFORMED_FILE: fe01.json cannot be read, at line ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "null", "[]", "1", "\"text\"", "{}"})
    void parseRefusesWhatIsNoSnapshotAtAll(String text) {
        refused(good -> text, "MALFORMED_FILE: fe01.json cannot be read, at ");
    }

    @Test
    void readRefusesAFileThatIsTooLarge(@TempDir Path folder) throws Exception {
        Path file = Files.write(folder.resolve("large.json"), new byte[Json.MAX_LENGTH + 1]);

        assertThatThrownBy(() -> HostSnapshotFile.read(file)).hasMessageStartingWith("FILE_TOO_LARGE: " + file);
    }

    @Test
    void readRefusesAFileThatIsNoUtf8(@TempDir Path folder) throws Exception {
        byte[] text = HostSnapshotFile.print(HOST).getBytes(StandardCharsets.UTF_8);
        text[text.length / 2] = (byte) 0xC3;
        Path file = Files.write(folder.resolve("fe01.json"), text);

        assertThatThrownBy(() -> HostSnapshotFile.read(file)).hasMessageStartingWith("MALFORMED_FILE: " + file);
    }

    @Test
    void readRefusesAFileThatIsMissing(@TempDir Path folder) {
        Path file = folder.resolve("missing.json");

        assertThatThrownBy(() -> HostSnapshotFile.read(file)).hasMessageStartingWith("FILE_FAILURE: the file " + file);
    }

    private static UnaryOperator<String> twice(String list, String item) {
        return text -> text.replace(list, list + item);
    }

    private static void refused(UnaryOperator<String> change, String part) {
        String good = HostSnapshotFile.print(HOST);
        String bad = change.apply(good);
        assertThat(bad).as("the change hits").isNotEqualTo(good);
        assertThatThrownBy(() -> HostSnapshotFile.parse(bad, "fe01.json"))
                .isInstanceOf(EkuException.class)
                .hasMessageContaining(part);
    }

    private static HostSnapshot arbitrary(Random random) {
        List<StoredKey> keys = new ArrayList<>();
        Set<KeyPath> paths = new HashSet<>();
        for (int i = 0; i < 30; i++) {
            KeyPath path = KeyPath.of("SOFTWARE", name(random, 1 + random.nextInt(3)));
            path = random.nextBoolean() ? path.child(name(random, 1 + random.nextInt(20))) : path;
            if (paths.add(path)) {
                keys.add(new StoredKey(
                        path,
                        values(random),
                        random.nextBoolean()
                                ? Optional.of(Instant.ofEpochSecond(random.nextInt(), random.nextInt(1000) * 100L))
                                : Optional.empty(),
                        any(random, Access.values())));
            }
        }
        List<StoredService> services = new ArrayList<>();
        for (int i = 0; i < random.nextInt(5); i++) {
            services.add(service(random, "Service " + i));
        }
        List<StoredFile> files = new ArrayList<>();
        for (int i = 0; i < random.nextInt(5); i++) {
            files.add(new StoredFile(
                    i + name(random, 30),
                    random.nextBoolean() ? Optional.of(name(random, 12)) : Optional.empty(),
                    random.nextBoolean() ? Optional.of(content(random)) : Optional.empty(),
                    random.nextBoolean() ? Optional.of(name(random, 9)) : Optional.empty()));
        }
        return new HostSnapshot(
                Instant.ofEpochSecond(random.nextInt()),
                keys,
                services,
                files,
                logs(random),
                random.nextBoolean(),
                random.nextBoolean(),
                random.nextBoolean(),
                peers(random));
    }

    private static List<StoredPeer> peers(Random random) {
        List<StoredPeer> peers = new ArrayList<>();
        for (int i = 0; i < random.nextInt(3); i++) {
            peers.add(new StoredPeer("edge" + i, 1 + random.nextInt(65_535), List.of(EDGE, CA)));
        }
        return peers;
    }

    private static Content content(Random random) {
        byte[] bytes = new byte[random.nextInt(20)];
        random.nextBytes(bytes);
        return random.nextBoolean()
                ? Content.of(bytes)
                : Content.of("<configuration/>\r\n\u00e4".getBytes(StandardCharsets.UTF_8));
    }

    private static List<StoredLog> logs(Random random) {
        List<StoredLog> logs = new ArrayList<>();
        for (int i = 0; i < random.nextInt(3); i++) {
            List<LoggedEvent> events = new ArrayList<>();
            for (int k = 0; k < random.nextInt(4); k++) {
                events.add(new LoggedEvent(
                        Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000)),
                        random.nextInt(3),
                        random.nextInt(65_536),
                        name(random, 12),
                        random.nextBoolean() ? List.of(name(random, 12), "") : List.of(),
                        random.nextBoolean() ? Optional.of(name(random, 30)) : Optional.empty()));
            }
            logs.add(new StoredLog("Log " + i, events));
        }
        return logs;
    }

    private static StoredService service(Random random, String name) {
        return new StoredService(
                new ServiceConfig(
                        ServiceName.of(name),
                        name(random, 20),
                        name(random, 60),
                        any(random, ServiceConfig.StartType.values()),
                        random.nextInt(),
                        name(random, 10),
                        List.of(name(random, 5), name(random, 6))),
                new ServiceStatus(
                        any(random, ServiceState.values()),
                        Arrays.stream(ServiceCommand.values())
                                .filter(command -> random.nextBoolean())
                                .collect(Collectors.toSet()),
                        random.nextInt(3),
                        random.nextInt(3),
                        Duration.ofMillis(random.nextInt(5000)),
                        random.nextBoolean() ? OptionalLong.of(random.nextInt(9999)) : OptionalLong.empty(),
                        random.nextBoolean() ? Optional.of(Instant.ofEpochMilli(random.nextInt())) : Optional.empty()),
                random.nextBoolean(),
                random.nextBoolean() ? Optional.of(name(random, 9)) : Optional.empty());
    }

    private static <T> T any(Random random, T[] all) {
        return all[random.nextInt(all.length)];
    }

    private static List<NamedValue> values(Random random) {
        List<NamedValue> values = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (int i = 0; i < random.nextInt(6); i++) {
            String name = name(random, random.nextInt(20));
            if (names.add(NameFolding.fold(name))) {
                values.add(new NamedValue(name, value(random)));
            }
        }
        return values;
    }

    private static RegistryValue value(Random random) {
        byte[] bytes = new byte[random.nextInt(20)];
        random.nextBytes(bytes);
        return switch (random.nextInt(6)) {
            case 0 -> RegistryValue.dword(Integer.toUnsignedLong(random.nextInt()));
            case 1 -> RegistryValue.string(name(random, 10));
            case 2 -> RegistryValue.expandString(name(random, 10));
            case 3 -> RegistryValue.multiString(List.of(name(random, 3), "", name(random, 3)));
            case 4 -> RegistryValue.of(random.nextInt(), bytes);
            default -> RegistryValue.of(random.nextInt(12), bytes);
        };
    }

    /** Any UTF-16 units but those no key may hold, halves of surrogate pairs among them. */
    private static String name(Random random, int length) {
        StringBuilder name = new StringBuilder();
        while (name.length() < length) {
            char c = (char)
                    switch (random.nextInt(4)) {
                        case 0 -> 0xD800 + random.nextInt(0x800);
                        case 1 -> 1 + random.nextInt(0xFFFE);
                        default -> ' ' + random.nextInt(95);
                    };
            name.append(c == '\\' ? '/' : c);
        }
        return name.toString();
    }
}
