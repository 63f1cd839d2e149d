package dev.eku.backend.memory;

import static dev.eku.product.Bitness.BITS_32;
import static dev.eku.product.Bitness.BITS_64;
import static dev.eku.product.Clr.V2;
import static dev.eku.product.Clr.V4;
import static dev.eku.product.Setting.REQUIRE_CERTIFICATE_EKUS;
import static dev.eku.product.Setting.SCH_SEND_AUX_RECORD;
import static dev.eku.registry.RegistryView.VIEW_32;
import static dev.eku.registry.RegistryView.VIEW_64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eku.host.HostSnapshot.Access;
import dev.eku.product.Clr;
import dev.eku.product.ImagePath;
import dev.eku.product.Product;
import dev.eku.product.ProductCatalog;
import dev.eku.product.RegistryTarget;
import dev.eku.product.Variables;
import dev.eku.registry.KeyContents;
import dev.eku.registry.KeyPath;
import dev.eku.registry.Registry;
import dev.eku.registry.RegistryValue;
import dev.eku.registry.RegistryView;
import dev.eku.service.ServiceCommand;
import dev.eku.service.ServiceConfig;
import dev.eku.service.ServiceName;
import dev.eku.service.ServiceState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class MemoryHostTest {
    private static final ServiceName DATA_MCU = ServiceName.of("RTCDATAMCU");
    private static final KeyPath KEY = KeyPath.of("SOFTWARE", "Vendor");

    static Stream<Product> products() {
        return ProductCatalog.products().stream();
    }

    @ParameterizedTest
    @MethodSource("products")
    void frontEndHasWhatItsProductIsFoundBy(Product product) {
        MemoryHost host = MemoryHost.frontEnd(product.id()).build();

        ServiceConfig config = host.services().config(DATA_MCU).orElseThrow();
        assertThat(config.imagePath()).startsWith("\"").endsWith("\\Web Conferencing\\DATAMCUSVC.exe\"");
        String executable = ImagePath.answered(config.imagePath())
                .candidates(Variables.NONE)
                .get(0);
        assertThat(host.files().isFile(executable)).isTrue();
        assertThat(host.services().status(DATA_MCU).state()).isEqualTo(ServiceState.RUNNING);
        assertThat(config.startType()).isEqualTo(ServiceConfig.StartType.AUTOMATIC);
        assertThat(text(host, ProductCatalog.PRODUCT_KEY, "Version")).startsWith(product.version());
        assertThat(executable).startsWith(text(host, ProductCatalog.PRODUCT_KEY, "InstallDir"));
        assertThat(text(host, FrontEnds.COMPUTER_NAME, "ComputerName")).isEqualTo("FE01");
        assertThat(host.graceful()).isPresent();
        assertThat(host.simulated()).isTrue();
        Clr clr = product.applications().get(0).clr();
        assertThat(host.registry().read(VIEW_64, RegistryTarget.runtimeKey(clr)))
                .isPresent();
        assertThat(host.registry().read(VIEW_64, RegistryTarget.keyOf(REQUIRE_CERTIFICATE_EKUS, clr)))
                .isEmpty();
        assertThat(host.services().dependents(DATA_MCU)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("products")
    void frontEndHasTheFilesOfAllApplications(Product product) {
        MemoryHost host = MemoryHost.frontEnd(product.id()).build();

        product.applications().stream()
                .flatMap(application -> application.path().stream())
                .forEach(path -> assertThat(host.files().isFile(path)).as(path).isTrue());
    }

    @ParameterizedTest
    @MethodSource("products")
    void snapshotOfAFrontEndOpensAsAnEqualHost(Product product) {
        MemoryHost host = MemoryHost.frontEnd(product.id()).build();

        assertThat(MemoryHost.from(host.snapshot()).snapshot()).isEqualTo(host.snapshot());
        assertThat(host.toBuilder().build().snapshot()).isEqualTo(host.snapshot());
    }

    @Test
    void hostsOfOnePresetAreIndependent() {
        MemoryHost one = MemoryHost.lync2013FrontEnd().build();
        MemoryHost other = MemoryHost.lync2013FrontEnd().build();

        one.registry().createKey(VIEW_64, KEY);
        one.clock().sleep(Duration.ofDays(1));
        one.service("RTCDATAMCU").crash(1);

        assertThat(other.registry().read(VIEW_64, KEY)).isEmpty();
        assertThat(other.snapshot())
                .isEqualTo(MemoryHost.lync2013FrontEnd().build().snapshot());
    }

    @Test
    void frontEndRefusesAnUnknownProduct() {
        assertThatThrownBy(() -> MemoryHost.frontEnd("sfb-2016")).hasMessageStartingWith("UNKNOWN_PRODUCT");
    }

    @Test
    void lastWrittenIsToldByTheVirtualClock() {
        MemoryHost host =
                MemoryHost.builder().at(Instant.parse("2020-01-01T00:00:00Z")).build();
        Registry registry = host.registry();

        registry.createKey(VIEW_64, KEY);
        assertThat(written(host, KEY)).isEqualTo("2020-01-01T00:00:00Z");
        assertThat(written(host, KeyPath.of("SOFTWARE"))).as("a new subkey").isEqualTo("2020-01-01T00:00:00Z");

        host.clock().sleep(Duration.ofHours(1));
        registry.setValue(VIEW_64, KEY, "v", RegistryValue.dword(0));
        assertThat(written(host, KEY)).isEqualTo("2020-01-01T01:00:00Z");
        assertThat(written(host, KeyPath.of("SOFTWARE")))
                .as("not our own values")
                .isEqualTo("2020-01-01T00:00:00Z");

        host.clock().sleep(Duration.ofHours(1));
        registry.value(VIEW_64, KEY, "v");
        registry.createKey(VIEW_64, KEY);
        registry.deleteValue(VIEW_64, KEY, "missing");
        assertThat(written(host, KEY)).as("nothing changed").isEqualTo("2020-01-01T01:00:00Z");

        registry.deleteValue(VIEW_64, KEY, "v");
        assertThat(written(host, KEY)).isEqualTo("2020-01-01T02:00:00Z");
        registry.deleteKey(VIEW_64, KEY);
        assertThat(written(host, KeyPath.of("SOFTWARE"))).isEqualTo("2020-01-01T02:00:00Z");
    }

    @Test
    void createKeyRefusesANewHive() {
        Registry registry = MemoryHost.builder().build().registry();

        assertThatThrownBy(() -> registry.createKey(VIEW_64, KeyPath.of("NEW")))
                .hasMessageContaining("ERROR_INVALID_PARAMETER");
        assertThatThrownBy(() -> registry.createKey(VIEW_64, KeyPath.of("NEW", "below")))
                .hasMessageContaining("ERROR_INVALID_PARAMETER");
    }

    @Test
    void errorsNameHostViewAndKey() {
        MemoryHost host = MemoryHost.builder()
                .named("FE07")
                .access(VIEW_64, KEY, Access.READ_ONLY)
                .build();

        assertThatThrownBy(() -> host.registry().setValue(VIEW_64, KEY, "v", RegistryValue.dword(0)))
                .hasMessageStartingWith(
                        "ACCESS_DENIED: RegSetValueEx failed on memory:FE07 HKLM\\SOFTWARE\\Vendor (64-bit view): ERROR_ACCESS_DENIED (5)");
    }

    @Test
    void readListsValuesInTheOrderInWhichTheyWereMadeAndKeysByName() {
        Registry registry = MemoryHost.builder().build().registry();
        List.of("b", "C", "a").forEach(name -> registry.createKey(VIEW_64, KEY.child(name)));
        List.of("b", "C", "a").forEach(name -> registry.setValue(VIEW_64, KEY, name, RegistryValue.dword(0)));
        registry.setValue(VIEW_64, KEY, "B", RegistryValue.dword(1));

        KeyContents contents = registry.read(VIEW_64, KEY).orElseThrow();
        assertThat(contents.subkeys()).containsExactly("a", "b", "C");
        assertThat(contents.values()).extracting(KeyContents.NamedValue::name).containsExactly("b", "C", "a");
    }

    @ParameterizedTest
    @MethodSource("products")
    void serviceSeesTheExemptionOnlyAfterARestart(Product product) {
        MemoryHost host = MemoryHost.frontEnd(product.id()).build();
        Clr clr = product.applications().get(0).clr();
        String path = ImagePath.answered(
                        host.services().config(DATA_MCU).orElseThrow().imagePath())
                .candidates(Variables.NONE)
                .get(0);
        SimulatedService service = host.service("RTCDATAMCU");
        assertThat(service.sawExemption(REQUIRE_CERTIFICATE_EKUS, clr, BITS_64)).isFalse();

        set(host, VIEW_64, clr, path, RegistryValue.dword(0));
        assertThat(service.sawExemption(REQUIRE_CERTIFICATE_EKUS, clr, BITS_64)).isFalse();

        restart(host);
        assertThat(service.sawExemption(REQUIRE_CERTIFICATE_EKUS, clr, BITS_64)).isTrue();
        assertThat(service.sawExemption(REQUIRE_CERTIFICATE_EKUS, clr == V2 ? V4 : V2, BITS_64))
                .isFalse();
        assertThat(service.sawExemption(REQUIRE_CERTIFICATE_EKUS, clr, BITS_32)).isFalse();
        assertThat(service.sawExemption(SCH_SEND_AUX_RECORD, clr, BITS_64)).isFalse();

        host.registry().deleteValue(VIEW_64, RegistryTarget.keyOf(REQUIRE_CERTIFICATE_EKUS, clr), path);
        assertThat(service.sawExemption(REQUIRE_CERTIFICATE_EKUS, clr, BITS_64))
                .as("read once")
                .isTrue();
        service.crash(1);
        assertThat(service.sawExemption(REQUIRE_CERTIFICATE_EKUS, clr, BITS_64))
                .as("no process")
                .isFalse();
    }

    @Test
    void serviceSeesNoExemptionInAnyOtherTypeViewOrSpelling() {
        String path = "C:\\Program Files\\Skype for Business Server 2015\\Web Conferencing\\DATAMCUSVC.exe";
        for (RegistryValue value : List.of(
                RegistryValue.string("0"),
                RegistryValue.qword(0),
                RegistryValue.dword(1),
                RegistryValue.of(4, new byte[5]),
                RegistryValue.binary(new byte[4]))) {
            assertThat(sees(VIEW_64, path, value)).as(value.toString()).isFalse();
        }
        assertThat(sees(VIEW_32, path, RegistryValue.dword(0))).isFalse();
        assertThat(sees(VIEW_64, "\"" + path + "\"", RegistryValue.dword(0))).isFalse();
        assertThat(sees(VIEW_64, path.replace("\\", "\\\\"), RegistryValue.dword(0)))
                .isFalse();
        assertThat(sees(VIEW_64, "DATAMCUSVC.exe", RegistryValue.dword(0))).isFalse();
        assertThat(sees(VIEW_64, path.replace("DATAMCUSVC", "DataMCUSvc"), RegistryValue.dword(0)))
                .isTrue();
    }

    @Test
    void serviceSeesTheMachineWideValueToo() {
        MemoryHost host = MemoryHost.skypeForBusiness2015FrontEnd()
                .value(RegistryTarget.runtimeKey(V4), "RequireCertificateEKUs", RegistryValue.dword(0))
                .build();

        assertThat(host.service("RTCDATAMCU").sawExemption(REQUIRE_CERTIFICATE_EKUS, V4, BITS_64))
                .as("the key's time is before the process's")
                .isTrue();
    }

    @Test
    void processOlderThanTheHostHasNotSeenWhatWasWrittenAfterItsStart() {
        MemoryHost host = MemoryHost.skypeForBusiness2015FrontEnd().build();
        set(
                host,
                VIEW_64,
                V4,
                "C:\\Program Files\\Skype for Business Server 2015\\Web Conferencing\\DATAMCUSVC.exe",
                RegistryValue.dword(0));

        MemoryHost next = MemoryHost.from(host.snapshot());

        assertThat(next.service("RTCDATAMCU").sawExemption(REQUIRE_CERTIFICATE_EKUS, V4, BITS_64))
                .isFalse();
        restart(next);
        assertThat(MemoryHost.from(next.snapshot())
                        .service("RTCDATAMCU")
                        .sawExemption(REQUIRE_CERTIFICATE_EKUS, V4, BITS_64))
                .isTrue();
    }

    @Test
    void serviceMeantBy8Dot3NamesLooksForItsLongPath() {
        ServiceConfig config = new ServiceConfig(
                DATA_MCU, "", "C:\\PROGRA~1\\APP~1\\a.exe -x", ServiceConfig.StartType.MANUAL, 16, "", List.of());
        MemoryHost host = MemoryHost.builder()
                .file("C:\\Program Files\\App Server\\a.exe", "C:\\PROGRA~1\\APP~1\\a.exe")
                .service(config)
                .build();

        set(host, VIEW_64, V4, "C:\\Program Files\\App Server\\a.exe", RegistryValue.dword(0));
        restart(host);

        assertThat(host.service("RTCDATAMCU").sawExemption(REQUIRE_CERTIFICATE_EKUS, V4, BITS_64))
                .isTrue();
    }

    @Test
    void clockOfTwoHostObjectsOnOneMachineIsTheSame() {
        MemoryHost one = MemoryHost.builder().build();
        MemoryHost other = one.reconnect();

        one.clock().sleep(Duration.ofSeconds(5));

        assertThat(other.clock().now()).isEqualTo(one.clock().now());
        one.registry().createKey(VIEW_64, KEY);
        assertThat(other.registry().createKey(VIEW_64, KEY)).isEqualTo(Registry.Disposition.OPENED);
        assertThat(other.portCalls()).hasSize(1);
    }

    @Test
    void clockLetsWhatIsDueHappenInOrderAndAtItsTime() {
        MemoryHost host = MemoryHost.builder().build();
        Instant start = host.clock().now();
        List<Duration> seen = new ArrayList<>();
        Runnable note = () -> seen.add(Duration.between(start, host.clock().now()));
        host.clock().after(Duration.ofSeconds(3), note);
        host.clock().after(Duration.ofSeconds(1), () -> {
            note.run();
            host.clock().after(Duration.ofSeconds(1), note);
        });
        host.clock().after(Duration.ofSeconds(9), note);

        host.clock().sleep(Duration.ofSeconds(5));

        assertThat(seen).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(3));
        assertThat(host.clock().now()).isEqualTo(start.plusSeconds(5));
    }

    @Test
    void callsAreMistakesAfterTheHostIsClosedButTheMachineCanBeLookedAt() {
        MemoryHost host = MemoryHost.lync2013FrontEnd().build();
        host.close();
        host.close();

        assertThatThrownBy(() -> host.registry().read(VIEW_64, KEY))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the host memory:FE01 is closed");
        assertThat(host.snapshot().services()).hasSize(1);
        assertThat(host.reconnect().registry().read(VIEW_64, KEY)).isEmpty();
    }

    @Test
    void serviceRefusesANameThatIsNotThere() {
        MemoryHost host = MemoryHost.builder().build();

        assertThatThrownBy(() -> host.service("RTCDATAMCU")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> MemoryHost.builder().state("RTCDATAMCU", ServiceState.STOPPED))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> host.service("a/b")).isInstanceOf(IllegalArgumentException.class);
    }

    private static boolean sees(RegistryView view, String name, RegistryValue value) {
        MemoryHost host = MemoryHost.skypeForBusiness2015FrontEnd().build();
        set(host, view, V4, name, value);
        restart(host);
        return host.service("RTCDATAMCU").sawExemption(REQUIRE_CERTIFICATE_EKUS, V4, BITS_64);
    }

    private static void set(MemoryHost host, RegistryView view, Clr clr, String name, RegistryValue value) {
        KeyPath key = RegistryTarget.keyOf(REQUIRE_CERTIFICATE_EKUS, clr);
        host.registry().createKey(view, key);
        host.registry().setValue(view, key, name, value);
    }

    private static void restart(MemoryHost host) {
        host.services().command(DATA_MCU, ServiceCommand.STOP);
        host.clock().sleep(Duration.ofMinutes(1));
        host.services().start(DATA_MCU);
        host.clock().sleep(Duration.ofMinutes(1));
        assertThat(host.service("RTCDATAMCU").state()).isEqualTo(ServiceState.RUNNING);
    }

    private static String text(MemoryHost host, KeyPath key, String name) {
        return host.registry()
                .value(VIEW_64, key, name)
                .orElseThrow()
                .asString()
                .orElseThrow();
    }

    private static Instant written(MemoryHost host, KeyPath key) {
        Optional<Instant> written =
                host.registry().read(VIEW_64, key).orElseThrow().lastWritten();
        return written.orElseThrow();
    }
}
