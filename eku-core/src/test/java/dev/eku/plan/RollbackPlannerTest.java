package dev.eku.plan;

import static dev.eku.FrontEnd.EXEMPTION;
import static dev.eku.FrontEnd.KEY;
import static dev.eku.FrontEnd.MCU;
import static dev.eku.FrontEnd.PATH;
import static dev.eku.FrontEnd.STOP;
import static dev.eku.FrontEnd.ZERO;
import static dev.eku.FrontEnd.actions;
import static dev.eku.FrontEnd.apply;
import static dev.eku.FrontEnd.elsewhere;
import static dev.eku.FrontEnd.ended;
import static dev.eku.FrontEnd.frontEnd;
import static dev.eku.FrontEnd.mortal;
import static dev.eku.FrontEnd.plan;
import static dev.eku.FrontEnd.problems;
import static dev.eku.FrontEnd.rollBack;
import static dev.eku.FrontEnd.service;
import static dev.eku.FrontEnd.unlocked;
import static dev.eku.Said.said;
import static dev.eku.registry.RegistryView.VIEW_32;
import static dev.eku.registry.RegistryView.VIEW_64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.tuple;

import dev.eku.Eku;
import dev.eku.action.Action;
import dev.eku.backend.memory.Faults;
import dev.eku.backend.memory.MemoryHost;
import dev.eku.backend.memory.MemoryHostBuilder;
import dev.eku.backend.memory.PortCall;
import dev.eku.backend.memory.RunKilled;
import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.error.Win32Error;
import dev.eku.fleet.rollout.UntellingHost;
import dev.eku.host.HostSnapshot;
import dev.eku.host.HostSnapshot.Access;
import dev.eku.inspect.Inspection;
import dev.eku.journal.JournalRecord;
import dev.eku.plan.PlanOptions.Restart;
import dev.eku.product.Application;
import dev.eku.product.Bitness;
import dev.eku.product.Clr;
import dev.eku.product.Exemption;
import dev.eku.registry.KeyPath;
import dev.eku.registry.RegistryValue;
import dev.eku.report.ReportedHost;
import dev.eku.report.Reports;
import dev.eku.service.ServiceCommand;
import dev.eku.service.ServiceName;
import dev.eku.service.ServiceState;
import dev.eku.verify.Verifier;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How a record is undone. */
class RollbackPlannerTest {
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void rollbackRestartsWhatEkuStartedThoughTheRunWentByAFastClock(boolean inALaterRun) {
        MemoryHost host = frontEnd().build();
        if (inALaterRun) {
            Eku.on(host).apply(plan(host, STOP.restart(Restart.NEVER)), event -> {});
        }
        apply(host);
        assertThat(Eku.on(host).history().records()).hasSize(inALaterRun ? 2 : 1);
        JournalRecord record = Eku.on(host).history().records().get(0);
        JournalRecord fast = new JournalRecord(
                record.id(),
                record.rollsBack(),
                record.operator(),
                record.exemption(),
                record.fingerprint(),
                record.startedAt().plusSeconds(600),
                record.endedAt().map(ended -> ended.plusSeconds(600)),
                record.steps(),
                record.failure(),
                record.startedToReach());
        Plan plan = RollbackPlanner.plan(Eku.on(host).inspect(EXEMPTION), fast, STOP);
        assertThat(actions(plan)).contains("service RTCDATAMCU: running -> stopped");
    }

    @Test
    void rollbackRestartsTheServiceThoughItsPathIsWrittenInOtherCaseByNow() {
        MemoryHost host = frontEnd().build();
        apply(host);
        MemoryHost updated = host.toBuilder()
                .at(host.clock().now().plusSeconds(7200))
                .service(service(MCU, PATH.replace("DATAMCUSVC", "DataMcuSvc")))
                .build();
        Plan plan = Eku.on(updated).planRollback(STOP);
        assertThat(actions(plan)).contains("service RTCDATAMCU: running -> stopped");
    }

    private static final String VALUE = "64-bit " + KEY + ", value " + PATH;
    private static final String DELETES_VALUE = VALUE + ": REG_DWORD 0 -> absent";
    private static final String DELETES_KEY = "64-bit key " + KEY + ": present -> absent";
    private static final String STOPS = "service RTCDATAMCU: running -> stopped";
    private static final String STARTS = "service RTCDATAMCU: stopped -> running";

    private static MemoryHost applied(MemoryHostBuilder before) {
        return applied(before, STOP);
    }

    private static MemoryHost applied(MemoryHostBuilder before, PlanOptions options) {
        MemoryHost host = before.build();
        Eku.on(host).apply(plan(host, options), event -> {});
        return host;
    }

    private static Plan rollback(MemoryHost host) {
        return rollback(host, STOP);
    }

    private static Plan rollback(MemoryHost host, PlanOptions options) {
        return Eku.on(host).planRollback(options);
    }

    @Test
    void rollbackDeletesTheValueAndTheKeyAndRestartsTheService() {
        Plan plan = rollback(applied(frontEnd()));
        assertThat(actions(plan)).containsExactly(DELETES_VALUE, DELETES_KEY, STOPS, STARTS);
        assertThat(plan.actions())
                .extracting(action -> said(action.why()))
                .containsExactly(
                        "it restores what record 000001 found there",
                        "record 000001 created it",
                        "it reads a value that changes, and reads it only when it starts",
                        "it was running before");
        assertThat(plan.problems()).isEmpty();
        assertThat(plan.rollsBack()).contains("000001");
        assertThat(plan.host()).isEqualTo("memory:FE01");
        assertThat(plan.computer()).isEqualTo("FE01");
        assertThat(plan.simulated()).isTrue();
        assertThat(plan.exemption()).isEqualTo(EXEMPTION);
    }

    @Test
    void rollbackDeletesTheKeysItCreatedLowestFirst() {
        KeyPath runtime = KEY.parent().orElseThrow();
        assertThat(actions(rollback(applied(frontEnd().withoutKey(VIEW_64, runtime)))))
                .startsWith(DELETES_VALUE, DELETES_KEY, "64-bit key " + runtime + ": present -> absent");
    }

    @Test
    void rollbackLeavesAKeyThatWasThereBefore() {
        assertThat(actions(rollback(applied(frontEnd().key(VIEW_64, KEY)))))
                .containsExactly(DELETES_VALUE, STOPS, STARTS);
    }

    static List<RegistryValue> previousValues() {
        return List.of(
                RegistryValue.string("0"),
                RegistryValue.dword(1),
                RegistryValue.qword(0),
                RegistryValue.of(4, new byte[] {1, 0, 0}),
                RegistryValue.of(123_456, new byte[] {1, 2, 3}),
                RegistryValue.of(1, new byte[0]));
    }

    @ParameterizedTest
    @MethodSource("previousValues")
    void rollbackRestoresTypeAndBytes(RegistryValue previous) {
        Plan plan = rollback(applied(frontEnd().value(KEY, PATH, previous)));
        assertThat(actions(plan)).containsExactly(VALUE + ": REG_DWORD 0 -> " + previous, STOPS, STARTS);
        assertThat(plan.actions().get(0)).isInstanceOfSatisfying(Action.SetValue.class, set -> {
            assertThat(set.value()).isEqualTo(previous);
            assertThat(set.previous()).contains(ZERO);
        });
    }

    @Test
    void rollbackRestartsWhatStillKnowsAValueThatSomebodyHasTakenAwayMeanwhile() {
        MemoryHost host = applied(frontEnd().key(VIEW_64, KEY));
        host.registry().deleteValue(VIEW_64, KEY, PATH);
        assertThat(actions(rollback(host))).containsExactly(STOPS, STARTS);
        assertThat(problems(rollback(host))).isEmpty();
    }

    @Test
    void rollbackDoesNothingAboutAValueThatSomebodyHasTakenAwayBeforeTheProcessStarted() {
        MemoryHost host = applied(frontEnd().key(VIEW_64, KEY));
        host.clock().sleep(Duration.ofSeconds(1));
        host.registry().deleteValue(VIEW_64, KEY, PATH);
        host.clock().sleep(Duration.ofSeconds(1));
        host.services().command(ServiceName.of(MCU), ServiceCommand.STOP);
        host.clock().sleep(Duration.ofSeconds(30));
        host.services().start(ServiceName.of(MCU));
        host.clock().sleep(Duration.ofSeconds(30));
        assertThat(actions(rollback(host))).isEmpty();
        assertThat(problems(rollback(host))).isEmpty();
    }

    @Test
    void rollbackIsBlockedWhereSomebodyHasChangedTheValueSince() {
        MemoryHost host = applied(frontEnd());
        host.registry().setValue(VIEW_64, KEY, PATH, RegistryValue.dword(1));
        Plan plan = rollback(host);
        assertThat(problems(plan))
                .containsExactly("blocks: VALUE_MOVED: " + VALUE + " is REG_DWORD 1, not REG_DWORD 0 as eku left it;"
                        + " the rollback would make it absent");
        assertThat(said(plan.problems().get(0).next()))
                .isEqualTo("find out who changed it; to restore it all the same, roll back with overwrite=true");
    }

    @Test
    void rollbackOverwritesAMovedValueWhenToldTo() {
        MemoryHost host = applied(frontEnd().value(KEY, PATH, RegistryValue.string("0")));
        host.registry().setValue(VIEW_64, KEY, PATH, RegistryValue.dword(1));
        Plan plan = Eku.on(host).planRollback(STOP.overwrite(true));
        assertThat(problems(plan))
                .containsExactly("advice: VALUE_MOVED: " + VALUE + " is REG_DWORD 1, not REG_DWORD 0 as eku left it;"
                        + " the rollback would make it REG_SZ \"0\"");
        assertThat(actions(plan)).containsExactly(VALUE + ": REG_DWORD 1 -> REG_SZ \"0\"", STOPS, STARTS);
    }

    @Test
    void rollbackRestartsAServiceThatHasReadTheValueThoughOthersHaveChangedTheKeySince() {
        MemoryHost host = applied(frontEnd());
        host.clock().sleep(Duration.ofHours(1));
        host.registry().setValue(VIEW_64, KEY, "C:\\other.exe", ZERO);
        assertThat(actions(rollback(host))).contains(STOPS, STARTS);
    }

    @Test
    void rollbackCreatesTheKeyAgainWhereSomebodyDeletedItWithTheOldValue() {
        MemoryHost host = applied(frontEnd().value(KEY, PATH, RegistryValue.string("0")));
        host.registry().deleteKey(VIEW_64, KEY);
        assertThat(problems(rollback(host)))
                .containsExactly("blocks: VALUE_MOVED: " + VALUE + " is absent, not REG_DWORD 0 as eku left it;"
                        + " the rollback would make it REG_SZ \"0\"");
        assertThat(actions(Eku.on(host).planRollback(STOP.overwrite(true))))
                .containsExactly(
                        "64-bit key " + KEY + ": absent -> present", VALUE + ": absent -> REG_SZ \"0\"", STOPS, STARTS);
    }

    @Test
    void rollbackDoesNotDeleteAKeyThatIsGoneAlready() {
        MemoryHost host = applied(frontEnd());
        host.registry().deleteKey(VIEW_64, KEY);
        assertThat(actions(rollback(host))).containsExactly(STOPS, STARTS);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void rollbackOfTheLastRecordDeletesAKeyThatOneBeforeItHadToLeaveAndNoneThatEkuHasNotMade(boolean keyOfOthers) {
        MemoryHostBuilder without = frontEnd().file("C:\\Other.exe");
        MemoryHost host = (keyOfOthers ? without.key(VIEW_64, KEY) : without).build();
        HostSnapshot before = host.snapshot();
        Eku eku = Eku.on(host);
        Exemption other = EXEMPTION.of(Application.at("other", "C:\\Other.exe", Clr.V4, Bitness.BITS_64));
        eku.apply(eku.plan(EXEMPTION, STOP), event -> {});
        eku.apply(eku.plan(other, STOP), event -> {});
        for (String record : List.of("000001", "000002")) {
            eku.apply(eku.planRollbackOf(record, STOP), event -> {});
        }
        eku.forget();
        assertThat(before.differences(host.snapshot())).isEmpty();
    }

    @Test
    void rollbackDoesNotTakeAKeyThatOthersMadeAgainForOneThatItHadToLeave() {
        MemoryHost host = applied(frontEnd());
        host.registry().setValue(VIEW_64, KEY, "C:\\other.exe", ZERO);
        Eku eku = Eku.on(host);
        eku.apply(rollback(host), event -> {});
        host.registry().deleteKey(VIEW_64, KEY);
        host.registry().createKey(VIEW_64, KEY);
        apply(host);
        eku.apply(rollback(host), event -> {});
        assertThat(host.registry().read(VIEW_64, KEY)).as("made by others").isPresent();
    }

    @Test
    void rollbackKeepsAKeyThatOthersUseByThen() {
        MemoryHost host = applied(frontEnd());
        host.registry().setValue(VIEW_64, KEY, "C:\\other.exe", ZERO);
        Eku.on(host).apply(rollback(host), event -> {});
        assertThat(host.registry().read(VIEW_64, KEY).orElseThrow().values())
                .extracting(value -> value.name())
                .containsExactly("C:\\other.exe");
    }

    @Test
    void rollbackBringsBackLeftoversThatWereTidiedAway() {
        String quoted = "\"" + PATH + "\"";
        MemoryHostBuilder before =
                frontEnd().value(KEY, quoted, RegistryValue.string("x")).value(VIEW_32, KEY, PATH, ZERO);
        MemoryHost host = applied(before, STOP.tidy(true));
        assertThat(actions(rollback(host)))
                .containsExactly(
                        "32-bit " + KEY + ", value " + PATH + ": absent -> REG_DWORD 0",
                        "64-bit " + KEY + ", value " + quoted + ": absent -> REG_SZ \"x\"",
                        DELETES_VALUE,
                        STOPS,
                        STARTS);
    }

    @Test
    void rollbackIsBlockedWhereWhatItRestoresCannotBeWritten() {
        MemoryHost host = applied(frontEnd()).toBuilder()
                .access(VIEW_64, KEY, Access.READ_ONLY)
                .build();
        assertThat(problems(rollback(host)))
                .containsExactly("blocks: ACCESS_DENIED: this account may not change 64-bit " + KEY);
    }

    @Test
    void rollbackLeavesAServiceAloneThatHasNeverReadTheValue() {
        MemoryHost host = applied(frontEnd(), STOP.restart(Restart.NEVER));
        Plan plan = rollback(host);
        assertThat(actions(plan)).containsExactly(DELETES_VALUE, DELETES_KEY);
        assertThat(plan.problems()).isEmpty();
    }

    @Test
    void rollbackWithoutRestartsSaysWhatItLeavesPending() {
        Plan plan = rollback(applied(frontEnd()), STOP.restart(Restart.NEVER));
        assertThat(actions(plan)).containsExactly(DELETES_VALUE, DELETES_KEY);
        assertThat(problems(plan))
                .containsExactly(
                        "advice: RESTART_PENDING: service RTCDATAMCU is not restarted and goes on as before until it"
                                + " is");
    }

    @Test
    void rollbackLeavesAStoppedServiceStopped() {
        MemoryHost host =
                applied(frontEnd()).toBuilder().state(MCU, ServiceState.STOPPED).build();
        assertThat(actions(rollback(host))).containsExactly(DELETES_VALUE, DELETES_KEY);
    }

    /** A host on which the run was killed at its first call of that kind. */
    private static MemoryHost killed(MemoryHostBuilder before, PortCall.Kind kind) {
        MemoryHost host =
                before.faults(Faults.none().at(kind, 1, new Faults.Kills())).build();
        Plan plan = plan(before, STOP);
        assertThat(catchThrowable(() -> Eku.on(host).actingAs(elsewhere("ann")).apply(plan, event -> {})))
                .isInstanceOf(RunKilled.class);
        return host.reconnect();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "STOPPED | stopped -> running",
                "PAUSED | stopped -> running",
                "STOP_PENDING | stopped -> running",
                "PAUSE_PENDING | stopped -> running",
                "CONTINUE_PENDING | stopped -> running",
                "START_PENDING | running -> stopped; stopped -> running"
            })
    void rollbackOfARunKilledBeforeTheStartBringsTheServiceUpWhateverItsState(ServiceState state, String services) {
        MemoryHost host = killed(frontEnd(), PortCall.Kind.SERVICE_START).toBuilder()
                .state(MCU, state)
                .build();
        Plan plan = rollback(host);
        List<String> expected = Stream.of(services.split("; "))
                .map(change -> "service RTCDATAMCU: " + change)
                .toList();
        assertThat(actions(plan)).startsWith(DELETES_VALUE, DELETES_KEY).hasSize(2 + expected.size());
        assertThat(actions(plan).subList(2, actions(plan).size())).isEqualTo(expected);
        assertThat(plan.blocking()).isEmpty();
        assertThat(plan.actions().subList(2, plan.actions().size()))
                .allSatisfy(action -> assertThat(said(action.why()))
                        .isEqualTo("the interrupted run of record 000001 left it stopped"));
    }

    @Test
    void rollbackOfAnInterruptedRunRestartsAServiceThatCameUpWithTheValue() {
        MemoryHost host = killed(frontEnd(), PortCall.Kind.SERVICE_START);
        host.services().start(ServiceName.of(MCU));
        host.clock().sleep(Duration.ofSeconds(10));
        assertThat(host.service(MCU).state()).isEqualTo(ServiceState.RUNNING);
        assertThat(actions(rollback(host))).containsExactly(DELETES_VALUE, DELETES_KEY, STOPS, STARTS);
    }

    /** Over a network: no start of a process is told, and the id may be that of the connection. */
    @ParameterizedTest
    @ValueSource(longs = {0, 1_000})
    void rollbackOfARunKilledAtAnyCallLeavesNoProcessWithTheValueWhereNoStartIsTold(long connection) {
        Plan plan = plan(frontEnd(), STOP);
        boolean killed = true;
        for (int call = 1; killed; call++) {
            MemoryHost host = frontEnd().faults(Faults.killAt(call)).build();
            Throwable end = catchThrowable(
                    () -> mortal(new UntellingHost(host, connection)).apply(plan, event -> {}));
            killed = end instanceof RunKilled;
            MemoryHost left = host.reconnect();
            Eku next = mortal(new UntellingHost(left, 2 * connection));
            if (next.history().lastToRollBack().isPresent()) {
                unlocked(next, () -> next.apply(next.planRollback(STOP), event -> {}));
                assertThat(left.service(MCU).sawExemption(EXEMPTION.setting(), Clr.V4, Bitness.BITS_64))
                        .as("killed at call %d", call)
                        .isFalse();
            }
        }
    }

    /** The clock is set back by an hour after the write, so that the process seems to be older than it. */
    @ParameterizedTest
    @ValueSource(ints = {1, 90})
    void rollbackRestartsAProcessThatSeemsOlderThanTheWriteOnlyByAClockThatWasSetBack(int minutesLater) {
        MemoryHost written = applied(frontEnd(), STOP.restart(Restart.NEVER));
        written.clock().sleep(Duration.ofMinutes(5));
        MemoryHost host = written.toBuilder()
                .at(written.clock().now().minus(Duration.ofHours(1)))
                .build();
        host.service(MCU).crash(1);
        host.services().start(ServiceName.of(MCU));
        host.clock().sleep(Duration.ofMinutes(minutesLater));

        assertThat(actions(rollback(host))).contains(STOPS, STARTS);
    }

    @Test
    void rollbackLeavesTheProcessAloneThatEkuSawBeforeItWroteWhateverTheClockSays() {
        MemoryHost host = applied(frontEnd().at(Instant.parse("2017-06-10T01:00:00Z")), STOP.restart(Restart.NEVER));
        assertThat(actions(rollback(host))).containsExactly(DELETES_VALUE, DELETES_KEY);
    }

    @Test
    void rollbackOfAnInterruptedRunStartsDependentsAfterTheService() {
        MemoryHostBuilder before =
                frontEnd().service(service("First", "C:\\a.exe", MCU)).service(service("Second", "C:\\b.exe", "First"));
        assertThat(actions(rollback(killed(before, PortCall.Kind.SERVICE_START))))
                .containsExactly(
                        DELETES_VALUE,
                        DELETES_KEY,
                        STARTS,
                        "service First: stopped -> running",
                        "service Second: stopped -> running");
    }

    @Test
    void rollbackOfAnInterruptedRunLeavesADependentAloneThatRunsAgain() {
        MemoryHostBuilder before =
                frontEnd().service(service("First", "C:\\a.exe", MCU)).service(service("Second", "C:\\b.exe", "First"));
        MemoryHost host = killed(before, PortCall.Kind.SERVICE_START);
        host.services().start(ServiceName.of("First"));
        host.clock().sleep(Duration.ofSeconds(10));
        assertThat(host.service(MCU).state()).as("which First needs").isEqualTo(ServiceState.RUNNING);
        Plan plan = rollback(host);
        assertThat(actions(plan))
                .containsExactly(
                        DELETES_VALUE,
                        DELETES_KEY,
                        "service First: running -> stopped",
                        STOPS,
                        STARTS,
                        "service First: stopped -> running",
                        "service Second: stopped -> running");
        assertThat(said(plan.actions().get(6).why())).isEqualTo("the interrupted run of record 000001 left it stopped");
    }

    @Test
    void rollbackOfAnInterruptedRunLeavesOtherStoppedServicesAlone() {
        MemoryHostBuilder before =
                frontEnd().service(service("Idle", "C:\\a.exe", MCU)).state("Idle", ServiceState.STOPPED);
        assertThat(actions(rollback(killed(before, PortCall.Kind.SERVICE_START))))
                .containsExactly(DELETES_VALUE, DELETES_KEY, STARTS);
    }

    @Test
    void rollbackOfARunKilledBeforeItChangedAnythingHasNothingToUndo() {
        MemoryHost host = killed(frontEnd(), PortCall.Kind.REGISTRY_FLUSH);
        Plan plan = rollback(host);
        assertThat(actions(plan)).isEmpty();
        assertThat(plan.blocking()).isEmpty();
        assertThat(Eku.on(host).history().open()).isPresent();
    }

    @Test
    void rollbackOfARunKilledBetweenKeyAndValueDeletesTheKey() {
        // The first setting is the lock's, the second to fourth are the record's.
        MemoryHostBuilder before = frontEnd();
        MemoryHost host = before.faults(Faults.none().at(PortCall.Kind.REGISTRY_SET_VALUE, 3, new Faults.Kills()))
                .build();
        var unused = catchThrowable(() -> Eku.on(host).apply(plan(before, STOP), event -> {}));
        assertThat(actions(rollback(host.reconnect()))).containsExactly(DELETES_KEY);
    }

    /** A host on which an applied record's rollback was killed at its first call of that kind. */
    private static MemoryHost killedInRollback(MemoryHostBuilder before, PortCall.Kind kind) {
        MemoryHost host = applied(before);
        Plan undo = rollback(host);
        MemoryHost again = host.reconnect(Faults.none().at(kind, 1, new Faults.Kills()));
        assertThat(catchThrowable(() -> Eku.on(again).apply(undo, event -> {}))).isInstanceOf(RunKilled.class);
        return host;
    }

    @Test
    void rollbackTakesOverOneThatWasInterruptedBeforeTheStart() {
        Plan plan = rollback(killedInRollback(frontEnd(), PortCall.Kind.SERVICE_START));
        assertThat(actions(plan)).containsExactly(STARTS);
        assertThat(plan.blocking()).isEmpty();
    }

    @Test
    void whoeverFindsAnInterruptedRollbackIsNeverToldToApply() {
        MemoryHost host = killedInRollback(frontEnd(), PortCall.Kind.SERVICE_START);
        String wayOut = "rollback finishes it";
        Inspection inspection = Eku.on(host).inspect(EXEMPTION);
        assertThat(plan(host, STOP).blocking())
                .extracting(Problem::code, problem -> said(problem.next()))
                .containsExactly(tuple(Problem.Code.OPEN_RECORD, wayOut));
        assertThat(String.join("\n", said(Verifier.verify(inspection).evidence())))
                .endsWith("was interrupted; " + wayOut);
        ReportedHost where = ReportedHost.of(inspection);
        assertThat(String.join("\n", Reports.ENGLISH.of(inspection).body()))
                .contains("record 000002 was interrupted; " + wayOut);
        assertThat(String.join(
                        "\n", Reports.ENGLISH.of(where, inspection.journal()).body()))
                .contains("Record 000002: rollback of 000001, INTERRUPTED after at least 3 of 4 steps; " + wayOut);

        Eku.on(host).unlock(Eku.on(host).lockHolder().orElseThrow().name());
        MemoryHost failing = host.reconnect(
                Faults.none().always(PortCall.Kind.SERVICE_START, new Faults.Fails(new Win32Error(1069))));
        assertThatThrownBy(() -> Eku.on(failing).apply(rollback(host), event -> {}))
                .hasMessageStartingWith("SERVICE LEFT STOPPED: RTCDATAMCU, which was running before, is STOPPED\n")
                .hasMessageEndingWith("in journal record 000003; " + wayOut + ".");
    }

    @Test
    void rollbackTakesOverOneThatWasInterruptedBeforeTheStop() {
        assertThat(actions(rollback(killedInRollback(frontEnd(), PortCall.Kind.SERVICE_COMMAND))))
                .as("the process has read what is taken back already")
                .containsExactly(STOPS, STARTS);
    }

    @Test
    void rollbackDoesNotRestartAgainWhatAnInterruptedOneHasRestarted() {
        MemoryHost host = applied(frontEnd().service(service("First", "C:\\a.exe", MCU)));
        Plan undo = rollback(host);
        // The lock's holder, the record, its marks before each of four commands; the seventh is its end.
        MemoryHost again = host.reconnect(Faults.none().at(PortCall.Kind.REGISTRY_SET_VALUE, 7, new Faults.Kills()));
        assertThat(catchThrowable(() -> Eku.on(again).apply(undo, event -> {}))).isInstanceOf(RunKilled.class);
        Plan plan = rollback(host);
        assertThat(actions(plan)).isEmpty();
        assertThat(plan.blocking()).isEmpty();
    }

    @Test
    void rollbackThatWasInterruptedAndWhoseValueMovedSinceIsTakenOverWhenToldToOverwrite() {
        MemoryHost host = killedInRollback(frontEnd(), PortCall.Kind.SERVICE_START);
        host.registry().createKey(VIEW_64, KEY);
        host.registry().setValue(VIEW_64, KEY, PATH, RegistryValue.dword(7));
        Plan blocked = rollback(host);
        assertThat(blocked.blocking())
                .extracting(Problem::code)
                .containsExactly(Problem.Code.SERVICE_LEFT_STOPPED, Problem.Code.VALUE_MOVED);
        assertThat(said(blocked.problems().get(0).what()))
                .isEqualTo("the interrupted run of record 000001 left service RTCDATAMCU stopped, and this plan, which"
                        + " would start it, is blocked");
        assertThat(said(blocked.problems().get(0).next()))
                .isEqualTo("fix what blocks the plan, named below, and roll back again; or start RTCDATAMCU by hand"
                        + " now");
        Eku eku = Eku.on(host);
        eku.unlock(eku.lockHolder().orElseThrow().name());
        eku.apply(eku.planRollback(STOP.overwrite(true)), event -> {});
        assertThat(eku.history().open()).isEmpty();
        eku.forget();
        assertThat(frontEnd().build().snapshot().differences(host.snapshot())).isEmpty();
    }

    @Test
    void rollbackOfAnOlderRecordIsBlockedWhileAnotherIsOpen() {
        MemoryHost host = applied(frontEnd());
        host.registry().setValue(VIEW_64, KEY, PATH, RegistryValue.dword(1));
        Plan second = plan(host, STOP);
        MemoryHost again = host.reconnect(Faults.none().at(PortCall.Kind.SERVICE_START, 1, new Faults.Kills()));
        assertThat(catchThrowable(() -> Eku.on(again).apply(second, event -> {})))
                .isInstanceOf(RunKilled.class);
        assertThat(problems(Eku.on(host).planRollbackOf("000001", STOP.overwrite(true))))
                .anyMatch(line -> line.startsWith("blocks: OPEN_RECORD: record 000002 of "));
    }

    @ParameterizedTest
    @EnumSource(Restart.class)
    void rollbackIsBlockedWhereTheRestartIs(Restart restart) {
        MemoryHost host = applied(frontEnd()).toBuilder().uncontrollable(MCU).build();
        assertThat(problems(rollback(host, STOP.restart(restart))))
                .isEqualTo(
                        restart == Restart.NEVER
                                ? List.of("advice: RESTART_PENDING: service RTCDATAMCU is not restarted and goes on as"
                                        + " before until it is")
                                : List.of("blocks: ACCESS_DENIED: this account may not change RTCDATAMCU"));
    }

    @Test
    void rollbackOfANamedRecordUndoesThatOne() {
        MemoryHost host = applied(frontEnd());
        Eku eku = Eku.on(host);
        assertThat(eku.planRollbackOf("000001", STOP).actions())
                .isEqualTo(rollback(host).actions());
        assertThatThrownBy(() -> eku.planRollbackOf("000002", STOP))
                .isInstanceOfSatisfying(
                        EkuException.class, none -> assertThat(none.code()).isEqualTo(ErrorCode.NO_RECORD))
                .hasMessageStartingWith("NO_RECORD: memory:FE01: there is no active record 000002");
    }

    @Test
    void rollbackWithoutARecordIsRefused() {
        Eku eku = Eku.on(frontEnd().build());
        assertThatThrownBy(eku::planRollback)
                .isInstanceOf(EkuException.class)
                .hasMessageStartingWith("NO_RECORD: memory:FE01: nothing to roll back: no active record");
    }

    @Test
    void rollbackIsNotRolledBackAgain() {
        MemoryHost host = frontEnd().build();
        apply(host);
        rollBack(host);
        Eku eku = Eku.on(host);
        assertThatThrownBy(eku::planRollback).hasMessageStartingWith("NO_RECORD");
        for (String id : List.of("000001", "000002")) {
            assertThatThrownBy(() -> eku.planRollbackOf(id, STOP))
                    .hasMessageStartingWith("NO_RECORD: memory:FE01: there is no active record " + id);
        }
    }

    @Test
    void rollbackDeletesAKeyThatOneBeforeItHadToLeaveThoughItsOwnValueIsGoneAlready() {
        MemoryHost host = frontEnd().file("C:\\Other.exe").build();
        HostSnapshot before = host.snapshot();
        Eku eku = Eku.on(host);
        Exemption other = EXEMPTION.of(Application.at("other", "C:\\Other.exe", Clr.V4, Bitness.BITS_64));
        eku.apply(eku.plan(EXEMPTION, STOP), event -> {});
        eku.apply(eku.plan(other, STOP), event -> {});
        eku.apply(eku.planRollbackOf("000001", STOP), event -> {});
        host.registry().deleteValue(VIEW_64, KEY, "C:\\Other.exe");
        eku.apply(eku.planRollbackOf("000002", STOP), event -> {});
        eku.forget();
        assertThat(before.differences(host.snapshot())).isEmpty();
    }

    @Test
    void rollbackTakesUpTheOneThatWasInterruptedWhateverRecordItIsOf() {
        MemoryHost host = frontEnd().file("C:\\Other.exe").build();
        Eku eku = Eku.on(host);
        Exemption other = EXEMPTION.of(Application.at("other", "C:\\Other.exe", Clr.V4, Bitness.BITS_64));
        eku.apply(eku.plan(EXEMPTION, STOP), event -> {});
        eku.apply(eku.plan(other, STOP), event -> {});
        Plan first = eku.planRollbackOf("000001", STOP);
        Eku killed = Eku.on(host.reconnect(Faults.none().at(PortCall.Kind.SERVICE_START, 1, new Faults.Kills())))
                .actingAs(ended("ann", "1"));
        assertThat(catchThrowable(() -> killed.apply(first, event -> {}))).isInstanceOf(RunKilled.class);

        Plan next = eku.planRollback(STOP);
        assertThat(next.rollsBack()).contains("000001");
        assertThat(problems(next))
                .containsExactly(
                        "advice: OTHER_RECORDS: the changes of record 000002 remain, also after the rollback of"
                                + " 000001");
        assertThat(actions(next)).contains(STARTS);
        eku.apply(next, event -> {});
        assertThat(host.service(MCU).state()).isEqualTo(ServiceState.RUNNING);
        assertThat(eku.planRollback().rollsBack()).contains("000002");
    }

    @Test
    void rollbackStartsWhatAnInterruptedRollbackStoppedThoughItIsNoDependentAnyMore() {
        MemoryHost host = applied(frontEnd()).toBuilder()
                .service(service("Audit", "C:\\audit.exe", MCU))
                .build();
        Plan rollback = rollback(host);
        assertThat(actions(rollback)).contains("service Audit: running -> stopped");
        Eku killed = Eku.on(host.reconnect(Faults.none().at(PortCall.Kind.SERVICE_START, 1, new Faults.Kills())))
                .actingAs(ended("ann", "1"));
        assertThat(catchThrowable(() -> killed.apply(rollback, event -> {}))).isInstanceOf(RunKilled.class);

        MemoryHost changed = host.reconnect().toBuilder()
                .service(service("Audit", "C:\\audit.exe"))
                .state("Audit", ServiceState.STOPPED)
                .build();
        Plan next = rollback(changed);
        assertThat(actions(next)).contains("service Audit: stopped -> running");
        Eku.on(changed).apply(next, event -> {});
        assertThat(changed.service("Audit").state()).isEqualTo(ServiceState.RUNNING);
    }
}
