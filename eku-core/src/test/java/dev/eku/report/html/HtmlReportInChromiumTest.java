package dev.eku.report.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.eku.Eku;
import dev.eku.FrontEnd;
import dev.eku.diagnose.DiagnosedHost;
import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.host.Host;
import dev.eku.host.Hosts;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The page in a real browser, which takes it for HTML. Its pictures are left in {@code target/html-report} to be looked
 * at.
 */
final class HtmlReportInChromiumTest {
    private static final String LIGHT = "--blink-settings=preferredColorScheme=1";
    private static final Path PICTURES = Path.of("target", "html-report");

    @TempDir
    Path directory;

    @BeforeAll
    static void isThere() {
        boolean found = Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "chromium")));
        if (!found) {
            System.out.println("SKIPPED HtmlReportInChromiumTest: no chromium on the PATH");
        }
        assumeTrue(found, "no chromium on the PATH");
    }

    @Test
    void showsTheWholePage() throws Exception {
        String shown = text(chromium("--dump-dom", stored(Fleet.page(Fleet.threeHosts()))));

        assertThat(shown)
                .contains("2 of 3 hosts need action")
                .contains(
                        "FE01 simulated \u25B2 Affected and not exempt certain ON none 1 of 3; 1 not seen exempt it, on every front end: apply")
                .contains(
                        "FE02 simulated \u25C6 Exemption no longer needed likely OFF for this application; in effect 0 of 1")
                .contains("\\\\fe03 ? Not read HOST_UNREACHABLE")
                .contains("5. Nothing turns it off everything that could turn it off was read")
                .contains("edge.contoso.com:8057: FLAPPING, 90 alternations connected lost")
                .contains("edge.contoso.com:8057 \u25B2 FAILS as TLS server it passes: the purpose is listed")
                .contains("fe02.contoso.com:8061 ? NOT SEEN UNREACHABLE: connection refused")
                .contains("_continue_ = \"dns=edgepool.contoso.com&\"")
                .endsWith("Back to all hosts Written by eku 1.2.3.");
    }

    @Test
    void takesHostileTextForText() throws Exception {
        String evil =
                "</style></svg><script>document.title = 'run'</script><img src=x onerror=\"document.title='run'\">";
        String dom = chromium(
                "--dump-dom",
                stored(Fleet.page(
                        List.of(DiagnosedHost.failed(evil, new EkuException(ErrorCode.FILE_FAILURE, evil, evil))))));

        assertThat(dom).contains("<title>EKU diagnosis</title>").doesNotContain("<script", "<img");
        assertThat(text(dom)).contains("Not read", evil);
    }

    @Test
    void showsTheWholePageOfARollout() throws Exception {
        String shown = text(chromium("--dump-dom", stored(rollout())));

        assertThat(shown)
                .contains(
                        "Rollout STOPPED after too many failures: 2 changed, 1 already compliant, 1 failed, 3 not reached, 1 skipped; 8s. 5 of 8 hosts need action")
                .contains("p1-2 simulated \u25B2 FAILED; SERVICE LEFT STOPPED")
                .contains("p1-2 (p1): RTCDATAMCU still stopped", "p2-1 (p2): RTCDATAMCU 2s")
                .contains("fix what failed, then resume; what is done stays done: eku apply --inventory fleet.txt")
                .endsWith("Back to all hosts Written by eku 1.2.3.");
    }

    @Test
    void showsTheWholePageOfAPlan() throws Exception {
        assertThat(text(chromium("--dump-dom", stored(plan()))))
                .contains("Fleet plan: 6 of 8 hosts to change, 1 already compliant, 1 not inspected.")
                .contains("Next: apply this plan: eku apply --inventory fleet.txt")
                .contains("+ create value " + FrontEnd.PATH + " in key " + FrontEnd.KEY + " in the 64-bit view")
                .endsWith("Back to all hosts Written by eku 1.2.3.");
    }

    @Test
    void showsTheWholePageOfAVerification() throws Exception {
        assertThat(text(chromium("--dump-dom", stored(verification()))))
                .contains("4 of 5 hosts need action")
                .contains("FE04 simulated \u25B2 SERVICE DOWN: RTCDATAMCU; \u25CF Exempt and in effect")
                .contains("Next: eku plan shows what would exempt it")
                .endsWith("Back to all hosts Written by eku 1.2.3.");
    }

    private static String rollout() {
        return Rollouts.page(Rollouts.mixed().rollOut());
    }

    private static String plan() {
        return Rollouts.page(Rollouts.mixed().plan());
    }

    private static String verification() {
        return Rollouts.page(Rollouts.verified());
    }

    @Test
    void isPictured() throws Exception {
        pictures("", Fleet.page(Fleet.threeHosts()));
    }

    @Test
    void pagesOfOtherRunsArePictured() throws Exception {
        pictures("rollout-", rollout());
        pictures("plan-", plan());
        pictures("verification-", verification());
    }

    private void pictures(String name, String content) throws Exception {
        String page = stored(content);
        picture(name + "light", page, 1280, 4000, LIGHT);
        picture(name + "dark", page, 1280, 4000, "--blink-settings=preferredColorScheme=0");
        // A window is at least 500 wide, so a telephone's width needs a frame.
        Path phone = Files.writeString(
                directory.resolve("phone.html"), "<iframe src='" + page + "' width='400' height='4000'></iframe>");
        picture(name + "phone", phone.toUri().toString(), 500, 4000, LIGHT);
        Path print = PICTURES.resolve(name + "printed.pdf").toAbsolutePath();
        Files.deleteIfExists(print);
        chromium("--print-to-pdf=" + print, page);
        assertThat(new String(Files.readAllBytes(print), StandardCharsets.ISO_8859_1))
                .startsWith("%PDF")
                .containsPattern("/Count [1-9]");
    }

    /** A page that is wider than its screen has to be moved from side to side to be read. */
    @Test
    void pageIsNoWiderThanATelephone() throws Exception {
        String page = stored(Fleet.page(Fleet.threeHosts()));

        assertThat(widthInAFrame(page, 400)).isEqualTo(400);
        for (String other : List.of(rollout(), plan(), verification())) {
            assertThat(widthInAFrame(stored(other), 400)).isEqualTo(400);
        }
        page = stored(Fleet.page(Fleet.threeHosts()));
        assertThat(widthInAFrame(page.replace(".html", ".html#host-3"), 320)).isEqualTo(320);
        String wide = stored(Fleet.page(Fleet.threeHosts())
                .replace("</main>", "<pre style=\"white-space: pre\">" + "wide ".repeat(99) + "</pre></main>"));
        assertThat(widthInAFrame(wide, 400)).as("or else nothing is measured").isGreaterThan(400);
    }

    private int widthInAFrame(String page, int width) throws Exception {
        Path frame = Files.writeString(
                directory.resolve("measured.html"),
                "<iframe id='frame' src='" + page + "' width='" + width
                        + "' height='900' frameborder='0'></iframe><script>"
                        + "onload = () => document.title = document.getElementById('frame')"
                        + ".contentDocument.documentElement.scrollWidth;</script>");
        String dom = chromium(
                "--allow-file-access-from-files",
                "--hide-scrollbars",
                "--dump-dom",
                frame.toUri().toString());
        return Integer.parseInt(dom.replaceAll("(?s).*<title>([0-9]+)</title>.*", "$1"));
    }

    /** The picture in README is made so: of the host with which eku is tried. */
    @Test
    void oneHostIsPictured() throws Exception {
        try (Host host = Hosts.open("memory:edge-storm")) {
            DiagnosedHost diagnosed = DiagnosedHost.of(Eku.on(host).diagnose());
            picture("diagnosis", stored(Fleet.page(List.of(diagnosed))), 1000, 580, LIGHT);
        }
    }

    private void picture(String name, String page, int width, int height, String option) throws Exception {
        Path file = Files.createDirectories(PICTURES).resolve(name + ".png").toAbsolutePath();
        Files.deleteIfExists(file);
        chromium("--screenshot=" + file, "--window-size=" + width + "," + height, "--hide-scrollbars", option, page);

        assertThat(ImageIO.read(file.toFile()).getWidth()).as(name).isEqualTo(width);
    }

    private String stored(String page) throws IOException {
        return Files.writeString(directory.resolve("report.html"), page, StandardCharsets.UTF_8)
                .toUri()
                .toString();
    }

    private String chromium(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                "chromium",
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--user-data-dir=" + directory.resolve("profile")));
        command.addAll(Arrays.asList(arguments));
        Path out = directory.resolve("out");
        Path log = directory.resolve("log");
        Process process = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(log.toFile())
                .start();
        process.getOutputStream().close();
        try {
            assertThat(process.waitFor(120, TimeUnit.SECONDS))
                    .as(() -> "chromium is done: " + read(log))
                    .isTrue();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).as(() -> read(log)).isZero();
        return read(out);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException failure) {
            return failure.toString();
        }
    }

    /** The text of a page as the browser writes it out. */
    private static String text(String dom) {
        return dom.replaceAll("(?s)<style>.*?</style>", "")
                .replace("<wbr>", "")
                .replaceAll("<[^>]*>", " ")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&nbsp;", " ")
                .replace("&amp;", "&")
                .replaceAll("\\s+", " ")
                .strip();
    }
}
