package dev.eku.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eku.FrontEnd;
import dev.eku.backend.memory.Faults;
import dev.eku.backend.memory.MemoryHost;
import dev.eku.backend.memory.MemoryHostBuilder;
import dev.eku.backend.memory.PortCall;
import dev.eku.error.Win32Error;
import dev.eku.host.ExecutableHeader;
import dev.eku.host.ExecutableHeader.Format;
import dev.eku.host.Host;
import dev.eku.host.HostSnapshot.Content;
import dev.eku.host.HostSnapshot.StoredFile;
import dev.eku.inspect.Program.Framework;
import dev.eku.inspect.Program.Wrapper;
import dev.eku.inspect.Program.WrapperKind;
import dev.eku.inspect.ProgramFacts.Conflict;
import dev.eku.inspect.ProgramFacts.Evidence;
import dev.eku.product.Application;
import dev.eku.product.InstallPath;
import dev.eku.product.Product;
import dev.eku.product.ProductCatalog;
import dev.eku.registry.RegistryValue;
import dev.eku.registry.RegistryView;
import dev.eku.service.ServiceConfig;
import dev.eku.service.ServiceName;
import dev.eku.text.Message;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a program is called is its long name, whatever 8.3 name a service starts it by. */
class LongNamesTest {
    private static final ServiceName RELAY = ServiceName.of("Relay");
    private static final Application APPLICATION = Application.ofService("relay", RELAY);
    private static final String PROGRAM = "C:\\Relay Service\\RelayService.exe";
    private static final String SHORT = "C:\\RELAYS~1\\RELAYS~1.EXE";
    private static final Faults NO_LISTS =
            Faults.none().always(PortCall.Kind.FILE_LONG_PATH, new Faults.Fails(Win32Error.ACCESS_DENIED));

    private static MemoryHostBuilder relay(String imagePath) {
        return FrontEnd.frontEnd().service(FrontEnd.service("Relay", imagePath));
    }

    private static StoredFile file(String path, String shortPath, ExecutableHeader header) {
        return new StoredFile(path, Optional.of(shortPath), Optional.empty()).with(header);
    }

    private static StoredFile framework(String path, String shortPath) {
        return file(path, shortPath, ExecutableHeader.anyProcessor("v4.0.30319"));
    }

    private static ApplicationFacts inspected(Host host, Application application) {
        return new Inspector(host)
                .inspect(FrontEnd.EXEMPTION.of(application))
                .applications()
                .get(0);
    }

    private static ProgramFacts inspected(MemoryHostBuilder host) {
        return inspected(host.build(), APPLICATION).program();
    }

    private static Content text(String text) {
        return Content.of(text.getBytes(StandardCharsets.UTF_8));
    }

    private static void requireFramework(ProgramFacts program) {
        assertThat(program.conflicts()).isEmpty();
        assertThat(program.isSure()).isTrue();
        assertThat(program.program()).isInstanceOf(Framework.class);
    }

    @ParameterizedTest
    @CsvSource({"SrvAnything.exe, SRVANY~1.EXE", "NetSocketMonitor.exe, NSSM.EXE", "DOT Network.exe, DOTNET.EXE"})
    void programIsNotTheOneThatItsShortNameIsTheNameOf(String longName, String shortName) {
        requireFramework(inspected(relay("C:\\TOOLSF~1\\" + shortName)
                .file(framework("C:\\Tools Folder\\" + longName, "C:\\TOOLSF~1\\" + shortName))));
    }

    @ParameterizedTest
    @CsvSource({"prunsrv-amd64.exe, PRUNSR~1.EXE", "WinSW.NET4.exe, WINSWN~1.EXE", "nssm.exe, X~1.EXE"})
    void wrapperIsKnownByItsLongName(String longName, String shortName) {
        ProgramFacts program = inspected(
                relay("C:\\Tools\\" + shortName).file(framework("C:\\Tools\\" + longName, "C:\\Tools\\" + shortName)));

        assertThat(program.conflicts()).extracting(Conflict::code).containsExactly(Conflict.Code.WRAPPER);
    }

    @Test
    void wordWithATildeIsNoWrappersName() {
        requireFramework(inspected(relay("C:\\Tools\\NSSM~1.EXE").file("C:\\Tools\\NSSM~1.EXE")));
    }

    @Test
    void configurationOfAWrapperLiesBesideItsLongName() {
        MemoryHostBuilder host = relay(SHORT)
                .file(framework(PROGRAM, SHORT))
                .file(
                        "C:\\Relay Service\\RelayService.xml",
                        text("<service><executable>C:\\bin\\Relay.exe</executable></service>"));

        assertThat(inspected(host).program())
                .isEqualTo(new Wrapper(WrapperKind.WINSW, Optional.of("C:\\bin\\Relay.exe"), Optional.empty()));
    }

    @Test
    void fileBesideThatOnlySharesAShortNameIsNoConfiguration() {
        requireFramework(inspected(relay(SHORT)
                .file(framework(PROGRAM, SHORT))
                .file(new StoredFile(
                        "C:\\Relay Service\\RelayServers.xml",
                        Optional.of("C:\\RELAYS~1\\RELAYS~1.XML"),
                        Optional.of(text("<service><executable>C:\\b.exe</executable></service>"))))));
    }

    @Test
    void parameterThatNamesTheProgramItselfByItsShortNameMakesNoWrapper() {
        requireFramework(inspected(relay('"' + PROGRAM + '"')
                .file(framework(PROGRAM, SHORT))
                .value(
                        ServiceConfig.keyOf(RELAY).child("Parameters"),
                        "Application",
                        RegistryValue.expandString(SHORT))));
    }

    @Test
    void parameterThatNamesTheProgramByItsLongNameMakesNoWrapperOfItsShortName() {
        requireFramework(inspected(relay(SHORT)
                .file(framework(PROGRAM, SHORT))
                .value(
                        ServiceConfig.keyOf(RELAY).child("Parameters"),
                        "Application",
                        RegistryValue.expandString(PROGRAM))));
    }

    @Test
    void programOfAWrapperIsToldByItsLongName() {
        MemoryHostBuilder host = relay("C:\\Tools\\nssm.exe")
                .executable("C:\\Tools\\nssm.exe", ExecutableHeader.ofNative(Format.PE32_PLUS))
                .file(framework(PROGRAM, SHORT))
                .value(
                        ServiceConfig.keyOf(RELAY).child("Parameters"),
                        "Application",
                        RegistryValue.expandString(SHORT));

        assertThat(inspected(host).program())
                .isEqualTo(new Wrapper(WrapperKind.PARAMETERS, Optional.of(PROGRAM), Optional.empty()));
    }

    @Test
    void productIsKnownByTheLongNameOfItsFolder() {
        String shortFolder = "C:\\PROGRA~1\\SKYPEF~1\\WEBCON~1\\DATAMC~1.EXE";
        MemoryHostBuilder host = MemoryHost.skypeForBusiness2015FrontEnd()
                .withoutValue(RegistryView.VIEW_64, ProductCatalog.PRODUCT_KEY, "Version")
                .withoutFile(FrontEnd.PATH)
                .file(framework(FrontEnd.PATH.replace("C:", "D:"), shortFolder.replace("C:", "D:")))
                .service(FrontEnd.service(FrontEnd.MCU, shortFolder.replace("C:", "D:")));

        assertThat(new Inspector(host.build()).inspect(FrontEnd.EXEMPTION).products())
                .extracting(Product::id)
                .containsExactly("sfb-2015");
    }

    @ParameterizedTest
    @CsvSource({"C:\\RELAYS~1\\RELAYS~1.EXE", "C:\\RELAYS~1\\NSSM~1.EXE"})
    void nameThatCannotBeMadeLongIsNotGuessed(String started) {
        MemoryHost host = relay(started).file(framework(PROGRAM, started)).build();
        ProgramFacts program = inspected(host.reconnect(NO_LISTS), APPLICATION).program();

        assertThat(program.conflicts()).extracting(Conflict::code).containsExactly(Conflict.Code.UNRESOLVED);
        assertThat(program.evidence()).extracting(Evidence::path).doesNotContain(started);
        assertThat(program.program()).isInstanceOf(Program.Unknown.class);
    }

    @Test
    void parameterThatCannotBeMadeLongLeavesADoubt() {
        MemoryHost host = relay("C:\\Tools\\Renamed.exe")
                .file(framework("C:\\Tools\\Renamed.exe", "C:\\Tools\\Renamed.exe"))
                .file(framework(PROGRAM, SHORT))
                .value(ServiceConfig.keyOf(RELAY).child("Parameters"), "Application", RegistryValue.expandString(SHORT))
                .build();

        assertThat(inspected(host, APPLICATION).program().conflicts())
                .extracting(Conflict::code)
                .containsExactly(Conflict.Code.WRAPPER);
        assertThat(inspected(host.reconnect(NO_LISTS), APPLICATION).program().doubts())
                .extracting(Message::key)
                .containsExactly("inspect.doubt.parameter");
    }

    @Test
    void givenPathThatCannotBeMadeLongLeavesADoubt() {
        MemoryHost host = FrontEnd.frontEnd().file(framework(PROGRAM, SHORT)).build();
        Application given = Application.at("relay", SHORT);

        assertThat(inspected(host, given).path()).map(InstallPath::path).hasValue(PROGRAM);
        assertThat(inspected(host, given).program().isSure()).isTrue();
        assertThat(inspected(host.reconnect(NO_LISTS), given).program().doubts())
                .extracting(Message::key)
                .containsExactly("inspect.doubt.short-name");
    }

    @Test
    void copyOfAHostKnowsTheLongNames() {
        for (String shortName : List.of("SRVANY~1.EXE", "NSSM.EXE")) {
            String started = "C:\\TOOLSF~1\\" + shortName;
            MemoryHostBuilder host = relay(started).file(framework("C:\\Tools Folder\\SrvAnything.exe", started));
            MemoryHost copy = MemoryHost.from(new Capture(host.build()).snapshot(List.of(APPLICATION)));

            requireFramework(inspected(copy, APPLICATION).program());
        }
    }
}
