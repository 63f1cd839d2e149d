package dev.eku.report.html;

import static dev.eku.report.html.Dom.elements;
import static dev.eku.report.html.Dom.parse;
import static dev.eku.report.html.Dom.rows;
import static dev.eku.report.html.Dom.text;
import static dev.eku.report.html.Dom.texts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.fleet.FleetHost;
import dev.eku.fleet.RolloutResult;
import dev.eku.fleet.RolloutResult.End;
import dev.eku.fleet.RolloutResult.Events;
import dev.eku.fleet.RolloutResult.Outage;
import dev.eku.fleet.RolloutResult.Row;
import dev.eku.fleet.RolloutResult.State;
import dev.eku.fleet.Stage;
import dev.eku.fleet.rollout.RolledOut;
import dev.eku.host.HostRef;
import dev.eku.host.Traffic;
import dev.eku.service.ServiceName;
import dev.eku.text.Operation;
import dev.eku.verify.Verdict;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** The page of a rollout as XML. To accept a changed one: {@code -Deku.golden.update}, then read the difference. */
final class RolloutPageTest {
    private static final Path GOLDEN = Path.of("src/test/resources/dev/eku/report/html/rollout.html");
    private static final ServiceName MCU = ServiceName.of("RTCDATAMCU");
    private static final Instant BEGUN = Instant.parse("2017-06-10T03:00:00Z");

    /** One host of a pool that was restarted, or was to be. */
    private static Row row(String name, String pool, boolean simulated, State state, Outage... outages) {
        return row(name, pool, simulated, state, new Verdict.Compliant(List.of()), Optional.empty(), outages);
    }

    private static Row row(
            String name,
            String pool,
            boolean simulated,
            State state,
            Verdict verdict,
            Optional<EkuException> failure,
            Outage... outages) {
        return new Row(
                new FleetHost(HostRef.parse("memory:" + name), pool),
                Optional.of(name),
                simulated,
                state,
                Optional.of(Stage.RESTART),
                outages.length > 0,
                true,
                Optional.of(verdict),
                List.of(),
                List.of(outages),
                Map.of(Stage.RESTART, Duration.ofSeconds(5)),
                Traffic.NONE,
                failure);
    }

    private static RolloutResult result(Row... rows) {
        return new RolloutResult(
                List.of(rows), End.COMPLETE, Events.NOT_CHECKED, Optional.empty(), BEGUN, Duration.ofMinutes(10));
    }

    private static Outage outage(int stopped, int running) {
        return new Outage(
                MCU,
                Optional.of(stopped).filter(at -> at >= 0).map(BEGUN::plusSeconds),
                Optional.of(running).filter(at -> at >= 0).map(BEGUN::plusSeconds));
    }

    private static String all(String page) throws Exception {
        return text(elements(parse(page), "main").get(0));
    }

    @Test
    void rolloutThatWasStopped() throws Exception {
        String page = Rollouts.page(Rollouts.mixed().rollOut());
        if (System.getProperty("eku.golden.update") != null) {
            Files.writeString(GOLDEN, page, StandardCharsets.UTF_8);
        }

        assertThat(page).isEqualTo(Files.readString(GOLDEN, StandardCharsets.UTF_8));
    }

    @Test
    void serviceThatIsLeftStoppedComesFirstAndWhatIsDoneLast() throws Exception {
        Document page = parse(Rollouts.page(Rollouts.mixed().rollOut()));

        assertThat(rows(elements(page, "table").get(0)))
                .containsExactly(
                        "Host | Result | Pool | Reached | Verdict | Took",
                        "p1-2 simulated | \u25B2 FAILED; SERVICE LEFT STOPPED SERVICE_LEFT_STOPPED: the service RTCDATAMCU on"
                                + " memory:p1-2 RTCDATAMCU did not come up again; its exit code is"
                                + " ERROR_SERVICE_SPECIFIC_ERROR (1066) | p1 | written | - | 6s",
                        "p1-3 simulated | \u25A0 NOT REACHED | p1 | written | - | 0s",
                        "p1-4 simulated | \u25A0 NOT REACHED | p1 | written | - | 0s",
                        "p2-3 simulated | \u25A0 NOT REACHED | p2 | written | - | 0s",
                        "memory:p2-4 | ? skipped HOST_UNREACHABLE: RegEnumValue failed on memory:p2-4"
                                + " HKLM\\SYSTEM\\CurrentControlSet\\Services\\RTCDATAMCU: ERROR_BAD_NETPATH (53) | p2 | - | - |"
                                + " 0s",
                        "p1-1 simulated | \u25CF already compliant | p1 | inspected | Compliant | 0s",
                        "p2-1 simulated | \u25CF done | p2 | restarted | Compliant | 4s",
                        "p2-2 simulated | \u25CF done | p2 | restarted | Compliant | 4s");
        assertThat(elements(page, "tr").stream().map(row -> row.getAttribute("class")))
                .startsWith("", "needy", "needy", "needy", "needy", "needy", "at-rest", "at-rest", "at-rest");
        assertThat(elements(page, "details")).as("folded").hasSize(3);
    }

    @Test
    void pageBeginsWithTheFindingAndWhatToDo() throws Exception {
        Document page = parse(Rollouts.page(Rollouts.mixed().rollOut()));

        assertThat(text(elements(page, "main").get(0)))
                .startsWith("EKU rollout SIMULATED: hosts such as memory:p1-1 are not real hosts; nothing real is read"
                        + " or changed on them Hosts Rollout STOPPED after too many failures: 2 changed, 1 already"
                        + " compliant, 1 failed, 3 not reached, 1 skipped; 8s. 5 of 8 hosts need action")
                .contains("From 2017-06-10T03:00:00Z to 2017-06-10T03:00:08Z");
        assertThat(elements(page, "pre").stream().map(Dom::text)).first().isEqualTo("eku apply --inventory fleet.txt");
        assertThat(text(elements(page, "footer").get(0))).isEqualTo("Written by eku 1.2.3.");
    }

    @Test
    void reasonOfAFailureIsToldWithItsNextStep() throws Exception {
        assertThat(all(Rollouts.page(Rollouts.mixed().rollOut())))
                .contains("SERVICE LEFT STOPPED: RTCDATAMCU, which was running before, is STOPPED")
                .contains("Cause: the host does not answer: memory:p2-4")
                .contains("Next: check its name, the network and its firewall")
                .containsPattern("Done: 1 of 2 steps\\. The rest is in journal record [^ ]+;");
    }

    @Test
    void timelineHasALaneForEachHostThatWasRestartedByPools() throws Exception {
        Document page = parse(Rollouts.page(result(
                row("a1", "a", true, State.DONE, outage(60, 90)),
                row("b1", "b", true, State.DONE, outage(30, 45)),
                row("a2", "a", true, State.DONE, outage(120, 240)),
                row("a3", "a", true, State.ALREADY_COMPLIANT))));
        Element figure = elements(page, "svg").get(0);

        assertThat(text(elements(figure, "desc").get(0)))
                .isEqualTo("a1 (a): RTCDATAMCU 30s; a2 (a): RTCDATAMCU 2m00s; b1 (b): RTCDATAMCU 15s");
        assertThat(texts(figure))
                .contains("a1 (a): RTCDATAMCU 30s", "from 2017-06-10 03:00:00", "to 2017-06-10 03:10:00", "03:02");
        assertThat(bars(figure)).containsExactly("M102 28h34", "M171 28h139", "M67 28h17");
        assertThat(rows(elements(page, "table").get(1)))
                .containsExactly(
                        "Host | Pool | Service | Stopped | Running again | Without the service",
                        "a1 | a | RTCDATAMCU | 2017-06-10 03:01:00 | 2017-06-10 03:01:30 | 30s",
                        "a2 | a | RTCDATAMCU | 2017-06-10 03:02:00 | 2017-06-10 03:04:00 | 2m00s",
                        "b1 | b | RTCDATAMCU | 2017-06-10 03:00:30 | 2017-06-10 03:00:45 | 15s");
    }

    private static List<String> bars(Element figure) {
        return elements(figure, "path").stream()
                .filter(path -> path.getAttribute("class").startsWith("outage"))
                .map(path -> path.getAttribute("d").replaceAll("v.*", "").replaceAll(" [0-9]+h", " 28h"))
                .toList();
    }

    /** A time that nobody has seen is neither drawn nor guessed. */
    @Test
    void unknownTimesAreNotDrawn() throws Exception {
        Document page = parse(Rollouts.page(result(
                row("a1", "a", true, State.DONE, outage(-1, 90)), row("a2", "a", true, State.DONE, outage(60, -1)))));

        assertThat(elements(page, "svg")).isEmpty();
        assertThat(rows(elements(page, "table").get(1)))
                .contains(
                        "a1 | a | RTCDATAMCU | not known | 2017-06-10 03:01:30 | -",
                        "a2 | a | RTCDATAMCU | 2017-06-10 03:01:00 | not known | -");
    }

    @Test
    void serviceThatIsStillStoppedIsDrawnToTheEndOfTheRollout() throws Exception {
        Document page = parse(Rollouts.page(Rollouts.mixed().rollOut()));
        Element figure = elements(page, "svg").get(0);

        List<Element> still = elements(figure, "path").stream()
                .filter(path -> path.getAttribute("class").equals("outage still"))
                .toList();
        assertThat(still).hasSize(1);
        assertThat(texts(figure)).contains("p1-2 (p1): RTCDATAMCU still stopped");
        assertThat(rows(elements(page, "table").get(1)))
                .contains("p1-2 | p1 | RTCDATAMCU | 2017-06-10 03:00:01 | still stopped | -");
    }

    @Test
    void rolloutWithoutARestartSaysSo() throws Exception {
        Document page = parse(Rollouts.page(result(row("a1", "a", true, State.ALREADY_COMPLIANT))));

        assertThat(elements(page, "svg")).isEmpty();
        assertThat(text(page.getDocumentElement())).contains("eku saw no service stop or start.");
    }

    /** A service may run again and then stop, which no step of the run tells. */
    @Test
    void serviceThatStoppedOnceMoreIsNotToldToRun() throws Exception {
        EkuException left = new EkuException(ErrorCode.SERVICE_LEFT_STOPPED, MCU, "STOPPED");
        Document page = parse(Rollouts.page(result(row(
                "a1", "a", true, State.FAILED, new Verdict.Compliant(List.of()), Optional.of(left), outage(1, 2)))));

        assertThat(rows(elements(page, "table").get(1)))
                .contains("a1 | a | RTCDATAMCU | 2017-06-10 03:00:01 | 2017-06-10 03:00:02, then stopped again | 1s");
    }

    @Test
    void lengthOfATimeThatTheClockDoesNotTellIsNotKnown() throws Exception {
        Document page = parse(Rollouts.page(result(row("a1", "a", true, State.DONE, outage(9, 2)))));

        assertThat(all(Rollouts.page(result(row("a1", "a", true, State.DONE, outage(9, 2))))))
                .doesNotContain("-7s");
        assertThat(rows(elements(page, "table").get(1)))
                .contains("a1 | a | RTCDATAMCU | 2017-06-10 03:00:09 | 2017-06-10 03:00:02 | -");
    }

    /** It was left as it was, and still waits for a restart. */
    @Test
    void hostThatWaitsForARestartNeedsAction() throws Exception {
        String page = all(Rollouts.page(result(row(
                "a1", "a", true, State.ALREADY_COMPLIANT, new Verdict.PendingRestart(List.of()), Optional.empty()))));

        assertThat(page).contains("1 of 1 hosts need action").contains("restart pending");
    }

    @Test
    void realHostsAreNotMarked() throws Exception {
        assertThat(all(Rollouts.page(result(row("a1", "a", false, State.DONE, outage(1, 2))))))
                .doesNotContainIgnoringCase("simulated");
    }

    @Test
    void rollbackIsCalledSo() throws Exception {
        RolloutPage page = new RolloutPage(
                Rollouts.context(Operation.ROLLBACK, Rollouts.WORDS), result(row("a1", "a", true, State.DONE)));

        assertThat(all(page.text())).startsWith("EKU rollback ");
    }

    @Test
    void pageHoldsNothingOfOthers() throws Exception {
        for (RolloutResult each :
                List.of(Rollouts.mixed().rollOut(), RolledOut.of(20, 4).rollOut())) {
            Document page = parse(Rollouts.page(each));
            Dom.requireSelfContained(page);
            Dom.requireReferencesWithTargets(page);
        }
    }

    @Test
    void pageInAnotherLanguageIsTheSamePageInOtherWords() throws Exception {
        RolloutResult result = Rollouts.mixed().rollOut();

        Rollouts.requireTranslated(words -> new RolloutPage(Rollouts.context(Operation.APPLY, words), result).text());
    }

    @Test
    void hostileTextsAreNoMoreThanTexts() throws Exception {
        Row evil = new Row(
                new FleetHost(HostRef.parse("memory:x"), Rollouts.EVIL),
                Optional.of(Rollouts.EVIL),
                true,
                State.FAILED,
                Optional.empty(),
                false,
                false,
                Optional.empty(),
                List.of(),
                List.of(new Outage(MCU, Optional.of(BEGUN), Optional.of(BEGUN.plusSeconds(1)))),
                Map.of(),
                Traffic.NONE,
                Optional.of(new EkuException(ErrorCode.FILE_FAILURE, Rollouts.EVIL, Rollouts.EVIL)));

        Rollouts.requireHarmless(Rollouts.page(result(evil, row("a1", "a", true, State.DONE))));
    }
}
