package dev.eku.inspect;

import static dev.eku.FrontEnd.EXEMPTION;
import static dev.eku.FrontEnd.MCU;
import static dev.eku.FrontEnd.STOP;
import static dev.eku.FrontEnd.apply;
import static dev.eku.FrontEnd.exempted;
import static dev.eku.FrontEnd.frontEnd;
import static dev.eku.FrontEnd.plan;
import static dev.eku.FrontEnd.service;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eku.Eku;
import dev.eku.FrontEnd;
import dev.eku.backend.memory.MemoryHost;
import dev.eku.diagnose.DiagnosedHost;
import dev.eku.inspect.DownService.Cause;
import dev.eku.product.Application;
import dev.eku.product.Bitness;
import dev.eku.product.Clr;
import dev.eku.product.Exemption;
import dev.eku.report.Report;
import dev.eku.report.ReportedHost;
import dev.eku.report.Reports;
import dev.eku.service.ServiceConfig;
import dev.eku.service.ServiceConfig.StartType;
import dev.eku.service.ServiceName;
import dev.eku.service.ServiceState;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A service that is down is the first thing said, whatever the registry holds. */
class DownServiceTest {
    private static final Exemption OWN =
            EXEMPTION.of(Application.ofService("relay", ServiceName.of("Relay"), Clr.V4, Bitness.BITS_64));

    private static MemoryHost relay(StartType type, ServiceState state) {
        ServiceConfig own = service("Relay", "C:\\Relay.exe");
        return frontEnd()
                .file("C:\\Relay.exe")
                .service(new ServiceConfig(
                        own.name(), own.displayName(), own.imagePath(), type, 0x10, own.account(), List.of()))
                .state("Relay", state)
                .build();
    }

    private static List<DownService> down(MemoryHost host, Exemption exemption) {
        return DownService.of(Eku.on(host).inspect(exemption));
    }

    @Test
    void automaticServiceThatCrashedIsFirstInVerdictPlanAndDiagnosis() {
        MemoryHost host = exempted().build();
        host.service(MCU).crash(1067);
        Eku eku = Eku.on(host);
        Inspection inspection = eku.inspect(EXEMPTION);
        assertThat(down(host, EXEMPTION))
                .containsExactly(
                        new DownService(ServiceName.of(MCU), StartType.AUTOMATIC, 1067, Cause.STARTS_AUTOMATICALLY));
        List<String> first = List.of(
                "SERVICE DOWN: service RTCDATAMCU on FE01 is stopped (start type AUTOMATIC, exit code of its last",
                "  run: 1067); it should start by itself.");
        Report verdict =
                Reports.ENGLISH.of(ReportedHost.of(inspection), eku.verify(EXEMPTION), DownService.of(inspection));
        assertThat(verdict.body()).startsWith(first.toArray(String[]::new)).containsOnlyOnce(first.get(0));
        // The last words of a run must not say that all is well.
        assertThat(verdict.closing()).startsWith(first.toArray(String[]::new));
        assertThat(verdict.urgent()).isTrue();
        DiagnosedHost diagnosed = new DiagnosedHost("memory:fe01", Optional.of(eku.diagnose()), Optional.empty());
        assertThat(Reports.ENGLISH.ofFleet(List.of(diagnosed)).closing().get(0)).startsWith("SERVICE DOWN: ");
        assertThat(verdict.json().toString()).contains("cause=STARTS_AUTOMATICALLY", "expectedToRun=true");
        assertThat(Reports.ENGLISH
                        .of(plan(host, STOP), DownService.of(inspection))
                        .body())
                .startsWith(first.toArray(String[]::new));
        assertThat(Reports.ENGLISH.of(eku.diagnose()).body()).startsWith(first.toArray(String[]::new));
    }

    @ParameterizedTest
    @EnumSource(
            value = StartType.class,
            names = {"MANUAL", "DISABLED"})
    void serviceThatIsNotSetToStartIsSaidToBeDownAndNotExpected(StartType type) {
        assertThat(down(relay(type, ServiceState.STOPPED), OWN))
                .singleElement()
                .satisfies(found -> assertThat(found.isExpectedToRun()).isFalse());
    }

    @Test
    void manualServiceThatEkuLeftRunningIsExpectedToRun() {
        MemoryHost host = relay(StartType.MANUAL, ServiceState.RUNNING);
        Eku eku = Eku.on(host);
        eku.apply(eku.plan(OWN, STOP), event -> {});
        assertThat(down(host, OWN)).isEmpty();
        host.service("Relay").crash(1067);
        assertThat(down(host, OWN))
                .singleElement()
                .satisfies(found -> assertThat(found.cause()).isEqualTo(Cause.LEFT_RUNNING));
    }

    @ParameterizedTest
    @EnumSource(ServiceState.class)
    void serviceThatIsPausedOrOnItsWayDownIsDown(ServiceState state) {
        boolean up = state == ServiceState.RUNNING
                || state == ServiceState.START_PENDING
                || state == ServiceState.CONTINUE_PENDING;
        MemoryHost host = relay(StartType.AUTOMATIC, state);
        assertThat(down(host, OWN).isEmpty()).isEqualTo(up);
        if (state == ServiceState.PAUSED) {
            Inspection inspection = Eku.on(host).inspect(OWN);
            Report report = Reports.ENGLISH.of(
                    ReportedHost.of(inspection), Eku.on(host).verify(OWN), DownService.of(inspection));
            assertThat(report.body().get(0))
                    .startsWith("SERVICE DOWN: service Relay on FE01 is paused (start type AUTOMATIC");
        }
    }

    @Test
    void runningServiceIsNotDown() {
        MemoryHost host = FrontEnd.frontEnd().build();
        apply(host);
        assertThat(down(host, EXEMPTION)).isEmpty();
    }
}
