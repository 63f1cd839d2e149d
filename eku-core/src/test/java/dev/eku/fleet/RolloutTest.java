package dev.eku.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eku.fleet.RolloutResult.End;
import dev.eku.fleet.RolloutResult.State;
import org.junit.jupiter.api.Test;

class RolloutTest {
    @Test
    void everyHostIsWrittenBeforeTheFirstIsRestarted() {
        TestFleet fleet = TestFleet.of(2, 3);
        RolloutResult result = fleet.rollOut(RolloutOptions.DEFAULT);
        fleet.events.forEach(e -> System.out.println(e.text()));
        assertThat(result.end()).isEqualTo(End.COMPLETE);
        assertThat(result.rows(State.DONE)).hasSize(6);
    }
}
