package dev.eku.plan;

import static dev.eku.FrontEnd.EXEMPTION;
import static dev.eku.FrontEnd.KEY;
import static dev.eku.FrontEnd.PATH;
import static dev.eku.FrontEnd.STOP;
import static dev.eku.FrontEnd.ZERO;
import static dev.eku.FrontEnd.actions;
import static dev.eku.FrontEnd.exempted;
import static dev.eku.FrontEnd.frontEnd;
import static dev.eku.FrontEnd.problems;
import static dev.eku.FrontEnd.rollBack;
import static dev.eku.Said.said;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.eku.Eku;
import dev.eku.apply.Outcome;
import dev.eku.apply.Outcome.Status;
import dev.eku.backend.memory.MemoryHost;
import dev.eku.journal.Journal;
import dev.eku.journal.JournalRecord;
import dev.eku.plan.PlanOptions.Restart;
import dev.eku.product.Exemption;
import dev.eku.registry.RegistryView;
import java.time.Duration;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is recorded of an exemption beside its values: why, who answers for it, and until when. */
class RecordedExemptionTest {
    private static final Exemption UNTIL_JUNE =
            EXEMPTION.because("change 4711").ownedBy("uc-team").until(LocalDate.parse("2017-06-30"));
    private static final Exemption UNTIL_DECEMBER = UNTIL_JUNE.until(LocalDate.parse("2017-12-31"));

    private final MemoryHost host = frontEnd().build();
    private final Eku eku = Eku.on(host);

    private Outcome apply(Exemption exemption) {
        return eku.apply(eku.plan(exemption, STOP), event -> {});
    }

    @Test
    void laterDayIsRecordedThoughTheValueIsInPlace() {
        apply(UNTIL_JUNE);
        host.clock().sleep(Duration.ofDays(30));
        assertThat(said(eku.verify().evidence())).contains("the exemption expired on 2017-06-30");

        Plan plan = eku.plan(UNTIL_DECEMBER, STOP);
        assertThat(actions(plan))
                .containsExactly("the record of the exemption from REQUIRE_CERTIFICATE_EKUS:"
                        + " because: change 4711, owner: uc-team, until: 2017-06-30"
                        + " -> because: change 4711, owner: uc-team, until: 2017-12-31");
        assertThat(said(plan.actions().get(0).why()))
                .isEqualTo("its reason, owner or last day differs from the record");
        assertThat(plan.problems()).isEmpty();
        Outcome outcome = eku.apply(plan, event -> {});

        assertThat(outcome.status()).isEqualTo(Status.DONE);
        assertThat(eku.verify().isCompliant()).isTrue();
        assertThat(eku.standing()).containsExactly(UNTIL_DECEMBER);
        assertThat(eku.plan(UNTIL_DECEMBER, STOP).actions()).as("a second time").isEmpty();
    }

    @Test
    void savedPlanOfALaterDayIsAppliedAndRefusedWhereItWasRecordedMeanwhile() {
        apply(UNTIL_JUNE);
        Plan plan = PlanJson.read(dev.eku.json.Json.parse(
                dev.eku.json.Json.pretty(PlanJson.write(eku.plan(UNTIL_DECEMBER, STOP))), "plan"));
        apply(UNTIL_DECEMBER.ownedBy("another team"));
        assertThat(catchThrowable(() -> eku.apply(plan, event -> {})))
                .hasMessageStartingWith("PLAN_STALE")
                .hasMessageContaining("record of the exemption");
    }

    @Test
    void whoeverSaysNothingAboutTheExemptionLeavesItsRecordAlone() {
        apply(UNTIL_JUNE);
        assertThat(eku.plan(EXEMPTION, STOP).actions()).isEmpty();
        assertThat(eku.plan(UNTIL_JUNE, STOP).actions()).isEmpty();
        assertThat(problems(eku.plan(EXEMPTION, STOP))).isEmpty();
    }

    @Test
    void planReportsThatWhatIsRecordedHasExpired() {
        apply(UNTIL_JUNE);
        host.clock().sleep(Duration.ofDays(30));
        Plan plan = eku.plan(EXEMPTION, STOP);
        assertThat(problems(plan))
                .containsExactly("advice: RECORD_EXPIRED: the exemption, recorded as 000001, expired on 2017-06-30");
        assertThat(said(plan.problems().get(0).next())).isEqualTo("roll it back, or give a later day with expires");
    }

    @Test
    void productNamedIsTheProductFound() {
        apply(UNTIL_JUNE);
        apply(UNTIL_DECEMBER.of("sfb-2015"));
        host.clock().sleep(Duration.ofDays(30));
        assertThat(eku.verify().isCompliant()).as(eku.verify().toString()).isTrue();
    }

    @Test
    void valueOfSomebodyElseIsRecordedAndNeverTakenBack() {
        MemoryHost byHand = exempted().build();
        Eku admin = Eku.on(byHand);
        assertThat(admin.plan(EXEMPTION, STOP).actions())
                .as("nothing is said of it")
                .isEmpty();
        Plan plan = admin.plan(UNTIL_JUNE, STOP);
        assertThat(actions(plan))
                .containsExactly("the record of the exemption from REQUIRE_CERTIFICATE_EKUS: not recorded"
                        + " -> because: change 4711, owner: uc-team, until: 2017-06-30");
        admin.apply(plan, event -> {});
        byHand.clock().sleep(Duration.ofDays(30));
        assertThat(said(admin.verify().evidence())).contains("the exemption expired on 2017-06-30");

        Plan rollback = admin.planRollback();
        assertThat(actions(rollback)).isEmpty();
        assertThat(problems(rollback))
                .containsExactly("advice: STILL_EXEMPT: 64-bit " + KEY + ", value " + PATH
                        + " stays REG_DWORD 0 and still exempts, since record 000001 did not set it");
        rollBack(byHand);
        admin.forget();
        assertThat(exempted().build().snapshot().differences(byHand.snapshot())).isEmpty();
    }

    @Test
    void rollbackOfTheExemptionTakesTheRecordsOfItsLaterDaysWithIt() {
        apply(UNTIL_JUNE);
        apply(UNTIL_DECEMBER);
        assertThat(eku.history().lastToRollBack().map(JournalRecord::id)).contains("000001");
        rollBack(host);
        eku.forget();
        assertThat(frontEnd().build().snapshot().differences(host.snapshot())).isEmpty();
    }

    @Test
    void runThatSaysNothingOfTheExemptionLeavesItsReasonOwnerAndDayStanding() {
        eku.apply(eku.plan(UNTIL_JUNE, STOP.restart(Restart.NEVER)), event -> {});
        apply(EXEMPTION);
        assertThat(eku.history().records()).as("the restart made up for").hasSize(2);
        assertThat(eku.standing()).containsExactly(UNTIL_JUNE);
        assertThat(eku.verify().isCompliant()).isTrue();
        host.clock().sleep(Duration.ofDays(30));
        assertThat(said(eku.verify().evidence())).contains("the exemption expired on 2017-06-30");
        assertThat(problems(eku.plan(EXEMPTION, STOP)))
                .containsExactly("advice: RECORD_EXPIRED: the exemption, recorded as 000001, expired on 2017-06-30");
    }

    @ParameterizedTest
    @CsvSource({"sfb-2015, ''", "'', sfb-2015"})
    void rollbackTakesLaterDaysWithItThoughTheProductWasNamedInOneRunOnly(String first, String second) {
        apply(first.isEmpty() ? UNTIL_JUNE : UNTIL_JUNE.of(first));
        apply(second.isEmpty() ? UNTIL_DECEMBER : UNTIL_DECEMBER.of(second));
        assertThat(eku.standing()).hasSize(1);
        rollBack(host);
        assertThat(eku.history().standing()).isEmpty();
        eku.forget();
        assertThat(frontEnd().build().snapshot().differences(host.snapshot())).isEmpty();
    }

    @Test
    void laterDayIsNeverPruned() {
        apply(UNTIL_JUNE);
        apply(UNTIL_DECEMBER);
        for (int i = 0; i < Journal.KEPT; i++) {
            eku.apply(eku.plan(EXEMPTION, STOP.restart(Restart.ALWAYS)), event -> {});
        }
        assertThat(eku.history().records()).hasSize(Journal.KEPT);
        assertThat(eku.standing()).containsExactly(UNTIL_DECEMBER);
    }

    @Test
    void rollbackOfALaterRunLeavesTheDayOfAnExemptionThatStillStands() {
        MemoryHost tidied =
                frontEnd().value(RegistryView.VIEW_32, KEY, PATH, ZERO).build();
        Eku admin = Eku.on(tidied);
        admin.apply(admin.plan(UNTIL_JUNE, STOP), event -> {});
        admin.apply(admin.plan(EXEMPTION, STOP.tidy(true)), event -> {});
        admin.apply(admin.plan(UNTIL_DECEMBER, STOP), event -> {});
        rollBack(tidied);
        assertThat(tidied.registry().value(RegistryView.VIEW_32, KEY, PATH))
                .as("undone")
                .contains(ZERO);
        assertThat(admin.standing()).containsExactly(UNTIL_DECEMBER);
        rollBack(tidied);
        assertThat(admin.history().standing()).isEmpty();
    }

    @Test
    void planFileThatChangesTheRecordWithoutSayingSoIsRefused() {
        apply(UNTIL_JUNE);
        Plan whole = eku.plan(UNTIL_DECEMBER, STOP.restart(Restart.ALWAYS));
        Plan silent = new Plan(
                whole.host(),
                whole.computer(),
                whole.simulated(),
                whole.madeAt(),
                whole.rollsBack(),
                whole.exemption(),
                whole.facts(),
                whole.actions().subList(1, whole.actions().size()),
                whole.problems());
        assertThat(catchThrowable(() -> eku.apply(silent, event -> {})))
                .hasMessageStartingWith("PLAN_EXCESSIVE")
                .hasMessageContaining("it lacks the record of the exemption from REQUIRE_CERTIFICATE_EKUS:"
                        + " because: change 4711, owner: uc-team, until: 2017-06-30 -> because:");
        assertThat(eku.standing()).containsExactly(UNTIL_JUNE);
    }
}
