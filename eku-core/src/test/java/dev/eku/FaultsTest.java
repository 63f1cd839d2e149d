package dev.eku;

import static dev.eku.product.Setting.REQUIRE_CERTIFICATE_EKUS;
import static dev.eku.product.Setting.SCH_SEND_AUX_RECORD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eku.backend.memory.Faults;
import dev.eku.backend.memory.Faults.Fails;
import dev.eku.backend.memory.Faults.Fault;
import dev.eku.backend.memory.Faults.LosesAnswer;
import dev.eku.backend.memory.MemoryHost;
import dev.eku.backend.memory.MemoryHostBuilder;
import dev.eku.backend.memory.PortCall;
import dev.eku.backend.memory.ServiceBehaviour;
import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.error.Win32Error;
import dev.eku.host.HostSnapshot;
import dev.eku.journal.Journal;
import dev.eku.journal.JournalRecord;
import dev.eku.plan.PlanOptions;
import dev.eku.plan.PlanOptions.Stop;
import dev.eku.product.Exemption;
import dev.eku.service.ServiceState;
import dev.eku.verify.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Has every single call of a port fail, or lose its answer, each in a run of its own, and asks that either nothing is
 * changed, or the run can be finished and can be undone, or it is done; and that no service stays stopped but by the
 * first line of the failure. How many calls there were is printed.
 */
@Tag("exhaustive")
class FaultsTest {
    private static final Win32Error UNREACHABLE = new Win32Error(1722);

    /** What is done to a host. */
    record Scenario(String name, MemoryHostBuilder before, Exemption exemption, PlanOptions options) {
        @Override
        public String toString() {
            return name;
        }

        void apply(MemoryHost host) {
            Eku eku = Eku.on(host);
            eku.recover(event -> {});
            eku.apply(eku.plan(exemption, options), event -> {});
        }

        void rollBack(MemoryHost host) {
            Eku eku = Eku.on(host);
            if (eku.history().open().flatMap(JournalRecord::rollsBack).isPresent()) {
                eku.recover(event -> {});
            }
            if (eku.history().lastToRollBack().isPresent()) {
                eku.apply(eku.planRollback(options.stop(Stop.STOP)), event -> {});
            }
        }

        MemoryHostBuilder applied() {
            MemoryHost host = before.build();
            apply(host);
            return host.toBuilder();
        }
    }

    static Stream<Scenario> scenarios() {
        Exemption ekus = Exemption.from(REQUIRE_CERTIFICATE_EKUS);
        return Stream.of(
                new Scenario("gracefully", FrontEnd.frontEnd(), ekus, PlanOptions.DEFAULT),
                new Scenario(
                        "stopped at once, with dependents",
                        FrontEnd.frontEnd()
                                .service(FrontEnd.service("First", "C:\\a.exe", FrontEnd.MCU))
                                .service(FrontEnd.service("Second", "C:\\b.exe", "First")),
                        ekus,
                        FrontEnd.STOP),
                new Scenario(
                        "stopped at once, which shows late",
                        FrontEnd.frontEnd()
                                .behaviour(
                                        FrontEnd.MCU,
                                        ServiceBehaviour.ordinary().showsLate(Duration.ofSeconds(2))),
                        ekus,
                        FrontEnd.STOP),
                new Scenario(
                        "three applications",
                        MemoryHost.lync2010FrontEnd(),
                        Exemption.from(SCH_SEND_AUX_RECORD),
                        FrontEnd.STOP));
    }

    static Stream<Arguments> scenariosAndFaults() {
        // Only the lock tells the two errors apart, and it is the same in all scenarios.
        return Stream.concat(
                scenarios().limit(1).map(scenario -> Arguments.of(scenario, new Fails(Win32Error.ACCESS_DENIED))),
                scenarios()
                        .flatMap(scenario -> Stream.of(new Fails(UNREACHABLE), new LosesAnswer(UNREACHABLE))
                                .map(fault -> Arguments.of(scenario, fault))));
    }

    private interface Check {
        void after(MemoryHost host, Optional<EkuException> failure, PortCall failed);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("scenariosAndFaults")
    void applyOfWhichAnyCallFailsCanBeFinishedOrIsDone(Scenario scenario, Fault fault) {
        failEverywhere(
                "apply, then apply", scenario, fault, scenario.before(), scenario::apply, (host, failure, call) -> {
                    unlocked(host, scenario::apply);
                    assertExempt(scenario, host);
                    unlocked(host, scenario::rollBack);
                    assertAsBefore(scenario, host);
                });
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("scenariosAndFaults")
    void applyOfWhichAnyCallFailsCanBeUndone(Scenario scenario, Fault fault) {
        failEverywhere(
                "apply, then rollback", scenario, fault, scenario.before(), scenario::apply, (host, failure, call) -> {
                    unlocked(host, scenario::rollBack);
                    assertAsBefore(scenario, host);
                });
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("scenariosAndFaults")
    void rollbackOfWhichAnyCallFailsCanBeFinishedOrIsDone(Scenario scenario, Fault fault) {
        failEverywhere(
                "rollback, then rollback",
                scenario,
                fault,
                scenario.applied(),
                scenario::rollBack,
                (host, failure, call) -> {
                    unlocked(host, scenario::rollBack);
                    assertAsBefore(scenario, host);
                });
    }

    private static void failEverywhere(
            String what,
            Scenario scenario,
            Fault fault,
            MemoryHostBuilder before,
            Consumer<MemoryHost> run,
            Check check) {
        MemoryHost whole = before.build();
        run.accept(whole);
        List<PortCall> calls = whole.portCalls();
        for (int n = 1; n <= calls.size(); n++) {
            PortCall call = calls.get(n - 1);
            MemoryHost host = before.build();
            Optional<EkuException> failure =
                    failure(host.reconnect(Faults.none().at(n, fault)), run);
            try {
                assertSafe(before.build(), host, failure, call);
                check.after(host.reconnect(), failure, call);
            } catch (AssertionError | RuntimeException wrong) {
                wrong.addSuppressed(failure.orElse(null) == null ? new Throwable("no failure") : failure.get());
                throw new AssertionError(
                        scenario + ", " + what + ": call " + n + " of " + calls.size() + " failed: " + call, wrong);
            }
        }
        System.out.println("FaultsTest: " + scenario + ", " + what + ": each of " + calls.size()
                + " port calls suffered " + fault);
    }

    private static Optional<EkuException> failure(MemoryHost host, Consumer<MemoryHost> run) {
        try {
            run.accept(host);
            return Optional.empty();
        } catch (EkuException failed) {
            return Optional.of(failed);
        }
    }

    private static void assertSafe(MemoryHost before, MemoryHost host, Optional<EkuException> failure, PortCall call) {
        MemoryHost later = host.reconnect();
        later.clock().sleep(Duration.ofMinutes(1));
        Eku eku = Eku.on(later);
        List<JournalRecord> records = eku.history().records();
        boolean unchanged =
                before.snapshot().differences(host.snapshot(), Journal.EKU_KEY).isEmpty();
        if (failure.isPresent() && eku.history().open().isEmpty() && !unchanged) {
            assertThat(records.get(records.size() - 1))
                    .as("the run that only failed to free the lock or to prune the journal")
                    .satisfies(done -> {
                        assertThat(done.failure()).isEmpty();
                        assertThat(done.steps()).noneMatch(step -> step.result().isEmpty());
                        assertThat(call.subject()).contains("\\eku");
                    });
        }
        assertThat(records)
                .filteredOn(record -> !record.isOpen())
                .allSatisfy(record -> assertThat(record.failure()).isEmpty());
        boolean isLock = call.subject().endsWith("\\eku") || call.subject().endsWith("\\eku\\lock");
        assertThat(eku.lockHolder().isEmpty() || isLock).as("the lock is free").isTrue();
        for (HostSnapshot.StoredService service : host.snapshot().services()) {
            if (service.status().state() != ServiceState.RUNNING) {
                assertThat(failure.map(EkuException::getMessage).orElse("no failure"))
                        .as("what tells that %s is stopped", service.config().name())
                        .startsWith("SERVICE LEFT STOPPED: ");
            }
        }
    }

    /** A lock that could not be freed is freed by a person. */
    private static void unlocked(MemoryHost host, Consumer<MemoryHost> run) {
        try {
            run.accept(host);
        } catch (EkuException refused) {
            if (refused.code() != ErrorCode.LOCKED) {
                throw refused;
            }
            Eku eku = Eku.on(host);
            eku.unlock(eku.lockHolder().orElseThrow().name());
            run.accept(host);
        }
    }

    private static void assertExempt(Scenario scenario, MemoryHost host) {
        Verdict verdict = Eku.on(host).verify(scenario.exemption());
        assertThat(verdict.name())
                .isEqualTo(scenario.exemption().setting() == SCH_SEND_AUX_RECORD ? "Unverifiable" : "Compliant");
        assertThat(Eku.on(host).plan(scenario.exemption(), scenario.options()).actions())
                .isEmpty();
        assertAllRun(host);
    }

    private static void assertAsBefore(Scenario scenario, MemoryHost host) {
        unlocked(host, machine -> Eku.on(machine).forget());
        assertThat(scenario.before().build().snapshot().differences(host.snapshot()))
                .isEmpty();
        assertAllRun(host);
    }

    private static void assertAllRun(MemoryHost host) {
        assertThat(host.snapshot().services())
                .allSatisfy(service -> assertThat(service.status().state())
                        .as(service.config().name().toString())
                        .isEqualTo(ServiceState.RUNNING));
    }
}
