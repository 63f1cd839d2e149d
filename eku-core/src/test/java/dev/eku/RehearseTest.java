package dev.eku;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eku.apply.Outcome;
import dev.eku.backend.memory.MemoryHost;
import dev.eku.backend.memory.ServiceBehaviour;
import dev.eku.host.HostSnapshot;
import dev.eku.plan.PlanOptions;
import dev.eku.product.Exemption;
import dev.eku.product.Setting;
import dev.eku.rehearse.Rehearsal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RehearseTest {
    @ParameterizedTest
    @ValueSource(strings = {"lync-2010", "lync-2013", "sfb-2015", "sfb-2019", "sfb-se"})
    void copyIsWhatItWasAndTheHostIsNotTouched(String product) {
        MemoryHost host = MemoryHost.frontEnd(product).build();
        HostSnapshot before = host.snapshot();
        Rehearsal rehearsal = rehearse(host);

        assertThat(rehearsal.differences()).isEmpty();
        assertThat(rehearsal.isSame()).isTrue();
        assertThat(rehearsal.verdict().isCompliant()).isTrue();
        assertThat(rehearsal.applied().status()).isEqualTo(Outcome.Status.DONE);
        assertThat(rehearsal.rolledBack()).map(Outcome::status).contains(Outcome.Status.DONE);
        assertThat(host.snapshot()).isEqualTo(before);
    }

    @Test
    void earlierRecordsStayAndAreNotCompared() {
        MemoryHost host = FrontEnd.frontEnd().build();
        Eku eku = Eku.on(host);
        eku.apply(eku.plan(Exemption.from(Setting.SCH_SEND_AUX_RECORD)), progress -> {});
        Rehearsal rehearsal = rehearse(host);

        assertThat(rehearsal.isSame()).isTrue();
        assertThat(rehearsal.plan().isEmpty()).isFalse();
        assertThat(eku.history().records()).hasSize(1);
    }

    @Test
    void exemptHostHasNothingToRehearse() {
        MemoryHost host = FrontEnd.frontEnd().build();
        Eku eku = Eku.on(host);
        eku.apply(eku.plan(FrontEnd.EXEMPTION), progress -> {});
        Rehearsal rehearsal = rehearse(host);

        assertThat(rehearsal.rolledBack()).isEmpty();
        assertThat(rehearsal.isSame()).isTrue();
    }

    @Test
    void serviceThatDoesNotDrainIsTold() {
        MemoryHost host = FrontEnd.frontEnd()
                .behaviour(FrontEnd.MCU, ServiceBehaviour.ordinary().neverDrains())
                .build();
        Rehearsal rehearsal = rehearse(host);

        assertThat(rehearsal.applied().status()).isEqualTo(Outcome.Status.RESTART_PENDING);
        assertThat(rehearsal.verdict().name()).isEqualTo("PendingRestart");
        assertThat(rehearsal.isSame()).isTrue();
    }

    @Test
    void blockedPlanIsNotRehearsed() {
        MemoryHost host = FrontEnd.frontEnd().build();

        assertThatThrownBy(() ->
                        Eku.on(host).rehearse(FrontEnd.EXEMPTION.of("lync-2013"), PlanOptions.DEFAULT, progress -> {}))
                .hasMessageStartingWith("PLAN_BLOCKED: ");
    }

    private static Rehearsal rehearse(MemoryHost host) {
        return Eku.on(host).rehearse(FrontEnd.EXEMPTION, PlanOptions.DEFAULT, progress -> {});
    }
}
