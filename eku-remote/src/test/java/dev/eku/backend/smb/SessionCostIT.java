package dev.eku.backend.smb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eku.Eku;
import dev.eku.host.Host;
import dev.eku.plan.Plan;
import dev.eku.plan.PlanOptions;
import dev.eku.product.Exemption;
import dev.eku.product.Setting;
import org.junit.jupiter.api.Test;

/**
 * What a whole session costs on the wire: each request is a journey to the server and back. PERFORMANCE.md tells the
 * figures.
 */
final class SessionCostIT {
    private static final Exemption EXEMPTION =
            Exemption.from(Setting.REQUIRE_CERTIFICATE_EKUS).because("what it costs");
    private static final PlanOptions STOP = PlanOptions.DEFAULT.stop(PlanOptions.Stop.STOP);

    @Test
    void planApplyAndVerifyTakeFewRequests() {
        try (Host host = SambaLab.open(SambaLab.frontEnd(3))) {
            Eku eku = Eku.on(host);
            Plan plan = eku.plan(EXEMPTION, STOP);
            int planned = host.requests();
            eku.apply(plan, progress -> {});
            int applied = host.requests();
            eku.verify();
            System.out.println("Requests: " + planned + " to plan, " + (applied - planned) + " to apply, "
                    + (host.requests() - applied) + " to verify");
            assertThat(plan.actions()).hasSize(4);
            // Each of three inspections reads which Windows it is, beside what a program is.
            assertThat(host.requests()).isLessThanOrEqualTo(194);
            eku.apply(eku.planRollback(STOP), progress -> {});
            eku.forget();
        }
    }
}
