package dev.eku.backend.memory;

import static dev.eku.backend.memory.PortCall.Kind.REGISTRY_READ;
import static dev.eku.backend.memory.PortCall.Kind.REGISTRY_SET_VALUE;
import static dev.eku.backend.memory.PortCall.Kind.SERVICE_STATUS;
import static dev.eku.registry.RegistryView.VIEW_64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eku.error.Win32Error;
import dev.eku.error.Win32Exception;
import dev.eku.registry.KeyPath;
import dev.eku.registry.RegistryValue;
import dev.eku.service.GracefulControl;
import dev.eku.service.ServiceCommand;
import dev.eku.service.ServiceName;
import dev.eku.service.ServiceState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

final class FaultsTest {
    private static final KeyPath KEY = KeyPath.of("SOFTWARE", "Vendor");
    private static final ServiceName DATA_MCU = ServiceName.of("RTCDATAMCU");

    @Test
    void failedCallIsRefusedWithoutEffectAndTheNextOneWorks() {
        MemoryHost host = with(Faults.none().at(2, new Faults.Fails(Win32Error.ACCESS_DENIED)));
        host.registry().createKey(VIEW_64, KEY);

        assertThatThrownBy(() -> host.registry().setValue(VIEW_64, KEY, "v", RegistryValue.dword(0)))
                .isInstanceOf(Win32Exception.class)
                .hasMessageStartingWith(
                        "ACCESS_DENIED: RegSetValueEx failed on memory:FE01 HKLM\\SOFTWARE\\Vendor: ERROR_ACCESS_DENIED (5)");

        assertThat(host.registry().value(VIEW_64, KEY, "v")).isEmpty();
        host.registry().setValue(VIEW_64, KEY, "v", RegistryValue.dword(0));
        assertThat(host.registry().value(VIEW_64, KEY, "v")).isPresent();
    }

    @Test
    void faultOfAKindCountsTheCallsOfThatKind() {
        MemoryHost host = with(Faults.none()
                .at(REGISTRY_READ, 2, new Faults.Fails(new Win32Error(1450)))
                .always(SERVICE_STATUS, new Faults.Fails(new Win32Error(1722))));

        host.registry().read(VIEW_64, KEY);
        host.registry().value(VIEW_64, KEY, "v");
        assertThatThrownBy(() -> host.registry().read(VIEW_64, KEY)).hasMessageContaining("(1450)");
        host.registry().read(VIEW_64, KEY);
        for (int twice = 0; twice < 2; twice++) {
            assertThatThrownBy(() -> host.services().status(DATA_MCU)).hasMessageStartingWith("HOST_UNREACHABLE");
        }
    }

    @Test
    void callOfWhichTheAnswerIsLostHasItsEffect() {
        MemoryHost host = with(Faults.none().at(2, new Faults.LosesAnswer(new Win32Error(1726))));
        host.registry().createKey(VIEW_64, KEY);

        assertThatThrownBy(() -> host.registry().setValue(VIEW_64, KEY, "v", RegistryValue.dword(0)))
                .isInstanceOf(Win32Exception.class)
                .hasMessageContaining("(1726)");

        assertThat(host.registry().value(VIEW_64, KEY, "v")).contains(RegistryValue.dword(0));
    }

    @Test
    void hangingCallTakesItsTimeAndThenWorks() {
        MemoryHost host = with(Faults.none().at(REGISTRY_SET_VALUE, 1, new Faults.Hangs(Duration.ofMinutes(2))));
        Instant before = host.clock().now();
        host.registry().createKey(VIEW_64, KEY);

        host.registry().setValue(VIEW_64, KEY, "v", RegistryValue.dword(0));

        assertThat(host.clock().now()).isEqualTo(before.plusSeconds(120));
        assertThat(host.registry().read(VIEW_64, KEY).orElseThrow().lastWritten())
                .contains(before.plusSeconds(120));
    }

    @Test
    void killedRunDoesNothingMoreThroughAnyPort() {
        MemoryHost host = with(Faults.killAt(3));
        GracefulControl.Call begun = host.graceful().orElseThrow().stop(DATA_MCU);
        host.registry().createKey(VIEW_64, KEY);

        List<ThrowingCallable> all = List.of(
                () -> host.registry().setValue(VIEW_64, KEY, "v", RegistryValue.dword(0)),
                () -> host.registry().value(VIEW_64, KEY, "v"),
                () -> host.registry().read(VIEW_64, KEY),
                () -> host.registry().createKey(VIEW_64, KEY.child("new")),
                () -> host.registry().deleteValue(VIEW_64, KEY, "v"),
                () -> host.registry().deleteKey(VIEW_64, KEY),
                () -> host.registry().flush(VIEW_64, KEY),
                () -> host.registry().writable(VIEW_64, KEY),
                () -> host.services().config(DATA_MCU),
                () -> host.services().status(DATA_MCU),
                () -> host.services().dependents(DATA_MCU),
                () -> host.services().command(DATA_MCU, ServiceCommand.STOP),
                () -> host.services().start(DATA_MCU),
                () -> host.services().controllable(DATA_MCU),
                () -> host.files().isFile("C:\\a.exe"),
                () -> host.files().longPath("C:\\a.exe"),
                () -> host.graceful().orElseThrow().stop(DATA_MCU),
                () -> host.graceful().orElseThrow().start(DATA_MCU),
                begun::result,
                begun::close,
                () -> host.clock().sleep(Duration.ofDays(1)),
                () -> host.clock().now());
        for (ThrowingCallable call : all) {
            assertThatThrownBy(call)
                    .isInstanceOf(RunKilled.class)
                    .hasMessage("the run was killed at call 3, REGISTRY_SET_VALUE HKLM\\SOFTWARE\\Vendor");
        }
        host.close();

        MemoryHost next = host.reconnect();
        assertThat(next.registry().read(VIEW_64, KEY).orElseThrow().isEmpty()).isTrue();
        assertThat(next.clock().now())
                .isEqualTo(MemoryHost.skypeForBusiness2015FrontEnd()
                        .build()
                        .clock()
                        .now());
    }

    @Test
    void killAtEveryCallLeavesWhatTheCallsBeforeItDid() {
        for (int call = 1; call <= 4; call++) {
            MemoryHost host = with(Faults.killAt(call));
            assertThatThrownBy(() -> {
                        for (int i = 1; i <= 4; i++) {
                            host.registry().createKey(VIEW_64, KEY.child("k" + i));
                        }
                    })
                    .isInstanceOf(RunKilled.class);
            assertThat(host.portCalls()).hasSize(call);
            assertThat(host.reconnect()
                            .registry()
                            .read(VIEW_64, KEY)
                            .map(key -> key.subkeys().size())
                            .orElse(0))
                    .isEqualTo(call - 1);
        }
    }

    @Test
    void cmdletOutlivesTheRunThatBeganIt() {
        MemoryHost host = with(Faults.killAt(2));
        GracefulControl.Call begun = host.graceful().orElseThrow().stop(DATA_MCU);
        assertThatThrownBy(begun::result).isInstanceOf(RunKilled.class);

        MemoryHost next = host.reconnect();
        next.clock().sleep(Duration.ofMinutes(5));
        assertThat(next.services().status(DATA_MCU).state()).isEqualTo(ServiceState.STOPPED);
    }

    @Test
    void portCallsListsWhatWasAsked() {
        MemoryHost host = with(Faults.none());
        host.registry().writable(VIEW_64, KEY);
        host.services().command(DATA_MCU, ServiceCommand.PAUSE);
        host.clock().sleep(Duration.ofSeconds(1));
        host.files().isFile("C:\\a.exe");

        assertThat(host.portCalls())
                .extracting(PortCall::toString)
                .containsExactly(
                        "REGISTRY_WRITABLE HKLM\\SOFTWARE\\Vendor",
                        "SERVICE_COMMAND RTCDATAMCU PAUSE",
                        "FILE_IS_FILE C:\\a.exe");
        assertThat(host.reconnect().portCalls()).isEmpty();
    }

    private static MemoryHost with(Faults faults) {
        return MemoryHost.skypeForBusiness2015FrontEnd().faults(faults).build();
    }

    @Test
    void callsAreKeptUpToALimitAndCountedBeyond() {
        MemoryHost host = MemoryHost.builder()
                .faults(Faults.none().at(MemoryHost.CALLS_KEPT + 7, new Faults.Fails(Win32Error.ACCESS_DENIED)))
                .build();
        for (int i = 1; i < MemoryHost.CALLS_KEPT + 7; i++) {
            host.files().isFile("C:\\" + i);
        }
        assertThatThrownBy(() -> host.files().isFile("C:\\last")).isInstanceOf(Win32Exception.class);
        assertThat(host.portCalls()).hasSize(MemoryHost.CALLS_KEPT);
        assertThat(host.portCalls().get(0).subject()).isEqualTo("C:\\8");
        assertThat(host.portCalls().get(MemoryHost.CALLS_KEPT - 1).subject()).isEqualTo("C:\\last");
    }
}
