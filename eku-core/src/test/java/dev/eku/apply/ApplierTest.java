package dev.eku.apply;

import static dev.eku.FrontEnd.EXEMPTION;
import static dev.eku.FrontEnd.KEY;
import static dev.eku.FrontEnd.MCU;
import static dev.eku.FrontEnd.PATH;
import static dev.eku.FrontEnd.STOP;
import static dev.eku.FrontEnd.TARGET;
import static dev.eku.FrontEnd.ZERO;
import static dev.eku.FrontEnd.actions;
import static dev.eku.FrontEnd.apply;
import static dev.eku.FrontEnd.elsewhere;
import static dev.eku.FrontEnd.exempted;
import static dev.eku.FrontEnd.frontEnd;
import static dev.eku.FrontEnd.plan;
import static dev.eku.FrontEnd.service;
import static dev.eku.Said.said;
import static dev.eku.registry.RegistryView.VIEW_64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.eku.Eku;
import dev.eku.apply.Outcome.Status;
import dev.eku.backend.memory.Faults;
import dev.eku.backend.memory.MemoryHost;
import dev.eku.backend.memory.MemoryHostBuilder;
import dev.eku.backend.memory.PortCall;
import dev.eku.backend.memory.RunKilled;
import dev.eku.backend.memory.ServiceBehaviour;
import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.error.Win32Error;
import dev.eku.host.ForwardingHost;
import dev.eku.host.HostSnapshot;
import dev.eku.host.HostSnapshot.Access;
import dev.eku.journal.HostLock;
import dev.eku.journal.Journal;
import dev.eku.journal.JournalRecord;
import dev.eku.journal.JournalRecord.Result;
import dev.eku.journal.JournalRecord.Step;
import dev.eku.plan.Plan;
import dev.eku.plan.PlanOptions;
import dev.eku.plan.PlanOptions.Stop;
import dev.eku.product.Application;
import dev.eku.product.Bitness;
import dev.eku.product.Clr;
import dev.eku.product.Exemption;
import dev.eku.product.ProductCatalog;
import dev.eku.product.Setting;
import dev.eku.registry.RegistryValue;
import dev.eku.report.ReportedHost;
import dev.eku.report.Reports;
import dev.eku.service.ServiceName;
import dev.eku.service.ServiceState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApplierTest {
    private static final Set<PortCall.Kind> CHANGING = EnumSet.of(
            PortCall.Kind.REGISTRY_CREATE_KEY,
            PortCall.Kind.REGISTRY_SET_VALUE,
            PortCall.Kind.REGISTRY_DELETE_VALUE,
            PortCall.Kind.REGISTRY_DELETE_KEY,
            PortCall.Kind.REGISTRY_FLUSH,
            PortCall.Kind.SERVICE_COMMAND,
            PortCall.Kind.SERVICE_START,
            PortCall.Kind.GRACEFUL_STOP,
            PortCall.Kind.GRACEFUL_START);

    static Stream<Arguments> productsAndStops() {
        return ProductCatalog.products().stream()
                .flatMap(product -> Stream.of(Stop.values()).map(stop -> Arguments.of(product.id(), stop)));
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("productsAndStops")
    void applyMakesTheExemptionHoldAndRollbackTakesItBack(String product, Stop stop) {
        MemoryHost host = MemoryHost.frontEnd(product)
                .behaviour(MCU, ServiceBehaviour.ordinary().stopsWhenDrained())
                .build();
        HostSnapshot before = host.snapshot();
        Eku eku = Eku.on(host);
        PlanOptions options = PlanOptions.DEFAULT.stop(stop);
        Plan plan = eku.plan(EXEMPTION, options);
        Outcome outcome = eku.apply(plan, event -> {});
        Application mcu = ProductCatalog.product(product)
                .applications(EXEMPTION.setting())
                .get(0);

        assertThat(outcome.status()).isEqualTo(Status.DONE);
        assertThat(outcome.record().orElseThrow().isOpen()).isFalse();
        assertThat(host.service(MCU).sawExemption(EXEMPTION.setting(), mcu.clr(), mcu.bitness()))
                .isTrue();
        assertThat(host.service(MCU).state()).isEqualTo(ServiceState.RUNNING);
        assertThat(host.service(MCU).starts()).isEqualTo(1);
        assertThat(host.service(MCU).cutStops()).isEqualTo(stop == Stop.STOP ? 1 : 0);
        assertThat(eku.verify().isCompliant()).isTrue();
        assertThat(eku.lockHolder()).isEmpty();

        eku.apply(eku.planRollback(options), event -> {});
        eku.forget();
        assertThat(before.differences(host.snapshot())).isEmpty();
        assertThat(host.service(MCU).sawExemption(EXEMPTION.setting(), mcu.clr(), mcu.bitness()))
                .isFalse();
    }

    @Test
    void applyRecordsWhoDidWhatAndWhen() {
        MemoryHost host = frontEnd().build();
        Eku eku = Eku.on(host).actingAs(elsewhere("ann"));
        Plan plan = eku.plan(EXEMPTION.because("change 4711").ownedBy("bob"), STOP);
        JournalRecord record = eku.apply(plan, event -> {}).record().orElseThrow();

        assertThat(eku.history().records()).containsExactly(record);
        assertThat(record.id()).isEqualTo("000001");
        assertThat(record.operator().name()).isEqualTo("ann@another-machine");
        assertThat(record.operator().run()).as("each run has its own").isNotEqualTo("ann-run");
        assertThat(record.exemption()).isEqualTo(plan.exemption());
        assertThat(record.fingerprint()).isEqualTo(plan.fingerprint());
        assertThat(record.startedAt()).isEqualTo("2017-06-10T03:00:00Z");
        assertThat(record.endedAt()).contains(host.clock().now());
        assertThat(record.failure()).isEmpty();
        assertThat(record.steps()).extracting(Step::action).isEqualTo(plan.actions());
        assertThat(record.steps())
                .extracting(step -> step.result().orElseThrow())
                .containsOnly(Result.DONE);
        assertThat(record.steps().get(1).doneAt()).contains(Instant.parse("2017-06-10T03:00:00Z"));
        assertThat(record.steps())
                .extracting(step -> step.processId().isPresent())
                .containsExactly(false, false, false, true);
        assertThat(record.steps().get(3).processId())
                .isEqualTo(host.services().status(ServiceName.of(MCU)).processId());
    }

    /** A host that could be reached only because a service was started there. */
    private record Reached(MemoryHost host) implements ForwardingHost {
        @Override
        public List<ServiceName> startedToReach() {
            return List.of(ServiceName.of("RemoteRegistry"));
        }
    }

    @Test
    void applyRecordsWhatWasStartedToReachTheHostBeforeTheFirstChange() {
        MemoryHost host = frontEnd().build();
        Plan plan = plan(host, STOP);
        MemoryHost killed = host.reconnect(Faults.none().at(PortCall.Kind.REGISTRY_SET_VALUE, 3, new Faults.Kills()));
        assertThatThrownBy(() -> Eku.on(new Reached(killed)).apply(plan, event -> {}))
                .isInstanceOf(RunKilled.class);

        JournalRecord record = Eku.on(host).history().open().orElseThrow();
        assertThat(record.startedToReach()).containsExactly(ServiceName.of("RemoteRegistry"));
        assertThat(Reports.ENGLISH
                        .of(
                                new ReportedHost("memory:FE01", Optional.empty(), true),
                                Eku.on(host).history())
                        .body())
                .contains(
                        "  service RemoteRegistry was started so that the host could be reached, to be stopped after the run");
    }

    @Test
    void recoverAddsToTheRecordWhatWasStartedForIt() {
        MemoryHost host = frontEnd().build();
        Plan plan = plan(host, STOP);
        MemoryHost failing = host.reconnect(
                Faults.none().at(PortCall.Kind.REGISTRY_SET_VALUE, 3, new Faults.Fails(Win32Error.ACCESS_DENIED)));
        assertThatThrownBy(() -> Eku.on(failing).apply(plan, event -> {})).isInstanceOf(ApplyException.class);

        for (int run = 1; run <= 2; run++) {
            Eku.on(new Reached(host)).recover(event -> {});
            assertThat(Eku.on(host).history().records().get(0).startedToReach())
                    .containsExactly(ServiceName.of("RemoteRegistry"));
        }
    }

    @Test
    void applyTellsWhatHappensAsItHappens() {
        List<String> lines = new ArrayList<>();
        MemoryHost host = frontEnd().build();
        Eku.on(host).apply(plan(host, STOP), event -> lines.add(said(event.line())));
        String key = "key " + KEY.name();
        String value = "value DATAMCUSVC.exe";
        assertThat(lines)
                .containsExactly(
                        "[1/4] " + key + ": absent -> present",
                        "[1/4] " + key + ": done",
                        "[2/4] " + value + ": absent -> REG_DWORD 0",
                        "[2/4] " + value + ": done",
                        "[3/4] service RTCDATAMCU: running -> stopped",
                        "    RTCDATAMCU: STOP_PENDING, waiting for STOPPED (0 of 120 s)",
                        "[3/4] service RTCDATAMCU: done",
                        "[4/4] service RTCDATAMCU: stopped -> running",
                        "    RTCDATAMCU: START_PENDING, waiting for RUNNING (0 of 120 s)",
                        "[4/4] service RTCDATAMCU: done");
    }

    @Test
    void applyWritesTheRecordBeforeTheFirstChangeBeforeEachCommandAndAtTheEnd() {
        MemoryHost host = frontEnd().build();
        Plan plan = plan(frontEnd(), STOP);
        Eku.on(host).apply(plan, event -> {});
        List<String> changes = host.portCalls().stream()
                .filter(call -> CHANGING.contains(call.kind()))
                .map(PortCall::toString)
                .toList();
        String record = "REGISTRY_SET_VALUE HKLM\\SOFTWARE\\eku\\journal";
        String toDisk = "REGISTRY_FLUSH HKLM\\SOFTWARE\\eku\\journal";
        assertThat(changes)
                .containsExactly(
                        "REGISTRY_CREATE_KEY HKLM\\SOFTWARE\\eku\\lock",
                        "REGISTRY_SET_VALUE HKLM\\SOFTWARE\\eku\\lock",
                        "REGISTRY_CREATE_KEY HKLM\\SOFTWARE\\eku\\journal",
                        record,
                        toDisk,
                        "REGISTRY_CREATE_KEY " + KEY,
                        "REGISTRY_SET_VALUE " + KEY,
                        record,
                        toDisk,
                        "SERVICE_COMMAND RTCDATAMCU STOP",
                        record,
                        "SERVICE_START RTCDATAMCU",
                        record,
                        toDisk,
                        "REGISTRY_DELETE_KEY HKLM\\SOFTWARE\\eku\\lock");
    }

    @Test
    void eachServiceIsMarkedBeforeTheNextCommand() {
        MemoryHostBuilder before = frontEnd().service(service("First", "C:\\a.exe", MCU));
        MemoryHost host = before.build();
        Eku.on(host).apply(plan(before, STOP), event -> {});
        List<String> changes = host.portCalls().stream()
                .filter(call -> CHANGING.contains(call.kind()))
                .map(PortCall::toString)
                .dropWhile(call -> !call.startsWith("SERVICE"))
                .toList();

        assertThat(changes)
                .startsWith(
                        "SERVICE_COMMAND First STOP",
                        "REGISTRY_SET_VALUE HKLM\\SOFTWARE\\eku\\journal",
                        "REGISTRY_FLUSH HKLM\\SOFTWARE\\eku\\journal",
                        "SERVICE_COMMAND RTCDATAMCU STOP",
                        "REGISTRY_SET_VALUE HKLM\\SOFTWARE\\eku\\journal",
                        "SERVICE_START RTCDATAMCU",
                        "REGISTRY_SET_VALUE HKLM\\SOFTWARE\\eku\\journal",
                        "SERVICE_START First",
                        "REGISTRY_SET_VALUE HKLM\\SOFTWARE\\eku\\journal",
                        "REGISTRY_FLUSH HKLM\\SOFTWARE\\eku\\journal");
    }

    /** What a person did after a run had failed is the person's. */
    @Test
    void resumedRunCallsNothingItsOwnThatItsExactRecordDoesNotName() {
        MemoryHost host = frontEnd().build();
        Plan plan = plan(host, STOP);
        MemoryHost failing = host.reconnect(
                Faults.none().at(PortCall.Kind.REGISTRY_CREATE_KEY, 3, new Faults.Fails(Win32Error.ACCESS_DENIED)));
        assertThatThrownBy(() -> Eku.on(failing).apply(plan, event -> {})).isInstanceOf(ApplyException.class);
        host.registry().createKey(VIEW_64, KEY);
        host.registry().setValue(VIEW_64, KEY, PATH, RegistryValue.dword(0));

        JournalRecord record =
                Eku.on(host).recover(event -> {}).orElseThrow().record().orElseThrow();
        assertThat(record.steps().get(1).result()).contains(Result.ALREADY_SO);
    }

    /** A value that somebody was faster with is not overwritten. */
    @Test
    void valueThatSomebodyPutsIntoTheNewKeyIsNotLost() {
        MemoryHost host = frontEnd().build();
        Plan plan = plan(host, STOP);
        Consumer<Progress> meddler = event -> {
            if (event instanceof Progress.Done done && done.number() == 1) {
                host.registry().setValue(VIEW_64, KEY, PATH, RegistryValue.dword(7));
            }
        };
        assertThatThrownBy(() -> Eku.on(host).apply(plan, meddler)).hasMessageContaining("STATE_MOVED");
        assertThat(host.registry().value(VIEW_64, KEY, PATH)).contains(RegistryValue.dword(7));
    }

    @Test
    void applyOfAPlanWithNothingToDoTouchesNothing() {
        MemoryHost host = exempted().build();
        HostSnapshot before = host.snapshot();
        List<Progress> events = new ArrayList<>();
        Outcome outcome = Eku.on(host).apply(plan(host, PlanOptions.DEFAULT), events::add);
        assertThat(outcome).isEqualTo(new Outcome(Status.NOTHING_TO_DO, Optional.empty()));
        assertThat(events).isEmpty();
        assertUntouched(host, before);
    }

    private static void assertUntouched(MemoryHost host, HostSnapshot before) {
        assertThat(host.portCalls()).extracting(PortCall::kind).doesNotContainAnyElementsOf(CHANGING);
        assertThat(host.snapshot()).isEqualTo(before);
    }

    private static void assertRefused(MemoryHost host, Plan plan, ErrorCode code, String message) {
        HostSnapshot before = host.snapshot();
        assertThatThrownBy(() -> Eku.on(host).apply(plan, event -> {}))
                .isInstanceOfSatisfying(
                        EkuException.class,
                        refused -> assertThat(refused.code()).isEqualTo(code))
                .hasMessageStartingWith(code + ": " + message);
        assertThat(before.differences(host.snapshot())).isEmpty();
        assertThat(host.service(MCU).starts()).isZero();
    }

    @Test
    void stalePlanIsRefusedWithTheFactsThatMoved() {
        MemoryHost host = frontEnd().build();
        Plan plan = plan(host, STOP);
        host.registry().createKey(VIEW_64, KEY);
        host.registry().setValue(VIEW_64, KEY, PATH, RegistryValue.dword(1));
        assertRefused(
                host,
                plan,
                ErrorCode.PLAN_STALE,
                "the plan for FE01 is stale; these facts have changed:\n  - 64-bit " + KEY + ": was missing from " + KEY
                        + ", is present\n  - 64-bit " + KEY + ", value " + PATH
                        + ": was none, is REG_DWORD 1\n  Cause: ");
    }

    @Test
    void stalePlanWithNothingToDoIsRefusedToo() {
        Plan plan = plan(exempted(), STOP);
        assertRefused(frontEnd().build(), plan, ErrorCode.PLAN_STALE, "the plan for FE01 is stale");
    }

    @Test
    void planOfAnotherHostIsRefused() {
        assertRefused(
                frontEnd().named("FE02").build(),
                plan(frontEnd(), STOP),
                ErrorCode.PLAN_OF_ANOTHER_HOST,
                "the plan is for FE01, this host is FE02");
    }

    @Test
    void blockedPlanIsRefusedBeforeAnythingIsAskedOfTheHost() {
        MemoryHostBuilder denied = frontEnd().access(VIEW_64, KEY, Access.READ_ONLY);
        MemoryHost host = denied.build();
        assertRefused(
                host,
                plan(denied, STOP),
                ErrorCode.PLAN_BLOCKED,
                "the plan for FE01 must not be applied:\n  - ACCESS_DENIED: this account may not change 64-bit " + KEY
                        + "\n    Next: run as a local administrator of the host, in an elevated console");
        assertThat(host.portCalls()).isEmpty();
    }

    @Test
    void planIsRefusedWhileSomebodyElseHoldsTheLock() {
        MemoryHost host = frontEnd().build();
        new HostLock(host).acquire(elsewhere("ann"));
        assertRefused(
                host,
                plan(host, STOP),
                ErrorCode.LOCKED,
                "memory:FE01 is locked by ann@another-machine, process 4711 started ?\n  Cause: ");
        assertThat(new HostLock(host).holder().orElseThrow().name()).isEqualTo("ann@another-machine");
    }

    @Test
    void planThatWasMadeBeforeARunWasInterruptedIsStale() {
        MemoryHost host = frontEnd().build();
        Plan plan = plan(host, STOP);
        MemoryHost failing = host.reconnect(
                Faults.none().at(PortCall.Kind.REGISTRY_CREATE_KEY, 3, new Faults.Fails(Win32Error.ACCESS_DENIED)));
        var unused =
                catchThrowableOfType(ApplyException.class, () -> Eku.on(failing).apply(plan, event -> {}));
        assertRefused(
                host,
                plan,
                ErrorCode.PLAN_STALE,
                "the plan for FE01 is stale; these facts have changed:\n"
                        + "  - open journal record: was none, is 000001");
    }

    @Test
    void failedStepLeavesTheRecordOpenAndTheNextRunFinishes() {
        MemoryHost host = frontEnd().build();
        Plan plan = plan(host, STOP);
        // The lock is the first value that is set, the record of the run the second.
        MemoryHost failing = host.reconnect(
                Faults.none().at(PortCall.Kind.REGISTRY_SET_VALUE, 3, new Faults.Fails(Win32Error.ACCESS_DENIED)));
        ApplyException failure =
                catchThrowableOfType(ApplyException.class, () -> Eku.on(failing).apply(plan, event -> {}));
        assertThat(failure.code()).isEqualTo(ErrorCode.ACCESS_DENIED);
        assertThat(failure)
                .hasMessage("ACCESS_DENIED: RegSetValueEx failed on memory:FE01 " + KEY
                        + ": ERROR_ACCESS_DENIED (5)\n"
                        + "  Cause: access is denied to this account: it lacks the rights on memory:FE01 " + KEY + "\n"
                        + "  Next: run as a local administrator of the host, in an elevated console\n"
                        + "Done: 1 of 4 steps. The rest is in journal record 000001; apply finishes it,"
                        + " rollback undoes it.");
        assertThat(failure.record().steps().get(0).result()).contains(Result.DONE);
        assertThat(failure.record().steps().get(1).result()).isEmpty();
        Eku next = Eku.on(host);
        assertThat(next.history().open().orElseThrow().failure())
                .hasValueSatisfying(why -> assertThat(said(why)).startsWith("ACCESS_DENIED: RegSetValueEx failed"));
        assertThat(next.lockHolder()).isEmpty();
        Outcome outcome = next.recover(event -> {}).orElseThrow();
        assertThat(outcome.status()).isEqualTo(Status.DONE);
        assertThat(outcome.record().orElseThrow().failure()).isEmpty();
        assertThat(next.verify().isCompliant()).isTrue();
        assertThat(next.history().records()).hasSize(1);
    }

    @Test
    void recordThatCannotBeMarkedAsFailedDoesNotHideWhyTheRunFailed() {
        MemoryHost host = frontEnd().build();
        Plan plan = plan(host, STOP);
        // The lock, the record, the value, the mark before the stop; the next is that of the failure.
        MemoryHost failing = host.reconnect(Faults.none()
                .always(PortCall.Kind.SERVICE_COMMAND, new Faults.Fails(Win32Error.ACCESS_DENIED))
                .at(PortCall.Kind.REGISTRY_SET_VALUE, 5, new Faults.Fails(new Win32Error(1722))));
        List<Progress> events = new ArrayList<>();
        assertThatThrownBy(() -> Eku.on(failing).apply(plan, events::add))
                .hasMessageStartingWith("ACCESS_DENIED: ControlService failed")
                .satisfies(failure -> assertThat(failure.getSuppressed())
                        .singleElement()
                        .asString()
                        .contains("HOST_UNREACHABLE: RegSetValueEx failed"));
        assertThat(events.get(events.size() - 1))
                .isInstanceOfSatisfying(
                        Progress.Warning.class,
                        warning -> assertThat(said(warning.line()))
                                .startsWith(
                                        "HOST_UNREACHABLE: RegSetValueEx failed on memory:FE01 HKLM\\SOFTWARE\\eku\\journal"));
        assertThat(Eku.on(host).history().open()).isPresent();
    }

    /** A run killed after it had stopped the dependents and before it could mark the service's own stop. */
    private static MemoryHost killedAfterTheStops() {
        MemoryHostBuilder before = frontEnd().service(service("First", "C:\\a.exe", MCU));
        MemoryHost host = before.build();
        Plan plan = plan(before, STOP);
        MemoryHost killed = host.reconnect(Faults.none().at(PortCall.Kind.SERVICE_COMMAND, 2, new Faults.Kills()));
        assertThatThrownBy(() -> Eku.on(killed).actingAs(elsewhere("ann")).apply(plan, event -> {}))
                .isInstanceOf(RunKilled.class);
        new HostLock(host).unlock("ann@another-machine");
        return host;
    }

    @Test
    void recoverStopsADependentAgainThatSomebodyStartedSince() {
        MemoryHost host = killedAfterTheStops();
        assertThat(host.service("First").state()).isEqualTo(ServiceState.STOPPED);
        host.services().start(ServiceName.of("First"));
        host.clock().sleep(Duration.ofSeconds(5));
        assertThat(Eku.on(host).recover(event -> {}).orElseThrow().status()).isEqualTo(Status.DONE);
        assertThat(host.service("First").state()).isEqualTo(ServiceState.RUNNING);
        assertThat(host.service(MCU).sawExemption(EXEMPTION.setting(), Clr.V4, Bitness.BITS_64))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void dependentThatWasRemovedAfterAnInterruptionHoldsNothingUp(boolean rollback) {
        MemoryHost host =
                killedAfterTheStops().toBuilder().withoutService("First").build();
        Eku eku = Eku.on(host);
        Outcome outcome = rollback
                ? eku.apply(eku.planRollback(STOP), event -> {})
                : eku.recover(event -> {}).orElseThrow();
        assertThat(outcome.status()).isEqualTo(Status.DONE);
        assertThat(outcome.record().orElseThrow().steps())
                .filteredOn(step -> said(step.action().subject()).equals("service First"))
                .isNotEmpty()
                .allSatisfy(step -> assertThat(step.result()).contains(Result.GONE));
        assertThat(eku.history().open()).isEmpty();
        assertThat(host.service(MCU).state()).isEqualTo(ServiceState.RUNNING);
    }

    @Test
    void recoverDoesNotStopAgainWhatHasBeenRestarted() {
        MemoryHost host = frontEnd().service(service("First", "C:\\a.exe", MCU)).build();
        Plan plan = plan(host, STOP);
        MemoryHost killed = host.reconnect(Faults.none().at(PortCall.Kind.SERVICE_START, 2, new Faults.Kills()));
        assertThatThrownBy(() -> Eku.on(killed).actingAs(elsewhere("ann")).apply(plan, event -> {}))
                .isInstanceOf(RunKilled.class);
        new HostLock(host).unlock("ann@another-machine");
        Eku.on(host).recover(event -> {});
        assertThat(host.service(MCU).starts()).isEqualTo(1);
        assertThat(host.service("First").state()).isEqualTo(ServiceState.RUNNING);
    }

    @Test
    void recoverDoesNotCreateAKeyForValuesThatAreSetAlready() {
        MemoryHost host = frontEnd().build();
        Plan plan = plan(host, STOP);
        MemoryHost killed = host.reconnect(Faults.none().at(PortCall.Kind.SERVICE_COMMAND, 1, new Faults.Kills()));
        assertThatThrownBy(() -> Eku.on(killed).actingAs(elsewhere("ann")).apply(plan, event -> {}))
                .isInstanceOf(RunKilled.class);
        new HostLock(host).unlock("ann@another-machine");
        host.registry().deleteKey(VIEW_64, KEY);
        Eku.on(host).recover(event -> {});
        assertThat(host.registry().read(VIEW_64, KEY)).isEmpty();
        assertThat(Eku.on(host).verify().isCompliant()).isFalse();
    }

    @Test
    void runThatFailsBeforeTheStopLeavesAServiceAloneThatSomebodyElseStopped() {
        MemoryHost host = frontEnd().build();
        Plan plan = plan(host, STOP);
        MemoryHost failing = host.reconnect(
                Faults.none().at(PortCall.Kind.REGISTRY_SET_VALUE, 3, new Faults.Fails(Win32Error.ACCESS_DENIED)));
        Consumer<Progress> meddler = event -> {
            if (event instanceof Progress.Started started && started.number() == 2) {
                host.service(MCU).crash(1);
            }
        };
        assertThatThrownBy(() -> Eku.on(failing).apply(plan, meddler))
                .hasMessageStartingWith(
                        "SERVICE LEFT STOPPED: RTCDATAMCU, which was running before, is STOPPED\nACCESS_DENIED: ");
        assertThat(host.service(MCU).starts()).isZero();
    }

    @Test
    void recoverCreatesAKeyAgainThatSomebodyDeletedSince() {
        MemoryHost host = frontEnd().build();
        Plan plan = plan(host, STOP);
        MemoryHost killed = host.reconnect(Faults.none().at(PortCall.Kind.REGISTRY_SET_VALUE, 4, new Faults.Kills()));
        assertThatThrownBy(() -> Eku.on(killed).actingAs(elsewhere("ann")).apply(plan, event -> {}))
                .isInstanceOf(RunKilled.class);
        host.registry().deleteKey(VIEW_64, KEY);
        Eku next = Eku.on(host);
        next.unlock("ann@another-machine");
        assertThat(next.recover(event -> {}).orElseThrow().status()).isEqualTo(Status.DONE);
        assertThat(next.verify().isCompliant()).isTrue();
        assertThat(actions(next.planRollback())).contains("64-bit key " + KEY + ": present -> absent");
    }

    @Test
    void recoverDoesNothingWhereNoRunWasInterrupted() {
        MemoryHost host = frontEnd().build();
        HostSnapshot before = host.snapshot();
        assertThat(Eku.on(host).recover(event -> {})).isEmpty();
        assertUntouched(host, before);
    }

    @Test
    void recoverIsRefusedWhereARecordCannotBeRead() {
        MemoryHost host = frontEnd()
                .value(Journal.EKU_KEY.child("journal"), "000001", RegistryValue.string("{"))
                .build();
        assertThatThrownBy(() -> Eku.on(host).recover(event -> {}))
                .isInstanceOf(EkuException.class)
                .hasMessageStartingWith("UNREADABLE_RECORD: the host has journal records that cannot be read: record"
                        + " 000001 in HKLM\\SOFTWARE\\eku\\journal cannot be read (MALFORMED_FILE)");
    }

    @Test
    void valueThatMovesWhileEkuIsAtWorkIsNotOverwritten() {
        MemoryHost host = frontEnd().key(VIEW_64, KEY).build();
        Consumer<Progress> meddler = event -> {
            if (event instanceof Progress.Started started && started.number() == 1) {
                host.registry().setValue(VIEW_64, KEY, PATH, RegistryValue.dword(7));
            }
        };
        Plan plan = plan(host, STOP);
        assertThatThrownBy(() -> Eku.on(host).apply(plan, meddler))
                .isInstanceOf(ApplyException.class)
                .hasMessageStartingWith(
                        "STATE_MOVED: memory:FE01: " + TARGET + ": expected absent, found REG_DWORD 7\n  Cause: ");
        assertThat(host.registry().value(VIEW_64, KEY, PATH)).contains(RegistryValue.dword(7));
    }

    @Test
    void keyThatVanishesWhileEkuIsAtWorkIsTold() {
        MemoryHost host = frontEnd().key(VIEW_64, KEY).build();
        Consumer<Progress> meddler = event -> {
            if (event instanceof Progress.Started started && started.number() == 1) {
                host.registry().deleteKey(VIEW_64, KEY);
            }
        };
        Plan plan = plan(host, STOP);
        assertThatThrownBy(() -> Eku.on(host).apply(plan, meddler))
                .isInstanceOf(ApplyException.class)
                .hasMessageStartingWith(
                        "STATE_MOVED: memory:FE01: 64-bit key " + KEY + ": expected present, found absent\n  Cause: ");
    }

    @Test
    void rollbackThatFailsStillBringsUpWhatTheInterruptedRunHasStopped() {
        MemoryHost host = frontEnd().build();
        Plan plan = plan(host, STOP);
        MemoryHost killed = host.reconnect(Faults.none().at(PortCall.Kind.SERVICE_START, 1, new Faults.Kills()));
        assertThatThrownBy(() -> Eku.on(killed).actingAs(elsewhere("ann")).apply(plan, event -> {}))
                .isInstanceOf(RunKilled.class);
        assertThat(host.service(MCU).state()).isEqualTo(ServiceState.STOPPED);
        Eku next = Eku.on(host.reconnect(
                Faults.none().at(PortCall.Kind.REGISTRY_DELETE_VALUE, 1, new Faults.Fails(Win32Error.ACCESS_DENIED))));
        next.unlock("ann@another-machine");
        assertThatThrownBy(() -> next.apply(next.planRollback(), event -> {}))
                .isInstanceOf(ApplyException.class)
                .hasMessageStartingWith("ACCESS_DENIED: RegDeleteValue failed");
        assertThat(host.service(MCU).state()).isEqualTo(ServiceState.RUNNING);
    }

    @Test
    void whatIsAlreadySoIsLeftSo() {
        MemoryHost host = frontEnd().build();
        Consumer<Progress> meddler = event -> {
            if (event instanceof Progress.Started started && started.number() == 1) {
                host.registry().createKey(VIEW_64, KEY);
                host.registry().setValue(VIEW_64, KEY, PATH, ZERO);
            }
        };
        List<String> lines = new ArrayList<>();
        Outcome outcome = Eku.on(host).apply(plan(host, STOP), meddler.andThen(event -> lines.add(said(event.line()))));
        assertThat(outcome.record().orElseThrow().steps())
                .extracting(step -> step.result().orElseThrow())
                .containsExactly(Result.ALREADY_SO, Result.ALREADY_SO, Result.DONE, Result.DONE);
        assertThat(lines).contains("[1/4] key " + KEY.name() + ": was already so");
        assertThat(actions(Eku.on(host).planRollback()))
                .as("the key is not ours")
                .noneMatch(line -> line.startsWith("64-bit key"));
    }

    @Test
    void keyThatOthersUseByThenIsKept() {
        MemoryHost host = frontEnd().build();
        apply(host);
        host.registry().setValue(VIEW_64, KEY, "C:\\other.exe", ZERO);
        Eku eku = Eku.on(host);
        List<String> lines = new ArrayList<>();
        Outcome outcome = eku.apply(eku.planRollback(STOP), event -> lines.add(said(event.line())));
        assertThat(outcome.record().orElseThrow().steps().get(1).result()).contains(Result.KEPT_NOT_EMPTY);
        assertThat(lines).contains("[2/4] key " + KEY.name() + ": kept, since others use it now");
        assertThat(outcome.status()).isEqualTo(Status.DONE);
    }

    @Test
    void keyThatIsGoneByThenIsGone() {
        MemoryHost host = frontEnd().build();
        apply(host);
        Eku eku = Eku.on(host);
        Consumer<Progress> meddler = event -> {
            if (event instanceof Progress.Started started && started.number() == 2) {
                host.registry().deleteKey(VIEW_64, KEY);
            }
        };
        Outcome outcome = eku.apply(eku.planRollback(STOP), meddler);
        assertThat(outcome.record().orElseThrow().steps().get(1).result()).contains(Result.ALREADY_SO);
    }

    @Test
    void rollbackThatFindsNothingToChangeEndsTheRecordAllTheSame() {
        MemoryHost host = frontEnd().state(MCU, ServiceState.STOPPED).build();
        Eku eku = Eku.on(host);
        apply(host);
        host.registry().deleteValue(VIEW_64, KEY, PATH);
        host.registry().deleteKey(VIEW_64, KEY);
        Plan plan = eku.planRollback();
        assertThat(plan.isEmpty()).isTrue();
        assertThat(eku.apply(plan, event -> {}).status()).isEqualTo(Status.DONE);
        assertThat(eku.history().lastToRollBack()).isEmpty();
        eku.forget();
        assertThat(host.registry().read(VIEW_64, Journal.EKU_KEY)).isEmpty();
    }

    @Test
    void recordThatCannotBeReadIsNotWrittenOver() {
        MemoryHost host = frontEnd().build();
        Plan plan = plan(host, STOP);
        RegistryValue ofALaterVersion = RegistryValue.string("{\"version\":2}");
        host.registry().createKey(VIEW_64, Journal.EKU_KEY.child("journal"));
        host.registry().setValue(VIEW_64, Journal.EKU_KEY.child("journal"), "000001", ofALaterVersion);
        HostSnapshot before = host.snapshot();
        assertThatThrownBy(() -> Eku.on(host).apply(plan, event -> {}))
                .isInstanceOf(EkuException.class)
                .hasMessageStartingWith(
                        "UNREADABLE_RECORD: the host has journal records that cannot be read: record 000001");
        assertThat(before.differences(host.snapshot())).isEmpty();
    }

    @Test
    void argumentsOfAServiceGoNeitherIntoThePlanNorIntoTheJournal() {
        String executable = "C:\\Billing\\Billing.exe";
        MemoryHost host = frontEnd()
                .file(executable)
                .service(service("Billing", "\"" + executable + "\" --password=hunter2"))
                .build();
        Application billing = Application.ofService("billing", ServiceName.of("Billing"), Clr.V4, Bitness.BITS_64);
        Eku eku = Eku.on(host);
        Plan plan = eku.plan(EXEMPTION.of(billing), STOP);
        JournalRecord record = eku.apply(plan, event -> {}).record().orElseThrow();
        assertThat(plan.toString()).contains(executable).doesNotContain("hunter2");
        assertThat(record.toString()).contains(executable).doesNotContain("hunter2");
    }

    @Test
    void lockThatCannotBeSignedIsNotLeftBehind() {
        MemoryHost host = frontEnd().build();
        Plan plan = plan(host, STOP);
        HostSnapshot before = host.snapshot();
        MemoryHost failing = host.reconnect(
                Faults.none().at(PortCall.Kind.REGISTRY_SET_VALUE, 1, new Faults.Fails(Win32Error.ACCESS_DENIED)));
        assertThatThrownBy(() -> Eku.on(failing).apply(plan, event -> {}))
                .hasMessageStartingWith("ACCESS_DENIED: RegSetValueEx failed on memory:FE01 HKLM\\SOFTWARE\\eku\\lock");
        assertThat(before.differences(host.snapshot())).isEmpty();
    }

    @Test
    void recordTooManyFailsNoRun() {
        MemoryHost host = frontEnd().build();
        PlanOptions again = STOP.restart(PlanOptions.Restart.ALWAYS);
        for (int run = 0; run < Journal.KEPT; run++) {
            Eku.on(host).apply(plan(host, again), event -> {});
        }
        Plan plan = plan(host, again);
        MemoryHost failing = host.reconnect(
                Faults.none().always(PortCall.Kind.REGISTRY_DELETE_VALUE, new Faults.Fails(Win32Error.ACCESS_DENIED)));
        List<Progress> events = new ArrayList<>();
        assertThat(Eku.on(failing).apply(plan, events::add).status()).isEqualTo(Status.DONE);
        assertThat(said(events.get(events.size() - 1).line())).startsWith("ACCESS_DENIED: RegDeleteValue failed on");
        assertThat(Eku.on(host).history().records()).hasSize(Journal.KEPT + 1);
    }

    @Test
    void rollbackTakesBackTheValueThoughALaterRunMadeUpForTheRestart() {
        MemoryHost host = frontEnd()
                .behaviour(MCU, ServiceBehaviour.ordinary().neverDrains())
                .build();
        HostSnapshot before = host.snapshot();
        Eku eku = Eku.on(host);
        assertThat(eku.apply(plan(host, PlanOptions.DEFAULT), event -> {}).status())
                .isEqualTo(Status.RESTART_PENDING);
        apply(host);
        assertThat(eku.history().records()).hasSize(2);
        eku.apply(eku.planRollback(STOP), event -> {});
        assertThat(host.registry().value(VIEW_64, KEY, PATH)).isEmpty();
        assertThat(host.service(MCU).sawExemption(EXEMPTION.setting(), Clr.V4, Bitness.BITS_64))
                .isFalse();
        eku.forget();
        assertThat(before.differences(host.snapshot())).isEmpty();
    }

    @Test
    void recordOfAChangeThatStandsIsKeptHoweverManyRunsFollow() {
        MemoryHost host = frontEnd().build();
        HostSnapshot before = host.snapshot();
        Eku eku = Eku.on(host);
        apply(host);
        for (int run = 0; run < Journal.KEPT + 5; run++) {
            eku.apply(plan(host, STOP.restart(PlanOptions.Restart.ALWAYS)), event -> {});
        }
        assertThat(eku.history().records()).hasSize(Journal.KEPT);
        eku.apply(eku.planRollback(), event -> {});
        eku.forget();
        assertThat(before.differences(host.snapshot())).isEmpty();
    }

    @Test
    void forgetIsRefusedWhileARunStands() {
        MemoryHost host = frontEnd().build();
        apply(host);
        Eku eku = Eku.on(host);
        assertThatThrownBy(eku::forget)
                .isInstanceOf(EkuException.class)
                .hasMessageStartingWith("OPEN_RECORD: memory:FE01 has active records: 000001");
        assertThat(eku.history().records()).hasSize(1);
        assertThat(eku.lockHolder()).isEmpty();
    }

    @Test
    void lockThatCannotBeFreedDoesNotHideWhyTheRunFailed() {
        MemoryHost host = frontEnd().build();
        Plan plan = plan(host, STOP);
        MemoryHost failing = host.reconnect(Faults.none()
                .always(PortCall.Kind.SERVICE_COMMAND, new Faults.Fails(Win32Error.ACCESS_DENIED))
                .always(PortCall.Kind.REGISTRY_DELETE_KEY, new Faults.Fails(new Win32Error(1722))));
        List<Progress> events = new ArrayList<>();
        assertThatThrownBy(() -> Eku.on(failing).apply(plan, events::add))
                .hasMessageStartingWith("ACCESS_DENIED: ControlService failed on memory:FE01 RTCDATAMCU STOP")
                .satisfies(failure ->
                        assertThat(failure.getSuppressed()).singleElement().isInstanceOf(EkuException.class));
        assertThat(events.get(events.size() - 1))
                .isInstanceOfSatisfying(
                        Progress.Warning.class,
                        warning -> assertThat(said(warning.line()))
                                .startsWith(
                                        "HOST_UNREACHABLE: RegDeleteKeyEx failed on memory:FE01 HKLM\\SOFTWARE\\eku\\lock:"
                                                + " RPC_S_SERVER_UNAVAILABLE (1722)"));
    }

    @Test
    void lockThatAloneCannotBeFreedDoesNotHideThatTheRunIsDone() {
        MemoryHost host = frontEnd().build();
        Plan plan = plan(host, STOP);
        MemoryHost failing = host.reconnect(
                Faults.none().always(PortCall.Kind.REGISTRY_DELETE_KEY, new Faults.Fails(new Win32Error(1722))));
        Eku ann = Eku.on(failing).actingAs(elsewhere("ann"));
        assertThatThrownBy(() -> ann.apply(plan, event -> {}))
                .hasMessageStartingWith("LOCK_NOT_FREED: the run on memory:FE01 has ended and is in the journal, but"
                        + " its lock could not be freed: HOST_UNREACHABLE: RegDeleteKeyEx failed")
                .hasMessageEndingWith("Next: history shows what was done and verify proves it; free the lock:"
                        + " unlock with holder=ann@another-machine");
        assertThat(Eku.on(host).history().open()).isEmpty();
        assertThat(Eku.on(host).verify().isCompliant()).isTrue();
    }

    @Test
    void applicationsOfSeveralKindsAreExemptedTogether() {
        MemoryHost host = MemoryHost.lync2010FrontEnd().build();
        Eku eku = Eku.on(host);
        eku.apply(eku.plan(Exemption.from(Setting.SCH_SEND_AUX_RECORD), STOP), event -> {});
        for (String service : List.of(MCU, "RTCMEETINGMCU")) {
            assertThat(host.service(service).sawExemption(Setting.SCH_SEND_AUX_RECORD, Clr.V2, Bitness.BITS_64))
                    .as(service)
                    .isTrue();
            assertThat(host.service(service).starts()).isEqualTo(1);
        }
    }
}
