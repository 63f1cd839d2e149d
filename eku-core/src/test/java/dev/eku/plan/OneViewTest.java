package dev.eku.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eku.Eku;
import dev.eku.FrontEnd;
import dev.eku.backend.memory.MemoryHost;
import dev.eku.backend.memory.MemoryHostBuilder;
import dev.eku.inspect.Inspection;
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
import java.util.List;
import org.junit.jupiter.api.Test;

/** 32-bit Windows has one view, whichever it is asked for: what is read there twice is there once. */
final class OneViewTest {
    private static final KeyPath ENVIRONMENT =
            KeyPath.of("SYSTEM", "CurrentControlSet", "Control", "Session Manager", "Environment");
    private static final PlanOptions TIDY = PlanOptions.DEFAULT.tidy(true);

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

        assertThat(Eku.on(host).diagnose(FrontEnd.EXEMPTION, List.of()).first().evidence())
                .noneMatch(line -> line.contains("wrong view"));
    }
}
