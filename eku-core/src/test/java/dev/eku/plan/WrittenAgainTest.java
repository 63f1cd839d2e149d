package dev.eku.plan;

import static dev.eku.FrontEnd.EXEMPTION;
import static dev.eku.FrontEnd.KEY;
import static dev.eku.FrontEnd.MCU;
import static dev.eku.FrontEnd.PATH;
import static dev.eku.FrontEnd.STOP;
import static dev.eku.FrontEnd.ended;
import static dev.eku.FrontEnd.frontEnd;
import static dev.eku.FrontEnd.plan;
import static dev.eku.Said.said;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.eku.Eku;
import dev.eku.apply.ApplyException;
import dev.eku.backend.memory.Faults;
import dev.eku.backend.memory.MemoryHost;
import dev.eku.backend.memory.PortCall;
import dev.eku.backend.memory.RunKilled;
import dev.eku.error.ErrorCode;
import dev.eku.host.HostSnapshot;
import dev.eku.journal.JournalRecord;
import dev.eku.plan.PlanOptions.Restart;
import dev.eku.product.Setting;
import dev.eku.registry.RegistryValue;
import dev.eku.registry.RegistryView;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A value that others take away, and eku writes again. */
class WrittenAgainTest {
    private static void groupPolicyDeletes(MemoryHost host) {
        host.clock().sleep(Duration.ofHours(12));
        host.registry().deleteValue(RegistryView.VIEW_64, KEY, PATH);
        host.clock().sleep(Duration.ofHours(12));
    }

    private static MemoryHost sixtyNights(MemoryHost host) {
        Eku eku = Eku.on(host);
        eku.apply(plan(host, STOP), event -> {});
        for (int night = 1; night < 60; night++) {
            groupPolicyDeletes(host);
            eku.apply(plan(host, STOP), event -> {});
        }
        return host;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void oneRollbackBringsBackWhatWasThereBeforeEkuHoweverOftenItWroteTheValue(boolean something) {
        MemoryHost host = something
                ? frontEnd().value(KEY, PATH, RegistryValue.string("0")).build()
                : frontEnd().build();
        HostSnapshot before = host.snapshot();
        sixtyNights(host);
        Eku eku = Eku.on(host);
        Plan rollback = eku.planRollback(STOP);
        assertThat(rollback.problems()).extracting(Problem::code).doesNotContain(Problem.Code.OTHER_RECORDS);
        eku.apply(rollback, event -> {});
        assertThat(eku.history().lastToRollBack()).isEmpty();
        eku.forget();
        assertThat(before.differences(host.snapshot())).isEmpty();
    }

    @Test
    void rollbackOfARecordThatIsNamedUndoesThatOneAlone() {
        MemoryHost host = frontEnd().build();
        Eku eku = Eku.on(host);
        eku.apply(plan(host, STOP), event -> {});
        host.clock().sleep(Duration.ofHours(1));
        host.registry().setValue(RegistryView.VIEW_64, KEY, PATH, RegistryValue.dword(1));
        eku.apply(plan(host, STOP), event -> {});
        eku.apply(eku.planRollbackOf("000002", STOP), event -> {});
        assertThat(host.registry().value(RegistryView.VIEW_64, KEY, PATH)).contains(RegistryValue.dword(1));
        assertThat(eku.history().lastToRollBack()).map(JournalRecord::id).contains("000001");
    }

    @Test
    void rollbackNamesTheRecordsThatStandOn() {
        MemoryHost host = frontEnd().build();
        Eku eku = Eku.on(host);
        eku.apply(eku.plan(EXEMPTION, STOP), event -> {});
        eku.apply(eku.plan(dev.eku.product.Exemption.from(Setting.SCH_SEND_AUX_RECORD), STOP), event -> {});
        assertThat(eku.planRollback().problems())
                .filteredOn(problem -> problem.code() == Problem.Code.OTHER_RECORDS)
                .singleElement()
                .satisfies(problem -> assertThat(said(problem.what()))
                        .isEqualTo("the changes of record 000001 remain, also after the rollback of 000002"));
    }

    @Test
    void valueThatIsGoneBeforeTheStopCostsNoRestart() {
        MemoryHost host = frontEnd().build();
        Eku eku = Eku.on(host);
        Plan plan = plan(host, STOP);
        ApplyException failure = catchThrowableOfType(
                ApplyException.class,
                () -> eku.apply(plan, event -> {
                    boolean stops = event instanceof dev.eku.apply.Progress.Started started
                            && started.action() instanceof dev.eku.action.Action.StopService;
                    if (stops) {
                        host.registry().deleteValue(RegistryView.VIEW_64, KEY, PATH);
                    }
                }));
        assertThat(failure.code()).isEqualTo(ErrorCode.STATE_MOVED);
        assertThat(host.service(MCU).starts()).isZero();
        assertThat(eku.recover(event -> {})).as("it is written again").isPresent();
        assertThat(eku.verify().isCompliant()).isTrue();
        assertThat(host.service(MCU).starts()).isOne();
    }

    @Test
    void restartThatWasAskedForIsNotMadeAgainWhenItsRunIsResumed() {
        MemoryHost host = frontEnd().build();
        PlanOptions always = STOP.restart(Restart.ALWAYS);
        Eku killed = Eku.on(host.reconnect(Faults.none().at(PortCall.Kind.SERVICE_START, 1, new Faults.Kills())))
                .actingAs(ended("ann", "1"));
        assertThat(catchThrowable(() -> killed.apply(plan(host, always), event -> {})))
                .isInstanceOf(RunKilled.class);
        Eku eku = Eku.on(host);
        PlanOptions left = eku.recover(event -> {}).orElseThrow().afterResuming(EXEMPTION, always);
        assertThat(plan(host, left).actions()).isEmpty();
        assertThat(plan(host, always).actions())
                .as("but whenever it is asked for anew")
                .hasSize(2);
    }

    @Test
    void rewritingWithoutARestartKeepsTheProcessThatRanWithoutItPending() {
        MemoryHost host = frontEnd().build();
        Eku eku = Eku.on(host);
        PlanOptions never = STOP.restart(Restart.NEVER);
        eku.apply(plan(host, never), event -> {});
        groupPolicyDeletes(host);
        eku.apply(plan(host, never), event -> {});
        assertThat(eku.verify().name()).isEqualTo("PendingRestart");
    }
}
