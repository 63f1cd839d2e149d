package dev.eku;

import static dev.eku.FrontEnd.KEY;
import static dev.eku.FrontEnd.PATH;
import static dev.eku.FrontEnd.mortal;
import static dev.eku.FrontEnd.unlocked;
import static dev.eku.Said.said;
import static dev.eku.product.Setting.REQUIRE_CERTIFICATE_EKUS;
import static dev.eku.product.Setting.SCH_SEND_AUX_RECORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.eku.backend.memory.Faults;
import dev.eku.backend.memory.MemoryHost;
import dev.eku.backend.memory.MemoryHostBuilder;
import dev.eku.backend.memory.RunKilled;
import dev.eku.host.Host;
import dev.eku.host.HostSnapshot;
import dev.eku.journal.JournalRecord;
import dev.eku.plan.Plan;
import dev.eku.plan.PlanOptions;
import dev.eku.plan.PlanOptions.Stop;
import dev.eku.plan.Problem;
import dev.eku.product.Exemption;
import dev.eku.product.ProductCatalog;
import dev.eku.registry.RegistryValue;
import dev.eku.service.ServiceState;
import dev.eku.text.Message;
import dev.eku.verify.Verdict;
import dev.eku.verify.Verdict.Compliant;
import dev.eku.verify.Verdict.Unverifiable;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Kills a run at every single call of a port, and asks of the next run that it finishes or undoes, loses nothing, and
 * leaves no service stopped in silence. Every point is tried; how many there were is printed.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("exhaustive")
class CrashTest {
    /** A host and what is to be done to it; each call of {@code host} gives a new one in the same state. */
    record Scenario(String name, Supplier<MemoryHostBuilder> host, Exemption exemption, PlanOptions options) {
        @Override
        public String toString() {
            return name;
        }

        Plan plan(Host on) {
            return Eku.on(on).plan(exemption, options);
        }
    }

    static Stream<Scenario> scenarios() {
        Stream<Scenario> presets = ProductCatalog.products().stream()
                .flatMap(product -> Stream.of(Stop.AUTO, Stop.STOP)
                        .map(stop -> scenario(product.id() + ", stop mode " + stop, product.id(), stop)));
        Scenario auxiliary = new Scenario(
                "lync-2010, three applications",
                () -> MemoryHost.frontEnd("lync-2010"),
                Exemption.from(SCH_SEND_AUX_RECORD),
                PlanOptions.DEFAULT.stop(Stop.STOP));
        return Stream.concat(presets, Stream.of(auxiliary, tidied("sfb-2015 that is tidied")));
    }

    /** A host on which somebody has put the value where no process reads it. */
    private static Scenario tidied(String name) {
        return new Scenario(
                name,
                () -> MemoryHost.frontEnd("sfb-2015").value(KEY, '"' + PATH + '"', RegistryValue.dword(0)),
                Exemption.from(REQUIRE_CERTIFICATE_EKUS),
                PlanOptions.DEFAULT.stop(Stop.STOP).tidy(true));
    }

    private static Scenario scenario(String name, String product, Stop stop) {
        return new Scenario(
                name,
                () -> MemoryHost.frontEnd(product),
                Exemption.from(REQUIRE_CERTIFICATE_EKUS),
                PlanOptions.DEFAULT.stop(stop));
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void nextApplyFinishesAnApplyKilledAtAnyCall(Scenario scenario) {
        killEverywhere(
                scenario, "apply, then apply", scenario.host(), host -> apply(scenario, host), (host, before) -> {
                    apply(scenario, host);
                    assertExempt(scenario, host);
                    rollBack(host);
                    assertAsBefore(scenario, host, before);
                });
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void nextRollbackUndoesAnApplyKilledAtAnyCall(Scenario scenario) {
        killEverywhere(
                scenario, "apply, then rollback", scenario.host(), host -> apply(scenario, host), (host, before) -> {
                    rollBack(host);
                    assertAsBefore(scenario, host, before);
                });
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void nextRollbackFinishesARollbackKilledAtAnyCall(Scenario scenario) {
        HostSnapshot before = scenario.host().get().build().snapshot();
        killEverywhere(scenario, "rollback, then rollback", applied(scenario), CrashTest::rollBack, (host, ignored) -> {
            rollBack(host);
            assertAsBefore(scenario, host, before);
        });
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void rollbackPlannedAnewTakesOverARollbackKilledAtAnyCall(Scenario scenario) {
        HostSnapshot before = scenario.host().get().build().snapshot();
        killEverywhere(
                scenario, "rollback, then rollback anew", applied(scenario), CrashTest::rollBack, (host, ignored) -> {
                    rollBackAnew(host);
                    assertThat(Eku.on(host).history().open()).isEmpty();
                    unlocked(mortal(host), mortal(host)::forget);
                    assertAsBefore(scenario, host, before);
                });
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void nextApplyExemptsAgainAfterARollbackKilledAtAnyCall(Scenario scenario) {
        killEverywhere(scenario, "rollback, then apply", applied(scenario), CrashTest::rollBack, (host, ignored) -> {
            apply(scenario, host);
            assertExempt(scenario, host);
        });
    }

    /** Twice in a row: the run that cleans up is killed as well, at every one of its own calls. */
    @org.junit.jupiter.api.Test
    void thirdRunFinishesWhenTheSecondIsKilledToo() {
        Scenario scenario = tidied("sfb-2015 that is tidied, killed twice");
        HostSnapshot before = scenario.host().get().build().snapshot();
        int first = calls(scenario.host(), host -> apply(scenario, host));
        int points = 0;
        HostSnapshot last = before;
        for (int n = 1; n <= first; n++) {
            int kill = n;
            Supplier<MemoryHostBuilder> killedOnce =
                    () -> killed(scenario.host(), kill, host -> apply(scenario, host)).toBuilder();
            HostSnapshot state = killedOnce.get().build().snapshot();
            if (state.equals(last)) {
                continue; // The killed call would only have read: the next run finds what it found before.
            }
            last = state;
            int second = calls(killedOnce, host -> apply(scenario, host));
            for (int m = 1; m <= second; m++) {
                MemoryHost host = killed(killedOnce, m, again -> apply(scenario, again));
                apply(scenario, host);
                assertExempt(scenario, host);
                rollBack(host);
                assertAsBefore(scenario, host, before);
                points++;
            }
        }
        System.out.println("CrashTest: " + scenario + ": killed at all " + points
                + " pairs of port calls that leave different hosts");
    }

    private interface Check {
        void on(MemoryHost host, HostSnapshot before);
    }

    private static void killEverywhere(
            Scenario scenario, String what, Supplier<MemoryHostBuilder> fresh, Consumer<MemoryHost> run, Check check) {
        HostSnapshot before = fresh.get().build().snapshot();
        int calls = calls(fresh, run);
        for (int n = 1; n <= calls; n++) {
            MemoryHost next = killed(fresh, n, run);
            try {
                assertNothingStoppedInSilence(scenario, next);
                check.on(next, before);
            } catch (AssertionError | RuntimeException failure) {
                throw new AssertionError(scenario + ", " + what + ": killed at call " + n + " of " + calls, failure);
            }
        }
        System.out.println("CrashTest: " + scenario + ": " + what + ": killed at all " + calls + " port calls");
    }

    private static int calls(Supplier<MemoryHostBuilder> fresh, Consumer<MemoryHost> run) {
        MemoryHost host = fresh.get().build();
        run.accept(host);
        return host.portCalls().size();
    }

    /** The machine after a run on it was killed at its n-th port call, as the next run finds it. */
    private static MemoryHost killed(Supplier<MemoryHostBuilder> fresh, int n, Consumer<MemoryHost> run) {
        MemoryHost host = fresh.get().faults(Faults.killAt(n)).build();
        try {
            run.accept(host);
        } catch (RunKilled killed) {
            return host.reconnect();
        }
        return fail("the run was not killed at call " + n);
    }

    private static Supplier<MemoryHostBuilder> applied(Scenario scenario) {
        return () -> {
            MemoryHost host = scenario.host().get().build();
            apply(scenario, host);
            return host.toBuilder();
        };
    }

    /** What {@code eku:apply} does. */
    private static void apply(Scenario scenario, Host host) {
        Eku eku = mortal(host);
        unlocked(eku, () -> eku.recover(event -> {}));
        Plan plan = eku.plan(scenario.exemption(), scenario.options());
        unlocked(eku, () -> eku.apply(plan, event -> {}));
    }

    /** What {@code eku:rollback -Deku.forget=true} does. */
    private static void rollBack(Host host) {
        Eku eku = mortal(host);
        if (eku.history().open().flatMap(JournalRecord::rollsBack).isPresent()) {
            unlocked(eku, () -> eku.recover(event -> {}));
        }
        rollBackAnew(host);
        unlocked(eku, eku::forget);
    }

    /** Undoes the newest run that stands, whether or not a rollback of it was interrupted. */
    private static void rollBackAnew(Host host) {
        Eku eku = mortal(host);
        if (eku.history().lastToRollBack().isPresent()) {
            PlanOptions options = PlanOptions.DEFAULT.stop(Stop.STOP);
            Plan plan = eku.planRollback(options);
            unlocked(eku, () -> eku.apply(plan, event -> {}));
        }
    }

    private static void assertNothingStoppedInSilence(Scenario scenario, MemoryHost host) {
        if (host.service("RTCDATAMCU").state() != ServiceState.RUNNING) {
            assertThat(scenario.plan(host.reconnect()).blocking())
                    .as("what a plan says while the service is not running")
                    .anySatisfy(problem -> {
                        assertThat(problem.code()).isEqualTo(Problem.Code.OPEN_RECORD);
                        assertThat(said(problem.what())).contains("RTCDATAMCU");
                    });
            assertThat(Eku.on(host.reconnect()).verify().isCompliant()).isFalse();
        }
    }

    private static boolean sawExemption(Scenario scenario, MemoryHost host) {
        return ProductCatalog.products().stream()
                .flatMap(product -> product.applications(scenario.exemption().setting()).stream())
                .anyMatch(application -> host.service("RTCDATAMCU")
                        .sawExemption(scenario.exemption().setting(), application.clr(), application.bitness()));
    }

    private static void assertExempt(Scenario scenario, MemoryHost host) {
        Verdict verdict = Eku.on(host).verify(scenario.exemption());
        // w3wp.exe has no service, so nobody can prove that it was restarted.
        assertThat(verdict)
                .isInstanceOfAny(
                        scenario.exemption().setting() == SCH_SEND_AUX_RECORD ? Unverifiable.class : Compliant.class);
        assertThat(scenario.plan(host).actions()).as("a second plan").isEmpty();
        assertThat(host.service("RTCDATAMCU").state()).isEqualTo(ServiceState.RUNNING);
        if (scenario.exemption().setting() == REQUIRE_CERTIFICATE_EKUS) {
            assertThat(sawExemption(scenario, host)).isTrue();
        }
    }

    private static void assertAsBefore(Scenario scenario, MemoryHost host, HostSnapshot before) {
        List<Message> differences = before.differences(host.snapshot());
        assertThat(differences).as("differences to the host before").isEmpty();
        assertThat(host.service("RTCDATAMCU").state()).isEqualTo(ServiceState.RUNNING);
        if (scenario.exemption().setting() == REQUIRE_CERTIFICATE_EKUS) {
            assertThat(sawExemption(scenario, host)).isFalse();
        }
    }
}
