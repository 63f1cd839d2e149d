package dev.eku.backend.memory;

import static dev.eku.registry.RegistryView.VIEW_32;
import static dev.eku.registry.RegistryView.VIEW_64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eku.error.Win32Error;
import dev.eku.error.Win32Exception;
import dev.eku.host.HostSnapshot.Access;
import dev.eku.host.event.EventQuery;
import dev.eku.host.event.LoggedEvent;
import dev.eku.registry.KeyPath;
import dev.eku.registry.Registry;
import dev.eku.registry.RegistryValue;
import dev.eku.service.ServiceCommand;
import dev.eku.service.ServiceName;
import dev.eku.service.ServiceState;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Where the memory host is not Windows; {@code docs/fidelity.md} tells each of these to its readers. */
final class FidelityTest {
    private static final KeyPath KEY = KeyPath.of("SOFTWARE", "Vendor");
    private static final ServiceName DATA_MCU = ServiceName.of("RTCDATAMCU");
    private static final Path DOCUMENT = Path.of("..", "docs", "fidelity.md");
    private static final List<String> PACKAGES =
            List.of("dev.eku.backend.memory.", "dev.eku.contract.", "dev.eku.host.");

    @Test
    void everyTestTheDocumentNamesExists() throws IOException {
        String text = Files.readString(DOCUMENT);
        String section = text.substring(text.indexOf("## Memory host versus Windows"));
        int next = section.indexOf("\n## ", 1);
        List<MatchResult> named = Pattern.compile("`([A-Z]\\w+)\\.(\\w+)`")
                .matcher(next < 0 ? section : section.substring(0, next))
                .results()
                .toList();

        assertThat(named).isNotEmpty();
        for (MatchResult test : named) {
            assertThat(methods(test.group(1)).map(Method::getName))
                    .as(test.group())
                    .contains(test.group(2));
        }
    }

    @Test
    void everyTestHereIsNamedInTheDocument() throws IOException {
        String text = Files.readString(DOCUMENT);

        methods("FidelityTest")
                .filter(method -> method.isAnnotationPresent(Test.class))
                .filter(method -> !method.getName().startsWith("everyTest"))
                .forEach(method -> assertThat(text).contains("`FidelityTest." + method.getName() + "`"));
    }

    @Test
    void keysThatWindowsSharesBetweenTheViewsAreSeparate() {
        Registry registry = MemoryHost.builder().build().registry();
        registry.createKey(VIEW_64, KeyPath.of("SOFTWARE", "Policies", "Vendor"));

        assertThat(registry.read(VIEW_32, KeyPath.of("SOFTWARE", "Policies", "Vendor")))
                .isEmpty();
    }

    @Test
    void rightsOfAKeyAreNotThoseOfTheKeysBelow() {
        MemoryHost host = MemoryHost.builder()
                .key(VIEW_64, KEY.child("below"))
                .access(VIEW_64, KEY, Access.NONE)
                .build();

        assertThat(host.registry().writable(VIEW_64, KEY)).isFalse();
        assertThat(host.registry().writable(VIEW_64, KEY.child("below"))).isTrue();
        assertThat(host.registry().read(VIEW_64, KEY.child("below"))).isPresent();
    }

    @Test
    void valueSetToWhatItWasCountsAsWritten() {
        MemoryHost host =
                MemoryHost.builder().value(KEY, "v", RegistryValue.dword(0)).build();
        host.clock().sleep(Duration.ofHours(1));

        host.registry().setValue(VIEW_64, KEY, "v", RegistryValue.dword(0));

        assertThat(host.registry().read(VIEW_64, KEY).orElseThrow().lastWritten())
                .contains(host.clock().now());
    }

    @Test
    void keyNobodyDescribedTellsNoTime() {
        MemoryHost host = MemoryHost.skypeForBusiness2015FrontEnd().build();

        assertThat(host.registry()
                        .read(VIEW_64, KeyPath.of("SOFTWARE"))
                        .orElseThrow()
                        .lastWritten())
                .isEmpty();
    }

    @Test
    void keyThatWasDeletedIsMerelyMissing() {
        Registry registry = MemoryHost.builder().build().registry();
        registry.createKey(VIEW_64, KEY);
        registry.deleteKey(VIEW_64, KEY);

        assertThat(registry.read(VIEW_64, KEY)).isEmpty();
        assertThat(registry.value(VIEW_64, KEY, "v")).isEmpty();
    }

    @Test
    void commandIsNotAcceptedWhileAPauseIsPending() {
        MemoryHost host = MemoryHost.skypeForBusiness2015FrontEnd().build();
        assertThat(host.services().command(DATA_MCU, ServiceCommand.PAUSE).state())
                .isEqualTo(ServiceState.PAUSE_PENDING);

        for (ServiceCommand command : ServiceCommand.values()) {
            assertThatThrownBy(() -> host.services().command(DATA_MCU, command))
                    .isInstanceOfSatisfying(
                            Win32Exception.class,
                            refused -> assertThat(refused.error()).isEqualTo(Win32Error.INVALID_SERVICE_CONTROL));
        }
    }

    @Test
    void startOfAProcessThatDoesNotReportFailsAtOnce() {
        MemoryHost host = MemoryHost.skypeForBusiness2015FrontEnd()
                .state("RTCDATAMCU", ServiceState.STOPPED)
                .behaviour("RTCDATAMCU", ServiceBehaviour.ordinary().exitsBeforeReporting())
                .build();
        Instant before = host.clock().now();

        assertThatThrownBy(() -> host.services().start(DATA_MCU)).hasMessageContaining("(1053)");
        assertThat(host.clock().now()).isEqualTo(before);
    }

    @Test
    void crashedServiceStaysDown() {
        MemoryHost host = MemoryHost.skypeForBusiness2015FrontEnd().build();
        host.service("RTCDATAMCU").crash(1067);
        host.clock().sleep(Duration.ofDays(1));

        assertThat(host.services().status(DATA_MCU).state()).isEqualTo(ServiceState.STOPPED);
    }

    @Test
    void fileOfWhichOnlyThePlaceIsKnownReadsAsEmpty() {
        MemoryHost host = MemoryHost.builder().file("C:\\a.dat").build();

        assertThat(host.files().read("C:\\a.dat", 100)).hasValue(new byte[0]);
    }

    @Test
    void servicesLogNothing() {
        MemoryHost host =
                MemoryHost.skypeForBusiness2015FrontEnd().log("Lync Server").build();
        host.service("RTCDATAMCU").crash(1);

        assertThat(host.events()
                        .orElseThrow()
                        .query(new EventQuery(
                                "Lync Server", "LS Data MCU", Set.of(41_026), Instant.EPOCH, Instant.MAX)))
                .contains(List.of());
        assertThat(MemoryHost.skypeForBusiness2015FrontEnd().build().events()).isEmpty();
    }

    @Test
    void eventIsLoggedWhenItsTimeHasCome() {
        Instant later = Instant.parse("2017-06-10T03:00:10Z");
        MemoryHost host = MemoryHost.builder()
                .log("Lync Server", LoggedEvent.of(later, 41_026, "LS Data MCU"))
                .build();
        EventQuery query = new EventQuery("Lync Server", "LS Data MCU", Set.of(41_026), Instant.EPOCH, Instant.MAX);

        assertThat(host.events().orElseThrow().query(query)).contains(List.of());
        host.clock().sleep(Duration.ofSeconds(10));
        assertThat(host.events().orElseThrow().query(query).orElseThrow()).hasSize(1);
        assertThat(host.events()
                        .orElseThrow()
                        .query(new EventQuery("System", "x", Set.of(1), Instant.EPOCH, Instant.MAX)))
                .isEmpty();
    }

    @Test
    void clockStandsStill() {
        MemoryHost host = MemoryHost.skypeForBusiness2015FrontEnd().build();
        Instant before = host.clock().now();
        host.registry().createKey(VIEW_64, KEY);
        host.services().command(DATA_MCU, ServiceCommand.STOP);

        assertThat(host.clock().now()).isEqualTo(before);
    }

    @Test
    void shortNamesAreNotMadeUp() {
        MemoryHost host = MemoryHost.builder()
                .file("C:\\Program Files\\Application Server.exe")
                .build();

        assertThat(host.files().isFile("C:\\PROGRA~1\\APPLIC~1.EXE")).isFalse();
    }

    @Test
    void snapshotDoesNotHoldHowAServiceBehaves() {
        MemoryHost host = MemoryHost.skypeForBusiness2015FrontEnd()
                .behaviour(
                        "RTCDATAMCU", ServiceBehaviour.ordinary().refusesPause().neverStops())
                .build();

        MemoryHost opened = MemoryHost.from(host.snapshot());

        assertThat(opened.services().status(DATA_MCU).accepts()).containsExactly(ServiceCommand.STOP);
        opened.services().command(DATA_MCU, ServiceCommand.STOP);
        opened.clock().sleep(Duration.ofMinutes(1));
        assertThat(opened.services().status(DATA_MCU).state()).isEqualTo(ServiceState.STOPPED);
    }

    private static Stream<Method> methods(String type) {
        return PACKAGES.stream()
                .flatMap(name -> find(name + type).stream())
                .flatMap(found ->
                        Stream.concat(Arrays.stream(found.getDeclaredMethods()), Arrays.stream(found.getMethods())));
    }

    private static Optional<Class<?>> find(String name) {
        try {
            return Optional.of(Class.forName(name));
        } catch (ClassNotFoundException inAnotherPackage) {
            return Optional.empty();
        }
    }
}
