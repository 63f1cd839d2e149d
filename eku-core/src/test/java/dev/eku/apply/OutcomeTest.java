package dev.eku.apply;

import static dev.eku.FrontEnd.EXEMPTION;
import static dev.eku.FrontEnd.MCU;
import static dev.eku.FrontEnd.STOP;
import static dev.eku.FrontEnd.frontEnd;
import static dev.eku.FrontEnd.plan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eku.Eku;
import dev.eku.backend.memory.MemoryHost;
import dev.eku.plan.PlanOptions.Restart;
import dev.eku.service.ServiceName;
import org.junit.jupiter.api.Test;

class OutcomeTest {
    /** A rollback after any other run would undo an earlier one. */
    @Test
    void onlyARunThatChangedTheRegistryAndRolledNothingBackIsUndoable() {
        MemoryHost host = frontEnd().build();
        Eku eku = Eku.on(host);
        assertThat(eku.apply(plan(host, STOP)).isUndoable()).isTrue();
        assertThat(eku.apply(plan(host, STOP)).isUndoable()).as("nothing to do").isFalse();
        Outcome restarted = eku.apply(eku.plan(EXEMPTION, STOP.restart(Restart.ALWAYS)));
        assertThat(restarted.started()).containsExactly(ServiceName.of(MCU));
        assertThat(restarted.isUndoable()).as("only restarted").isFalse();
        assertThat(eku.apply(eku.planRollback(STOP)).isUndoable())
                .as("a rollback")
                .isFalse();
    }

    @Test
    void serviceThatWasNotStartedIsNotNamed() {
        MemoryHost host = frontEnd().build();
        assertThat(Eku.on(host).apply(plan(host, STOP.restart(Restart.NEVER))).started())
                .isEmpty();
    }
}
