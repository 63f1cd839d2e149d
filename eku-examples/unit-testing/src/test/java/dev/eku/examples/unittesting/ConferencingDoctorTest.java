package dev.eku.examples.unittesting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eku.Eku;
import dev.eku.backend.memory.Faults;
import dev.eku.backend.memory.MemoryHost;
import dev.eku.backend.memory.PortCall;
import dev.eku.backend.memory.ServiceBehaviour;
import dev.eku.error.Win32Error;
import dev.eku.product.Bitness;
import dev.eku.product.Clr;
import dev.eku.product.Setting;
import dev.eku.service.ServiceState;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** These tests need no Windows and no mocks, and they do not sleep. Even a long drain takes no real time. */
class ConferencingDoctorTest {
    private final ConferencingDoctor doctor = new ConferencingDoctor();

    @Test
    void cureExemptsTheDataMcuAndRestartsIt() {
        MemoryHost host = MemoryHost.skypeForBusiness2015FrontEnd().build();
        assertThat(doctor.cure(host)).containsExactly("Conferences: Compliant");
        assertThat(host.service("RTCDATAMCU").state()).isEqualTo(ServiceState.RUNNING);
        assertThat(host.service("RTCDATAMCU").sawExemption(Setting.REQUIRE_CERTIFICATE_EKUS, Clr.V4, Bitness.BITS_64))
                .isTrue();
    }

    @Test
    void cureWaitsForALongDrain() {
        MemoryHost host = MemoryHost.skypeForBusiness2015FrontEnd()
                .behaviour("RTCDATAMCU", ServiceBehaviour.ordinary().drainsIn(Duration.ofMinutes(10)))
                .build();
        assertThat(doctor.cure(host)).containsExactly("Conferences: Compliant");
    }

    @Test
    void cureTouchesNothingWhereTheRegistryCannotBeReached() {
        MemoryHost host = MemoryHost.lync2013FrontEnd()
                .faults(Faults.none().at(1, new Faults.Fails(new Win32Error(1722))))
                .build();
        assertThat(doctor.cure(host)).containsExactly("Nothing done: HOST_UNREACHABLE");
        assertThat(Eku.on(host.reconnect()).history().records()).isEmpty();
    }

    @Test
    void cureCallsTheAdministratorWhenTheServiceDoesNotComeBack() {
        MemoryHost host = MemoryHost.skypeForBusiness2015FrontEnd()
                .behaviour("RTCDATAMCU", ServiceBehaviour.ordinary().exitsBeforeReporting())
                .build();
        assertThat(doctor.cure(host))
                .containsExactly("Call the administrator: SERVICE_LEFT_STOPPED", "To be finished: record 000001");
    }

    @Test
    void cureIsFinishedByTheNextRunWhenOneCallFails() {
        MemoryHost host = MemoryHost.skypeForBusiness2015FrontEnd()
                .faults(Faults.none()
                        .at(PortCall.Kind.REGISTRY_SET_VALUE, 3, new Faults.Fails(Win32Error.ACCESS_DENIED)))
                .build();
        assertThat(doctor.cure(host)).first().isEqualTo("Call the administrator: ACCESS_DENIED");

        MemoryHost later = host.reconnect();
        Eku.on(later).recover(event -> {});
        assertThat(doctor.cure(later)).containsExactly("Conferences: Compliant");
    }
}
