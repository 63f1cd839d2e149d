package dev.eku.backend.windows;

import static dev.eku.registry.RegistryView.VIEW_32;
import static dev.eku.registry.RegistryView.VIEW_64;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eku.host.Host;
import dev.eku.host.Hosts;
import dev.eku.registry.KeyPath;
import dev.eku.registry.RegistryValue;
import dev.eku.service.ServiceCommand;
import dev.eku.service.ServiceName;
import dev.eku.service.ServiceState;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * Leaves a state behind at which {@code contracts.sh} then looks with {@code reg.exe} and {@code sc.exe}; by itself it
 * proves nothing.
 */
@EnabledOnOs(value = OS.WINDOWS, disabledReason = "needs Windows or Wine: eku-core/src/lab/contracts.sh")
final class SeenFromOutsideIT {
    private static final KeyPath KEY = KeyPath.of("SOFTWARE", "eku tests", "seen");
    private static final ServiceName DATA_MCU = ServiceName.of("RTCDATAMCU");

    @Test
    void leavesValuesInBothViewsAndAPausedService() {
        try (Host host = Hosts.open("local:")) {
            host.registry().createKey(VIEW_64, KEY);
            host.registry()
                    .setValue(
                            VIEW_64,
                            KEY,
                            "C:\\Program Files\\Skype for Business Server 2015\\Web Conferencing\\DATAMCUSVC.exe",
                            RegistryValue.dword(0));
            host.registry().setValue(VIEW_64, KEY, "\u4f1a\u8b70", RegistryValue.string("\u30c7\u30fc\u30bf"));
            host.registry().setValue(VIEW_64, KEY, "gone", RegistryValue.dword(1));
            host.registry().deleteValue(VIEW_64, KEY, "gone");
            host.registry().createKey(VIEW_32, KEY);
            host.registry().setValue(VIEW_32, KEY, "only in the 32-bit view", RegistryValue.dword(32));
            if (host.services().status(DATA_MCU).state() == ServiceState.STOPPED) {
                host.services().start(DATA_MCU);
            }
            await(host, ServiceState.RUNNING);
            host.services().command(DATA_MCU, ServiceCommand.PAUSE);
            await(host, ServiceState.PAUSED);
        }
    }

    private static void await(Host host, ServiceState wanted) {
        for (int i = 0; i < 400 && host.services().status(DATA_MCU).state() != wanted; i++) {
            host.clock().sleep(Duration.ofMillis(50));
        }
        assertThat(host.services().status(DATA_MCU).state()).isEqualTo(wanted);
    }
}
