package dev.eku.backend.smb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eku.Eku;
import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.host.Host;
import dev.eku.journal.Journal;
import dev.eku.journal.JournalRecord;
import dev.eku.journal.JournalRecord.Step;
import dev.eku.journal.Operator;
import dev.eku.plan.Plan;
import dev.eku.plan.PlanOptions;
import dev.eku.product.Exemption;
import dev.eku.product.Setting;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What an inspection found absent is not absent for ever: the look under the lock asks again. */
final class OtherOperatorIT {
    private static final Exemption EXEMPTION =
            Exemption.from(Setting.REQUIRE_CERTIFICATE_EKUS).because("two at once");
    private static final PlanOptions STOP = PlanOptions.DEFAULT.stop(PlanOptions.Stop.STOP);

    @Test
    void journalThatAnotherOperatorWroteBetweenPlanAndLockIsSeen() {
        try (Host mine = SambaLab.open(SambaLab.frontEnd(2));
                Host theirs = SambaLab.open(SambaLab.frontEnd(2))) {
            Plan plan = Eku.on(mine).plan(EXEMPTION, STOP);
            assertThat(plan.blocking()).isEmpty();
            new Journal(theirs)
                    .begin(new JournalRecord(
                            "000001",
                            Optional.empty(),
                            Operator.ofThisProcess(),
                            EXEMPTION,
                            plan.fingerprint(),
                            theirs.clock().now(),
                            Optional.empty(),
                            plan.actions().stream().map(Step::of).toList(),
                            Optional.empty(),
                            List.of()));
            try {
                assertThatThrownBy(() -> Eku.on(mine).apply(plan, event -> {}))
                        .isInstanceOfSatisfying(
                                EkuException.class,
                                stale -> assertThat(stale.code()).isEqualTo(ErrorCode.PLAN_STALE))
                        .hasMessageContaining("000001");
                assertThat(Eku.on(mine).lockHolder()).isEmpty();
            } finally {
                Eku.on(mine).apply(Eku.on(mine).planRollback(STOP), event -> {});
                Eku.on(mine).forget();
            }
        }
    }
}
