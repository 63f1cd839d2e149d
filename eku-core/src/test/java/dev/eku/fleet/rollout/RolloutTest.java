package dev.eku.fleet.rollout;

import static dev.eku.FrontEnd.EXEMPTION;
import static dev.eku.FrontEnd.KEY;
import static dev.eku.FrontEnd.MCU;
import static dev.eku.FrontEnd.PATH;
import static dev.eku.FrontEnd.ZERO;
import static dev.eku.Said.said;
import static dev.eku.registry.RegistryView.VIEW_64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eku.Eku;
import dev.eku.FrontEnd;
import dev.eku.apply.ApplyException;
import dev.eku.backend.memory.Faults;
import dev.eku.backend.memory.MemoryHost;
import dev.eku.backend.memory.MemoryHostBuilder;
import dev.eku.backend.memory.PortCall;
import dev.eku.backend.memory.RunKilled;
import dev.eku.backend.memory.ServiceBehaviour;
import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.error.Win32Error;
import dev.eku.error.Win32Exception;
import dev.eku.fleet.Canary;
import dev.eku.fleet.FleetOperation;
import dev.eku.fleet.FleetPlan;
import dev.eku.fleet.RolloutEvent;
import dev.eku.fleet.RolloutOptions;
import dev.eku.fleet.RolloutOptions.Unreachable;
import dev.eku.fleet.RolloutResult;
import dev.eku.fleet.RolloutResult.End;
import dev.eku.fleet.RolloutResult.Events;
import dev.eku.fleet.RolloutResult.Outage;
import dev.eku.fleet.RolloutResult.Row;
import dev.eku.fleet.RolloutResult.State;
import dev.eku.fleet.Stage;
import dev.eku.host.ForwardingHost;
import dev.eku.host.Host;
import dev.eku.host.HostRef;
import dev.eku.host.HostSnapshot;
import dev.eku.host.StopSignal;
import dev.eku.host.Traffic;
import dev.eku.host.event.LoggedEvent;
import dev.eku.plan.PlanOptions;
import dev.eku.plan.PlanOptions.Restart;
import dev.eku.plan.PlanOptions.Stop;
import dev.eku.product.Bitness;
import dev.eku.product.Clr;
import dev.eku.report.Reports;
import dev.eku.service.ServiceName;
import dev.eku.service.ServiceState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RolloutTest {
    private static final Instant NOW = Instant.parse("2017-06-10T03:00:00Z");
    private static final RolloutOptions DEFAULT = RolloutOptions.DEFAULT;
    private static final Faults UNREACHABLE =
            Faults.none().always(PortCall.Kind.REGISTRY_READ, new Faults.Fails(Win32Error.BAD_NETPATH));
    private static final ServiceBehaviour FAILS_AT_START =
            ServiceBehaviour.ordinary().givesUpAtStart(1066);

    @Test
    void everyHostIsWrittenBeforeTheFirstIsRestarted() {
        TestFleet fleet = TestFleet.of(2, 2);

        RolloutResult result = fleet.rollOut(DEFAULT);

        assertThat(result.end()).isEqualTo(End.COMPLETE);
        assertThat(TestFleet.states(result)).containsOnly(State.DONE);
        assertThat(fleet.lines(Stage.WRITE, Stage.RESTART))
                .containsExactly(
                        "Writing values (no effect until restart), 4 hosts",
                        "memory:p1-1 (p1): writing",
                        "memory:p2-1 (p2): writing",
                        "memory:p1-2 (p1): writing",
                        "memory:p2-2 (p2): writing",
                        "memory:p1-1 (p1): written, 0s",
                        "memory:p2-1 (p2): written, 0s",
                        "memory:p1-2 (p1): written, 0s",
                        "memory:p2-2 (p2): written, 0s",
                        "Restarting, 4 hosts",
                        "memory:p1-1 (p1): restarting",
                        "memory:p2-1 (p2): restarting",
                        "memory:p1-1 (p1): done, Compliant, 4s",
                        "memory:p1-2 (p1): restarting",
                        "memory:p2-1 (p2): done, Compliant, 4s",
                        "memory:p2-2 (p2): restarting",
                        "memory:p1-2 (p1): done, Compliant, 4s",
                        "memory:p2-2 (p2): done, Compliant, 4s");
    }

    @Test
    void hostsAsWantedAreNotTouched() {
        TestFleet fleet = TestFleet.of(1, 3);
        fleet.rollOut(DEFAULT);
        Map<HostRef, HostSnapshot> before = fleet.snapshots();

        RolloutResult again = fleet.rollOut(DEFAULT);

        assertThat(again.end()).isEqualTo(End.COMPLETE);
        assertThat(TestFleet.states(again)).containsOnly(State.ALREADY_COMPLIANT);
        assertThat(fleet.snapshots()).isEqualTo(before);
    }

    /** Each service is stopped in its turn, and the pool is never without two. */
    @Test
    void timesWithoutAServiceAreKnownAndDoNotOverlapInAPool() {
        RolloutResult result = TestFleet.of(2, 2).rollOut(DEFAULT);

        assertThat(result.startedAt()).isEqualTo(VirtualHostExecutor.START);
        assertThat(result.rows()).allSatisfy(row -> {
            assertThat(row.outages()).hasSize(1);
            Outage outage = row.outages().get(0);
            assertThat(outage.service()).hasToString(MCU);
            assertThat(outage.stopped().orElseThrow()).isAfterOrEqualTo(result.startedAt());
            assertThat(outage.length().orElseThrow()).isPositive().isLessThanOrEqualTo(row.total());
        });
        for (String pool : List.of("p1", "p2")) {
            Outage first = TestFleet.row(result, pool + "-1").outages().get(0);
            Outage second = TestFleet.row(result, pool + "-2").outages().get(0);
            assertThat(first.running().orElseThrow())
                    .isBeforeOrEqualTo(second.stopped().orElseThrow());
        }
    }

    @Test
    void serviceThatDoesNotComeUpHasNoEndAndAHostThatIsNotReachedHasNoOutage() {
        TestFleet fleet = TestFleet.of(1, 3).with("p1-2", host -> host.behaviour(MCU, FAILS_AT_START));

        RolloutResult result = fleet.rollOut(DEFAULT);

        Outage open = TestFleet.row(result, "p1-2").outages().get(0);
        assertThat(open.stopped()).isPresent();
        assertThat(open.running()).isEmpty();
        assertThat(open.length()).isEmpty();
        assertThat(TestFleet.row(result, "p1-3").outages()).isEmpty();
        assertThat(fleet.rollOut(DEFAULT).rows().get(0).outages())
                .as("already compliant")
                .isEmpty();
    }

    /** A rollback undoes the last run that changed something; where that is not this one, it is somebody else's. */
    @Test
    void onlyHostsThatThisRolloutHasChangedCanBeUndone() {
        TestFleet fleet = TestFleet.of(1, 3);
        Eku compliant = Eku.on(fleet.machine("p1-1"));
        compliant.apply(compliant.plan(EXEMPTION, FrontEnd.STOP));
        Eku pending = Eku.on(fleet.machine("p1-2"));
        pending.apply(pending.plan(EXEMPTION, FrontEnd.STOP.restart(Restart.NEVER)));

        RolloutResult result = fleet.rollOut(DEFAULT);

        assertThat(TestFleet.states(result)).containsExactly(State.ALREADY_COMPLIANT, State.DONE, State.DONE);
        assertThat(result.rows()).extracting(Row::undoable).containsExactly(false, false, true);
    }

    @Test
    void unreachableHostKeepsNobodyFromBeingInspectedButNothingIsChanged() {
        TestFleet fleet = TestFleet.of(1, 3);
        fleet.faults("p1-2", UNREACHABLE);

        FleetPlan plan = fleet.plan(TestFleet.EXEMPT, DEFAULT);

        assertThat(plan.toChange()).hasSize(2);
        assertThatThrownBy(plan::requireFeasible).hasMessage("""
                        ROLLOUT_REFUSED: the rollout was not started, and nothing was changed:
                          - 1 of 3 hosts could not be inspected: memory:p1-2
                            Next: see the reason given for each host; to skip them: unreachable=skip""");
        assertThat(fleet.machine("p1-1").registry().value(VIEW_64, KEY, PATH)).isEmpty();
    }

    @Test
    void unreachableHostIsLeftOutWhereAskedTo() {
        TestFleet fleet = TestFleet.of(1, 3);
        fleet.faults("p1-2", UNREACHABLE);

        RolloutResult result = fleet.rollOut(DEFAULT.unreachable(Unreachable.SKIP));

        assertThat(result.end()).isEqualTo(End.COMPLETE);
        assertThat(TestFleet.states(result)).containsExactly(State.DONE, State.SKIPPED, State.DONE);
        assertThat(TestFleet.row(result, "p1-2").failure().orElseThrow().code()).isEqualTo(ErrorCode.HOST_UNREACHABLE);
    }

    @Test
    void fleetOfWhichNoHostAnswersIsRefusedInAnyCase() {
        TestFleet fleet = TestFleet.of(1, 1);
        fleet.faults("p1-1", UNREACHABLE);

        assertThatThrownBy(() -> fleet.rollOut(DEFAULT.unreachable(Unreachable.SKIP)))
                .hasMessageContaining(
                        "  - none of 1 hosts could be inspected\n    Next: see the reason given for each host");
    }

    @Test
    void canaryThatDoesNotAnswerIsNotLeftOut() {
        TestFleet fleet = TestFleet.of(1, 2);
        fleet.faults("p1-2", UNREACHABLE);
        Canary canary = new Canary.Named(List.of(TestFleet.ref("p1-2")));

        assertThatThrownBy(() ->
                        fleet.rollOut(DEFAULT.unreachable(Unreachable.SKIP).canary(canary)))
                .hasMessageContaining(
                        "  - a canary could not be inspected: memory:p1-2\n    Next: name another with canary");
    }

    @Test
    void blockedHostsAreNamedTogetherAndNothingIsChanged() {
        TestFleet fleet = TestFleet.of(2, 2, FrontEnd.frontEnd().withoutService(MCU));

        assertThatThrownBy(() -> fleet.rollOut(DEFAULT)).hasMessageStartingWith("""
                        ROLLOUT_REFUSED: the rollout was not started, and nothing was changed:
                          - memory:p1-1, memory:p1-2, memory:p2-1, memory:p2-2: SERVICE_MISSING: there is no service RTCDATAMCU
                            Next: check that this is the right host, or plan with restart=never""");
        assertThat(fleet.machine("p1-1").registry().value(VIEW_64, KEY, PATH)).isEmpty();
    }

    @Test
    void firstFailureStopsTheRolloutWithAllWrittenAndOneRestarted() {
        TestFleet fleet = TestFleet.of(1, 4).with("p1-2", host -> host.behaviour(MCU, FAILS_AT_START));

        RolloutResult result = fleet.rollOut(DEFAULT);

        assertThat(result.end()).isEqualTo(End.STOPPED);
        assertThat(TestFleet.states(result))
                .containsExactly(State.DONE, State.FAILED, State.NOT_REACHED, State.NOT_REACHED);
        assertThat(result.rows())
                .extracting(row -> row.reached().orElseThrow())
                .containsExactly(Stage.RESTART, Stage.WRITE, Stage.WRITE, Stage.WRITE);
        assertThat(TestFleet.row(result, "p1-2").failure().orElseThrow().code())
                .isEqualTo(ErrorCode.SERVICE_LEFT_STOPPED);
        assertThat(fleet.machine("p1-4").service(MCU).state()).isEqualTo(ServiceState.RUNNING);
    }

    /** Something that was started to reach the host cannot be stopped again. */
    private record NotPutBack(Host host) implements ForwardingHost {
        @Override
        public void close() {
            host.close();
            throw new EkuException(ErrorCode.SERVICE_NOT_PUT_BACK, "RemoteRegistry", "why");
        }
    }

    @Test
    void whatCannotBePutBackStopsTheRolloutThoughTheHostIsWell() {
        TestFleet fleet = TestFleet.of(1, 2);
        AtomicInteger opened = new AtomicInteger();
        // Inspected, written, restarted: the third time the first host is opened is its restart.
        fleet.dressed = host ->
                host.ref().equals(TestFleet.ref("p1-1")) && opened.incrementAndGet() == 3 ? new NotPutBack(host) : host;

        RolloutResult result = fleet.rollOut(DEFAULT);

        assertThat(TestFleet.states(result)).containsExactly(State.FAILED, State.NOT_REACHED);
        assertThat(TestFleet.row(result, "p1-1").failure().orElseThrow().code())
                .isEqualTo(ErrorCode.SERVICE_NOT_PUT_BACK);
        assertThat(fleet.machine("p1-1").service(MCU).state()).isEqualTo(ServiceState.RUNNING);
        assertThat(fleet.rollOut(DEFAULT).end()).isEqualTo(End.COMPLETE);
    }

    @Test
    void hostThatWasReadButNotPutBackIsNotLeftOutInSilence() {
        TestFleet fleet = TestFleet.of(1, 3);
        AtomicInteger opened = new AtomicInteger();
        fleet.dressed = host ->
                host.ref().equals(TestFleet.ref("p1-2")) && opened.incrementAndGet() == 1 ? new NotPutBack(host) : host;

        FleetPlan plan = fleet.plan(TestFleet.EXEMPT, DEFAULT);

        assertThat(plan.unreachable()).extracting(entry -> entry.member().ref()).containsExactly(TestFleet.ref("p1-2"));
        assertThatThrownBy(plan::requireFeasible).hasMessageContaining("memory:p1-2");
    }

    @Test
    void serviceThatHasGoneDownBeforeItsRestartIsNotCalledWell() {
        TestFleet fleet = TestFleet.of(1, 2);
        FleetPlan plan = fleet.plan(TestFleet.EXEMPT, DEFAULT);
        fleet.watcher = event -> {
            if (event instanceof RolloutEvent.StageBegun begun && begun.stage() == Stage.RESTART) {
                fleet.machine("p1-1").service(MCU).crash(1);
            }
        };

        RolloutResult result = fleet.carryOut(TestFleet.EXEMPT, plan);

        assertThat(TestFleet.states(result)).containsExactly(State.FAILED, State.NOT_REACHED);
        assertThat(TestFleet.row(result, "p1-1").failure().orElseThrow().code())
                .isEqualTo(ErrorCode.SERVICE_LEFT_STOPPED);
        assertThat(fleet.machine("p1-2").service(MCU).state()).isEqualTo(ServiceState.RUNNING);
    }

    @Test
    void hostThatDoesNotAnswerAnyMoreTakesItsPlaceInThePool() {
        TestFleet fleet = TestFleet.of(1, 3);
        FleetPlan plan = fleet.plan(TestFleet.EXEMPT, DEFAULT.maxFailures(1));
        fleet.dressed = host -> {
            if (host.ref().equals(TestFleet.ref("p1-2"))) {
                throw new Win32Exception(
                        Win32Error.BAD_NETPATH, "connect", host.ref().toString());
            }
            return host;
        };

        RolloutResult result = fleet.carryOut(TestFleet.EXEMPT, plan);

        assertThat(TestFleet.states(result)).containsExactly(State.NOT_REACHED, State.FAILED, State.NOT_REACHED);
        assertThat(result.end()).isEqualTo(End.POOL_DOWN);
    }

    @Test
    void whatCannotBePutBackIsToldBesideWhyTheHostFailed() {
        TestFleet fleet = TestFleet.of(1, 1).with("p1-1", host -> host.behaviour(MCU, FAILS_AT_START));
        AtomicInteger opened = new AtomicInteger();
        fleet.dressed = host -> opened.incrementAndGet() == 3 ? new NotPutBack(host) : host;

        RolloutResult result = fleet.rollOut(DEFAULT);

        assertThat(TestFleet.row(result, "p1-1").failure().orElseThrow().code())
                .isEqualTo(ErrorCode.SERVICE_LEFT_STOPPED);
        assertThat(fleet.events)
                .extracting(event -> said(event.what()))
                .anyMatch(text -> text.contains("SERVICE_NOT_PUT_BACK"));
    }

    @Test
    void rolloutIsResumedByRunningItAgain() {
        TestFleet fleet = TestFleet.of(1, 4).with("p1-2", host -> host.behaviour(MCU, FAILS_AT_START));
        fleet.rollOut(DEFAULT);
        fleet.mend("p1-2", host -> host.behaviour(MCU, ServiceBehaviour.ordinary()));
        fleet.events.clear();

        RolloutResult result = fleet.rollOut(DEFAULT);

        assertThat(result.end()).isEqualTo(End.COMPLETE);
        assertThat(TestFleet.states(result))
                .containsExactly(State.ALREADY_COMPLIANT, State.DONE, State.DONE, State.DONE);
        assertThat(fleet.lines(Stage.RECOVER))
                .containsExactly(
                        "Finishing interrupted runs, 1 host",
                        "memory:p1-2 (p1): finishing an interrupted run",
                        "memory:p1-2 (p1): interrupted run finished, Compliant, 2s");
        assertThat(fleet.lines(Stage.WRITE)).isEmpty();
    }

    @Test
    void failuresAreBorneAsLongAsThePoolHasAHostToSpare() {
        TestFleet fleet = TestFleet.of(2, 3).with("p1-1", host -> host.behaviour(MCU, FAILS_AT_START));

        RolloutResult result = fleet.rollOut(DEFAULT.maxFailures(5));

        assertThat(result.end()).isEqualTo(End.POOL_DOWN);
        assertThat(TestFleet.states(result))
                .containsExactly(
                        State.FAILED, State.NOT_REACHED, State.NOT_REACHED, State.DONE, State.DONE, State.DONE);
        TestFleet other = TestFleet.of(2, 3).with("p1-1", host -> host.behaviour(MCU, FAILS_AT_START));
        RolloutResult borne = other.rollOut(DEFAULT.maxFailures(5).maxUnavailable(2));
        assertThat(borne.end()).isEqualTo(End.WITH_FAILURES);
        assertThat(borne.rows(State.DONE)).hasSize(5);
    }

    @Test
    void canaryHasToBeWellBeforeAnyOtherIsRestarted() {
        TestFleet fleet = TestFleet.of(2, 2);

        RolloutResult result = fleet.rollOut(DEFAULT.canary(new Canary.Named(List.of(TestFleet.ref("p2-2")))));

        assertThat(result.isComplete()).isTrue();
        assertThat(fleet.lines(Stage.RESTART))
                .startsWith(
                        "Restarting, 4 hosts",
                        "memory:p2-2 (p2): restarting",
                        "memory:p2-2 (p2): done, Compliant, 4s",
                        "memory:p1-1 (p1): restarting",
                        "memory:p2-1 (p2): restarting");
    }

    @Test
    void canaryThatFailsStopsTheRolloutEvenWhereFailuresAreBorne() {
        TestFleet fleet = TestFleet.of(2, 2).with("p1-1", host -> host.behaviour(MCU, FAILS_AT_START));

        RolloutResult result = fleet.rollOut(DEFAULT.canary(new Canary.First(1)).maxFailures(3));

        assertThat(result.end()).isEqualTo(End.STOPPED);
        assertThat(TestFleet.states(result))
                .containsExactly(State.FAILED, State.NOT_REACHED, State.NOT_REACHED, State.NOT_REACHED);
    }

    @Test
    void poolOfWhichAHostIsDownIsNotTouched() {
        TestFleet fleet = TestFleet.of(2, 2);
        fleet.machine("p1-2").service(MCU).crash(1);

        assertThatThrownBy(() -> fleet.rollOut(DEFAULT)).hasMessageContaining("""
                          - pool p1: at most 1 may be unavailable at a time, and that many already are: p1-2: RTCDATAMCU STOPPED
                            Next: start what is stopped, take the host out of the inventory, or raise max-unavailable\
                        """);
        assertThat(fleet.rollOut(DEFAULT.maxUnavailable(2)).end()).isEqualTo(End.COMPLETE);
    }

    @Test
    void hostLeftDownByAKilledRolloutIsBroughtUpFirst() {
        TestFleet fleet = TestFleet.of(1, 3);
        // The third host object is the one that restarts.
        int calls = TestFleet.callsUntilStopped();
        fleet.faults("p1-2", Faults.none(), Faults.none(), Faults.killAt(calls));
        assertThatThrownBy(() -> fleet.rollOut(DEFAULT)).isInstanceOf(RunKilled.class);
        assertThat(fleet.machine("p1-2").service(MCU).state()).isNotEqualTo(ServiceState.RUNNING);
        fleet.unlock();
        fleet.events.clear();

        RolloutResult result = fleet.rollOut(DEFAULT);

        assertThat(result.end()).isEqualTo(End.COMPLETE);
        assertThat(TestFleet.states(result)).containsExactly(State.ALREADY_COMPLIANT, State.DONE, State.DONE);
        assertThat(fleet.lines(Stage.RECOVER)).contains("memory:p1-2 (p1): finishing an interrupted run");
    }

    @Test
    void hostThatIsDownForAReasonOfItsOwnStillTakesItsPlaceWhenItsRunIsFinished() {
        TestFleet fleet = TestFleet.of(1, 2);
        for (int call = 30; Eku.on(fleet.machine("p1-1")).history().open().isEmpty(); call++) {
            fleet.faults("p1-1", Faults.none(), Faults.killAt(call));
            assertThatThrownBy(() -> fleet.rollOut(DEFAULT)).isInstanceOf(RunKilled.class);
            fleet.unlock();
        }
        fleet.machine("p1-1").service(MCU).crash(1);

        RolloutResult result = fleet.rollOut(DEFAULT);

        assertThat(result.end()).isEqualTo(End.POOL_DOWN);
        assertThat(TestFleet.states(result)).containsExactly(State.DONE, State.NOT_REACHED);
        assertThat(fleet.machine("p1-2").service(MCU).state()).isEqualTo(ServiceState.RUNNING);
    }

    @Test
    void serviceThatDiesWhileItIsWatchedFailsTheGate() {
        TestFleet fleet = TestFleet.of(1, 2);
        MemoryHost first = fleet.machine("p1-1");
        first.clock().after(Duration.ofMinutes(1), () -> first.service(MCU).crash(7));

        RolloutResult result = fleet.rollOut(DEFAULT.soak(Duration.ofMinutes(2)));

        assertThat(TestFleet.states(result)).containsExactly(State.FAILED, State.NOT_REACHED);
        assertThat(TestFleet.row(result, "p1-1").failure().orElseThrow().getMessage())
                .startsWith(
                        "SERVICE_LEFT_STOPPED: the service RTCDATAMCU on memory:p1-1 RTCDATAMCU did not come up again");
    }

    @Test
    void hostIsWatchedForTheSoakTimeBeforeTheNext() {
        TestFleet fleet = TestFleet.of(1, 2);

        RolloutResult result = fleet.rollOut(DEFAULT.soak(Duration.ofSeconds(63)));

        assertThat(fleet.lines(Stage.RESTART))
                .contains("memory:p1-1 (p1): done, Compliant, 1m07s", "memory:p1-2 (p1): restarting");
        assertThat(result.elapsed()).isGreaterThan(Duration.ofSeconds(126));
    }

    @Test
    void hostThatLosesConnectionsWhileItIsWatchedFailsTheGate() {
        TestFleet fleet = TestFleet.of(1, 2).with("p1-1", host -> host.log("Lync Server", lost(20), lost(-60)));

        RolloutResult result = fleet.rollOut(DEFAULT.soak(Duration.ofMinutes(2)));

        assertThat(TestFleet.states(result)).containsExactly(State.FAILED, State.NOT_REACHED);
        assertThat(TestFleet.row(result, "p1-1").failure().orElseThrow().getMessage())
                .startsWith(
                        "CONNECTIONS_LOST: memory:p1-1 lost connections while it was watched after the restart: 1 events"
                                + " 41024, 41026, 41030 or 41031, the last 41026 at 2017-06-10T03:00:20Z");
        assertThat(TestFleet.row(result, "p1-1").failure().orElseThrow().code().kind())
                .isEqualTo(ErrorCode.Kind.REFUSED);
        assertThat(result.events()).isEqualTo(Events.LOST);
    }

    /** What other hosts of the rollout log is no less true because one of them is well. */
    @Test
    void lossOnOneHostIsNotHiddenByTheQuietLogOfAnother() {
        TestFleet fleet = TestFleet.of(1, 2)
                .with("p1-1", host -> host.log("Lync Server"))
                .with("p1-2", host -> host.log("Lync Server", lost(20)));

        RolloutResult result = fleet.rollOut(DEFAULT.soak(Duration.ofMinutes(2)));

        assertThat(TestFleet.states(result)).containsExactly(State.DONE, State.FAILED);
        assertThat(result.events()).isEqualTo(Events.LOST);
    }

    @Test
    void lossesBeforeTheRestartAndSuccessesAfterItDoNotCount() {
        TestFleet fleet = TestFleet.of(
                1,
                2,
                FrontEnd.frontEnd()
                        .log(
                                "Lync Server",
                                lost(-1),
                                LoggedEvent.of(NOW.plusSeconds(20), 41_025, "LS Data MCU", "edge.contoso.com"),
                                LoggedEvent.of(NOW.plusSeconds(21), 41_026, "LS Protocol Stack")));

        RolloutResult result = fleet.rollOut(DEFAULT.soak(Duration.ofMinutes(2)));

        assertThat(TestFleet.states(result)).containsOnly(State.DONE);
        assertThat(result.events()).isEqualTo(Events.CHECKED);
    }

    @Test
    void eventsAreNotCheckedWhereNoLogCanBeReadOrNobodyWatches() {
        UnaryOperator<MemoryHostBuilder> logging = host -> host.log("Lync Server");

        assertThat(TestFleet.of(1, 2)
                        .rollOut(DEFAULT.soak(Duration.ofMinutes(1)))
                        .events())
                .isEqualTo(Events.NOT_CHECKED);
        assertThat(TestFleet.of(1, 2)
                        .with("p1-2", logging)
                        .rollOut(DEFAULT.soak(Duration.ofMinutes(1)))
                        .events())
                .isEqualTo(Events.PARTLY_CHECKED);
        assertThat(TestFleet.of(1, 1).with("p1-1", logging).rollOut(DEFAULT).events())
                .isEqualTo(Events.NOT_WATCHED);
    }

    private static LoggedEvent lost(long second) {
        return LoggedEvent.of(NOW.plusSeconds(second), 41_026, "LS Data MCU");
    }

    @Test
    void howItStandsIsToldAtLeastEveryTenSeconds() {
        TestFleet fleet = TestFleet.of(1, 3);

        fleet.rollOut(DEFAULT.soak(Duration.ofSeconds(61)));

        List<RolloutEvent.Standing> told = fleet.events.stream()
                .filter(RolloutEvent.Standing.class::isInstance)
                .map(RolloutEvent.Standing.class::cast)
                .toList();
        assertThat(said(told.get(0).what()))
                .isEqualTo("Restarting: 0 of 3 done, 1 in progress, 0 failed; 10s since the start");
        Duration before = Duration.ZERO;
        for (RolloutEvent.Standing standing : told) {
            assertThat(standing.elapsed().minus(before)).isLessThanOrEqualTo(Duration.ofSeconds(10));
            before = standing.elapsed();
        }
        assertThat(before).isGreaterThan(Duration.ofMinutes(3));
    }

    @Test
    void drainIsBrokenOffWhenItIsToldToStopAndTheServiceGoesOn() {
        TestFleet fleet = TestFleet.of(
                2,
                2,
                FrontEnd.frontEnd()
                        .behaviour(
                                MCU,
                                ServiceBehaviour.ordinary()
                                        .drainsIn(Duration.ofMinutes(10))
                                        .stopsWhenDrained()));
        MemoryHost first = fleet.machine("p1-1");
        first.clock().after(Duration.ofSeconds(40), fleet.signal::give);
        PlanOptions drain = PlanOptions.DEFAULT.stop(Stop.DRAIN);

        RolloutResult result = fleet.rollOut(new FleetOperation.Exempt(EXEMPTION, drain), DEFAULT.concurrency(1));

        assertThat(result.end()).isEqualTo(End.INTERRUPTED);
        assertThat(TestFleet.states(result))
                .containsExactly(State.FAILED, State.NOT_REACHED, State.NOT_REACHED, State.NOT_REACHED);
        assertThat(TestFleet.row(result, "p1-1").failure())
                .get(InstanceOfAssertFactories.type(ApplyException.class))
                .extracting(ApplyException::code)
                .isEqualTo(ErrorCode.INTERRUPTED);
        assertThat(first.service(MCU).state()).isEqualTo(ServiceState.RUNNING);
        assertThat(Eku.on(first).history().open()).isPresent();
        assertThat(fleet.events.stream()
                        .filter(RolloutEvent.Stopping.class::isInstance)
                        .map(event -> said(event.what())))
                .containsExactly("No further host is started; 1 in progress are brought to a safe point.");

        fleet.signal = new StopSignal();
        assertThat(fleet.rollOut(DEFAULT).end()).isEqualTo(End.COMPLETE);
    }

    @Test
    void nothingIsTouchedOnceItIsToldToStop() {
        TestFleet fleet = TestFleet.of(1, 2);
        FleetPlan plan = fleet.plan(TestFleet.EXEMPT, DEFAULT);
        Map<HostRef, HostSnapshot> before = fleet.snapshots();
        fleet.signal.give();

        RolloutResult result = fleet.carryOut(TestFleet.EXEMPT, plan);

        assertThat(result.end()).isEqualTo(End.INTERRUPTED);
        assertThat(TestFleet.states(result)).containsOnly(State.NOT_REACHED);
        assertThat(fleet.snapshots()).isEqualTo(before);
    }

    @Test
    void restartIsLeftOutWhereThePlanSaysSo() {
        TestFleet fleet = TestFleet.of(1, 2);

        RolloutResult result =
                fleet.rollOut(new FleetOperation.Exempt(EXEMPTION, FrontEnd.STOP.restart(Restart.NEVER)), DEFAULT);

        assertThat(result.end()).isEqualTo(End.COMPLETE);
        assertThat(TestFleet.states(result)).containsOnly(State.RESTART_PENDING);
        assertThat(fleet.lines(Stage.RESTART)).isEmpty();
        assertThat(fleet.rollOut(DEFAULT).rows(State.DONE)).hasSize(2);
    }

    @Test
    void restartIsOwedWhereNoHostTellsWhenAProcessStarted() {
        for (boolean anotherProcessEachTime : List.of(false, true)) {
            TestFleet fleet = TestFleet.of(1, 3);
            AtomicLong connections = new AtomicLong();
            fleet.dressed = host -> new UntellingHost(host, anotherProcessEachTime ? connections.incrementAndGet() : 0);

            RolloutResult result = fleet.rollOut(DEFAULT);

            assertThat(result.end()).isEqualTo(End.COMPLETE);
            assertThat(TestFleet.states(result)).containsOnly(State.DONE);
            assertThat(result.rows()).allMatch(Row::restarted);
            fleet.machines
                    .values()
                    .forEach(machine -> assertThat(
                                    machine.service(MCU).sawExemption(EXEMPTION.setting(), Clr.V4, Bitness.BITS_64))
                            .isTrue());
        }
    }

    @Test
    void restartIsOwedWhereTheClockProvesNothing() {
        TestFleet fleet = TestFleet.of(1, 2);
        Optional<Instant> later = Optional.of(Instant.parse("2037-01-01T00:00:00Z"));
        fleet.dressed = host -> new UntellingHost(host, 0, later);

        RolloutResult result = fleet.rollOut(DEFAULT);

        assertThat(result.end()).isEqualTo(End.COMPLETE);
        assertThat(TestFleet.states(result)).containsOnly(State.UNVERIFIED);
        assertThat(result.rows()).allMatch(Row::restarted);
    }

    @Test
    void nothingIsCalledRestartedThatWasNot() {
        TestFleet fleet = TestFleet.of(1, 2);
        FleetPlan plan = fleet.plan(TestFleet.EXEMPT, DEFAULT);
        MemoryHost host = fleet.machine("p1-1");
        assertThat(fleet.rollOut(new FleetOperation.Exempt(EXEMPTION, FrontEnd.STOP.restart(Restart.NEVER)), DEFAULT)
                        .rows())
                .noneMatch(Row::restarted);
        host.clock().sleep(Duration.ofSeconds(5));
        host.service(MCU).crash(1);
        host.services().start(ServiceName.of(MCU));
        host.clock().sleep(Duration.ofSeconds(5));

        RolloutResult result = fleet.rollOut(DEFAULT);

        assertThat(plan.toChange()).hasSize(2);
        assertThat(TestFleet.states(result)).containsExactly(State.ALREADY_COMPLIANT, State.DONE);
        assertThat(result.rows()).extracting(Row::restarted).containsExactly(false, true);
    }

    /** A host that is reached over a network. */
    private record RemoteHost(Host host, Traffic traffic) implements ForwardingHost {}

    @Test
    void requestsOfAllStagesAreCounted() {
        TestFleet fleet = TestFleet.of(1, 2);
        fleet.dressed = host -> new RemoteHost(host, new Traffic(5, 2, 6));

        RolloutResult result = fleet.rollOut(DEFAULT);

        assertThat(result.rows()).extracting(Row::traffic).containsOnly(new Traffic(15, 6, 18));
        assertThat(String.join("\n", Reports.ENGLISH.of(result).body()))
                .containsPattern("TOOK +REQUESTS\n.* 21\n.* 21\n");
    }

    @Test
    void hostOfWhichNothingCanBeToldIsUnproven() {
        TestFleet fleet = TestFleet.of(1, 1, FrontEnd.exempted());
        fleet.dressed = host -> new UntellingHost(host, 0);

        RolloutResult result = fleet.rollOut(DEFAULT);

        assertThat(TestFleet.states(result)).containsExactly(State.UNVERIFIED);
    }

    @Test
    void serviceThatDoesNotDrainInTimeCountsAsAFailure() {
        TestFleet fleet = TestFleet.of(
                1,
                2,
                FrontEnd.frontEnd().behaviour(MCU, ServiceBehaviour.ordinary().neverDrains()));
        PlanOptions drain = PlanOptions.DEFAULT.stop(Stop.DRAIN);

        RolloutResult result = fleet.rollOut(new FleetOperation.Exempt(EXEMPTION, drain), DEFAULT);

        assertThat(TestFleet.states(result)).containsExactly(State.FAILED, State.NOT_REACHED);
        assertThat(TestFleet.row(result, "p1-1").failure().orElseThrow().getMessage())
                .startsWith(
                        "RESTART_PENDING: all values are written on p1-1, but service RTCDATAMCU was not restarted");
    }

    @Test
    void valueThatMovesBetweenPlanAndWriteIsNotOverwritten() {
        TestFleet fleet = TestFleet.of(1, 2);
        FleetPlan plan = fleet.plan(TestFleet.EXEMPT, DEFAULT);
        MemoryHost second = fleet.machine("p1-2");
        second.registry().createKey(VIEW_64, KEY);

        RolloutResult result = fleet.carryOut(TestFleet.EXEMPT, plan);

        assertThat(TestFleet.states(result)).containsExactly(State.NOT_REACHED, State.FAILED);
        assertThat(TestFleet.row(result, "p1-2").failure().orElseThrow().code()).isEqualTo(ErrorCode.PLAN_STALE);
        assertThat(second.registry().value(VIEW_64, KEY, PATH)).isEmpty();
    }

    @Test
    void serviceThatWasRestartedBetweenPlanAndWriteKeepsNobodyFromWriting() {
        TestFleet fleet = TestFleet.of(1, 1);
        FleetPlan plan = fleet.plan(TestFleet.EXEMPT, DEFAULT);
        MemoryHost host = fleet.machine("p1-1");
        host.service(MCU).crash(1);
        host.services().start(ServiceName.of(MCU));
        host.clock().sleep(Duration.ofSeconds(10));

        assertThat(fleet.carryOut(TestFleet.EXEMPT, plan).end()).isEqualTo(End.COMPLETE);
    }

    @Test
    void hostsAlikeAreOneGroupOfThePlan() {
        TestFleet fleet = TestFleet.of(1, 3)
                .with(
                        "p1-2",
                        host -> host.writtenAt(Instant.parse("2017-06-01T00:00:00Z"))
                                .value(KEY, PATH, ZERO));

        List<FleetPlan.Group> groups = fleet.plan(TestFleet.EXEMPT, DEFAULT).groups();

        assertThat(groups)
                .extracting(group -> group.entries().stream()
                        .map(entry -> entry.member().toString())
                        .toList())
                .containsExactly(List.of("memory:p1-1", "memory:p1-3"), List.of("memory:p1-2"));
    }

    @ParameterizedTest
    @EnumSource(Restart.class)
    void likeHostsAreOneGroupWheneverTheirValuesWereWritten(Restart restart) {
        TestFleet fleet = TestFleet.of(1, 3);
        Instant first = Instant.parse("2017-06-10T03:00:00Z");
        for (int host = 1; host <= 3; host++) {
            Instant written = first.plusSeconds(7L * host);
            fleet.with("p1-" + host, like -> like.writtenAt(written).value(FrontEnd.KEY, FrontEnd.PATH, FrontEnd.ZERO));
        }
        FleetOperation change = new FleetOperation.Exempt(FrontEnd.EXEMPTION, FrontEnd.STOP.restart(restart));
        assertThat(fleet.plan(change, DEFAULT).groups()).hasSize(1);
    }

    @Test
    void likeHostsAreOneGroupWhateverTheirNamesAndProcesses() {
        TestFleet fleet = TestFleet.of(1, 3, MemoryHost.builder());
        assertThat(fleet.plan(TestFleet.EXEMPT, DEFAULT).groups())
                .singleElement()
                .satisfies(group -> assertThat(group.sample().blocking()).isNotEmpty());
    }

    @Test
    void hostsWhoseReasonsDifferAreNotAlike() {
        TestFleet fleet = TestFleet.of(1, 2)
                .with("p1-2", like -> like.value(FrontEnd.KEY, "\"" + FrontEnd.PATH + "\"", FrontEnd.ZERO));
        assertThat(fleet.plan(TestFleet.EXEMPT, DEFAULT).groups()).hasSize(2);
    }

    /** A host's name in a longer text is part of another value. */
    @Test
    void hostsWhoseReasonsDifferByTheNameOfOneAreNotAlike() {
        TestFleet fleet = TestFleet.of(1, 2)
                .with("p1-1", like -> like.service(FrontEnd.service(MCU, "C:\\p1-1srv.exe")))
                .with("p1-2", like -> like.service(FrontEnd.service(MCU, "C:\\srv.exe")));
        assertThat(fleet.plan(TestFleet.EXEMPT, DEFAULT).groups()).hasSize(2);
    }
}
