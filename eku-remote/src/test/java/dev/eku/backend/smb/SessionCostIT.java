package dev.eku.backend.smb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eku.Eku;
import dev.eku.host.Host;
import dev.eku.host.Traffic;
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
            Traffic planned = host.traffic();
            eku.apply(plan, progress -> {});
            Traffic applied = host.traffic();
            eku.verify();
            Traffic whole = host.traffic();
            tell("to plan", Traffic.NONE, planned);
            tell("to apply", planned, applied);
            tell("to verify", applied, whole);
            tell("together", Traffic.NONE, whole);
            assertThat(plan.actions()).hasSize(4);
            // Each of three inspections reads which Windows it is, beside what a program is.
            assertThat(whole.requests()).isLessThanOrEqualTo(117);
            assertThat(whole.roundTrips()).isLessThanOrEqualTo(46);
            eku.apply(eku.planRollback(STOP), progress -> {});
            eku.forget();
        }
    }

    /** Each look reads the whole journal. */
    @Test
    void manyRecordsTakeMoreRequests() {
        try (Host host = SambaLab.open(SambaLab.frontEnd(3))) {
            Eku eku = Eku.on(host);
            Traffic first = again(eku, host);
            for (int pair = 0; pair < 19; pair++) {
                eku.apply(eku.plan(EXEMPTION, STOP), progress -> {});
                eku.apply(eku.planRollback(STOP), progress -> {});
            }
            int records = eku.history().records().size();
            Traffic last = again(eku, host);
            eku.forget();
            tell("on an open connection with no record", Traffic.NONE, first);
            tell("on an open connection with " + records + " records", Traffic.NONE, last);
            assertThat(records).isEqualTo(40);
            assertThat(last.requests()).isLessThanOrEqualTo(222);
            assertThat(last.roundTrips() - first.roundTrips()).isLessThanOrEqualTo(3);
        }
    }

    /** What a session costs on a connection that has done the same before. */
    private static Traffic again(Eku eku, Host host) {
        if (eku.history().records().isEmpty()) {
            eku.apply(eku.plan(EXEMPTION, STOP), progress -> {});
            eku.apply(eku.planRollback(STOP), progress -> {});
            eku.forget();
        }
        Traffic before = host.traffic();
        eku.apply(eku.plan(EXEMPTION, STOP), progress -> {});
        eku.verify();
        Traffic after = host.traffic();
        eku.apply(eku.planRollback(STOP), progress -> {});
        return new Traffic(
                after.calls() - before.calls(),
                after.fileRequests() - before.fileRequests(),
                after.roundTrips() - before.roundTrips());
    }

    private static void tell(String what, Traffic before, Traffic after) {
        System.out.println("Session " + what + ": " + (after.calls() - before.calls()) + " calls, "
                + (after.fileRequests() - before.fileRequests()) + " file requests, "
                + (after.roundTrips() - before.roundTrips()) + " round trips");
    }
}
