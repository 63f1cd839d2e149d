package dev.eku.report.html;

import static dev.eku.report.html.Dom.elements;
import static dev.eku.report.html.Dom.parse;
import static dev.eku.report.html.Dom.rows;
import static dev.eku.report.html.Dom.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eku.FrontEnd;
import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.text.Operation;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

/** The page of a verification. To accept a changed one: {@code -Deku.golden.update}, then read the difference. */
final class VerificationPageTest {
    private static final Path GOLDEN = Path.of("src/test/resources/dev/eku/report/html/verification.html");

    @Test
    void fleetOfFiveHosts() throws Exception {
        String page = Rollouts.page(Rollouts.verified());
        if (System.getProperty("eku.golden.update") != null) {
            Files.writeString(GOLDEN, page, StandardCharsets.UTF_8);
        }

        assertThat(page).isEqualTo(Files.readString(GOLDEN, StandardCharsets.UTF_8));
    }

    @Test
    void hostsThatNeedActionComeFirst() throws Exception {
        Document page = parse(Rollouts.page(Rollouts.verified()));

        assertThat(rows(elements(page, "table").get(0)))
                .containsExactly(
                        "Host | Result | Next",
                        "FE04 simulated | \u25B2 SERVICE DOWN: RTCDATAMCU; \u25CF Exempt and in effect SERVICE_DOWN: service"
                                + " RTCDATAMCU on FE04 is stopped (start type AUTOMATIC, exit code of its last run: 0)"
                                + " although it should start by itself | start or continue it, and see the event log for"
                                + " why it stopped",
                        "FE03 simulated | \u25B2 Not exempt | eku plan shows what would exempt it",
                        "FE02 simulated | \u25A0 Exempt, but a restart is pending | eku apply restarts what has to be"
                                + " restarted",
                        "\\\\fe05 | ? Not read HOST_UNREACHABLE: RegConnectRegistry failed on \\\\fe05: ERROR_BAD_NETPATH"
                                + " (53) | check its name, the network and its firewall, and that its RemoteRegistry"
                                + " service runs",
                        "FE01 simulated | \u25CF Exempt and in effect | nothing to do; eku rollback takes the exemption"
                                + " back once the certificates carry both EKUs");
        assertThat(text(page.getDocumentElement()))
                .contains("4 of 5 hosts need action Observed at 2017-06-10T03:00:00Z.")
                .contains("service RTCDATAMCU started at 2017-06-10T02:00:00Z, before the value was written");
        assertThat(elements(page, "details")).hasSize(1);
    }

    @Test
    void pageHoldsNothingOfOthers() throws Exception {
        Document page = parse(Rollouts.page(Rollouts.verified()));
        Dom.requireSelfContained(page);
        Dom.requireReferencesWithTargets(page);
    }

    @Test
    void pageInAnotherLanguageIsTheSamePageInOtherWords() throws Exception {
        Rollouts.requireTranslated(
                words -> new VerificationPage(Rollouts.context(Operation.VERIFY, words), Rollouts.verified()).text());
    }

    @Test
    void hostileTextsAreNoMoreThanTexts() throws Exception {
        VerifiedHost seen = Rollouts.verified(FrontEnd.frontEnd()
                .value(FrontEnd.KEY, FrontEnd.PATH, dev.eku.registry.RegistryValue.string(Rollouts.EVIL))
                .build());

        Rollouts.requireHarmless(Rollouts.page(List.of(
                seen,
                new VerifiedHost(
                        Rollouts.EVIL,
                        Optional.empty(),
                        Optional.of(new EkuException(ErrorCode.FILE_FAILURE, Rollouts.EVIL, Rollouts.EVIL))))));
    }
}
