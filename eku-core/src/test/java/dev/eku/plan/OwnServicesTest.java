package dev.eku.plan;

import static dev.eku.FrontEnd.EXEMPTION;
import static dev.eku.FrontEnd.KEY;
import static dev.eku.FrontEnd.STOP;
import static dev.eku.FrontEnd.frontEnd;
import static dev.eku.FrontEnd.mortal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eku.Eku;
import dev.eku.FrontEnd;
import dev.eku.backend.memory.Faults;
import dev.eku.backend.memory.MemoryHost;
import dev.eku.backend.memory.MemoryHostBuilder;
import dev.eku.backend.memory.PortCall;
import dev.eku.backend.memory.RunKilled;
import dev.eku.host.ExecutableHeader;
import dev.eku.host.ExecutableHeader.Format;
import dev.eku.inspect.ApplicationFacts;
import dev.eku.json.Json;
import dev.eku.product.Application;
import dev.eku.product.Exemption;
import dev.eku.registry.RegistryValue;
import dev.eku.registry.RegistryView;
import dev.eku.service.ServiceConfig;
import dev.eku.service.ServiceName;
import dev.eku.service.ServiceState;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A service runs an application however its command line spells the executable. */
class OwnServicesTest {
    private static final ServiceName RELAY = ServiceName.of("Relay");
    private static final String PATH = "C:\\Relay\\Relay.exe";
    private static final String NSSM = "C:\\Tools\\nssm.exe";

    private static MemoryHostBuilder relay(String imagePath) {
        return frontEnd().service(FrontEnd.service("Relay", imagePath));
    }

    private static Application byService() {
        return Application.ofService("relay", RELAY);
    }

    static Stream<Arguments> spellings() {
        return Stream.of(
                Arguments.of(
                        relay("C:\\RELAYS~1\\RELAYS~1.EXE")
                                .file("C:\\Relay Service\\RelayService.exe", "C:\\RELAYS~1\\RELAYS~1.EXE"),
                        byService()),
                Arguments.of(
                        relay("C:\\Relay\\%USERNAME%.exe")
                                .file("C:\\Relay\\SYSTEM.exe")
                                .value(
                                        dev.eku.registry.KeyPath.of(
                                                "SYSTEM",
                                                "CurrentControlSet",
                                                "Control",
                                                "Session Manager",
                                                "Environment"),
                                        "USERNAME",
                                        RegistryValue.string("SYSTEM")),
                        byService()),
                Arguments.of(relay(PATH + ".").file(PATH), byService()),
                Arguments.of(relay("C:/Relay/Relay -run").file(PATH), byService()),
                Arguments.of(
                        relay(NSSM)
                                .executable(NSSM, ExecutableHeader.ofNative(Format.PE32_PLUS))
                                .file(PATH)
                                .value(
                                        ServiceConfig.keyOf(RELAY).child("Parameters"),
                                        "Application",
                                        RegistryValue.expandString(PATH)),
                        Application.at("relay", PATH).runBy(RELAY)));
    }

    @ParameterizedTest
    @MethodSource("spellings")
    void planIsCarriedOutFromItsFileAndFinishedAndUndoneAfterAKill(MemoryHostBuilder builder, Application application) {
        MemoryHost host = builder.build();
        Exemption exemption = EXEMPTION.of(application);
        Plan plan = PlanJson.read(
                Json.parse(Json.compact(PlanJson.write(Eku.on(host).plan(exemption, STOP))), "plan"));
        Eku killed = mortal(host.reconnect(Faults.none().at(PortCall.Kind.SERVICE_START, 1, new Faults.Kills())));
        assertThatThrownBy(() -> killed.apply(plan, event -> {})).isInstanceOf(RunKilled.class);
        Eku eku = Eku.on(host);
        assertThat(eku.recover(event -> {})).isPresent();
        assertThat(host.service("Relay").state()).isEqualTo(ServiceState.RUNNING);
        Plan rollback = eku.planRollback();
        assertThat(rollback.problems()).noneMatch(Problem::blocking);
        eku.apply(rollback, event -> {});
        assertThat(host.registry().read(RegistryView.VIEW_64, KEY)).isEmpty();
    }

    @Test
    void runForAFileThatItsServiceReachedByALinkIsUndoneWhereNoProcessProvesThatAnyMore() {
        String link = "C:\\Relay\\current.exe";
        MemoryHost host = relay(link).link(link, PATH).file(PATH).build();
        Plan plan = Eku.on(host).plan(EXEMPTION.of(Application.at("relay", PATH).runBy(RELAY)), STOP);
        Eku killed = mortal(host.reconnect(Faults.none().at(PortCall.Kind.SERVICE_START, 1, new Faults.Kills())));
        assertThatThrownBy(() -> killed.apply(plan, event -> {})).isInstanceOf(RunKilled.class);
        Eku eku = Eku.on(host);
        eku.apply(eku.planRollback(), event -> {});
        assertThat(host.registry().read(RegistryView.VIEW_64, KEY)).isEmpty();
        assertThat(host.service("Relay").state()).isEqualTo(ServiceState.RUNNING);
    }

    /** The executable is gone, so only the name in the command line can tell. */
    @ParameterizedTest
    @CsvSource({
        "C:\\Other\\Relay.exe, true",
        "'\"C:\\Other Place\\RELAY.EXE\" -run', true",
        "C:/Other/Relay, true",
        "Relay.exe, true",
        "relay -run, true",
        "C:\\Other\\Relay.exe\t-run, true",
        "C:\\Relay.exe.old\\Relay.exe, true",
        "C:\\Other\\MyRelay.exe, false",
        "C:\\Other\\Relay2.exe, false",
        "C:\\Other\\Relay.exe.old, false",
        "C:\\Relay\\Other.exe, false",
        "C:\\Other\\Other.exe Relays, false",
        "C:\\Other\\Other.exe, false"
    })
    void serviceOfAnExecutableThatIsGoneIsToldByItsName(String line, boolean runs) {
        Application application = Application.at("relay", PATH).runBy(RELAY);
        ApplicationFacts facts = Eku.on(relay(line).build()).inspect(EXEMPTION.of(application)).applications().stream()
                .filter(each -> each.application().equals(application))
                .findFirst()
                .orElseThrow();

        assertThat(OwnServices.runs(facts, facts.service().orElseThrow()))
                .as(line)
                .isEqualTo(runs);
    }
}
