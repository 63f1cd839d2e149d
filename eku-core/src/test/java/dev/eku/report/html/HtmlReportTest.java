package dev.eku.report.html;

import static dev.eku.diagnose.certificate.TestCertificates.SERVER_AUTH;
import static dev.eku.report.html.Dom.elements;
import static dev.eku.report.html.Dom.parse;
import static dev.eku.report.html.Dom.rows;
import static dev.eku.report.html.Dom.said;
import static dev.eku.report.html.Dom.text;
import static dev.eku.report.html.Dom.texts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eku.Eku;
import dev.eku.FrontEnd;
import dev.eku.backend.memory.MemoryHost;
import dev.eku.diagnose.DiagnosedHost;
import dev.eku.diagnose.Finding.Situation;
import dev.eku.diagnose.certificate.TestCertificates;
import dev.eku.diagnose.peer.PeerEndpoint;
import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.host.event.LoggedEvent;
import dev.eku.registry.RegistryValue;
import dev.eku.service.ServiceState;
import dev.eku.text.Columns;
import dev.eku.text.Language;
import dev.eku.text.OtherLanguage;
import dev.eku.text.Words;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** The page as XML. To accept a changed one: {@code -Deku.golden.update}, then read the difference. */
final class HtmlReportTest {
    private static final Path GOLDEN = Path.of("src/test/resources/dev/eku/report/html/fleet.html");
    private static final String EVIL = "</title></style><script>alert(1)</script><img src=x onerror='alert(2)'>\"&amp;";

    @Test
    void fleetOfThreeHosts() throws Exception {
        String page = Fleet.page(Fleet.threeHosts());
        if (System.getProperty("eku.golden.update") != null) {
            Files.writeString(GOLDEN, page, StandardCharsets.UTF_8);
        }

        assertThat(page).isEqualTo(Files.readString(GOLDEN, StandardCharsets.UTF_8));
    }

    @Test
    void pageInAnotherLanguageIsTheSamePageInOtherWords() throws Exception {
        List<DiagnosedHost> hosts = new ArrayList<>(Fleet.threeHosts());
        hosts.addAll(List.of(Fleet.tidy(), Fleet.flapping(), Fleet.flapping()));
        Document english = parse(Fleet.page(hosts));
        Document other = parse(new HtmlReport(OtherLanguage.words(), Fleet.VERSION, hosts).text());

        assertThat(said(other))
                .noneMatch(text -> !OtherLanguage.englishLeftIn(text).isEmpty());
        assertThat(comparable(OtherLanguage.english(String.join("\n", said(other)))))
                .isEqualTo(comparable(String.join("\n", said(english))));
        assertThat(elements(other, "*").stream().map(Element::getTagName).toList())
                .isEqualTo(
                        elements(english, "*").stream().map(Element::getTagName).toList());
    }

    @Test
    void japanesePageSaysSoAndIsShownAsJapanese() throws Exception {
        String page =
                new HtmlReport(Words.of(Language.JA.locale(), dev.eku.text.FrontEnd.NONE), Fleet.threeHosts()).text();

        assertThat(parse(page).getDocumentElement().getAttribute("lang")).isEqualTo("ja");
        assertThat(page)
                .contains("<title>EKU の診断</title>")
                .contains("html:lang(ja) svg { font-family: Yu Gothic UI, Meiryo,")
                .contains("line-break: strict;");
        assertThat(said(parse(page)).stream().filter(text -> text.startsWith("結果: ")))
                .isNotEmpty()
                .allMatch(text -> Columns.of(text) <= 44);
    }

    /** In the boxes of a drawing a longer text is cut. */
    private static String comparable(String page) {
        return page.replaceAll("(?m)^(found: |everything |not everything |This step decides: ).*", "");
    }

    @Test
    void eachHostIsARow() throws Exception {
        Document page = parse(Fleet.page(Fleet.threeHosts()));
        Element fleet = elements(page, "table").get(0);

        assertThat(rows(fleet))
                .containsExactly(
                        "Host | Result | EKU check | Exemption | Peers failing | Next",
                        "FE01 simulated | \u25B2 Affected and not exempt certain | ON | none | 1 of 3; 1 not seen | "
                                + "exempt it, on every front end: apply with hosts=memory:FE01 have the certificates"
                                + " reissued with both EKUs",
                        "\\\\fe03 | ? Not read HOST_UNREACHABLE: RegConnectRegistry failed on \\\\fe03:"
                                + " ERROR_BAD_NETPATH (53) Cause: the host does not answer: \\\\fe03 Next: check its name,"
                                + " the network and its firewall, and that its RemoteRegistry service runs",
                        "FE02 simulated | \u25C6 Exemption no longer needed likely | OFF | for this application; in effect"
                                + " | 0 of 1 | eku did not write it; remove it by hand and restart the service: reg.exe"
                                + " delete \"" + FrontEnd.KEY + "\" /v \"" + FrontEnd.PATH + "\" /f /reg:64");
    }

    @Test
    void serviceThatIsDownIsSaidFirst() throws Exception {
        MemoryHost host =
                FrontEnd.exempted().state(FrontEnd.MCU, ServiceState.STOPPED).build();
        Document page = parse(Fleet.page(List.of(Fleet.tidy(), Fleet.diagnosed(host))));

        assertThat(rows(elements(page, "table").get(0)).get(1))
                .startsWith("FE01 simulated | \u25B2 SERVICE DOWN: RTCDATAMCU; ");
        String all = text(page.getDocumentElement());
        assertThat(all).contains("SERVICE DOWN: service RTCDATAMCU on FE01 is stopped (start type AUTOMATIC");
        assertThat(all.indexOf("SERVICE DOWN: service")).isLessThan(all.indexOf("Next:"));
    }

    @Test
    void nothingIsLoadedAndNothingRuns() throws Exception {
        Dom.requireSelfContained(parse(Fleet.page(Fleet.threeHosts())));
    }

    @Test
    void everyIdIsUniqueAndEveryReferenceHasItsTarget() throws Exception {
        Dom.requireReferencesWithTargets(parse(Fleet.page(Fleet.threeHosts())));
    }

    @Test
    void hostileTextsAreNoMoreThanTexts() throws Exception {
        TestCertificates certificate = TestCertificates.of("edge", "Contoso CA")
                .extension(
                        "2.5.29.17",
                        TestCertificates.of("x", "y")
                                .dnsNames(EVIL)
                                .extensions()
                                .get(0));
        MemoryHost host = FrontEnd.frontEnd()
                .value(FrontEnd.KEY, FrontEnd.PATH, RegistryValue.string(EVIL))
                .log("Lync Server", LoggedEvent.of(Fleet.NOW, 41_026, "LS Data MCU", EVIL))
                .build();
        TestCertificates named = new TestCertificates(
                "CN=\"" + EVIL.replace("\"", "\\\"") + "\"",
                certificate.issuer(),
                certificate.notBefore(),
                certificate.notAfter(),
                certificate.signature(),
                certificate.key(),
                certificate.key(),
                List.of());
        String written = Fleet.page(List.of(
                Fleet.diagnosed(
                        host,
                        Fleet.shown(
                                PeerEndpoint.of("192.0.2.1", 8060),
                                named.dnsNames(EVIL).ekus(SERVER_AUTH).build())),
                DiagnosedHost.failed(EVIL, new EkuException(ErrorCode.FILE_FAILURE, EVIL, EVIL))));
        Document page = parse(written);

        assertThat(written).contains("&lt;script&gt;alert(1)").doesNotContain("<script", "<img", "onerror='alert(2)'>");
        assertThat(elements(page, "script")).isEmpty();
        assertThat(text(page.getDocumentElement())).contains("names: " + EVIL, "REG_SZ \"" + EVIL + "\"");
        assertThat(elements(page, "h2").get(2).getTextContent()).isEqualTo(EVIL);
    }

    @Test
    void whatNoPageCanHoldIsReplaced() throws Exception {
        String bad = "a\u0000b\u001B[2J\uD800c\u202Ed\uFFFEe";
        MemoryHost host = FrontEnd.frontEnd()
                .value(FrontEnd.KEY, FrontEnd.PATH, RegistryValue.string("x\u0007\u202Ey"))
                .build();
        Document page = parse(Fleet.page(List.of(
                Fleet.diagnosed(host), DiagnosedHost.failed(bad, new EkuException(ErrorCode.FILE_FAILURE, bad, bad)))));

        assertThat(elements(page, "h2").get(2).getTextContent()).isEqualTo("a\uFFFDb\uFFFD[2J\uFFFDc\uFFFDd\uFFFDe");
        assertThat(text(page.getDocumentElement())).contains("REG_SZ \"x\uFFFD\uFFFDy\"");
    }

    @Test
    void stepThatDecidesIsMarkedByShapeAndByWords() throws Exception {
        Document page = parse(Fleet.page(List.of(Fleet.tidy())));
        Element figure = elements(page, "svg").get(0);

        assertThat(texts(figure))
                .containsExactly(
                        "1. System.dll has no such check?",
                        "found: not needed",
                        "no",
                        "2. AppContext switch is true?",
                        "found: file: absent, machine: absent",
                        "no",
                        "check",
                        "OFF",
                        "3. Value of the application is 0?",
                        "found: REG_DWORD 0",
                        "4. Value for every application is 0?",
                        "not evaluated",
                        "5. Nothing turns it off",
                        "not evaluated");
        assertThat(text(elements(figure, "desc").get(0)))
                .isEqualTo(
                        "This step decides: 3. Value of the application is 0? (found: REG_DWORD 0). The check: OFF.");
        assertThat(elements(figure, "path").stream()
                        .filter(path -> path.getAttribute("class").equals("box decides")))
                .hasSize(1);
        assertThat(elements(figure, "rect").stream().map(box -> box.getAttribute("class")))
                .containsExactly("box", "box", "box outcome", "box unasked", "box unasked");
    }

    @Test
    void timelineHasALaneForEachPeer() throws Exception {
        Document page = parse(Fleet.page(List.of(Fleet.flapping())));
        Element figure = elements(page, "svg").get(1);

        assertThat(texts(figure))
                .contains(
                        "edge.contoso.com:8057: FLAPPING, 90 alternations",
                        "fe02.contoso.com:8061: 4 alternations",
                        "RTCDATAMCU started 02:00",
                        "12:00",
                        "from 2017-06-09",
                        "to 2017-06-10");
        assertThat(text(elements(figure, "desc").get(0)))
                .isEqualTo("edge.contoso.com:8057: 90 connected, 90 lost, 90 alternations."
                        + " fe02.contoso.com:8061: 4 connected, 4 lost, 4 alternations.");
        assertThat(bars(figure, "connected")).containsExactly(11, 4);
        assertThat(bars(figure, "lost")).containsExactly(11, 4);
    }

    @Test
    void logOfOneMomentAndLogOfAllTimesAreDrawn() throws Exception {
        for (Instant from : List.of(Fleet.NOW, Fleet.NOW.minus(Duration.ofDays(20_000)), Instant.MIN)) {
            List<LoggedEvent> events = new ArrayList<>(Fleet.storm("edge.contoso.com", from, 1));
            if (from.isBefore(Fleet.NOW)) {
                events.addAll(Fleet.storm("edge.contoso.com", Fleet.NOW, 1));
            }
            DiagnosedHost host = DiagnosedHost.of(Eku.on(FrontEnd.frontEnd().build())
                    .diagnose(FrontEnd.EXEMPTION, List.of(), query -> Optional.of(events)));
            Element figure = elements(parse(Fleet.page(List.of(host))), "svg").get(1);

            assertThat(bars(figure, "lost").get(0)).as(from.toString()).isEqualTo(events.size() / 2);
            assertThat(figure.getElementsByTagName("text").getLength())
                    .as(from.toString())
                    .isLessThan(20);
        }
    }

    @Test
    void logThatWasNotCheckedSaysSo() throws Exception {
        Document page =
                parse(Fleet.page(List.of(Fleet.diagnosed(FrontEnd.exempted().build()))));

        assertThat(elements(page, "svg")).hasSize(1);
        assertThat(text(page.getDocumentElement())).contains("not checked: eku cannot reach this host's event log");
    }

    @Test
    void oneHostBeginsWithItsFinding() throws Exception {
        Document page = parse(Fleet.page(List.of(Fleet.flapping())));
        String all = text(elements(page, "main").get(0));

        assertThat(all)
                .startsWith("EKU diagnosis FE01 SIMULATED: ")
                .contains("observed at 2017-06-10T03:00:00Z \u25B2 Affected and not exempt")
                .doesNotContain("need action", "Back to all hosts");
    }

    @Test
    void pageTellsWhichEkuHasWrittenItAndWhenTheHostsWereRead() throws Exception {
        List<DiagnosedHost> later = List.of(
                Fleet.diagnosed(
                        FrontEnd.frontEnd().at(Fleet.NOW.plusSeconds(60)).build()),
                Fleet.tidy(),
                Fleet.unread());

        assertThat(text(parse(Fleet.page(later)).getDocumentElement()))
                .contains("2 of 3 hosts need action Observed from 2017-06-10T03:00:00Z to 2017-06-10T03:01:00Z.")
                .endsWith("Written by eku 1.2.3.");
        assertThat(text(parse(Fleet.page(Fleet.threeHosts())).getDocumentElement()))
                .contains("Observed at 2017-06-10T03:00:00Z.");
        assertThat(text(parse(new HtmlReport(Words.ENGLISH, Optional.empty(), later).text())
                        .getDocumentElement()))
                .endsWith("Written by eku.");
    }

    /** A path that is copied out of the page is the path; a command is a text without places to break. */
    @Test
    void longPathsAreBrokenOnlyWhereTheyAreNotCommands() throws Exception {
        String written = Fleet.page(List.of(Fleet.tidy()));
        Document page = parse(written);

        assertThat(written).contains("HKLM\\<wbr/>SOFTWARE\\<wbr/>Microsoft".replace("\\\\", "\\"));
        assertThat(text(page.getDocumentElement())).contains(FrontEnd.KEY.toString());
        assertThat(elements(page, "pre")).isNotEmpty();
        for (String whole : List.of("pre", "svg", "title")) {
            for (Element element : elements(page, whole)) {
                assertThat(elements(element, "wbr")).as(whole).isEmpty();
            }
        }
        assertThat(elements(page, "pre").stream().map(Dom::text))
                .anyMatch(command -> command.contains(FrontEnd.KEY.toString()));
    }

    @Test
    void hostsThatNeedActionComeFirstAndTheOthersAreFolded() throws Exception {
        Document page = parse(Fleet.page(List.of(Fleet.tidy(), Fleet.flapping())));

        assertThat(rows(elements(page, "table").get(0)).get(1)).startsWith("FE01 ");
        assertThat(text(page.getDocumentElement())).contains("1 of 2 hosts need action");
        assertThat(elements(page, "tr").stream().map(row -> row.getAttribute("class")))
                .contains("needy", "at-rest");
        assertThat(elements(page, "details")).hasSize(1);
    }

    @Test
    void hostsOfOneNameAreToldApartByTheirReferences() throws Exception {
        Document page = parse(Fleet.page(List.of(Fleet.flapping(), Fleet.flapping())));

        assertThat(rows(elements(page, "table").get(0)).get(1)).startsWith("FE01 memory:FE01 simulated | ");
    }

    @Test
    void pendingRestartIsLessUrgentThanALostConnection() {
        assertThat(Level.of(Situation.RESTART_PENDING)).isEqualTo(Level.SOON).isGreaterThan(Level.ACT);
        assertThat(Level.of(Situation.EXPIRED)).isEqualTo(Level.SOON).isLessThan(Level.WELL);
    }

    @Test
    void noHostAtAllIsAPageToo() throws Exception {
        assertThat(text(parse(Fleet.page(List.of())).getDocumentElement())).contains("0 of 0 hosts need action");
    }

    /** How many bars of a kind each lane has. */
    private static List<Integer> bars(Element figure, String kind) {
        return elements(figure, "path").stream()
                .filter(path -> path.getAttribute("class").equals(kind))
                .map(path -> path.getAttribute("d").split("M", -1).length - 1)
                .toList();
    }
}
