package dev.eku.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eku.Eku;
import dev.eku.backend.memory.MemoryHost;
import dev.eku.plan.PlanOptions;
import dev.eku.product.Exemption;
import dev.eku.product.Setting;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What is said of a service that did not drain in time. */
class RestartLaterTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final PlanOptions STOP = PlanOptions.DEFAULT.stop(PlanOptions.Stop.STOP);
    private static final PlanOptions IMPATIENT =
            PlanOptions.DEFAULT.stop(PlanOptions.Stop.DRAIN).timeouts(Duration.ofMillis(1), MINUTE, MINUTE);

    private final MemoryHost host = MemoryHost.skypeForBusiness2015FrontEnd().build();
    private final Eku eku = Eku.on(host);

    private Outcome exempt(PlanOptions options) {
        return eku.apply(eku.plan(Exemption.from(Setting.REQUIRE_CERTIFICATE_EKUS), options), event -> {});
    }

    @Test
    void whoAppliedIsToldToApplyAgain() {
        Outcome outcome = exempt(IMPATIENT);
        assertThatThrownBy(() -> outcome.requireRestarted("memory:FE01"))
                .hasMessageStartingWith(
                        "RESTART_PENDING: all values are written on memory:FE01, but service RTCDATAMCU was not restarted")
                .hasMessageEndingWith("Next: run apply again in a quieter hour, with a longer drain-timeout, or"
                        + " with at-drain-deadline=stop");
    }

    @Test
    void whoRolledBackIsNotToldToApply() {
        exempt(STOP);
        Outcome outcome = eku.apply(eku.planRollback(IMPATIENT), event -> {});
        assertThat(outcome.status()).isEqualTo(Outcome.Status.RESTART_PENDING);
        assertThatThrownBy(() -> outcome.requireRestarted("memory:FE01"))
                .hasMessageStartingWith("RESTART_PENDING: ")
                .hasMessageEndingWith("Next: restart the service in a quieter hour; until then it goes on as before");
    }
}
