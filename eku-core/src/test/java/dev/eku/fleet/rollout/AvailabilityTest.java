package dev.eku.fleet.rollout;

import static dev.eku.FrontEnd.EXEMPTION;
import static dev.eku.FrontEnd.MCU;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eku.Eku;
import dev.eku.FrontEnd;
import dev.eku.apply.Progress;
import dev.eku.backend.memory.Faults;
import dev.eku.backend.memory.MemoryHost;
import dev.eku.backend.memory.PortCall;
import dev.eku.backend.memory.RunKilled;
import dev.eku.backend.memory.ServiceBehaviour;
import dev.eku.error.Win32Error;
import dev.eku.fleet.Canary;
import dev.eku.fleet.FleetOperation;
import dev.eku.fleet.FleetPlan;
import dev.eku.fleet.RolloutEvent;
import dev.eku.fleet.RolloutOptions;
import dev.eku.fleet.RolloutResult;
import dev.eku.fleet.RolloutResult.End;
import dev.eku.fleet.RolloutResult.Events;
import dev.eku.fleet.RolloutResult.State;
import dev.eku.fleet.Stage;
import dev.eku.host.ForwardingHost;
import dev.eku.host.Host;
import dev.eku.plan.PlanOptions;
import dev.eku.product.Application;
import dev.eku.product.Bitness;
import dev.eku.product.Clr;
import dev.eku.product.Exemption;
import dev.eku.service.ServiceConfig.StartType;
import dev.eku.service.ServiceName;
import dev.eku.service.ServiceState;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How many hosts of a pool are without their service at a time, whatever goes wrong. */
class AvailabilityTest {
    private static final RolloutOptions DEFAULT = RolloutOptions.DEFAULT;
    private static final ServiceBehaviour FAILS_AT_START =
            ServiceBehaviour.ordinary().givesUpAtStart(1066);
    private static final Faults UNWRITABLE =
            Faults.none().always(PortCall.Kind.REGISTRY_SET_VALUE, new Faults.Fails(Win32Error.ACCESS_DENIED));

    /** Such a service need not run, but this one did. */
    @Test
    void serviceThatIsStartedByHandAndWasLeftStoppedKeepsItsPlace() {
        TestFleet fleet = TestFleet.of(1, 3, FrontEnd.frontEnd().startType(MCU, StartType.MANUAL))
                .with("p1-1", host -> host.startType(MCU, StartType.MANUAL).behaviour(MCU, FAILS_AT_START));

        RolloutResult result = fleet.rollOut(DEFAULT.maxFailures(2));

        assertThat(result.end()).isEqualTo(End.POOL_DOWN);
        assertThat(TestFleet.states(result)).containsExactly(State.FAILED, State.NOT_REACHED, State.NOT_REACHED);
    }

    @Test
    void noOtherHostIsRestartedWhereTheNamedCanaryDidNotComeThatFar() {
        TestFleet fleet = TestFleet.of(1, 3);
        fleet.faults("p1-2", Faults.none(), UNWRITABLE);

        RolloutResult result = fleet.rollOut(
                DEFAULT.canary(new Canary.Named(List.of(TestFleet.ref("p1-2")))).maxFailures(2));

        assertThat(result.end()).isEqualTo(End.STOPPED);
        assertThat(TestFleet.states(result)).containsExactly(State.NOT_REACHED, State.FAILED, State.NOT_REACHED);
    }

    /** Read while it was down, up again when the value is written: its process has not read the value. */
    @Test
    void serviceThatCameUpBetweenPlanAndWriteIsRestarted() {
        TestFleet fleet = TestFleet.of(1, 2).with("p1-1", host -> host.state(MCU, ServiceState.STOPPED));
        FleetPlan plan = fleet.plan(TestFleet.EXEMPT, DEFAULT.maxUnavailable(2));
        MemoryHost host = fleet.machine("p1-1");
        host.services().start(ServiceName.of(MCU));
        host.clock().sleep(Duration.ofSeconds(10));

        RolloutResult result = fleet.carryOut(TestFleet.EXEMPT, plan);

        assertThat(result.end()).isEqualTo(End.COMPLETE);
        assertThat(TestFleet.states(result)).containsOnly(State.DONE);
        assertThat(result.rows()).allMatch(RolloutResult.Row::restarted);
    }

    @Test
    void hostWhoseInterruptedRunIsFinishedIsWatchedBeforeTheNext() {
        TestFleet fleet = TestFleet.of(1, 2);
        interruptBetweenStopAndStart(fleet);
        fleet.events.clear();
        MemoryHost first = fleet.machine("p1-1");
        first.clock().after(Duration.ofMinutes(1), () -> first.service(MCU).crash(7));

        RolloutResult result = fleet.rollOut(DEFAULT.soak(Duration.ofMinutes(2)));

        assertThat(TestFleet.states(result)).containsExactly(State.FAILED, State.NOT_REACHED);
        assertThat(result.rows().get(0).reached()).contains(Stage.INSPECT);
    }

    @Test
    void hostThatIsRestartedByFinishingAnInterruptedRunIsToldToBe() {
        TestFleet fleet = TestFleet.of(1, 1);
        interruptBetweenStopAndStart(fleet);

        RolloutResult result = fleet.rollOut(DEFAULT);

        assertThat(result.end()).isEqualTo(End.COMPLETE);
        assertThat(result.rows()).allMatch(RolloutResult.Row::restarted);
    }

    private static void interruptBetweenStopAndStart(TestFleet fleet) {
        // The third host object is the one that restarts.
        fleet.faults("p1-1", Faults.none(), Faults.none(), Faults.killAt(TestFleet.callsUntilStopped()));
        assertThatThrownBy(() -> fleet.rollOut(DEFAULT)).isInstanceOf(RunKilled.class);
        fleet.unlock();
        assertThat(Eku.on(fleet.machine("p1-1")).history().open()).isPresent();
    }

    /** It is to be rolled back itself, which takes no restart. */
    @Test
    void hostThatIsDownTakesOnePlaceAndNotTwo() {
        TestFleet fleet = TestFleet.of(1, 3);
        fleet.rollOut(DEFAULT);
        fleet.machine("p1-1").service(MCU).crash(1);

        RolloutResult result = fleet.rollOut(TestFleet.ROLL_BACK, DEFAULT.maxUnavailable(2));

        assertThat(result.end()).isEqualTo(End.COMPLETE);
    }

    @Test
    void hostThatWasRestartedIsDoneEvenIfItIsToldToStopWhileItIsWatched() {
        TestFleet fleet = TestFleet.of(1, 2);
        MemoryHost first = fleet.machine("p1-1");
        first.clock().after(Duration.ofSeconds(40), fleet.signal::give);

        RolloutResult result = fleet.rollOut(DEFAULT.soak(Duration.ofMinutes(2)));

        assertThat(result.end()).isEqualTo(End.INTERRUPTED);
        assertThat(TestFleet.states(result)).containsExactly(State.DONE, State.NOT_REACHED);
        assertThat(result.rows().get(0).restarted()).isTrue();
        assertThat(result.events()).isEqualTo(Events.NOT_WATCHED);
    }

    /** The service has taken the command to stop and still shows RUNNING when the rollout is told to stop. */
    @Test
    void serviceThatIsAboutToStopWhenItIsToldToStopIsBroughtUp() {
        TestFleet fleet = TestFleet.of(1, 1)
                .with(
                        "p1-1",
                        host -> host.behaviour(MCU, ServiceBehaviour.ordinary().showsLate(Duration.ofSeconds(2))));
        fleet.watcher = event -> {
            if (event instanceof RolloutEvent.Working working && working.progress() instanceof Progress.Waiting) {
                fleet.signal.give();
            }
        };

        RolloutResult result = fleet.rollOut(DEFAULT);

        assertThat(result.end()).isEqualTo(End.INTERRUPTED);
        MemoryHost host = fleet.machine("p1-1");
        host.clock().sleep(Duration.ofMinutes(5));
        assertThat(host.service(MCU).state()).isEqualTo(ServiceState.RUNNING);
    }

    @Test
    void rolloutThatIsToldToStopWhileItInspectsIsNotComplete() {
        TestFleet fleet = TestFleet.of(1, 3).with("p1-1", host -> FrontEnd.exempted());
        fleet.watcher = event -> {
            if (event instanceof RolloutEvent.Ended) {
                fleet.signal.give();
            }
        };

        RolloutResult result = fleet.rollOut(DEFAULT.concurrency(1).unreachable(RolloutOptions.Unreachable.SKIP));

        assertThat(result.end()).isEqualTo(End.INTERRUPTED);
    }

    /** A host whose end fails in an unforeseen way. */
    private record Defective(Host host) implements ForwardingHost {
        @Override
        public void close() {
            throw new IllegalStateException("a defect");
        }
    }

    @Test
    void defectAtTheEndOfAHostsVisitIsAFailureOfTheHost() {
        TestFleet fleet = TestFleet.of(1, 2);
        FleetPlan plan = fleet.plan(TestFleet.EXEMPT, DEFAULT);
        fleet.dressed = Defective::new;

        RolloutResult result = fleet.carryOut(TestFleet.EXEMPT, plan);

        assertThat(result.end()).isEqualTo(End.STOPPED);
        assertThat(result.rows(State.FAILED)).isNotEmpty();
    }

    /**
     * Of an application of one's own on each front end the service is down; that of the other runs and is to be
     * restarted.
     */
    @Test
    void hostsOfWhichOneServiceIsDownDoNotAllLoseTheOtherAtOnce() {
        Exemption both = EXEMPTION.of(own("one", "ONE")).of(own("two", "TWO"));
        TestFleet fleet = TestFleet.of(
                1,
                3,
                FrontEnd.frontEnd()
                        .file("C:\\one.exe")
                        .file("C:\\two.exe")
                        .service(FrontEnd.service("ONE", "C:\\one.exe"))
                        .service(FrontEnd.service("TWO", "C:\\two.exe"))
                        .state("ONE", ServiceState.STOPPED)
                        .state("TWO", ServiceState.RUNNING));
        int[] down = new int[1];
        fleet.watcher = event -> {
            if (event instanceof RolloutEvent.Begun begun && begun.stage() == Stage.RESTART) {
                assertThat(++down[0]).isEqualTo(1);
            } else if (event instanceof RolloutEvent.Ended ended && ended.stage() == Stage.RESTART) {
                down[0]--;
            }
        };

        RolloutResult result = fleet.rollOut(
                new FleetOperation.Exempt(both, PlanOptions.DEFAULT.stop(PlanOptions.Stop.STOP)), DEFAULT);

        assertThat(TestFleet.states(result)).contains(State.DONE);
        assertThat(fleet.machine("p1-1").service("TWO").state()).isEqualTo(ServiceState.RUNNING);
    }

    private static Application own(String name, String service) {
        return Application.at(name, "C:\\" + name + ".exe", Clr.V4, Bitness.BITS_64)
                .runBy(ServiceName.of(service));
    }
}
