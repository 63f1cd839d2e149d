package dev.eku.plan;

import static dev.eku.FrontEnd.EXEMPTION;
import static dev.eku.FrontEnd.KEY;
import static dev.eku.FrontEnd.MCU;
import static dev.eku.FrontEnd.STOP;
import static dev.eku.FrontEnd.ZERO;
import static dev.eku.FrontEnd.actions;
import static dev.eku.FrontEnd.frontEnd;
import static dev.eku.FrontEnd.mortal;
import static dev.eku.FrontEnd.service;
import static dev.eku.registry.RegistryView.VIEW_32;
import static dev.eku.registry.RegistryView.VIEW_64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eku.Eku;
import dev.eku.backend.memory.Faults;
import dev.eku.backend.memory.MemoryHost;
import dev.eku.backend.memory.PortCall;
import dev.eku.backend.memory.RunKilled;
import dev.eku.error.Win32Error;
import dev.eku.host.ExecutableHeader;
import dev.eku.host.HostSnapshotFile;
import dev.eku.product.Application;
import dev.eku.product.Clr;
import dev.eku.product.Exemption;
import dev.eku.product.RegistryTarget;
import dev.eku.product.Setting;
import dev.eku.registry.KeyPath;
import dev.eku.registry.RegistryView;
import dev.eku.service.ServiceCommand;
import dev.eku.service.ServiceName;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Keys that nothing reads any more, but that an earlier run has changed. */
final class KeysAsideTest {
    private static final KeyPath V2 = RegistryTarget.keyOf(Setting.REQUIRE_CERTIFICATE_EKUS, Clr.V2);
    private static final String EXECUTABLE = "C:\\Relay\\Relay.exe";
    private static final Exemption RELAY = EXEMPTION.of(Application.ofService("relay", ServiceName.of("Relay")));

    /** A record of an earlier version names one of two views of a Windows that has only one. */
    @ParameterizedTest
    @EnumSource(
            value = RegistryView.class,
            names = {"VIEW_32", "VIEW_64"})
    void whatARunTidiedOnTheOnlyViewIsPutBack(RegistryView named) {
        MemoryHost host = frontEnd()
                .of32Bits()
                .withoutService(MCU)
                .service(service("Relay", EXECUTABLE))
                .executable(EXECUTABLE, ExecutableHeader.narrow("v4.0.30319"))
                .value(VIEW_32, V2, EXECUTABLE, ZERO)
                .build();
        Eku.on(host).apply(Eku.on(host).plan(RELAY, STOP.tidy(true)), event -> {});
        assertThat(host.registry().value(VIEW_32, V2, EXECUTABLE)).isEmpty();
        MemoryHost then = MemoryHost.from(HostSnapshotFile.parse(
                HostSnapshotFile.print(host.snapshot()).replace("\\\"ONLY\\\"", "\\\"" + named.name() + "\\\""),
                "then"));

        Eku.on(then).apply(Eku.on(then).planRollback(STOP), event -> {});
        assertThat(then.registry().value(VIEW_32, V2, EXECUTABLE)).contains(ZERO);
    }

    @Test
    void shortNameThatMayNotBeLookedUpHidesOnlyTheKeyThatHoldsIt() {
        MemoryHost host = frontEnd()
                .value(VIEW_32, V2, "D:\\SECRET~1\\app.exe", ZERO)
                .build()
                .reconnect(
                        Faults.none().always(PortCall.Kind.FILE_LONG_PATH, new Faults.Fails(Win32Error.ACCESS_DENIED)));

        assertThat(Eku.on(host).plan(EXEMPTION, STOP).blocking()).isEmpty();
    }

    @Test
    void rollbackOfARunThatWasCutOffRestartsWhoMayHaveReadAnUnmarkedValue() {
        MemoryHost host = frontEnd()
                .service(service("Relay", EXECUTABLE))
                .executable(EXECUTABLE, ExecutableHeader.anyProcessor("v4.0.30319"))
                .service(service("Other", "C:\\Relay\\Other.exe"))
                .executable("C:\\Relay\\Other.exe", ExecutableHeader.anyProcessor("v4.0.30319"))
                .build();
        Plan plan = Eku.on(host).plan(RELAY.of(Application.ofService("other", ServiceName.of("Other"))), STOP);
        // The lock, the record, the first value; killed at the second.
        MemoryHost killed = host.reconnect(Faults.none().at(PortCall.Kind.REGISTRY_SET_VALUE, 4, new Faults.Kills()));
        assertThatThrownBy(() -> mortal(killed).apply(plan, event -> {})).isInstanceOf(RunKilled.class);
        assertThat(host.registry().value(VIEW_64, KEY, EXECUTABLE)).contains(ZERO);
        Duration minute = Duration.ofMinutes(1);
        host.clock().sleep(minute);
        host.services().command(ServiceName.of("Relay"), ServiceCommand.STOP);
        host.clock().sleep(minute);
        host.services().start(ServiceName.of("Relay"));
        host.clock().sleep(minute);
        host.registry().deleteValue(VIEW_64, KEY, EXECUTABLE);
        host.clock().sleep(minute);

        assertThat(actions(Eku.on(host).planRollback(STOP))).contains("service Relay: running -> stopped");
    }
}
