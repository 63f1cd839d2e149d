package dev.eku.fleet.rollout;

import static dev.eku.FrontEnd.EXEMPTION;
import static dev.eku.FrontEnd.KEY;
import static dev.eku.FrontEnd.MCU;
import static dev.eku.FrontEnd.PATH;
import static dev.eku.registry.RegistryView.VIEW_64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eku.Eku;
import dev.eku.FrontEnd;
import dev.eku.backend.memory.MemoryHost;
import dev.eku.backend.memory.ServiceBehaviour;
import dev.eku.fleet.FleetOperation;
import dev.eku.fleet.FleetPlan;
import dev.eku.fleet.RolloutOptions;
import dev.eku.fleet.RolloutResult;
import dev.eku.fleet.RolloutResult.End;
import dev.eku.fleet.RolloutResult.State;
import dev.eku.fleet.Stage;
import dev.eku.host.HostRef;
import dev.eku.host.HostSnapshot;
import dev.eku.journal.Journal;
import dev.eku.plan.PlanOptions;
import dev.eku.plan.PlanOptions.Stop;
import dev.eku.product.Application;
import dev.eku.product.Bitness;
import dev.eku.product.Clr;
import dev.eku.product.Exemption;
import dev.eku.registry.KeyPath;
import dev.eku.registry.RegistryValue;
import dev.eku.report.Reports;
import dev.eku.service.ServiceName;
import dev.eku.service.ServiceState;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Rollbacks of a fleet. */
class FleetRollbackTest {
    private static final RolloutOptions DEFAULT = RolloutOptions.DEFAULT;
    private static final ServiceBehaviour FAILS_AT_START =
            ServiceBehaviour.ordinary().givesUpAtStart(1066);

    @Test
    void rollbackUndoesWriteAndRestartHostByHost() {
        TestFleet fleet = TestFleet.of(2, 2);
        Map<HostRef, HostSnapshot> before = fleet.snapshots();
        fleet.rollOut(DEFAULT);
        fleet.events.clear();

        RolloutResult result = fleet.rollOut(TestFleet.ROLL_BACK, DEFAULT);

        assertThat(result.end()).isEqualTo(End.COMPLETE);
        assertThat(TestFleet.states(result)).containsOnly(State.DONE);
        fleet.machines.forEach((ref, machine) -> {
            assertThat(machine.registry().value(VIEW_64, KEY, PATH)).isEmpty();
            assertThat(Optional.ofNullable(before.get(ref))
                            .orElseThrow()
                            .differences(machine.snapshot(), Journal.EKU_KEY))
                    .isEmpty();
            assertThat(machine.service(MCU).sawExemption(EXEMPTION.setting(), Clr.V4, Bitness.BITS_64))
                    .isFalse();
        });
        assertThat(fleet.lines(Stage.RESTART))
                .startsWith("Restarting, 4 hosts", "memory:p1-1 (p1): restarting", "memory:p2-1 (p2): restarting")
                .contains("memory:p1-1 (p1): done, 4s");
        assertThat(fleet.plan(TestFleet.ROLL_BACK, DEFAULT).toChange()).isEmpty();
    }

    @Test
    void rollbackThatWasStoppedGoesOnWhereItEnded() {
        TestFleet fleet = TestFleet.of(1, 3);
        fleet.rollOut(DEFAULT);
        fleet.mend("p1-2", host -> host.behaviour(MCU, FAILS_AT_START));

        RolloutResult stopped = fleet.rollOut(TestFleet.ROLL_BACK, DEFAULT);
        assertThat(TestFleet.states(stopped)).containsExactly(State.DONE, State.FAILED, State.NOT_REACHED);
        fleet.mend("p1-2", host -> host.behaviour(MCU, ServiceBehaviour.ordinary()));

        RolloutResult resumed = fleet.rollOut(TestFleet.ROLL_BACK, DEFAULT);
        assertThat(resumed.end()).isEqualTo(End.COMPLETE);
        assertThat(TestFleet.states(resumed)).containsExactly(State.ALREADY_COMPLIANT, State.DONE, State.DONE);
        assertThat(fleet.machine("p1-2").service(MCU).state()).isEqualTo(ServiceState.RUNNING);
    }

    @Test
    void processThatWasLetGoOnIsNotCalledAsWantedUntilItIsRestarted() {
        TestFleet fleet = TestFleet.of(1, 1);
        fleet.rollOut(DEFAULT);
        fleet.mend(
                "p1-1", host -> host.behaviour(MCU, ServiceBehaviour.ordinary().neverDrains()));
        FleetOperation drained = new FleetOperation.RollBack(PlanOptions.DEFAULT.stop(Stop.DRAIN), Optional.empty());
        assertThat(TestFleet.states(fleet.rollOut(drained, DEFAULT))).containsExactly(State.FAILED);

        FleetPlan plan = fleet.plan(drained, DEFAULT);
        RolloutResult again = fleet.rollOut(drained, DEFAULT);

        assertThat(plan.toChange()).hasSize(1);
        assertThat(Reports.ENGLISH.of(plan).lines())
                .containsSequence(
                        "  Rolled back, but not restarted: service RTCDATAMCU still runs with the old value. Restart it in a",
                        "    quieter hour.");
        assertThat(TestFleet.states(again)).containsExactly(State.FAILED);
        assertThat(TestFleet.row(again, "p1-1").failure().orElseThrow().getMessage())
                .startsWith("RESTART_PENDING: all values are written on p1-1, but service RTCDATAMCU was not restarted")
                .endsWith("Next: restart the service in a quieter hour; until then it goes on as before");

        fleet.dressed = host -> new UntellingHost(host, 0);
        assertThat(TestFleet.states(fleet.rollOut(drained, DEFAULT))).containsExactly(State.UNVERIFIED);
        fleet.dressed = host -> UntellingHost.answering(host, 0);
        assertThat(TestFleet.states(fleet.rollOut(drained, DEFAULT)))
                .as("over a network the start is asked")
                .containsExactly(State.FAILED);
        fleet.dressed = host -> host;
        fleet.machine("p1-1").service(MCU).crash(1);
        fleet.machine("p1-1").clock().sleep(Duration.ofMinutes(5));
        fleet.machine("p1-1").services().start(ServiceName.of(MCU));
        fleet.machine("p1-1").clock().sleep(Duration.ofMinutes(5));
        assertThat(TestFleet.states(fleet.rollOut(drained, DEFAULT))).containsExactly(State.ALREADY_COMPLIANT);
    }

    /** Over a network the rollback notes no start, so that only times remain, which a clock can have changed. */
    @Test
    void processThatWasLetGoOnIsUnverifiedWhereTheClockWasSetBackSince() {
        TestFleet fleet = TestFleet.of(1, 1);
        fleet.rollOut(DEFAULT);
        fleet.mend(
                "p1-1", host -> host.behaviour(MCU, ServiceBehaviour.ordinary().neverDrains()));
        FleetOperation drained = new FleetOperation.RollBack(PlanOptions.DEFAULT.stop(Stop.DRAIN), Optional.empty());
        fleet.dressed = host -> new UntellingHost(host, 0);
        assertThat(TestFleet.states(fleet.rollOut(drained, DEFAULT))).containsExactly(State.FAILED);

        fleet.dressed = host -> host;
        fleet.mend("p1-1", host -> host.at(fleet.machine("p1-1").clock().now().minus(Duration.ofHours(6))));
        fleet.machine("p1-1").service(MCU).crash(1);
        fleet.machine("p1-1").services().start(ServiceName.of(MCU));
        fleet.machine("p1-1").clock().sleep(Duration.ofMinutes(5));
        assertThat(TestFleet.states(fleet.rollOut(drained, DEFAULT))).containsExactly(State.UNVERIFIED);
    }

    @Test
    void serviceThatIsDownIsTheFirstThingThePlanOfAFleetSays() {
        TestFleet fleet = TestFleet.of(1, 2);
        fleet.rollOut(DEFAULT);
        fleet.machine("p1-2").service(MCU).crash(1067);

        assertThat(Reports.ENGLISH.of(fleet.plan(TestFleet.EXEMPT, DEFAULT)).body())
                .startsWith(
                        "SERVICE DOWN: service RTCDATAMCU on p1-2 is stopped (start type AUTOMATIC, exit code of its last",
                        "  run: 1067); it should start by itself.");
    }

    @Test
    void hostWithNothingToRollBackThatIsDownTakesItsPlaceInThePool() {
        TestFleet fleet = TestFleet.of(1, 2);
        fleet.rollOut(DEFAULT);
        FrontEnd.rollBack(fleet.machine("p1-2"));
        fleet.machine("p1-2").service(MCU).crash(1);

        assertThatThrownBy(() -> fleet.rollOut(TestFleet.ROLL_BACK, DEFAULT))
                .hasMessageContaining(
                        "pool p1: at most 1 may be unavailable at a time, and that many already are: p1-2: RTCDATAMCU STOPPED");
    }

    @Test
    void recordsAreForgottenOnEveryHostWhereAskedTo() {
        TestFleet fleet = TestFleet.of(1, 2);
        Map<HostRef, HostSnapshot> before = fleet.snapshots();
        fleet.rollOut(DEFAULT);
        FleetOperation forgetting = new FleetOperation.RollBack(
                FrontEnd.STOP, Optional.of(host -> Eku.on(host).forget()));

        assertThat(fleet.rollOut(forgetting, DEFAULT).end()).isEqualTo(End.COMPLETE);
        fleet.machines.forEach((ref, machine) -> assertThat(
                        Optional.ofNullable(before.get(ref)).orElseThrow().differences(machine.snapshot()))
                .isEmpty());
    }

    /** An administrator has exempted another application years ago; that exemption is none of ours. */
    @Test
    void rollbackRunAgainUndoesNoOlderRun() {
        String own = "C:\\Own\\Own.exe";
        Exemption older = EXEMPTION.of(Application.at("own", own, Clr.V4, Bitness.BITS_64));
        TestFleet fleet = TestFleet.of(1, 3, FrontEnd.frontEnd().file(own));
        for (MemoryHost machine : fleet.machines.values()) {
            Eku eku = Eku.on(machine);
            eku.apply(eku.plan(older), event -> {});
        }
        fleet.rollOut(DEFAULT);
        fleet.mend("p1-2", host -> host.behaviour(MCU, FAILS_AT_START));
        assertThat(TestFleet.states(fleet.rollOut(TestFleet.ROLL_BACK, DEFAULT)))
                .containsExactly(State.DONE, State.FAILED, State.NOT_REACHED);
        fleet.mend("p1-2", host -> host.behaviour(MCU, ServiceBehaviour.ordinary()));

        RolloutResult resumed = fleet.rollOut(TestFleet.ROLL_BACK, DEFAULT);

        assertThat(TestFleet.states(resumed)).containsExactly(State.ALREADY_COMPLIANT, State.DONE, State.DONE);
        assertThat(fleet.machines.values()).allSatisfy(machine -> {
            assertThat(machine.registry().value(VIEW_64, KEY, PATH)).isEmpty();
            assertThat(machine.registry().value(VIEW_64, KEY, own)).contains(FrontEnd.ZERO);
        });
        assertThat(fleet.plan(TestFleet.ROLL_BACK, DEFAULT).toChange()).isEmpty();
    }

    @Test
    void rollbackAfterAFailedRolloutTakesTheValueAwayWhereTheRestartHadFailed() {
        TestFleet fleet = TestFleet.of(1, 3);
        fleet.mend("p1-2", host -> host.behaviour(MCU, FAILS_AT_START));
        assertThat(TestFleet.states(fleet.rollOut(DEFAULT)))
                .containsExactly(State.DONE, State.FAILED, State.NOT_REACHED);
        fleet.mend("p1-2", host -> host.behaviour(MCU, ServiceBehaviour.ordinary()));

        RolloutResult result = fleet.rollOut(TestFleet.ROLL_BACK, DEFAULT);

        assertThat(result.end()).isEqualTo(End.COMPLETE);
        assertThat(fleet.machines.values()).allSatisfy(machine -> {
            assertThat(machine.registry().value(VIEW_64, KEY, PATH)).isEmpty();
            assertThat(machine.service(MCU).state()).isEqualTo(ServiceState.RUNNING);
            assertThat(Eku.on(machine).history().open()).isEmpty();
        });
        assertThat(fleet.plan(TestFleet.ROLL_BACK, DEFAULT).toChange()).isEmpty();
    }

    /** Written by a later version, for example. */
    @Test
    void hostWhoseRecordCannotBeReadIsNotTakenForOneWithNothingToRollBack() {
        TestFleet fleet = TestFleet.of(1, 2);
        fleet.rollOut(DEFAULT);
        MemoryHost first = fleet.machine("p1-1");
        KeyPath journal = Journal.EKU_KEY.child("journal");
        first.registry()
                .read(VIEW_64, journal)
                .orElseThrow()
                .values()
                .forEach(value -> first.registry()
                        .setValue(VIEW_64, journal, value.name(), RegistryValue.string("{\"version\":2}")));

        assertThatThrownBy(() -> fleet.rollOut(TestFleet.ROLL_BACK, DEFAULT))
                .hasMessageContaining("1 of 2 hosts could not be inspected: memory:p1-1");
        assertThatThrownBy(() -> Eku.on(first).planRollback()).hasMessageStartingWith("UNREADABLE_RECORD");
    }
}
