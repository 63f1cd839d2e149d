package dev.eku.apply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eku.Eku;
import dev.eku.action.Action.StartService;
import dev.eku.backend.memory.MemoryHost;
import dev.eku.backend.memory.ServiceBehaviour;
import dev.eku.journal.JournalRecord;
import dev.eku.journal.JournalRecord.Result;
import dev.eku.plan.PlanOptions;
import dev.eku.plan.PlanOptions.Stop;
import dev.eku.product.Exemption;
import dev.eku.product.Setting;
import org.junit.jupiter.api.Test;

class ResumedServiceTest {
    /**
     * Where the host does not tell when a process started, the process id of a start is the only proof of a restart.
     */
    @Test
    void startOfAServiceThatWasNeverStoppedProvesNothing() {
        MemoryHost host = MemoryHost.skypeForBusiness2015FrontEnd()
                .behaviour("RTCDATAMCU", ServiceBehaviour.ordinary().neverDrains())
                .build();
        Eku eku = Eku.on(host);
        Outcome outcome = eku.apply(
                eku.plan(Exemption.from(Setting.REQUIRE_CERTIFICATE_EKUS), PlanOptions.DEFAULT.stop(Stop.DRAIN)),
                event -> {});

        assertThat(outcome.status()).isEqualTo(Outcome.Status.RESTART_PENDING);
        JournalRecord record = outcome.record().orElseThrow();
        assertThat(record.steps()).last().satisfies(step -> {
            assertThat(step.action()).isInstanceOf(StartService.class);
            assertThat(step.result()).contains(Result.ALREADY_SO);
            assertThat(step.processId()).isEmpty();
        });
    }
}
