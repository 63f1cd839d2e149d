package dev.eku.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eku.Eku;
import dev.eku.FrontEnd;
import dev.eku.Told;
import dev.eku.backend.memory.MemoryHost;
import dev.eku.diagnose.peer.PeerAnswer;
import dev.eku.diagnose.peer.PeerEndpoint;
import dev.eku.product.Application;
import dev.eku.product.Bitness;
import dev.eku.product.Clr;
import dev.eku.text.NextStep;
import dev.eku.text.ShellCommand;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NextStepsTest {
    /** A certificate that nobody looked at may be in order. */
    @Test
    void certificatesAreReissuedOnlyWhereOneWasSeenToFail() {
        String look = "look at the certificates of its peers, with endpoints=NAME:PORT or certificates=FILE";
        MemoryHost affected = FrontEnd.frontEnd().build();
        MemoryHost exempted = FrontEnd.exempted().build();
        PeerAnswer unseen = DiagnosisCase.unreachable(PeerEndpoint.of("edge.contoso.com", 8057));
        MemoryHost flapping = FrontEnd.frontEnd()
                .log("Lync Server", DiagnosisCase.storm(Duration.ofHours(1), 30))
                .build();
        for (Finding unproven : List.of(
                DiagnosisCase.diagnose(affected).first(),
                DiagnosisCase.diagnose(affected, unseen).first(),
                DiagnosisCase.diagnose(flapping).first(),
                DiagnosisCase.diagnose(exempted).first())) {
            assertThat(Told.next(unproven)).contains(look).doesNotContain("both EKUs");
        }
        for (MemoryHost host : List.of(affected, exempted)) {
            Finding proven =
                    DiagnosisCase.diagnose(host, DiagnosisCase.serverOnly()).first();
            assertThat(Told.next(proven))
                    .contains("have the certificates reissued with both EKUs")
                    .doesNotContain(look);
        }
    }

    /** What a value is called comes from the host: it stays one argument, or there is no command. */
    @ParameterizedTest
    @ValueSource(strings = {"a$(touch P)", "a`touch P`", "a & touch P", "a'; touch P; '", "a^b", "a%b", "a!b"})
    void commandOfAHostileNameStaysOneCommandOrIsNotPrinted(String folder) {
        String path = "C:\\" + folder + "\\relay.exe";
        MemoryHost host = FrontEnd.frontEnd()
                .file(path)
                .value(FrontEnd.KEY, path, FrontEnd.ZERO)
                .build();
        Finding finding = Eku.on(host)
                .diagnose(
                        FrontEnd.EXEMPTION
                                .of(Application.at("relay", path, Clr.V4, Bitness.BITS_64))
                                .until(LocalDate.of(2017, 1, 1)),
                        List.of())
                .findings()
                .stream()
                .filter(found -> found.about().equals("relay"))
                .findFirst()
                .orElseThrow();

        List<NextStep.Command> commands = finding.next().stream()
                .flatMap(step -> step instanceof NextStep.Command command ? Stream.of(command) : Stream.empty())
                .toList();
        assertThat(commands).hasSize(1);
        assertThat(commands.get(0).arguments()).contains(path);
        ShellCommand printed =
                ShellCommand.of(commands.get(0).arguments(), commands.get(0).shells());
        if (printed instanceof ShellCommand.Line line) {
            assertThat(Told.next(finding).lines()).contains(line.text());
            assertThat(line.text()).contains('"' + path + '"');
        } else {
            assertThat(Told.next(finding)).doesNotContain("reg.exe");
        }
    }
}
