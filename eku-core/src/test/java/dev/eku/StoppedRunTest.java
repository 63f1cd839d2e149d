package dev.eku;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.eku.apply.ApplyException;
import dev.eku.apply.Outcome;
import dev.eku.backend.memory.MemoryHost;
import dev.eku.backend.memory.ServiceBehaviour;
import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.host.StopSignal;
import dev.eku.plan.Plan;
import dev.eku.plan.PlanOptions;
import dev.eku.plan.PlanOptions.Stop;
import dev.eku.service.ServiceState;
import dev.eku.verify.Verdict;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A run on a single host that a program tells to end. */
class StoppedRunTest {
    private static MemoryHost draining(Duration length) {
        return FrontEnd.frontEnd()
                .behaviour(
                        FrontEnd.MCU,
                        ServiceBehaviour.ordinary().drainsIn(length).stopsWhenDrained())
                .build();
    }

    @Test
    void drainThatIsToldToEndLetsTheServiceGoOnAndIsFinishedLater() {
        MemoryHost host = draining(Duration.ofMinutes(10));
        StopSignal signal = new StopSignal();
        host.clock().after(Duration.ofSeconds(40), signal::give);
        Eku eku = Eku.on(host);
        Plan plan = eku.plan(FrontEnd.EXEMPTION, PlanOptions.DEFAULT.stop(Stop.DRAIN));

        ApplyException stopped = catchThrowableOfType(
                ApplyException.class, () -> eku.stoppableBy(signal).apply(plan));

        assertThat(stopped.code()).isEqualTo(ErrorCode.INTERRUPTED);
        assertThat(host.service(FrontEnd.MCU).state()).isEqualTo(ServiceState.RUNNING);
        assertThat(eku.history().open()).isPresent();

        assertThat(eku.recover(event -> {})).map(Outcome::status).contains(Outcome.Status.DONE);
        assertThat(eku.verify(FrontEnd.EXEMPTION)).isInstanceOf(Verdict.Compliant.class);
    }

    @Test
    void runThatIsToldToEndBeforeItsFirstWaitLeavesNoServiceStopped() {
        MemoryHost host = draining(Duration.ofSeconds(5));
        StopSignal signal = new StopSignal();
        signal.give();
        Eku eku = Eku.on(host);
        Plan plan = eku.plan(FrontEnd.EXEMPTION, PlanOptions.DEFAULT.stop(Stop.DRAIN));

        EkuException stopped = catchThrowableOfType(
                EkuException.class, () -> eku.stoppableBy(signal).apply(plan));

        assertThat(stopped.code()).isEqualTo(ErrorCode.INTERRUPTED);
        assertThat(host.service(FrontEnd.MCU).state()).isEqualTo(ServiceState.RUNNING);
    }

    @Test
    void runThatNobodyStopsIsDoneAsEver() {
        MemoryHost host = draining(Duration.ofSeconds(5));
        Eku eku = Eku.on(host).stoppableBy(new StopSignal());

        assertThat(eku.apply(eku.plan(FrontEnd.EXEMPTION)).status()).isEqualTo(Outcome.Status.DONE);
    }
}
