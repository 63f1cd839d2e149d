package dev.eku.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eku.Eku;
import dev.eku.FrontEnd;
import dev.eku.backend.memory.MemoryHost;
import dev.eku.backend.memory.MemoryHostBuilder;
import dev.eku.host.HostSnapshot;
import dev.eku.host.HostSnapshotFile;
import dev.eku.product.Application;
import dev.eku.product.Bitness;
import dev.eku.product.Clr;
import dev.eku.product.ServiceProgram;
import dev.eku.product.ServiceProgram.Reason;
import dev.eku.product.ServiceProgram.Starts;
import dev.eku.product.ServiceProgram.Untold;
import dev.eku.registry.KeyPath;
import dev.eku.registry.RegistryValue;
import dev.eku.registry.RegistryView;
import dev.eku.service.ServiceConfig;
import dev.eku.service.ServiceName;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the registry says of a service's command line, on a host. */
class ServiceCommandTest {
    private static final KeyPath KEY = KeyPath.of("SYSTEM", "CurrentControlSet", "Services", "Relay");
    private static final KeyPath ENVIRONMENT =
            KeyPath.of("SYSTEM", "CurrentControlSet", "Control", "Session Manager", "Environment");

    private static MemoryHostBuilder relay() {
        return FrontEnd.frontEnd()
                .service(FrontEnd.service("Relay", "C:\\Apps\\Relay\\Relay.exe"))
                .file("C:\\Apps\\Relay\\Relay.exe");
    }

    private static ServiceProgram program(MemoryHostBuilder builder) {
        return program(builder.build());
    }

    private static ServiceProgram program(MemoryHost host) {
        ServiceConfig config = host.services().config(ServiceName.of("Relay")).orElseThrow();
        ServiceKey.Command command = new ServiceKey(host.registry(), config.name()).command(config);
        return command.line()
                .map(line -> line.program(new HostEnvironment(host.registry()).of(line), host.files()::isFile))
                .orElse(new Untold(Reason.NOT_TEXT));
    }

    private static ServiceProgram program(RegistryValue imagePath, MemoryHostBuilder builder) {
        return program(builder.value(KEY, "ImagePath", imagePath));
    }

    @Test
    void variableOfTheMachineMayNameOthers() {
        MemoryHostBuilder nested = relay().value(ENVIRONMENT, "RELAY", RegistryValue.expandString("%APPROOT%\\Relay"))
                .value(ENVIRONMENT, "APPROOT", RegistryValue.expandString("%SystemDrive%\\Apps"));

        assertThat(program(RegistryValue.expandString("%RELAY%\\Relay.exe -x"), nested))
                .isEqualTo(new Starts("C:\\Apps\\Relay\\Relay.exe", "-x"));
    }

    @Test
    void variableOfPlainTypeThatNamesAnotherIsNotExpanded() {
        MemoryHostBuilder plain = relay().value(ENVIRONMENT, "APPROOT", RegistryValue.string("%SystemDrive%\\Apps"));

        assertThat(program(RegistryValue.expandString("%APPROOT%\\Relay\\Relay.exe"), plain))
                .isEqualTo(new Untold(Reason.VARIABLE));
    }

    @Test
    void variablesThatNameEachOtherEndNowhere() {
        MemoryHostBuilder round = relay().value(ENVIRONMENT, "A", RegistryValue.expandString("%B%"))
                .value(ENVIRONMENT, "B", RegistryValue.expandString("%A%"));

        assertThat(program(RegistryValue.expandString("%A%\\Relay.exe"), round)).isEqualTo(new Untold(Reason.VARIABLE));
    }

    @Test
    void variablesThatNameEachOtherTwiceAreTooLongToTell() {
        MemoryHostBuilder doubling =
                relay().value(ENVIRONMENT, "A60", RegistryValue.string("x")).file("C:\\" + "x".repeat(16) + ".exe");
        for (int i = 0; i < 60; i++) {
            doubling = doubling.value(
                    ENVIRONMENT, "A" + i, RegistryValue.expandString("%A" + (i + 1) + "%%A" + (i + 1) + "%"));
        }

        assertThat(program(RegistryValue.expandString("C:\\%A56%.exe"), doubling))
                .isEqualTo(new Starts("C:\\" + "x".repeat(16) + ".exe", ""));
        for (String name : List.of("A46", "A45", "A0")) {
            assertThat(program(RegistryValue.expandString("C:\\%" + name + "%.exe"), doubling))
                    .as(name)
                    .isEqualTo(new Untold(name.equals("A46") ? Reason.NOT_A_PATH : Reason.TOO_LONG));
        }
    }

    @Test
    void variablesThatCannotBeToldLeaveOthersAlone() {
        MemoryHostBuilder host = relay().value(ENVIRONMENT, "BIG", RegistryValue.string("x".repeat(40_000)))
                .value(ENVIRONMENT, "HUGE", RegistryValue.expandString("%BIG%"))
                .value(ENVIRONMENT, "APPROOT", RegistryValue.expandString("%SystemDrive%\\Apps"));

        assertThat(program(RegistryValue.expandString("%APPROOT%\\Relay\\Relay.exe"), host))
                .isEqualTo(new Starts("C:\\Apps\\Relay\\Relay.exe", ""));
        assertThat(program(RegistryValue.expandString("%HUGE%\\Relay.exe"), host))
                .isEqualTo(new Untold(Reason.TOO_LONG));
        assertThat(program(RegistryValue.expandString("%BIG%\\Relay.exe"), host))
                .isEqualTo(new Untold(Reason.TOO_LONG));
    }

    @Test
    void programIsNotLookedForOnAPathThatCannotBeTold() {
        MemoryHostBuilder host = relay().value(ENVIRONMENT, "PATH", RegistryValue.expandString("%BIG%C:\\Apps\\Relay"))
                .value(ENVIRONMENT, "BIG", RegistryValue.string("C:\\a;".repeat(8_000)));

        assertThat(program(RegistryValue.expandString("Relay.exe"), host)).isEqualTo(new Untold(Reason.TOO_LONG));
        assertThat(program(RegistryValue.expandString("%ProgramFiles%\\no.exe"), host))
                .isEqualTo(new Untold(Reason.NO_FILE));
    }

    @Test
    void plainTextIsNotExpanded() {
        assertThat(program(RegistryValue.string("%SystemDrive%\\Apps\\Relay\\Relay.exe"), relay()))
                .isEqualTo(new Untold(Reason.VARIABLE));
    }

    @Test
    void valueThatIsNoTextTellsNothing() {
        assertThat(program(RegistryValue.dword(1), relay())).isEqualTo(new Untold(Reason.NOT_TEXT));
    }

    @Test
    void answerOfTheServiceManagerCountsWhereTheKeyDoesNotTell() {
        assertThat(program(relay().withoutValue(RegistryView.VIEW_64, KEY, "ImagePath")))
                .isEqualTo(new Starts("C:\\Apps\\Relay\\Relay.exe", ""));
    }

    @Test
    void serviceMadeByA32BitProgramStartsFromSysWow64() {
        MemoryHostBuilder both = relay().file("C:\\Windows\\System32\\relay.exe")
                .file("C:\\Windows\\SysWOW64\\relay.exe")
                .value(KEY, "WOW64", RegistryValue.dword(1));

        assertThat(program(RegistryValue.expandString("%windir%\\system32\\relay.exe"), both))
                .isEqualTo(new Starts("C:\\Windows\\SysWOW64\\relay.exe", ""));
    }

    @Test
    void captureKeepsHowTheCommandLineIsStored() {
        MemoryHostBuilder nested = relay().value(ENVIRONMENT, "RELAY", RegistryValue.expandString("%APPROOT%\\Relay"))
                .value(ENVIRONMENT, "APPROOT", RegistryValue.expandString("%SystemDrive%\\Apps"))
                .value(ENVIRONMENT, "SECRET", RegistryValue.string("s3cret"))
                .value(KEY, "ImagePath", RegistryValue.expandString("%RELAY%\\Relay.exe -password s3cret"));
        HostSnapshot captured = Eku.on(nested.build())
                .capture(List.of(Application.ofService("relay", ServiceName.of("Relay"), Clr.V4, Bitness.BITS_64)));

        assertThat(HostSnapshotFile.print(captured)).doesNotContain("s3cret");
        assertThat(program(MemoryHost.from(captured))).isEqualTo(new Starts("C:\\Apps\\Relay\\Relay.exe", ""));
    }

    @Test
    void foldersOfAllUsersAreKnown() {
        KeyPath profiles = KeyPath.of("SOFTWARE", "Microsoft", "Windows NT", "CurrentVersion", "ProfileList");
        MemoryHostBuilder host = relay().file("C:\\ProgramData\\Relay.exe").file("D:\\Data\\Relay.exe");
        assertThat(program(RegistryValue.expandString("\"%ProgramData%\\Relay.exe\" -x"), host))
                .isEqualTo(new Starts("C:\\ProgramData\\Relay.exe", "-x"));
        assertThat(program(
                        RegistryValue.expandString("%ALLUSERSPROFILE%\\Relay.exe"),
                        host.value(profiles, "ProgramData", RegistryValue.expandString("D:\\Data"))))
                .isEqualTo(new Starts("D:\\Data\\Relay.exe", ""));
    }
}
