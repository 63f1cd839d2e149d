package dev.eku.backend.smb;

import static dev.eku.registry.RegistryView.VIEW_64;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eku.contract.ValueNames;
import dev.eku.host.Host;
import dev.eku.host.HostRef;
import dev.eku.registry.KeyPath;
import dev.eku.registry.RegistryValue;
import dev.eku.service.ServiceCommand;
import dev.eku.service.ServiceName;
import dev.eku.service.ServiceState;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;

/**
 * Leaves a state behind at which {@code verify.sh seen} then looks with Samba's own {@code net}; by itself it proves
 * nothing.
 */
final class SeenFromOutsideIT {
    private static final KeyPath KEY = KeyPath.of("SOFTWARE", "eku tests", "seen");
    private static final ServiceName DATA_MCU = ServiceName.of("RTCDATAMCU");
    private static final int LONGEST = 255;

    @Test
    void leavesEachNameOfTheMatrixOnBothServers() {
        for (HostRef server : new HostRef[] {SambaLab.newServer(), SambaLab.frontEnd()}) {
            try (Host host = SambaLab.open(server)) {
                host.registry().createKey(VIEW_64, KEY);
                ValueNames.list().stream()
                        .map(Named::getPayload)
                        .filter(name -> name.length() <= LONGEST)
                        .forEach(name ->
                                host.registry().setValue(VIEW_64, KEY, name, RegistryValue.dword(name.length())));
            }
        }
    }

    @Test
    void leavesAServiceRestarted() {
        try (Host host = SambaLab.open(SambaLab.frontEnd(4))) {
            host.services().command(DATA_MCU, ServiceCommand.STOP);
            assertThat(host.services().status(DATA_MCU).state()).isEqualTo(ServiceState.STOPPED);
            host.services().start(DATA_MCU);
            assertThat(host.services().status(DATA_MCU).state()).isEqualTo(ServiceState.RUNNING);
        }
    }
}
