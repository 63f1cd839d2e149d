package dev.eku.fleet.rollout;

import static dev.eku.FrontEnd.EXEMPTION;
import static dev.eku.FrontEnd.STOP;
import static dev.eku.FrontEnd.TARGET;
import static dev.eku.FrontEnd.ZERO;
import static dev.eku.FrontEnd.elsewhere;
import static dev.eku.registry.RegistryView.VIEW_64;
import static dev.eku.text.Message.asIs;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eku.Eku;
import dev.eku.FrontEnd;
import dev.eku.action.Action.SetValue;
import dev.eku.backend.memory.MemoryHost;
import dev.eku.error.ErrorCode;
import dev.eku.fleet.FleetOperation;
import dev.eku.fleet.FleetPlan;
import dev.eku.fleet.RolloutOptions;
import dev.eku.fleet.RolloutResult;
import dev.eku.fleet.RolloutResult.State;
import dev.eku.host.HostSnapshot;
import dev.eku.journal.Journal;
import dev.eku.journal.JournalRecord;
import dev.eku.journal.JournalRecord.Step;
import dev.eku.product.RegistryTarget;
import dev.eku.registry.KeyPath;
import dev.eku.registry.RegistryValue;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A record that no run of eku left, on one host of several and in a rehearsal. */
class SpoiledRecordTest {
    private static final RegistryTarget RUN = new RegistryTarget(
            VIEW_64, KeyPath.of("SOFTWARE", "Microsoft", "Windows", "CurrentVersion", "Run"), "Updater");
    private static final JournalRecord SPOILED = new JournalRecord(
            "000001",
            Optional.empty(),
            elsewhere("mallory"),
            EXEMPTION,
            "0".repeat(64),
            Instant.parse("2017-06-10T02:30:00Z"),
            Optional.empty(),
            List.of(
                    Step.of(new SetValue(TARGET, Optional.empty(), ZERO, asIs("why"))),
                    Step.of(new SetValue(RUN, Optional.empty(), RegistryValue.string("C:\\evil.exe"), asIs("why")))),
            Optional.empty(),
            List.of());

    private static TestFleet spoiled() {
        TestFleet fleet = TestFleet.of(1, 3);
        MemoryHost host = fleet.machine("p1-2");
        host.registry().createKey(VIEW_64, RUN.key());
        new Journal(host).begin(SPOILED);
        return fleet;
    }

    @Test
    void rolloutDoesNotFinishIt() {
        TestFleet fleet = spoiled();
        assertUntouched(fleet, fleet.machine("p1-2").snapshot(), TestFleet.EXEMPT);
    }

    @Test
    void rollbackOfAFleetDoesNotUndoIt() {
        TestFleet fleet = spoiled();
        assertUntouched(fleet, fleet.machine("p1-2").snapshot(), TestFleet.ROLL_BACK);
    }

    private static void assertUntouched(TestFleet fleet, HostSnapshot before, FleetOperation change) {
        FleetPlan plan = fleet.plan(change, RolloutOptions.DEFAULT);
        RolloutResult result = fleet.carryOut(change, plan);
        assertThat(TestFleet.row(result, "p1-2").state()).isIn(State.FAILED, State.SKIPPED);
        assertThat(TestFleet.row(result, "p1-2").failure().orElseThrow().code()).isEqualTo(ErrorCode.RECORD_EXCESSIVE);
        assertThat(before.differences(fleet.machine("p1-2").snapshot())).isEmpty();
    }

    @Test
    void rehearsalIsBlockedByAnInterruptedOneAndDoesNothingForAnEndedOne() {
        MemoryHost host = FrontEnd.frontEnd().key(VIEW_64, RUN.key()).build();
        new Journal(host).begin(SPOILED);
        HostSnapshot before = host.snapshot();
        assertThatThrownBy(() -> Eku.on(host).rehearse(EXEMPTION, STOP, event -> {}))
                .hasMessageStartingWith("PLAN_BLOCKED");
        new Journal(host).write(SPOILED.ended(Instant.parse("2017-06-10T02:40:00Z")));
        assertThat(Eku.on(host).rehearse(EXEMPTION, STOP, event -> {}).differences())
                .isEmpty();
        assertThat(before.differences(host.snapshot(), Journal.EKU_KEY)).isEmpty();
    }
}
