package dev.eku.report.html;

import static dev.eku.report.html.Dom.elements;
import static dev.eku.report.html.Dom.parse;
import static dev.eku.report.html.Dom.rows;
import static dev.eku.report.html.Dom.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eku.FrontEnd;
import dev.eku.fleet.FleetPlan;
import dev.eku.fleet.rollout.RolledOut;
import dev.eku.service.ServiceState;
import dev.eku.text.Operation;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

/** The page of a fleet's plan. To accept a changed one: {@code -Deku.golden.update}, then read the difference. */
final class FleetPlanPageTest {
    private static final Path GOLDEN = Path.of("src/test/resources/dev/eku/report/html/plan.html");

    /** One that is blocked, and one without its service, beside the others. */
    private static FleetPlan troubled() {
        return Rollouts.mixed()
                .with("p1-3", host -> host.withoutService(FrontEnd.MCU))
                .with("p2-2", host -> FrontEnd.exempted().state(FrontEnd.MCU, ServiceState.STOPPED))
                .plan();
    }

    @Test
    void planOfAFleet() throws Exception {
        String page = Rollouts.page(troubled());
        if (System.getProperty("eku.golden.update") != null) {
            Files.writeString(GOLDEN, page, StandardCharsets.UTF_8);
        }

        assertThat(page).isEqualTo(Files.readString(GOLDEN, StandardCharsets.UTF_8));
    }

    @Test
    void hostsThatNeedActionComeFirst() throws Exception {
        Document page = parse(Rollouts.page(troubled()));

        assertThat(rows(elements(page, "table").get(0)))
                .containsExactly(
                        "Host | Result | Pool | Changes",
                        "p2-2 simulated | \u25B2 SERVICE DOWN: RTCDATAMCU; \u25CF Already compliant | p2 | no changes",
                        "p1-3 simulated | \u25B2 Blocked | p1 | 1 key and 1 value to write, 1 blocking problem",
                        "p1-2 simulated | \u25A0 To be changed | p1 | 1 key and 1 value to write, 1 service to restart",
                        "p1-4 simulated | \u25A0 To be changed | p1 | 1 key and 1 value to write, 1 service to restart",
                        "p2-1 simulated | \u25A0 To be changed | p2 | 1 key and 1 value to write, 1 service to restart",
                        "p2-3 simulated | \u25A0 To be changed | p2 | 1 key and 1 value to write, 1 service to restart",
                        "memory:p2-4 | ? Not inspected HOST_UNREACHABLE: RegEnumValue failed on memory:p2-4"
                                + " HKLM\\SYSTEM\\CurrentControlSet\\Services\\RTCDATAMCU: ERROR_BAD_NETPATH (53) | p2 | -",
                        "p1-1 simulated | \u25CF Already compliant | p1 | no changes");
    }

    @Test
    void changesAreToldOnceForHostsThatNeedTheSame() throws Exception {
        Document page = parse(Rollouts.page(Rollouts.mixed().plan()));

        assertThat(elements(page, "h2").stream().map(Dom::text))
                .containsExactly("Hosts", "memory:p2-4", "Group 2 of 2: 6 hosts", "Group 1 of 2: 1 host");
        List<String> changes = rows(elements(page, "table").get(1));
        assertThat(changes).hasSize(5);
        assertThat(changes.get(2))
                .startsWith("+ create value " + FrontEnd.PATH + " | in key " + FrontEnd.KEY)
                .contains("in the 64-bit view | absent -> REG_DWORD 0 | ");
        assertThat(text(page.getDocumentElement()))
                .contains("Fleet plan: 6 of 8 hosts to change, 1 already compliant, 1 not inspected.")
                .contains("Observed at 2017-06-10T03:00:00Z.");
        assertThat(elements(page, "pre").stream().map(Dom::text)).containsExactly("eku apply --inventory fleet.txt");
    }

    @Test
    void whatBlocksAPlanIsToldWithItsNextStep() throws Exception {
        assertThat(text(parse(Rollouts.page(troubled())).getDocumentElement()))
                .contains(
                        "Blocking problems; this plan must not be applied: SERVICE_MISSING: there is no service RTCDATAMCU"
                                + " Next: check that this is the right host");
    }

    @Test
    void pageHoldsNothingOfOthers() throws Exception {
        for (FleetPlan each : List.of(troubled(), RolledOut.of(20, 4).plan())) {
            Document page = parse(Rollouts.page(each));
            Dom.requireSelfContained(page);
            Dom.requireReferencesWithTargets(page);
        }
    }

    @Test
    void pageInAnotherLanguageIsTheSamePageInOtherWords() throws Exception {
        FleetPlan plan = troubled();

        Rollouts.requireTranslated(words -> new FleetPlanPage(Rollouts.context(Operation.PLAN, words), plan).text());
    }

    @Test
    void hostileTextsAreNoMoreThanTexts() throws Exception {
        FleetPlan plan = RolledOut.of(1, 2)
                .with(
                        "p1-1",
                        host -> host.value(
                                FrontEnd.KEY, FrontEnd.PATH, dev.eku.registry.RegistryValue.string(Rollouts.EVIL)))
                .plan();

        Rollouts.requireHarmless(Rollouts.page(plan));
    }
}
