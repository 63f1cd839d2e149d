package dev.eku.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eku.Eku;
import dev.eku.FrontEnd;
import dev.eku.Told;
import dev.eku.action.Action;
import dev.eku.action.Action.SetValue;
import dev.eku.apply.Outcome;
import dev.eku.backend.memory.MemoryHost;
import dev.eku.backend.memory.MemoryHostBuilder;
import dev.eku.diagnose.Diagnosis;
import dev.eku.diagnose.Finding;
import dev.eku.error.Win32Error;
import dev.eku.error.Win32Exception;
import dev.eku.host.ExecutableHeader;
import dev.eku.host.HostSnapshot;
import dev.eku.host.HostSnapshotFile;
import dev.eku.inspect.Inspection;
import dev.eku.journal.Journal;
import dev.eku.product.Application;
import dev.eku.product.Bitness;
import dev.eku.product.Clr;
import dev.eku.product.Exemption;
import dev.eku.product.InstallPath;
import dev.eku.product.RegistryTarget;
import dev.eku.product.Setting;
import dev.eku.registry.KeyPath;
import dev.eku.registry.RegistryValue;
import dev.eku.registry.RegistryView;
import dev.eku.report.ReportedHost;
import dev.eku.report.Reports;
import dev.eku.service.ServiceConfig;
import dev.eku.service.ServiceName;
import dev.eku.service.ServiceState;
import dev.eku.verify.Verdict.Compliant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** 32-bit Windows has one view, whichever it is asked for: what is read there twice is there once. */
final class OneViewTest {
    private static final KeyPath ENVIRONMENT =
            KeyPath.of("SYSTEM", "CurrentControlSet", "Control", "Session Manager", "Environment");
    private static final String RELAY = "C:\\Relay\\Relay.exe";
    private static final Exemption OWN = FrontEnd.EXEMPTION.of(Application.ofService("relay", ServiceName.of("Relay")));
    private static final PlanOptions TIDY =
            PlanOptions.DEFAULT.stop(PlanOptions.Stop.STOP).tidy(true);

    /** The same in both views, as 32-bit Windows answers. */
    private static MemoryHostBuilder twice(MemoryHostBuilder host, KeyPath key, String name) {
        return host.value(RegistryView.VIEW_64, key, name, FrontEnd.ZERO)
                .value(RegistryView.VIEW_32, key, name, FrontEnd.ZERO);
    }

    private static Plan plan(String architecture) {
        MemoryHost host = twice(FrontEnd.frontEnd(), FrontEnd.KEY, FrontEnd.PATH)
                .value(ENVIRONMENT, "PROCESSOR_ARCHITECTURE", RegistryValue.string(architecture))
                .build();
        return Eku.on(host).plan(FrontEnd.EXEMPTION, TIDY);
    }

    @Test
    void exemptionOfA32BitWindowsIsNoLeftoverInAnotherView() {
        Plan plan = plan("x86");

        assertThat(plan.problems()).extracting(Problem::code).doesNotContain(Problem.Code.WRONG_VIEW);
        assertThat(plan.actions()).noneMatch(action -> action.changedValue().isPresent());
    }

    @Test
    void sameValueInBothViewsOfA64BitWindowsIsALeftover() {
        assertThat(plan("AMD64").problems()).extracting(Problem::code).contains(Problem.Code.WRONG_VIEW);
    }

    @Test
    void captureOfA32BitWindowsHasOneViewToo() {
        MemoryHost host = twice(FrontEnd.frontEnd(), FrontEnd.KEY, FrontEnd.PATH)
                .value(ENVIRONMENT, "PROCESSOR_ARCHITECTURE", RegistryValue.string("x86"))
                .build();

        Plan plan = Eku.on(MemoryHost.from(Eku.on(host).capture())).plan(FrontEnd.EXEMPTION, TIDY);

        assertThat(plan.problems()).extracting(Problem::code).doesNotContain(Problem.Code.WRONG_VIEW);
    }

    /** There is no 64-bit process on 32-bit Windows. */
    @Test
    void programForAnyProcessorIsOf32BitsThere() {
        for (String architecture : List.of("x86", "AMD64", "ARM64")) {
            MemoryHostBuilder builder = twice(FrontEnd.frontEnd(), FrontEnd.KEY, "C:\\Relay\\Relay.exe")
                    .service(FrontEnd.service("Relay", "C:\\Relay\\Relay.exe"))
                    .file("C:\\Relay\\Relay.exe")
                    .value(ENVIRONMENT, "PROCESSOR_ARCHITECTURE", RegistryValue.string(architecture));
            ServiceName relay = ServiceName.of("Relay");
            Bitness bitness = architecture.equals("x86") ? Bitness.BITS_32 : Bitness.BITS_64;
            Bitness other = architecture.equals("x86") ? Bitness.BITS_64 : Bitness.BITS_32;
            MemoryHost host = builder.build();
            Exemption untold = FrontEnd.EXEMPTION.of(Application.ofService("relay", relay));

            for (MemoryHost one : List.of(host, MemoryHost.from(Eku.on(host).capture(untold.applications())))) {
                Inspection inspection = Eku.on(one).inspect(untold);
                assertThat(inspection.applications().get(0).application().bitness())
                        .as(architecture)
                        .isEqualTo(bitness);
                assertThat(Eku.on(one).plan(untold).problems()).noneMatch(Problem::blocking);
            }
            assertThat(Eku.on(host)
                            .plan(FrontEnd.EXEMPTION.of(Application.ofService("relay", relay, Clr.V4, bitness)))
                            .problems())
                    .noneMatch(Problem::blocking);
            assertThat(Eku.on(host)
                            .plan(FrontEnd.EXEMPTION.of(Application.ofService("relay", relay, Clr.V4, other)))
                            .problems())
                    .extracting(Problem::code)
                    .contains(Problem.Code.RUNTIME_DIFFERS);
        }
    }

    @Test
    void valueForEveryApplicationIsNotMisplacedInTheOnlyView() {
        MemoryHost host = twice(
                        twice(
                                FrontEnd.frontEnd(),
                                RegistryTarget.runtimeKey(Clr.V4),
                                Setting.REQUIRE_CERTIFICATE_EKUS.globalName()),
                        FrontEnd.KEY,
                        FrontEnd.PATH)
                .value(ENVIRONMENT, "PROCESSOR_ARCHITECTURE", RegistryValue.string("x86"))
                .build();

        assertThat(Told.evidence(
                        Eku.on(host).diagnose(FrontEnd.EXEMPTION, List.of()).first()))
                .noneMatch(line -> line.contains("wrong view"));
    }

    /** A host of 32 bits with a running service of that program, in the product's folder of nobody. */
    private static MemoryHostBuilder relay(ExecutableHeader header) {
        return FrontEnd.frontEnd()
                .withoutService("RTCDATAMCU")
                .of32Bits()
                .service(FrontEnd.service("Relay", RELAY))
                .executable(RELAY, header);
    }

    /** One target, one write, one record; in effect after the restart, and gone without a trace after the rollback. */
    @ParameterizedTest
    @MethodSource("programs")
    void programIsExemptedOnceAndRolledBackOnTheOnlyView(ExecutableHeader header) {
        MemoryHost host = relay(header).build();
        HostSnapshot before = host.snapshot();
        Eku eku = Eku.on(host);
        List<String> said = new ArrayList<>();

        Plan plan = eku.plan(OWN, TIDY);
        said.addAll(Reports.ENGLISH.of(plan).lines());
        said.addAll(Reports.ENGLISH.of(eku.inspect(OWN)).lines());
        Outcome outcome = eku.apply(plan, progress -> {});
        said.addAll(Reports.ENGLISH.of(ReportedHost.of(plan), outcome).lines());

        assertThat(plan.problems()).isEmpty();
        assertThat(plan.actions())
                .filteredOn(action -> action instanceof SetValue)
                .extracting(Action::changedValue)
                .containsExactly(Optional.of(new RegistryTarget(RegistryView.ONLY, FrontEnd.KEY, RELAY)));
        for (RegistryView view : RegistryView.values()) {
            assertThat(host.registry().value(view, FrontEnd.KEY, RELAY)).contains(FrontEnd.ZERO);
        }
        assertThat(eku.history().records()).hasSize(1);
        assertThat(eku.verify()).isInstanceOf(Compliant.class);
        assertThat(eku.plan(OWN, TIDY).problems()).isEmpty();
        assertThat(eku.plan(OWN, TIDY).actions()).isEmpty();
        Diagnosis diagnosis = eku.diagnose(OWN, List.of());
        assertThat(diagnosis.first().confidence()).isEqualTo(Finding.Confidence.CERTAIN);
        said.addAll(Reports.ENGLISH.of(diagnosis).lines());
        Plan undo = eku.planRollback(TIDY);
        said.addAll(Reports.ENGLISH.of(undo).lines());
        eku.apply(undo, progress -> {});

        assertThat(before.differences(host.snapshot(), Journal.EKU_KEY)).isEmpty();
        assertThat(said)
                .noneMatch(line -> line.contains("64-bit") || line.contains("32-bit view") || line.contains("WOW64"));
    }

    static List<ExecutableHeader> programs() {
        return List.of(ExecutableHeader.anyProcessor("v4.0.30319"), ExecutableHeader.narrow("v4.0.30319"));
    }

    /**
     * A capture of it is one, and opens as one; an earlier version that knew nothing of this reads both views of its
     * own.
     */
    @Test
    void captureOfA32BitWindowsOpensAsOne() {
        MemoryHost host = relay(ExecutableHeader.anyProcessor("v4.0.30319")).build();
        Eku.on(host).apply(Eku.on(host).plan(OWN, TIDY), progress -> {});

        String text = HostSnapshotFile.print(Eku.on(host).capture(OWN.applications()));
        MemoryHost opened = MemoryHost.from(HostSnapshotFile.parse(text, "capture"));

        assertThat(text).contains("\"of32Bits\" : true").doesNotContain("Wow6432Node");
        assertThat(opened.registry().value(RegistryView.VIEW_32, FrontEnd.KEY, RELAY))
                .contains(FrontEnd.ZERO);
        assertThat(Eku.on(opened).verify()).isInstanceOf(Compliant.class);
    }

    /** A version of eku that took the one view for two wrote a record that names one of them. */
    @ParameterizedTest
    @EnumSource(names = {"VIEW_32", "VIEW_64"})
    void recordOfAnEarlierVersionIsRolledBack(RegistryView view) {
        MemoryHost host = relay(ExecutableHeader.anyProcessor("v4.0.30319")).build();
        HostSnapshot before = host.snapshot();
        Eku.on(host).apply(Eku.on(host).plan(OWN, TIDY), progress -> {});
        String text = HostSnapshotFile.print(host.snapshot()).replace("\\\"ONLY\\\"", "\\\"" + view.name() + "\\\"");
        assertThat(text).contains(view.name()).doesNotContain("ONLY");
        MemoryHost then = MemoryHost.from(HostSnapshotFile.parse(text, "then"));

        Plan undo = Eku.on(then).planRollback(TIDY);

        assertThat(undo.problems()).noneMatch(Problem::blocking);
        Eku.on(then).apply(undo, progress -> {});
        assertThat(before.differences(then.snapshot(), Journal.EKU_KEY)).isEmpty();
    }

    /** A program that was made for 64 bits cannot run there: nothing is known of it, and its service does not start. */
    @Test
    void programOf64BitsDoesNotRunThere() {
        MemoryHost host = relay(ExecutableHeader.wide("v4.0.30319"))
                .state("Relay", ServiceState.STOPPED)
                .build();

        assertThat(Eku.on(host).plan(OWN).problems())
                .filteredOn(Problem::blocking)
                .extracting(Problem::code)
                .containsExactly(Problem.Code.RUNTIME_UNKNOWN);
        assertThatThrownBy(() -> host.services().start(ServiceName.of("Relay")))
                .isInstanceOfSatisfying(
                        Win32Exception.class,
                        refused -> assertThat(refused.error()).isEqualTo(new Win32Error(216)));
    }

    /** WOW64 of a service, which leads from System32 to SysWOW64 on 64-bit Windows, counts for nothing. */
    @Test
    void serviceOfA32BitProgramStartsFromSystem32() {
        String path = "C:\\Windows\\System32\\relay.exe";
        MemoryHost host = relay(ExecutableHeader.anyProcessor("v4.0.30319"))
                .withoutService("Relay")
                .service(FrontEnd.service("Relay", path))
                .file(path)
                .value(ServiceConfig.keyOf(ServiceName.of("Relay")), "WOW64", RegistryValue.dword(1))
                .build();

        assertThat(Eku.on(host).inspect(OWN).applications().get(0).path().map(InstallPath::path))
                .contains(path);
    }
}
