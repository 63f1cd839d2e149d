package dev.eku.backend.smb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eku.Eku;
import dev.eku.backend.common.SystemClock;
import dev.eku.host.Host;
import dev.eku.host.HostRef;
import dev.eku.host.Traffic;
import dev.eku.plan.PlanOptions;
import dev.eku.plan.PlanOptions.Restart;
import dev.eku.plan.PlanOptions.Stop;
import dev.eku.product.Exemption;
import dev.eku.product.Setting;
import dev.eku.registry.KeyPath;
import dev.eku.registry.RegistryView;
import dev.eku.service.ServiceName;
import dev.eku.service.ServiceStatus;
import dev.eku.verify.Verdict;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A process whose start nobody but the server's performance data tells, because somebody else has started it. */
final class ProcessStartIT {
    private static final ServiceName SERVICE = ServiceName.of("RTCDATAMCU");
    private static final Exemption EXEMPTION =
            Exemption.from(Setting.REQUIRE_CERTIFICATE_EKUS).because("who restarts it");
    private static final PlanOptions VALUE_ONLY = PlanOptions.DEFAULT.restart(Restart.NEVER);

    /** The record's times are those of the server's clock, as exactly as a connection tells it. */
    private static final Duration BEYOND_DOUBT = Duration.ofMillis(2_500);

    private static Verdict verify(HostRef server) {
        try (Host host = SambaLab.open(server)) {
            return Eku.on(host).verify();
        }
    }

    private static void restartByOthers(String server) {
        new SystemClock().sleep(BEYOND_DOUBT);
        SambaLab.net(server, "service", "stop", "RTCDATAMCU");
        SambaLab.net(server, "service", "start", "RTCDATAMCU");
    }

    @Test
    void processIsJudgedByItsStart() {
        HostRef server = SambaLab.frontEnd(2);
        restartByOthers("2");
        try (Host host = SambaLab.open(server)) {
            Eku eku = Eku.on(host);
            eku.apply(eku.plan(EXEMPTION, VALUE_ONLY), progress -> {});
        }

        Verdict before = verify(server);
        restartByOthers("2");
        Verdict after = verify(server);

        assertThat(before).isInstanceOf(Verdict.PendingRestart.class);
        assertThat(before.toString()).contains("effect.started-before");
        assertThat(after).isInstanceOf(Verdict.Compliant.class);
        assertThat(after.toString()).contains("effect.started-after");
        try (Host host = SambaLab.open(server)) {
            Eku eku = Eku.on(host);
            eku.apply(eku.planRollback(VALUE_ONLY), progress -> {});
            eku.forget();
        }
    }

    /** Samba tells neither when a key was written nor, to another connection, which process eku started. */
    @Test
    void processThatEkuRestartedIsProvedToAnotherConnection() {
        HostRef server = SambaLab.frontEnd(2);
        PlanOptions stop = PlanOptions.DEFAULT.stop(Stop.STOP);
        try (Host host = SambaLab.open(server)) {
            Eku eku = Eku.on(host);
            eku.apply(eku.plan(EXEMPTION, stop), progress -> {});
        }

        assertThat(verify(server)).isInstanceOf(Verdict.Compliant.class);
        try (Host host = SambaLab.open(server)) {
            Eku eku = Eku.on(host);
            eku.apply(eku.planRollback(stop), progress -> {});
            eku.forget();
        }
    }

    @Test
    void startIsThatOfTheServicesLastStart() {
        Instant before = Instant.now();
        restartByOthers("2");
        Instant after = Instant.now();
        try (Host host = SambaLab.open(SambaLab.frontEnd(2))) {
            ServiceStatus status = host.services().status(SERVICE);

            assertThat(status.processStarted()).isEmpty();
            assertThat(host.services().processStarted(status).orElseThrow())
                    .isBetween(before.plus(BEYOND_DOUBT), after);
        }
    }

    @Test
    void startCostsFewCallsAndRoundTrips() {
        try (Host host = SambaLab.open(SambaLab.frontEnd(2))) {
            ServiceStatus status = host.services().status(SERVICE);
            host.registry().exists(RegistryView.VIEW_64, KeyPath.of("SOFTWARE"));
            Traffic until = host.traffic();

            assertThat(host.services().processStarted(status)).isPresent();

            Traffic since = host.traffic();
            System.out.println("The start of a process: " + (since.calls() - until.calls()) + " calls, "
                    + (since.roundTrips() - until.roundTrips()) + " round trips");
            assertThat(since.calls() - until.calls()).isLessThanOrEqualTo(2);
            assertThat(since.roundTrips() - until.roundTrips()).isLessThanOrEqualTo(4);
            assertThat(since.fileRequests()).isEqualTo(until.fileRequests());
        }
    }

    @Test
    void serverWithoutCountersTellsNothingAndGoesOn() {
        try (Host host = SambaLab.open(SambaLab.newServer())) {
            ServiceName spooler = ServiceName.of("Spooler");
            ServiceStatus status = host.services().status(spooler);

            assertThat(status.processId()).isPresent();
            assertThat(host.services().processStarted(status)).isEmpty();
            assertThat(host.services().status(spooler)).isEqualTo(status);
        }
    }
}
