package dev.eku.inspect;

import static dev.eku.Said.said;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eku.Eku;
import dev.eku.FrontEnd;
import dev.eku.backend.memory.Faults;
import dev.eku.backend.memory.MemoryHost;
import dev.eku.backend.memory.MemoryHostBuilder;
import dev.eku.backend.memory.PortCall;
import dev.eku.error.Win32Error;
import dev.eku.host.ExecutableHeader;
import dev.eku.host.ExecutableHeader.Format;
import dev.eku.host.HostSnapshot;
import dev.eku.host.HostSnapshot.Access;
import dev.eku.host.HostSnapshot.Content;
import dev.eku.host.HostSnapshotFile;
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
import dev.eku.service.ServiceName;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CaptureTest {
    private static final KeyPath ENVIRONMENT =
            KeyPath.of("SYSTEM", "CurrentControlSet", "Control", "Session Manager", "Environment");
    private static final KeyPath V2 = RegistryTarget.keyOf(Setting.REQUIRE_CERTIFICATE_EKUS, Clr.V2);

    @ParameterizedTest
    @ValueSource(strings = {"lync-2010", "lync-2013", "sfb-2015", "sfb-2019", "sfb-se"})
    void planOnACaptureIsThePlanOnTheHost(String product) {
        MemoryHost host = MemoryHost.frontEnd(product)
                .value(RegistryView.VIEW_32, V2, FrontEnd.PATH, RegistryValue.string("0"))
                .build();
        MemoryHost captured = MemoryHost.from(Eku.on(host).capture());

        for (Setting setting : Setting.values()) {
            Exemption exemption = Exemption.from(setting);
            assertThat(Eku.on(captured).plan(exemption).fingerprint())
                    .isEqualTo(Eku.on(host).plan(exemption).fingerprint());
        }
    }

    @ParameterizedTest
    @EnumSource(Setting.class)
    void inspectionOfACaptureIsThatOfTheHostAlsoAfterARun(Setting setting) {
        MemoryHost host = FrontEnd.frontEnd().build();
        Eku eku = Eku.on(host);
        eku.apply(eku.plan(Exemption.from(setting)), progress -> {});
        Inspection inspected = eku.inspect(Exemption.from(setting));
        Inspection ofCapture = Eku.on(MemoryHost.from(eku.capture())).inspect(Exemption.from(setting));

        assertThat(ofCapture.applications()).isEqualTo(inspected.applications());
        assertThat(ofCapture.keys()).isEqualTo(inspected.keys());
        assertThat(ofCapture.journal()).isEqualTo(inspected.journal());
        assertThat(ofCapture.products()).isEqualTo(inspected.products());
    }

    @Test
    void captureHasTheApplicationsThatAreExemptAlready() {
        MemoryHost host = MemoryHost.skypeForBusiness2015FrontEnd()
                .file("C:\\Billing.exe")
                .service(FrontEnd.service("Billing", "C:\\Billing.exe"))
                .build();
        Eku eku = Eku.on(host);
        Exemption billing = Exemption.from(Setting.REQUIRE_CERTIFICATE_EKUS)
                .of(Application.ofService("billing", ServiceName.of("Billing"), Clr.V4, Bitness.BITS_64));
        eku.apply(eku.plan(billing, FrontEnd.STOP), event -> {});
        Eku ofCapture = Eku.on(MemoryHost.from(eku.capture()));
        assertThat(ofCapture.verify()).isEqualTo(eku.verify());
        assertThat(ofCapture.planRollback(FrontEnd.STOP).actions())
                .isEqualTo(eku.planRollback(FrontEnd.STOP).actions());
    }

    @Test
    void captureChangesNothing() {
        MemoryHost host = FrontEnd.frontEnd().build();
        HostSnapshot before = host.snapshot();
        Eku.on(host).capture();

        assertThat(before.differences(host.snapshot())).isEmpty();
    }

    @Test
    void captureHoldsNoSecrets() {
        MemoryHost host = FrontEnd.frontEnd()
                .value(ENVIRONMENT, "API_KEY", RegistryValue.string("s3cret-of-the-machine"))
                .value(ENVIRONMENT, "TOOLS", RegistryValue.string("C:\\Tools"))
                .service(FrontEnd.service("Quoted", "\"C:\\Tools\\a b.exe\" -password s3cret-1"))
                .service(FrontEnd.service("Plain", "%TOOLS%\\c d.exe -password s3cret-2"))
                .service(FrontEnd.service("Gone", "C:\\Gone\\e.exe -password s3cret-3"))
                .file("C:\\Tools\\a b.exe")
                .file("C:\\Tools\\c d.exe")
                .build();
        String text = HostSnapshotFile.print(
                Eku.on(host).capture(List.of(ofService("Quoted"), ofService("Plain"), ofService("Gone"))));

        assertThat(text)
                .doesNotContain("s3cret")
                .contains("\"\\\"C:\\\\Tools\\\\a b.exe\\\"\"")
                .contains("\"%TOOLS%\\\\c d.exe\"")
                .contains("\"C:\\\\Gone\\\\e.exe\"")
                .contains("\"C:\\\\Tools\"");
    }

    /** Of the arguments only those by which procrun is recognised decide anything. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"C:\\Relay\\Relay.exe\" //RS//Relay",
                "\"C:\\Relay\\Relay.exe\"\t\"//rs//RELAY\" ++JvmOptions=-Dpassword=s3cret",
                "C:\\Relay\\Relay.exe //RS//Tomcat9 --Password s3cret",
                "C:\\Relay\\Relay.exe //RS//s3cret",
            })
    void captureOfAServiceOfProcrunKnowsItAndKeepsNoOtherArgument(String line) {
        KeyPath daemons = KeyPath.of("SOFTWARE", "Apache Software Foundation", "Procrun 2.0");
        MemoryHostBuilder builder = FrontEnd.frontEnd()
                .service(FrontEnd.service("Relay", line))
                .executable("C:\\Relay\\Relay.exe", ExecutableHeader.ofNative(Format.PE32_PLUS));
        for (String name : List.of("Relay", "Tomcat9")) {
            KeyPath parameters = daemons.child(name).child("Parameters");
            builder = builder.value(
                            RegistryView.VIEW_32,
                            parameters.child("Start"),
                            "Image",
                            RegistryValue.string("C:\\Java\\" + name + ".exe"))
                    .value(
                            RegistryView.VIEW_32,
                            parameters.child("Start"),
                            "Params",
                            RegistryValue.string("-password s3cret"));
        }
        Exemption exemption = FrontEnd.EXEMPTION.of(Application.ofService("relay", ServiceName.of("Relay")));
        MemoryHost host = builder.build();
        HostSnapshot captured = Eku.on(host).capture(exemption.applications());

        assertThat(HostSnapshotFile.print(captured)).doesNotContain("s3cret").doesNotContain("Jvm");
        assertThat(Eku.on(MemoryHost.from(captured)).plan(exemption).problems())
                .isEqualTo(Eku.on(host).plan(exemption).problems())
                .extracting(Problem::code)
                .contains(Problem.Code.WRAPPER);
    }

    @Test
    void captureKeepsNoArgumentThatOnlyLooksLikeOneOfProcrun() {
        MemoryHost host = FrontEnd.frontEnd()
                .service(FrontEnd.service("Relay", "C:\\Relay\\Relay.exe -x //RS//Relay"))
                .file("C:\\Relay\\Relay.exe")
                .build();

        assertThat(HostSnapshotFile.print(Eku.on(host).capture(List.of(ofService("Relay")))))
                .doesNotContain("//RS//");
    }

    /** A hash starts a comment of YAML only behind a blank. */
    @Test
    void captureOfAServiceOfWinSwNamesItsProgramInFull() {
        String yml = "id: x\nexecutable: C:\\C#\\Relay.exe # the relay\n";
        MemoryHost host = FrontEnd.frontEnd()
                .service(FrontEnd.service("Relay", "C:\\Relay\\Relay.exe"))
                .file("C:\\Relay\\Relay.exe")
                .file("C:\\Relay\\Relay.yml", Content.of(yml.getBytes(StandardCharsets.UTF_8)))
                .build();
        Exemption exemption = FrontEnd.EXEMPTION.of(Application.ofService("relay", ServiceName.of("Relay")));
        MemoryHost captured = MemoryHost.from(Eku.on(host).capture(exemption.applications()));

        for (MemoryHost one : List.of(host, captured)) {
            assertThat(said(Eku.on(one).plan(exemption).problems().get(0).what()))
                    .contains("C:\\C#\\Relay.exe (");
        }
    }

    @Test
    void captureOfAServiceOfWinSwKnowsAConfigurationElsewhere() {
        String xml = "<service><id>x</id><executable>%BASE%\\it's.exe</executable></service>";
        MemoryHost above = FrontEnd.frontEnd()
                .service(FrontEnd.service("Relay", "C:\\Relay\\bin\\Relay.exe"))
                .file("C:\\Relay\\bin\\Relay.exe")
                .file("C:\\Relay\\Relay.xml", Content.of(xml.getBytes(StandardCharsets.UTF_8)))
                .build();
        MemoryHost given = FrontEnd.frontEnd()
                .service(FrontEnd.service("Relay", "C:\\Relay\\bin\\Relay.exe C:\\Relay\\my.xml"))
                .file("C:\\Relay\\bin\\Relay.exe")
                .file("C:\\Relay\\my.xml", Content.of(xml.getBytes(StandardCharsets.UTF_8)))
                .build();
        Exemption exemption = FrontEnd.EXEMPTION.of(ofService("Relay"));

        for (MemoryHost host : List.of(above, given)) {
            for (MemoryHost one : List.of(host, MemoryHost.from(Eku.on(host).capture(exemption.applications())))) {
                assertThat(said(Eku.on(one).plan(exemption).problems().get(0).what()))
                        .contains("C:\\Relay\\it's.exe (");
            }
        }
    }

    @Test
    void captureTellsWhatEachServicesProcessRuns() {
        MemoryHost host = FrontEnd.frontEnd()
                .running(FrontEnd.MCU, "D:\\Old\\DATAMCUSVC.exe")
                .build();
        MemoryHost captured = MemoryHost.from(Eku.on(host).capture());
        long process = captured.services()
                .status(ServiceName.of(FrontEnd.MCU))
                .processId()
                .orElseThrow();

        assertThat(captured.processes().orElseThrow().imagePath(process)).hasValue("D:\\Old\\DATAMCUSVC.exe");
        MemoryHost far = host.toBuilder().processes(false).build();
        assertThat(MemoryHost.from(Eku.on(far).capture()).processes()).isEmpty();
    }

    @Test
    void captureKeepsSilentOfAProcessThatMayNotBeKnown() {
        MemoryHost host = FrontEnd.frontEnd()
                .faults(Faults.none().always(PortCall.Kind.PROCESS_IMAGE, new Faults.Fails(Win32Error.ACCESS_DENIED)))
                .build();
        MemoryHost captured = MemoryHost.from(Eku.on(host).capture());
        long process = captured.services()
                .status(ServiceName.of(FrontEnd.MCU))
                .processId()
                .orElseThrow();

        assertThatThrownBy(() -> captured.processes().orElseThrow().imagePath(process))
                .hasMessageContaining("ERROR_ACCESS_DENIED (5)");
    }

    @Test
    void captureHasTheServicesThatNeedAnotherOne() {
        MemoryHost host = FrontEnd.frontEnd()
                .service(FrontEnd.service("Needy", "C:\\Needy\\needy.exe", FrontEnd.MCU))
                .build();

        assertThat(Eku.on(host).capture().services())
                .extracting(service -> service.config().name())
                .containsExactly(ServiceName.of("Needy"), ServiceName.of(FrontEnd.MCU));
    }

    @Test
    void captureKnowsWhatMayNotBeWritten() {
        MemoryHostBuilder readOnly =
                FrontEnd.frontEnd().access(RegistryView.VIEW_64, RegistryTarget.runtimeKey(Clr.V4), Access.READ_ONLY);
        MemoryHost captured = MemoryHost.from(Eku.on(readOnly.build()).capture());

        assertThat(Eku.on(captured).plan(FrontEnd.EXEMPTION).blocking())
                .isEqualTo(Eku.on(readOnly.build()).plan(FrontEnd.EXEMPTION).blocking())
                .isNotEmpty();
    }

    @Test
    void shortNamesAreCapturedAsTheHostResolvesThem() {
        String spelled = "C:\\PROGRA~1\\SKYPEF~1\\WEBCON~1\\DATAMC~1.EXE";
        MemoryHost host =
                FrontEnd.frontEnd().value(FrontEnd.KEY, spelled, FrontEnd.ZERO).build();
        MemoryHost captured = MemoryHost.from(Eku.on(host).capture());

        assertThat(captured.files().longPath(spelled)).contains(FrontEnd.PATH);
        assertThat(Eku.on(captured).plan(FrontEnd.EXEMPTION).problems())
                .isEqualTo(Eku.on(host).plan(FrontEnd.EXEMPTION).problems())
                .isNotEmpty();
    }

    private static Application ofService(String name) {
        return Application.ofService(name, ServiceName.of(name), Clr.V4, Bitness.BITS_64);
    }
}
