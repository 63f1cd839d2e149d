package dev.eku.backend.smb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eku.Eku;
import dev.eku.backend.common.SystemClock;
import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.fleet.FleetOperation;
import dev.eku.fleet.Inventory;
import dev.eku.fleet.RolloutOptions;
import dev.eku.fleet.RolloutResult;
import dev.eku.fleet.RolloutResult.End;
import dev.eku.fleet.RolloutResult.Events;
import dev.eku.fleet.RolloutResult.State;
import dev.eku.fleet.rollout.Rollout;
import dev.eku.host.Host;
import dev.eku.host.HostRef;
import dev.eku.plan.PlanOptions;
import dev.eku.product.Exemption;
import dev.eku.product.PeerEvents;
import dev.eku.product.Setting;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A rollout over real servers whose event logs are watched after each restart. */
final class RolloutEventsIT {
    private static final PlanOptions STOP = PlanOptions.DEFAULT.stop(PlanOptions.Stop.STOP);
    private static final RolloutOptions SOAK = RolloutOptions.DEFAULT.soak(Duration.ofSeconds(15));
    private static final FleetOperation EXEMPT = new FleetOperation.Exempt(
            Exemption.from(Setting.REQUIRE_CERTIFICATE_EKUS).because("what the logs say"), STOP);

    private static final HostRef FIRST = SambaLab.frontEnd(6);
    private static final HostRef SECOND = SambaLab.frontEnd(7);

    private static RolloutResult rollOut() {
        Rollout rollout = Rollout.of(
                        Inventory.parse("[pool]\n" + FIRST + "\n" + SECOND + "\n", "fleet.txt"), EXEMPT, SOAK)
                .openedBy(SambaLab::open);
        return rollout.carryOut(rollout.plan(event -> {}), event -> {});
    }

    @AfterEach
    void takeItBack() {
        for (HostRef ref : new HostRef[] {FIRST, SECOND}) {
            try (Host host = SambaLab.open(ref)) {
                Eku eku = Eku.on(host);
                eku.apply(eku.planRollback(STOP), progress -> {});
                eku.forget();
            }
        }
    }

    private static long starts() {
        return SambaLab.script("log", "6").stream()
                .filter(line -> line.contains(" RUNNING "))
                .count();
    }

    /** Some seconds after the service of the first host was restarted, when its log was read for the first time. */
    private static void writeAfterTheNextStart(int id) {
        long before = starts();
        Thread writer = new Thread(() -> {
            try {
                while (starts() == before) {
                    new SystemClock().sleep(Duration.ofMillis(200));
                }
                new SystemClock().sleep(Duration.ofSeconds(5));
                SambaLab.script("event", "6", String.valueOf(id), PeerEvents.SOURCE, "edge.contoso.com", "8057");
            } catch (EkuException ended) {
                // The test is over.
            }
        });
        writer.setDaemon(true);
        writer.start();
    }

    @Test
    void lossOfAConnectionWhileAHostSoaksStopsTheRollout() {
        writeAfterTheNextStart(41_026);
        RolloutResult result = rollOut();
        assertThat(result.end()).isEqualTo(End.STOPPED);
        assertThat(result.rows(State.FAILED)).singleElement().satisfies(row -> {
            assertThat(row.member().ref()).isEqualTo(FIRST);
            assertThat(row.failure().map(EkuException::code)).contains(ErrorCode.CONNECTIONS_LOST);
        });
        assertThat(result.rows(State.NOT_REACHED)).singleElement().satisfies(row -> {
            assertThat(row.member().ref()).isEqualTo(SECOND);
            assertThat(row.restarted()).isFalse();
        });
    }

    @Test
    void logsWithoutALossAreCheckedAndTheRolloutEnds() {
        writeAfterTheNextStart(41_025);
        RolloutResult result = rollOut();
        assertThat(result.events()).isEqualTo(Events.CHECKED);
        assertThat(result.unchecked()).isEmpty();
        assertThat(result.rows(State.FAILED)).isEmpty();
        assertThat(result.rows()).allSatisfy(row -> assertThat(row.restarted()).isTrue());
    }
}
