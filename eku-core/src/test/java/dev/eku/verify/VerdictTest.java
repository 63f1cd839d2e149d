package dev.eku.verify;

import static dev.eku.FrontEnd.STOP;
import static dev.eku.FrontEnd.frontEnd;
import static dev.eku.FrontEnd.plan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.plan.Plan;
import dev.eku.plan.PlanOptions.Restart;
import dev.eku.text.Message;
import dev.eku.verify.Verdict.Compliant;
import dev.eku.verify.Verdict.Drifted;
import dev.eku.verify.Verdict.NotApplied;
import dev.eku.verify.Verdict.PendingRestart;
import dev.eku.verify.Verdict.Unverifiable;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which verdict counts where several are found, and which one refuses a change. */
class VerdictTest {
    /** The worst first. */
    private static final List<Verdict> ALL = List.of(
            new Drifted(why("drifted")),
            new NotApplied(why("notApplied")),
            new PendingRestart(why("pendingRestart")),
            new Unverifiable(why("unverifiable")),
            new Compliant(why("compliant")));

    private static final Plan RESTARTS = plan(frontEnd().build(), STOP);
    private static final Plan WRITES_ONLY = plan(frontEnd().build(), STOP.restart(Restart.NEVER));

    private static List<Message> why(String reason) {
        return List.of(Message.asIs(reason));
    }

    @Test
    void worstVerdictCountsAndKeepsTheEvidenceOfAll() {
        for (int worse = 0; worse < ALL.size(); worse++) {
            for (int better = worse; better < ALL.size(); better++) {
                for (List<Verdict> both :
                        List.of(List.of(ALL.get(worse), ALL.get(better)), List.of(ALL.get(better), ALL.get(worse)))) {
                    Verdict worst = Verdict.worst(both);
                    assertThat(worst.name())
                            .as("%s", both)
                            .isEqualTo(ALL.get(worse).name());
                    assertThat(worst.evidence()).hasSize(worse == better ? 1 : 2);
                }
            }
        }
    }

    @Test
    void changeIsRefusedUnlessItIsInEffectOrLeftPendingOrCannotBeTold() {
        for (Verdict each : ALL) {
            boolean refused = each instanceof Drifted || each instanceof NotApplied || each instanceof PendingRestart;
            requireRefused(each, RESTARTS, refused);
            requireRefused(each, WRITES_ONLY, refused && !(each instanceof PendingRestart));
            assertThat(each.isLeftPendingBy(RESTARTS)).isFalse();
            assertThat(each.isLeftPendingBy(WRITES_ONLY)).isEqualTo(each instanceof PendingRestart);
        }
    }

    private static void requireRefused(Verdict verdict, Plan plan, boolean refused) {
        if (refused) {
            assertThatThrownBy(() -> verdict.requireEffectOf(plan))
                    .isInstanceOfSatisfying(
                            EkuException.class,
                            failure -> assertThat(failure.code()).isEqualTo(ErrorCode.NOT_COMPLIANT));
        } else {
            assertThatCode(() -> verdict.requireEffectOf(plan)).doesNotThrowAnyException();
        }
    }
}
