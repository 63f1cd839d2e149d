package dev.eku.apply;

import static dev.eku.FrontEnd.MCU;
import static dev.eku.FrontEnd.STOP;
import static dev.eku.FrontEnd.frontEnd;
import static dev.eku.FrontEnd.plan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.eku.Eku;
import dev.eku.action.Action.StartService;
import dev.eku.action.Action.StopService;
import dev.eku.apply.Outcome.Status;
import dev.eku.apply.Progress.Done;
import dev.eku.backend.memory.MemoryHost;
import dev.eku.backend.memory.ServiceBehaviour;
import dev.eku.error.ErrorCode;
import dev.eku.plan.Plan;
import dev.eku.service.ServiceState;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What must not leave a service stopped: a program around us that fails, is told to end, or looks away too early. */
class RunSafetyTest {
    @Test
    void watcherThatFailsBreaksNothingOff() {
        MemoryHost host = frontEnd().build();
        Plan plan = plan(host, STOP);
        Outcome outcome = Eku.on(host).apply(plan, event -> {
            if (event instanceof Done done && done.action() instanceof StopService) {
                throw new IllegalStateException("the window was closed");
            }
        });
        assertThat(outcome.status()).isEqualTo(Status.DONE);
        assertThat(host.service(MCU).state()).isEqualTo(ServiceState.RUNNING);
        assertThat(Eku.on(host).lockHolder()).isEmpty();
    }

    @Test
    void serviceThatEndsItselfRightAfterItCameUpIsNotPassedOverInSilence() {
        MemoryHost host = frontEnd().build();
        Plan plan = plan(host, STOP);
        List<String> warnings = new ArrayList<>();
        ApplyException failure = catchThrowableOfType(
                ApplyException.class,
                () -> Eku.on(host).apply(plan, event -> {
                    if (event instanceof Done done && done.action() instanceof StartService) {
                        host.service(MCU).crash(7);
                        host.service(MCU).behave(ServiceBehaviour.ordinary().givesUpAtStart(7));
                    } else if (event instanceof Progress.Warning warning) {
                        warnings.add(warning.text());
                    }
                }));
        assertThat(failure.code()).isEqualTo(ErrorCode.SERVICE_LEFT_STOPPED);
        assertThat(failure)
                .hasMessageStartingWith("SERVICE LEFT STOPPED: RTCDATAMCU, which was running before, is STOPPED\n");
        assertThat(warnings).as("it was tried once more").hasSize(1);

        host.service(MCU).behave(ServiceBehaviour.ordinary());
        assertThat(Eku.on(host).recover(event -> {}).orElseThrow().status()).isEqualTo(Status.DONE);
        assertThat(host.service(MCU).state()).isEqualTo(ServiceState.RUNNING);
    }
}
