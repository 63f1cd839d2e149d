package dev.eku.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eku.Eku;
import dev.eku.FrontEnd;
import dev.eku.Told;
import dev.eku.backend.memory.MemoryHost;
import dev.eku.product.Application;
import dev.eku.product.Bitness;
import dev.eku.product.Clr;
import dev.eku.text.NextStep;
import dev.eku.text.ShellCommand;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NextStepsTest {
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
