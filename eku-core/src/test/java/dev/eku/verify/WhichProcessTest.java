package dev.eku.verify;

import static dev.eku.Said.said;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eku.Eku;
import dev.eku.FrontEnd;
import dev.eku.Told;
import dev.eku.backend.memory.MemoryHost;
import dev.eku.backend.memory.MemoryHostBuilder;
import dev.eku.diagnose.Diagnosis;
import dev.eku.diagnose.Finding.Confidence;
import dev.eku.diagnose.Finding.Situation;
import dev.eku.host.ExecutableHeader;
import dev.eku.host.ExecutableHeader.Format;
import dev.eku.host.HostSnapshot;
import dev.eku.host.HostSnapshot.Access;
import dev.eku.host.HostSnapshot.Content;
import dev.eku.host.HostSnapshot.StoredFile;
import dev.eku.host.HostSnapshotFile;
import dev.eku.inspect.Capture;
import dev.eku.plan.Plan;
import dev.eku.plan.Problem;
import dev.eku.product.Application;
import dev.eku.product.Bitness;
import dev.eku.product.Clr;
import dev.eku.product.Exemption;
import dev.eku.product.RegistryTarget;
import dev.eku.product.Setting;
import dev.eku.registry.KeyPath;
import dev.eku.registry.RegistryValue;
import dev.eku.registry.RegistryView;
import dev.eku.service.ServiceConfig;
import dev.eku.service.ServiceName;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No answer of a process that does not run: which executable it is, and what that is, decides first. */
class WhichProcessTest {
    private static final String OLD = "C:\\Relay\\2.0\\Relay.exe";
    private static final String NEW = "C:\\Relay\\2.1\\Relay.exe";
    private static final ServiceName RELAY = ServiceName.of("Relay");
    private static final KeyPath SERVICE = ServiceConfig.keyOf(RELAY);
    private static final KeyPath MCU = ServiceConfig.keyOf(ServiceName.of(FrontEnd.MCU));
    private static final Instant LONG_AGO = Instant.parse("2017-06-01T00:00:00Z");

    /** A service of that command line, and values long since for each of these paths. */
    private static MemoryHostBuilder relay(String imagePath, String... exempt) {
        MemoryHostBuilder host = MemoryHost.skypeForBusiness2015FrontEnd()
                .service(FrontEnd.service("Relay", imagePath))
                .writtenAt(LONG_AGO);
        for (String path : exempt) {
            host = host.value(FrontEnd.KEY, path, FrontEnd.ZERO);
        }
        return host;
    }

    private static Exemption of(Application application) {
        return FrontEnd.EXEMPTION.of(application);
    }

    private static Application byService() {
        return Application.ofService("relay", RELAY);
    }

    private static Plan plan(MemoryHostBuilder host, Application application) {
        return Eku.on(host.build()).plan(of(application));
    }

    private static Verdict verify(MemoryHostBuilder host, Application application) {
        return Eku.on(host.build()).verify(of(application));
    }

    private static Diagnosis diagnose(MemoryHostBuilder host, Application application) {
        return Eku.on(host.build()).diagnose(of(application), List.of());
    }

    private static void requireBlocked(MemoryHostBuilder host, Application application, Problem.Code code) {
        Plan plan = plan(host, application);
        assertThat(plan.problems().stream().filter(Problem::blocking).map(Problem::code))
                .contains(code);
        assertThat(plan.actions()).isEmpty();
        assertThat(verify(host, application).isCompliant()).isFalse();
        Diagnosis diagnosis = diagnose(host, application);
        assertThat(diagnosis.first().situation()).isEqualTo(Situation.WRONG_PROGRAM);
        assertThat(diagnosis.first().confidence()).isNotEqualTo(Confidence.CERTAIN);
    }

    private static void requireCompliant(MemoryHostBuilder host, Application application) {
        assertThat(verify(host, application)).isInstanceOf(Verdict.Compliant.class);
        assertThat(plan(host, application).problems()).noneMatch(Problem::blocking);
    }

    // K1.1

    @Test
    void serviceThatRunsAnotherVersionBlocks() {
        MemoryHostBuilder host = relay(NEW, OLD, NEW).file(OLD).file(NEW);

        requireBlocked(host, Application.at("relay", OLD).runBy(RELAY), Problem.Code.OTHER_EXECUTABLE);
        requireCompliant(host, Application.at("relay", NEW).runBy(RELAY));
        requireCompliant(host, byService());
        assertThat(verify(host, Application.at("relay", OLD).runBy(RELAY))).isInstanceOf(Verdict.Unverifiable.class);
    }

    @Test
    void nameThatContainsTheOtherIsNotTheSame() {
        MemoryHostBuilder host = relay("C:\\Other\\mysvc.exe", "C:\\App\\svc.exe")
                .file("C:\\App\\svc.exe")
                .file("C:\\Other\\mysvc.exe");

        requireBlocked(host, Application.at("relay", "C:\\App\\svc.exe").runBy(RELAY), Problem.Code.OTHER_EXECUTABLE);
    }

    @Test
    void problemNamesEachPieceOfEvidence() {
        Plan plan = plan(
                relay(NEW, OLD).file(OLD).file(NEW),
                Application.at("relay", OLD).runBy(RELAY));

        assertThat(said(plan.problems().get(0).what()))
                .contains("given: " + OLD, "key: " + NEW, "process runs: " + NEW);
    }

    @Test
    void overTheNetworkImagePathIsTheEvidence() {
        MemoryHostBuilder host = relay(NEW, OLD, NEW).file(OLD).file(NEW).processes(false);

        requireBlocked(host, Application.at("relay", OLD).runBy(RELAY), Problem.Code.OTHER_EXECUTABLE);
        requireCompliant(host, byService());
    }

    @Test
    void serviceSetUpAnewSinceItsProcessStartedProvesNothingOverTheNetwork() {
        MemoryHostBuilder host = relay(NEW, NEW)
                .file(NEW)
                .processes(false)
                .writtenAt(Instant.parse("2017-06-10T02:59:00Z"))
                .value(SERVICE, "ImagePath", RegistryValue.expandString(NEW));

        assertThat(verify(host, byService())).isInstanceOf(Verdict.Unverifiable.class);
        assertThat(plan(host, byService()).problems()).noneMatch(Problem::blocking);
    }

    @Test
    void processThatStillRunsTheOldFileIsUnverifiableAndDoesNotBlock() {
        MemoryHostBuilder host = relay(NEW, NEW).file(OLD).file(NEW).running("Relay", OLD);

        assertThat(verify(host, byService())).isInstanceOf(Verdict.Unverifiable.class);
        assertThat(plan(host, byService()).problems())
                .extracting(Problem::code)
                .contains(Problem.Code.EXECUTABLE_UNPROVEN);
        assertThat(plan(host, byService()).problems()).noneMatch(Problem::blocking);
    }

    /** The old file's value may have stood for all its life: nobody can tell, so no restart is called pending. */
    @Test
    void processThatStillRunsTheOldFileIsNotSaidToLackTheValueOfTheNew() {
        MemoryHostBuilder host = relay(NEW)
                .file(OLD)
                .file(NEW)
                .running("Relay", OLD)
                .writtenAt(Instant.parse("2017-06-10T02:59:00Z"))
                .value(FrontEnd.KEY, NEW, FrontEnd.ZERO);

        assertThat(verify(host, byService())).isInstanceOf(Verdict.Unverifiable.class);
    }

    @Test
    void linkInTheServicesPathDoesNotContradict() {
        String link = "C:\\Relay\\current\\Relay.exe";
        MemoryHostBuilder host = relay(link, link).link(link, NEW).file(NEW);

        for (Application application : List.of(
                byService(),
                Application.at("relay", link).runBy(RELAY),
                Application.at("relay", NEW).runBy(RELAY))) {
            assertThat(plan(host, application).problems()).noneMatch(Problem::blocking);
            assertThat(verify(host, application)).isInstanceOf(Verdict.Unverifiable.class);
        }
    }

    /**
     * All that can be seen from outside is alike where a link leads to the file, and where the service was set up for a
     * copy of it.
     */
    @Test
    void copyOfTheFileIsNotTakenForALinkToIt() {
        String link = "C:\\Relay\\current\\Relay.exe";
        MemoryHostBuilder linked = relay(link, link, NEW).link(link, NEW).file(NEW);
        MemoryHostBuilder copied = relay(link, link, NEW).file(link).file(NEW).running("Relay", NEW);

        for (MemoryHostBuilder host : List.of(linked, copied)) {
            assertThat(verify(host, byService())).isInstanceOf(Verdict.Unverifiable.class);
            assertThat(plan(host, byService()).problems()).noneMatch(Problem::blocking);
            assertThat(diagnose(host, byService()).first().confidence()).isNotEqualTo(Confidence.CERTAIN);
        }
        assertThat(verify(linked, byService())).isEqualTo(verify(copied, byService()));
    }

    @Test
    void shortNameIsTheSamePath() {
        MemoryHostBuilder host = relay("C:\\RELAYS~1\\Relay.exe", "C:\\Relay Service\\Relay.exe")
                .file(new StoredFile(
                                "C:\\Relay Service\\Relay.exe",
                                Optional.of("C:\\RELAYS~1\\Relay.exe"),
                                Optional.empty())
                        .with(ExecutableHeader.anyProcessor("v4.0.30319")));

        requireCompliant(
                host, Application.at("relay", "C:\\Relay Service\\Relay.exe").runBy(RELAY));
    }

    @Test
    void contradictionDoesNotForbidARollback() {
        MemoryHost host = relay(NEW).file(OLD).file(NEW).build();
        Eku eku = Eku.on(host);
        eku.apply(eku.plan(of(byService())), event -> {});
        host.registry()
                .setValue(RegistryView.VIEW_64, SERVICE, "ImagePath", RegistryValue.expandString("C:\\gone.exe"));

        Plan rollback = eku.planRollback();
        assertThat(rollback.problems()).noneMatch(Problem::blocking);
        eku.apply(rollback, event -> {});
        assertThat(host.registry().value(RegistryView.VIEW_64, FrontEnd.KEY, NEW))
                .isEmpty();
    }

    @Test
    void fileBelowSystem32IsNotTheOneOfItsNameBelowSysWow64() {
        String wide = "C:\\Windows\\System32\\Relay.exe";
        String narrow = "C:\\Windows\\SysWOW64\\Relay.exe";
        MemoryHostBuilder both = relay(narrow, wide)
                .executable(wide, ExecutableHeader.wide("v4.0.30319"))
                .executable(narrow, ExecutableHeader.narrow("v4.0.30319"))
                .value(RegistryView.VIEW_32, FrontEnd.KEY, narrow, FrontEnd.ZERO);
        Application given = Application.at("relay", wide).runBy(RELAY);
        assertThat(verify(both, given)).isInstanceOf(Verdict.Unverifiable.class);
        assertThat(verify(both.withoutValue(RegistryView.VIEW_32, FrontEnd.KEY, narrow), given))
                .as("the value is named by the path that starts it")
                .isInstanceOf(Verdict.NotApplied.class);
        assertThat(plan(both, given).problems()).noneMatch(Problem::blocking);
        requireCompliant(both.withoutFile(wide), given);
        assertThat(verify(both.running("Relay", wide), byService()))
                .as("the process runs the other one")
                .isInstanceOf(Verdict.Unverifiable.class);
    }

    @Test
    void keyOfTheServiceThatMayNotBeReadProvesNothingOverTheNetwork() {
        MemoryHostBuilder host = relay(NEW, NEW).file(NEW).access(RegistryView.VIEW_64, SERVICE, Access.NONE);
        requireCompliant(host, byService());
        assertThat(verify(host.processes(false), byService())).isInstanceOf(Verdict.Unverifiable.class);
        assertThat(plan(host.processes(false), byService()).problems()).noneMatch(Problem::blocking);
    }

    // K1.2

    @ParameterizedTest
    @ValueSource(strings = {"", "C:\\Gone\\DATAMCUSVC.exe", "%NOWHERE%\\DATAMCUSVC.exe", "\"\""})
    void productIsNotLookedForElsewhereWhereItsServiceCannotBeResolved(String imagePath) {
        MemoryHostBuilder host = FrontEnd.exempted().value(MCU, "ImagePath", RegistryValue.expandString(imagePath));

        Plan plan = FrontEnd.plan(host);
        assertThat(plan.problems()).extracting(Problem::code).contains(Problem.Code.EXECUTABLE_UNRESOLVED);
        assertThat(Eku.on(host.build()).verify(FrontEnd.EXEMPTION).isCompliant())
                .isFalse();
    }

    @Test
    void tabSeparatesTheArgumentsOfAService() {
        requireCompliant(relay(NEW + "\t-run", NEW).file(NEW), byService());
    }

    /** What a file, or what lies beside it, leaves open is not known of a product either. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<requiredRuntime version='v1.1.4322'/>",
                "<supportedRuntime version='v1.1.4322'/>",
                "<supportedRuntime version='v5.0'/>",
                "<supported"
            })
    void productWhoseConfigLeavesItsRuntimeOpenIsUnverifiable(String startup) {
        requireRuntimeOpen(FrontEnd.exempted()
                .file(
                        FrontEnd.PATH + ".config",
                        text("<configuration><startup>" + startup + "</startup></configuration>")));
    }

    @Test
    void productWhoseFileOrHostLeavesItsRuntimeOpenIsUnverifiable() {
        requireRuntimeOpen(FrontEnd.exempted().executable(FrontEnd.PATH, ExecutableHeader.anyProcessor("v1.1.4322")));
        requireRuntimeOpen(FrontEnd.exempted()
                .value(
                        KeyPath.of("SOFTWARE", "Microsoft", ".NETFramework"),
                        "OnlyUseLatestCLR",
                        RegistryValue.dword(1)));
    }

    private static void requireRuntimeOpen(MemoryHostBuilder host) {
        Verdict verdict = Eku.on(host.build()).verify(FrontEnd.EXEMPTION);
        assertThat(verdict).isInstanceOf(Verdict.Unverifiable.class);
        assertThat(said(verdict.evidence()))
                .anyMatch(line -> line.startsWith(
                        "data-mcu: it is not proven that it is a .NET Framework program of that kind: "));
        assertThat(FrontEnd.plan(host).problems())
                .extracting(Problem::code)
                .containsExactly(Problem.Code.EXECUTABLE_UNPROVEN);
        assertThat(Eku.on(host.build())
                        .diagnose(FrontEnd.EXEMPTION, List.of())
                        .first()
                        .confidence())
                .isNotEqualTo(Confidence.CERTAIN);
    }

    // K1.3

    @Test
    void strayFileThatTakesTheServiceOverBlocksTheProduct() {
        MemoryHostBuilder host = FrontEnd.exempted()
                .value(MCU, "ImagePath", RegistryValue.expandString(FrontEnd.PATH))
                .file("C:\\Program.exe");

        assertThat(FrontEnd.plan(host).problems()).extracting(Problem::code).contains(Problem.Code.OTHER_EXECUTABLE);
        assertThat(Eku.on(host.build()).verify(FrontEnd.EXEMPTION).isCompliant())
                .isFalse();
    }

    @Test
    void programBeforeTheProductsOneBlocks() {
        MemoryHostBuilder host = FrontEnd.exempted()
                .value(
                        MCU,
                        "ImagePath",
                        RegistryValue.expandString("\"C:\\Tools\\wrap.exe\" \"" + FrontEnd.PATH + "\""))
                .file("C:\\Tools\\wrap.exe");

        assertThat(FrontEnd.plan(host).problems()).extracting(Problem::code).contains(Problem.Code.OTHER_EXECUTABLE);
    }

    // K1.4

    @Test
    void wrapperOfTheRegistryIsNamedWithWhatItRuns() {
        for (String wrapper : List.of("C:\\Tools\\nssm.exe", "C:\\Tools\\srvany.exe", "C:\\Tools\\renamed.exe")) {
            MemoryHostBuilder host = relay(wrapper, wrapper)
                    .executable(wrapper, ExecutableHeader.ofNative(Format.PE32_PLUS))
                    .file(NEW)
                    .value(SERVICE.child("Parameters"), "Application", RegistryValue.expandString(NEW));

            requireBlocked(host, byService(), Problem.Code.WRAPPER);
            assertThat(said(plan(host, byService()).problems().get(0).what())).contains(NEW);
            Application inside = Application.at("relay", NEW).runBy(RELAY);
            assertThat(plan(host, inside).problems()).noneMatch(Problem::blocking);
            assertThat(verify(host.value(FrontEnd.KEY, NEW, FrontEnd.ZERO), inside))
                    .isInstanceOf(Verdict.Unverifiable.class);
        }
    }

    @Test
    void parameterThatNamesNoExecutableMakesNoWrapper() {
        requireCompliant(
                relay(NEW, NEW)
                        .file(NEW)
                        .value(SERVICE.child("Parameters"), "Application", RegistryValue.string("Relay")),
                byService());
    }

    @Test
    void winSwIsAWrapperThoughItHasACliHeader() {
        String wrapper = "C:\\Relay\\RelayService.exe";
        MemoryHostBuilder xml = relay(wrapper, wrapper)
                .file(wrapper)
                .file(
                        "C:\\Relay\\RelayService.xml",
                        text("<service><id>x</id><executable>%BASE%\\bin\\Relay.exe</executable></service>"));
        MemoryHostBuilder yml = relay(wrapper, wrapper)
                .file(wrapper)
                .file("C:\\Relay\\RelayService.yml", text("id: x\nexecutable: C:\\Relay\\bin\\Relay.exe\n"));

        for (MemoryHostBuilder host : List.of(xml, yml)) {
            requireBlocked(host, byService(), Problem.Code.WRAPPER);
            assertThat(said(plan(host, byService()).problems().get(0).what())).contains("C:\\Relay\\bin\\Relay.exe");
        }
        requireCompliant(
                relay(wrapper, wrapper)
                        .file(wrapper)
                        .file("C:\\Relay\\RelayService.xml", text("<doc><members/></doc>")),
                byService());
    }

    private static Content text(String text) {
        return Content.of(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void procrunIsAWrapper() {
        MemoryHostBuilder host = relay("\"C:\\Tomcat\\tomcat9.exe\" //RS//Tomcat9", "C:\\Tomcat\\tomcat9.exe")
                .executable("C:\\Tomcat\\tomcat9.exe", ExecutableHeader.ofNative(Format.PE32_PLUS))
                .value(
                        RegistryView.VIEW_32,
                        KeyPath.of(
                                "SOFTWARE",
                                "Apache Software Foundation",
                                "Procrun 2.0",
                                "Tomcat9",
                                "Parameters",
                                "Start"),
                        "Image",
                        RegistryValue.string("C:\\Java\\bin\\java.exe"));

        requireBlocked(host, byService(), Problem.Code.WRAPPER);
        assertThat(said(plan(host, byService()).problems().get(0).what())).contains("C:\\Java\\bin\\java.exe");
    }

    @Test
    void procrunInJavaRunsNoExecutableWhateverItsImageSays() {
        KeyPath start =
                KeyPath.of("SOFTWARE", "Apache Software Foundation", "Procrun 2.0", "tomcat9", "Parameters", "Start");
        MemoryHostBuilder exe = relay("\"C:\\Tomcat\\tomcat9.exe\" //RS", NEW)
                .executable("C:\\Tomcat\\tomcat9.exe", ExecutableHeader.ofNative(Format.PE32_PLUS))
                .file(NEW)
                .value(RegistryView.VIEW_32, start, "Image", RegistryValue.string("C:/Relay/2.1/Relay"));
        Application inside = Application.at("relay", NEW).runBy(RELAY);
        assertThat(plan(exe, inside).problems()).noneMatch(Problem::blocking);
        requireBlocked(
                exe.value(RegistryView.VIEW_32, start, "Mode", RegistryValue.string("jvm")),
                inside,
                Problem.Code.WRAPPER);
    }

    @Test
    void programOfAWrapperMayBeNamedByVariablesAndWithoutItsEnding() {
        String nssm = "C:\\Tools\\nssm-2.24.exe";
        String path = "C:\\Program Files\\Relay\\Relay.exe";
        MemoryHostBuilder host = relay(nssm, path)
                .executable(nssm, ExecutableHeader.ofNative(Format.PE32_PLUS))
                .file(path)
                .value(
                        SERVICE.child("Parameters"),
                        "Application",
                        RegistryValue.expandString("%ProgramFiles%\\Relay\\Relay"));
        assertThat(plan(host, Application.at("relay", path).runBy(RELAY)).problems())
                .noneMatch(Problem::blocking);
    }

    @Test
    void wrapperIsKnownByItsNameWithAVersionBehindIt() {
        for (String name : List.of("WinSW.NET4.exe", "WinSW-net461.exe", "winsw-x64.exe", "nssm-2.24.exe")) {
            String wrapper = "C:\\Tools\\" + name;
            requireBlocked(relay(wrapper, wrapper).file(wrapper), byService(), Problem.Code.WRAPPER);
        }
        requireCompliant(
                relay("C:\\App\\WinSwitch.exe", "C:\\App\\WinSwitch.exe").file("C:\\App\\WinSwitch.exe"), byService());
    }

    @Test
    void serviceThatSetsVariablesOfTheRuntimeLoadsOneThatCannotBeTold() {
        RegistryValue set = RegistryValue.multiString(List.of("A=s3cret", "complus_Version=v2.0.50727"));
        MemoryHostBuilder host = relay(NEW, NEW).file(NEW).value(SERVICE, "Environment", set);

        for (MemoryHostBuilder one :
                List.of(host, MemoryHost.from(new Capture(host.build()).snapshot(List.of(byService()))).toBuilder())) {
            requireBlocked(one, byService(), Problem.Code.RUNTIME_UNKNOWN);
            assertThat(said(plan(one, byService()).problems().get(0).what()))
                    .contains("service Relay sets complus_Version in its own Environment");
            Application given =
                    Application.at("relay", NEW, Clr.V4, Bitness.BITS_64).runBy(RELAY);
            assertThat(plan(one, given).problems()).noneMatch(Problem::blocking);
            assertThat(verify(one, given)).isInstanceOf(Verdict.Unverifiable.class);
        }
        assertThat(HostSnapshotFile.print(new Capture(host.build()).snapshot(List.of(byService()))))
                .doesNotContain("s3cret");
        assertThat(Eku.on(FrontEnd.exempted().value(MCU, "Environment", set).build())
                        .verify(FrontEnd.EXEMPTION))
                .isInstanceOf(Verdict.Unverifiable.class);
        requireCompliant(
                relay(NEW, NEW)
                        .file(NEW)
                        .value(
                                SERVICE,
                                "Environment",
                                RegistryValue.multiString(List.of("DOTNET_ENVIRONMENT=Production", "MY_COMPLUS_X=1"))),
                byService());
    }

    @Test
    void wrapperWhoseConfigurationIsNotUnderstoodIsToldWithTheReason() {
        String wrapper = "C:\\Relay\\bin\\RelayService.exe";
        MemoryHostBuilder above = relay(wrapper, wrapper)
                .file(wrapper)
                .file(
                        "C:\\Relay\\RelayService.xml",
                        text("<service><a><executable>C:\\Relay\\a.exe</executable></a></service>"));
        requireBlocked(above, byService(), Problem.Code.WRAPPER);
        assertThat(said(plan(above, byService()).problems().get(0).what()))
                .contains("C:\\Relay\\RelayService.xml is not understood: different versions")
                .doesNotContain("a.exe");

        MemoryHostBuilder open = relay(wrapper, wrapper)
                .file(wrapper)
                .file("C:\\Relay\\bin\\RelayService.yml", text("a: 'b\nexecutable: C:\\Relay\\a.exe\n'\n"));
        assertThat(verify(open.value(FrontEnd.KEY, wrapper, FrontEnd.ZERO), byService()))
                .isInstanceOf(Verdict.Unverifiable.class);
    }

    @Test
    void configurationOfAWrapperThatIsNotUnderstoodIsNotTakenForNone() {
        String wrapper = "C:\\Relay\\RelayService.exe";
        MemoryHostBuilder host = relay(wrapper, wrapper)
                .file(wrapper)
                .file(
                        "C:\\Relay\\RelayService.xml",
                        text("<service><!--" + "x".repeat(300_000) + "--><executable>a</executable></service>"));
        requireBlocked(host, byService(), Problem.Code.WRAPPER);
        HostSnapshot captured = new Capture(host.build()).snapshot(List.of(byService()));
        assertThat(Eku.on(MemoryHost.from(captured)).verify(of(byService())).isCompliant())
                .as("in a copy")
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "C:\\Program Files\\dotnet\\dotnet.exe",
                "C:\\Java\\bin\\java.exe",
                "C:\\Windows\\System32\\cmd.exe",
                "C:\\Windows\\System32\\rundll32.exe",
                "C:\\Windows\\System32\\svchost.exe",
                "C:\\Fabric\\FabricGateway.exe",
            })
    void nativeProgramIsNoFrameworkProgram(String path) {
        MemoryHostBuilder host =
                relay("\"" + path + "\" x.dll", path).executable(path, ExecutableHeader.ofNative(Format.PE32_PLUS));

        requireBlocked(host, byService(), Problem.Code.NOT_FRAMEWORK);
        requireBlocked(
                host, Application.ofService("relay", RELAY, Clr.V4, Bitness.BITS_64), Problem.Code.NOT_FRAMEWORK);
    }

    @Test
    void startOfADotNet8ProgramIsNoFrameworkProgram() {
        MemoryHostBuilder host = relay(NEW, NEW)
                .executable(NEW, ExecutableHeader.ofNative(Format.PE32_PLUS))
                .file("C:\\Relay\\2.1\\Relay.runtimeconfig.json", text("{}"));

        requireBlocked(host, byService(), Problem.Code.NOT_FRAMEWORK);
        assertThat(said(plan(host, byService()).problems().get(0).what())).contains(".NET 5+");
    }

    @Test
    void fileDecidesRuntimeAndBitnessOfAnOwnApplication() {
        MemoryHostBuilder host = relay(NEW)
                .executable(NEW, ExecutableHeader.narrow("v2.0.50727"))
                .writtenAt(LONG_AGO)
                .value(
                        RegistryView.VIEW_32,
                        RegistryTarget.keyOf(Setting.REQUIRE_CERTIFICATE_EKUS, Clr.V2),
                        NEW,
                        FrontEnd.ZERO);

        requireCompliant(host, byService());
        requireBlocked(
                host, Application.ofService("relay", RELAY, Clr.V4, Bitness.BITS_32), Problem.Code.RUNTIME_DIFFERS);
        requireBlocked(
                host, Application.ofService("relay", RELAY, Clr.V2, Bitness.BITS_64), Problem.Code.RUNTIME_DIFFERS);
    }

    @Test
    void programForAnyProcessorIsA32BitProcessOn32BitWindows() {
        MemoryHostBuilder host =
                relay(NEW, NEW).file(NEW).value(RegistryView.VIEW_32, FrontEnd.KEY, NEW, FrontEnd.ZERO);
        Application given = Application.ofService("relay", RELAY, Clr.V4, Bitness.BITS_32);
        requireBlocked(host, given, Problem.Code.RUNTIME_DIFFERS);
        requireCompliant(
                host.value(
                        KeyPath.of("SYSTEM", "CurrentControlSet", "Control", "Session Manager", "Environment"),
                        "PROCESSOR_ARCHITECTURE",
                        RegistryValue.string("x86")),
                given);
    }

    @Test
    void configFileOfTheExecutableChoosesTheRuntime() {
        MemoryHostBuilder host = relay(NEW, NEW)
                .executable(NEW, ExecutableHeader.anyProcessor("v2.0.50727"))
                .file(
                        NEW + ".config",
                        text("<configuration><startup><supportedRuntime version='v4.0'/></startup></configuration>"));

        requireCompliant(host, byService());
    }

    /** The Client Profile of .NET Framework 4.0 brings the same runtime, and has a key of its own. */
    @Test
    void clientProfileHasTheRuntimeOfVersion4() {
        KeyPath four = KeyPath.of("SOFTWARE", "Microsoft", "NET Framework Setup", "NDP", "v4");
        MemoryHostBuilder host = relay(NEW, NEW)
                .executable(NEW, ExecutableHeader.anyProcessor("v2.0.50727"))
                .file(
                        NEW + ".config",
                        text("<configuration><startup><supportedRuntime version='v4.0'/></startup></configuration>"))
                .withoutKey(RegistryView.VIEW_64, four.child("Full"));
        MemoryHostBuilder client = host.value(four.child("Client"), "Install", RegistryValue.dword(1));

        requireCompliant(client, byService());
        requireCompliant(client.value(four.child("Client"), "Release", RegistryValue.dword(378_389)), byService());
        assertThat(Eku.on(client.build()).inspect(of(byService())).applications())
                .isEqualTo(Eku.on(MemoryHost.from(new Capture(client.build()).snapshot(List.of(byService()))))
                        .inspect(of(byService()))
                        .applications());
        requireBlocked(host, byService(), Problem.Code.RUNTIME_UNKNOWN);
        requireBlocked(
                host.value(four.child("Client"), "Install", RegistryValue.dword(0)),
                byService(),
                Problem.Code.RUNTIME_UNKNOWN);
    }

    @Test
    void fileThatCannotBeReadLeavesItUnverifiable() {
        MemoryHostBuilder host = relay(NEW, NEW).file(new StoredFile(NEW, Optional.empty(), Optional.empty()));
        Application told = Application.ofService("relay", RELAY, Clr.V4, Bitness.BITS_64);

        assertThat(verify(host, told)).isInstanceOf(Verdict.Unverifiable.class);
        assertThat(plan(host, told).problems()).noneMatch(Problem::blocking);
        assertThat(diagnose(host, told).first().confidence()).isNotEqualTo(Confidence.CERTAIN);
        requireBlocked(host, byService(), Problem.Code.RUNTIME_UNKNOWN);
    }

    @Test
    void nativeHostOfTheRuntimeNeedsItGiven() {
        String w3wp = "C:\\Windows\\System32\\inetsrv\\w3wp.exe";
        MemoryHostBuilder host =
                MemoryHost.skypeForBusiness2015FrontEnd().executable(w3wp, ExecutableHeader.ofNative(Format.PE32_PLUS));

        assertThat(plan(host, Application.at("web", w3wp)).problems())
                .extracting(Problem::code)
                .contains(Problem.Code.RUNTIME_UNKNOWN);
        assertThat(plan(host, Application.at("web", w3wp, Clr.V4, Bitness.BITS_64))
                        .problems())
                .noneMatch(Problem::blocking);
    }

    @Test
    void fileOfTheProductThatSaysOtherwiseContradicts() {
        for (ExecutableHeader header :
                List.of(ExecutableHeader.wide("v2.0.50727"), ExecutableHeader.ofNative(Format.PE32_PLUS))) {
            assertThat(FrontEnd.plan(FrontEnd.frontEnd().executable(FrontEnd.PATH, header))
                            .problems())
                    .anyMatch(Problem::blocking);
        }
        assertThat(FrontEnd.plan(FrontEnd.frontEnd()
                                .file(new StoredFile(FrontEnd.PATH, Optional.empty(), Optional.empty())))
                        .problems())
                .isEmpty();
    }

    // K1.7, K1.8

    @Test
    void effectiveExemptionSaysWhatItDoesNotGovern() {
        Diagnosis diagnosis = diagnose(relay(NEW, NEW).file(NEW), byService());

        assertThat(diagnosis.first().situation()).isEqualTo(Situation.EFFECTIVE);
        assertThat(String.join("\n", Told.evidence(diagnosis.first()))).contains("http.sys", "WCF", ".NET 5+");
    }

    @Test
    void webServerWhoseFilesWereNotLookedAtIsNotCertain() {
        String w3wp = "C:\\Windows\\System32\\inetsrv\\w3wp.exe";
        Diagnosis diagnosis = diagnose(
                MemoryHost.skypeForBusiness2015FrontEnd().executable(w3wp, ExecutableHeader.ofNative(Format.PE32_PLUS)),
                Application.at("web", w3wp, Clr.V4, Bitness.BITS_64));

        assertThat(diagnosis.first().confidence()).isNotEqualTo(Confidence.CERTAIN);
        assertThat(String.join("\n", Told.evidence(diagnosis.first())))
                .contains("machine.config", "web.config", "CLRConfigFile")
                .doesNotContain("aspnet.config")
                .doesNotContain(": nothing turns it off");
    }

    @ParameterizedTest
    @ValueSource(strings = {"C:\\Windows\\System32\\dllhost.exe", "C:\\IIS Express\\iisexpress.exe"})
    void hostOfOtherProgramsWhoseFilesWereNotLookedAtIsNotCertain(String path) {
        Diagnosis diagnosis = diagnose(
                MemoryHost.skypeForBusiness2015FrontEnd().executable(path, ExecutableHeader.ofNative(Format.PE32_PLUS)),
                Application.at("host", path, Clr.V4, Bitness.BITS_64));

        assertThat(diagnosis.first().confidence()).isNotEqualTo(Confidence.CERTAIN);
        assertThat(String.join("\n", Told.evidence(diagnosis.first())))
                .contains("not looked at")
                .doesNotContain("CLRConfigFile");
    }
}
