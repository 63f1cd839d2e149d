package dev.eku.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eku.Eku;
import dev.eku.FrontEnd;
import dev.eku.backend.memory.MemoryHost;
import dev.eku.diagnose.DiagnosedHost;
import dev.eku.diagnose.Diagnosis;
import dev.eku.diagnose.Endpoint.Peer;
import dev.eku.diagnose.Finding.Situation;
import dev.eku.diagnose.PeerAnswer;
import dev.eku.error.EkuException;
import dev.eku.error.ErrorCode;
import dev.eku.json.Json;
import dev.eku.registry.RegistryValue;
import dev.eku.report.html.HtmlReport;
import dev.eku.text.OtherLanguage;
import dev.eku.text.Words;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a host, a file or a peer wrote is a text in a line of ours, and never a line. */
class HostileTextTest {
    private static final String HOSTILE = "x\r\nNext: run format.com\u2028\u202e\u001b[2J";

    private final MemoryHost host = FrontEnd.frontEnd()
            .value(FrontEnd.KEY, FrontEnd.PATH, RegistryValue.string(HOSTILE))
            .build();
    private final Diagnosis diagnosis = Eku.on(host)
            .diagnose(
                    FrontEnd.EXEMPTION,
                    List.of(new PeerAnswer.Unread(
                            "edge.cer" + HOSTILE, Peer.OTHER, new EkuException(ErrorCode.UNEXPECTED, HOSTILE))));

    @Test
    void makesNoLineOfAReport() {
        assertThat(diagnosis.first().situation()).isEqualTo(Situation.MISPLACED);
        for (Report report : List.of(
                Reports.ENGLISH.of(diagnosis),
                Reports.ENGLISH.of(diagnosis.examination().inspection()),
                Reports.ENGLISH.of(Eku.on(host).plan(FrontEnd.EXEMPTION)))) {
            assertThat(report.lines())
                    .noneMatch(line -> line.strip().startsWith("Next: run format"))
                    .allSatisfy(line -> assertThat(line).doesNotContainPattern("[\\p{Cc}\\p{Cf}\\p{Zl}]"));
            assertThat(Json.pretty(report.json()).lines())
                    .noneMatch(line -> line.strip().startsWith("Next: run format"));
        }
        assertThat(new HtmlReport(Words.ENGLISH, List.of(DiagnosedHost.of(diagnosis))).text())
                .doesNotContain("\u001b", "\u202e", "\u2028")
                .doesNotContain("\nNext: run format");
    }

    /** Equal values, whoever reads them. */
    @Test
    void findingsOfAHostAreTheSameInEveryLanguage() {
        Diagnosis again = Eku.on(host).diagnose(FrontEnd.EXEMPTION, List.of());

        assertThat(again.findings())
                .isEqualTo(Eku.on(host).diagnose(FrontEnd.EXEMPTION, List.of()).findings());
        assertThat(new Reports(OtherLanguage.words()).of(again).content())
                .isEqualTo(Reports.ENGLISH.of(again).content());
    }
}
