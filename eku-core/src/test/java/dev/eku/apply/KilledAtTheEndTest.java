package dev.eku.apply;

import static dev.eku.FrontEnd.EXEMPTION;
import static dev.eku.FrontEnd.KEY;
import static dev.eku.FrontEnd.MCU;
import static dev.eku.FrontEnd.PATH;
import static dev.eku.FrontEnd.STOP;
import static dev.eku.FrontEnd.frontEnd;
import static dev.eku.FrontEnd.mortal;
import static dev.eku.FrontEnd.plan;
import static dev.eku.FrontEnd.unlocked;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.eku.Eku;
import dev.eku.backend.memory.Faults;
import dev.eku.backend.memory.MemoryHost;
import dev.eku.backend.memory.RunKilled;
import dev.eku.fleet.rollout.UntellingHost;
import dev.eku.plan.Plan;
import dev.eku.product.Bitness;
import dev.eku.product.Clr;
import dev.eku.registry.RegistryView;
import dev.eku.service.ServiceCommand;
import dev.eku.service.ServiceName;
import dev.eku.service.ServiceState;
import dev.eku.verify.Verdict;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run that is killed when its service is down or already runs again, on hosts that tell no start of a process. */
class KilledAtTheEndTest {
    /** That the run has seen the service stopped after the write shows that every later process is newer. */
    @ParameterizedTest(name = "connection {0}")
    @ValueSource(longs = {0, 1_000})
    void runThatIsKilledAtAnyCallIsCompliantOnceItIsFinished(long connection) {
        Plan plan = plan(frontEnd(), STOP);
        boolean killed = true;
        for (int call = 1; killed; call++) {
            MemoryHost host = frontEnd().faults(Faults.killAt(call)).build();
            Throwable end = catchThrowable(
                    () -> mortal(new UntellingHost(host, connection)).apply(plan, event -> {}));
            killed = end instanceof RunKilled;
            MemoryHost left = host.reconnect();
            Eku next = mortal(new UntellingHost(left, 2 * connection));
            boolean begun = next.history().lastStanding().isPresent();
            unlocked(next, () -> next.recover(event -> {}));
            if (begun) {
                assertThat(next.verify(EXEMPTION)).as("killed at call %d", call).isInstanceOf(Verdict.Compliant.class);
            }
        }
    }

    /** The stop that the record marks was before the value was written again, and proves nothing of it. */
    @Test
    void valueThatOthersTookAwayBeforeTheRunWasFinishedIsReadByANewProcess() {
        Plan plan = plan(frontEnd(), STOP);
        boolean killed = true;
        for (int call = 1; killed; call++) {
            MemoryHost host = frontEnd().faults(Faults.killAt(call)).build();
            Throwable end =
                    catchThrowable(() -> mortal(new UntellingHost(host, 0)).apply(plan, event -> {}));
            killed = end instanceof RunKilled;
            MemoryHost left = host.reconnect();
            if (Eku.on(left).history().open().isEmpty()
                    || left.registry().read(RegistryView.VIEW_64, KEY).isEmpty()) {
                continue;
            }
            left.clock().sleep(Duration.ofMinutes(1));
            left.registry().deleteValue(RegistryView.VIEW_64, KEY, PATH);
            ServiceName service = ServiceName.of(MCU);
            if (left.service(MCU).state() == ServiceState.RUNNING) {
                left.services().command(service, ServiceCommand.STOP);
                left.clock().sleep(Duration.ofMinutes(1));
            }
            if (left.service(MCU).state() == ServiceState.STOPPED) {
                left.services().start(service);
                left.clock().sleep(Duration.ofMinutes(1));
            }
            Eku next = mortal(new UntellingHost(left, 0));
            unlocked(next, () -> next.recover(event -> {}));

            if (next.verify(EXEMPTION) instanceof Verdict.Compliant) {
                assertThat(left.service(MCU).sawExemption(EXEMPTION.setting(), Clr.V4, Bitness.BITS_64))
                        .as("killed at call %d", call)
                        .isTrue();
            } else {
                assertThat(next.verify(EXEMPTION)).as("killed at call %d", call).isInstanceOf(Verdict.Drifted.class);
            }
        }
    }
}
