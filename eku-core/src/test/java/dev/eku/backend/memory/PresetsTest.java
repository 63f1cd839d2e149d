package dev.eku.backend.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eku.Eku;
import dev.eku.diagnose.Diagnosis;
import dev.eku.diagnose.Finding;
import dev.eku.host.Host;
import dev.eku.host.HostRef;
import dev.eku.host.Hosts;
import dev.eku.host.Preset;
import dev.eku.plan.PlanOptions;
import dev.eku.product.Exemption;
import dev.eku.product.ProductCatalog;
import dev.eku.product.Setting;
import dev.eku.service.ServiceName;
import dev.eku.service.ServiceState;
import dev.eku.text.Words;
import dev.eku.verify.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The machines that can be opened by a name. */
class PresetsTest {
    private static final Exemption EXEMPTION = Exemption.from(Setting.REQUIRE_CERTIFICATE_EKUS);

    @TempDir
    Path folder;

    private static List<HostRef> refs() {
        return Hosts.presets().stream().map(Preset::ref).toList();
    }

    private static Diagnosis diagnosis(HostRef ref) {
        try (Host host = Hosts.open(ref.toString())) {
            return Eku.on(host).diagnose();
        }
    }

    private static Finding.Situation first(String ref) {
        return diagnosis(HostRef.parse(ref)).findings().get(0).situation();
    }

    private static ServiceState state(HostRef ref) {
        try (Host host = Hosts.open(ref.toString())) {
            return host.services().status(ServiceName.of("RTCDATAMCU")).state();
        }
    }

    @Test
    void eachProductAndEachSicknessHasOneThatIsListedAndOpens() {
        assertThat(refs())
                .hasSize(ProductCatalog.products().size() + 4)
                .contains(HostRef.parse("memory:sfb-2015"), HostRef.parse("memory:edge-storm"));
        for (Preset preset : Hosts.presets()) {
            assertThat(Words.ENGLISH.text(preset.what())).doesNotContain("preset.");
            for (HostRef member : Hosts.members(preset.ref())) {
                assertThat(diagnosis(member).inspected().inspection().applications())
                        .as(member.toString())
                        .isNotEmpty();
            }
        }
    }

    @Test
    void sickOnesShowWhatTheyAreFor() {
        assertThat(first("memory:edge-storm")).isEqualTo(Finding.Situation.NOT_EXEMPT);
        assertThat(diagnosis(HostRef.parse("memory:edge-storm")).failing())
                .singleElement()
                .satisfies(peer -> assertThat(peer.answer().name()).isEqualTo("edge.contoso.com:8057"));
        assertThat(first("memory:misplaced")).isEqualTo(Finding.Situation.MISPLACED);
        assertThat(first("memory:wrapper")).isEqualTo(Finding.Situation.WRONG_PROGRAM);
    }

    @Test
    void poolIsFourHostsOfWhichOneIsDown() {
        List<HostRef> members = Hosts.members(HostRef.parse("memory:pool-of-four"));
        assertThat(members).hasSize(4).doesNotHaveDuplicates();
        assertThat(members.stream().map(PresetsTest::state))
                .containsExactly(
                        ServiceState.RUNNING, ServiceState.RUNNING, ServiceState.STOPPED, ServiceState.RUNNING);
        assertThat(members.stream()
                        .map(ref ->
                                diagnosis(ref).inspected().inspection().host().computer()))
                .containsExactly("FE01", "FE02", "FE03", "FE04");
        assertThatThrownBy(() -> Hosts.open("memory:pool-of-four"))
                .hasMessageContaining("several hosts")
                .hasMessageContaining("memory:pool-of-four-fe03");
    }

    @Test
    void presetIsNewInEachRun() {
        try (Host host = Hosts.open("memory:edge-storm")) {
            Eku.on(host).apply(Eku.on(host).plan(EXEMPTION, PlanOptions.DEFAULT));
        }
        assertThat(first("memory:edge-storm")).isEqualTo(Finding.Situation.NOT_EXEMPT);
    }

    @Test
    void fileBehindItsNameKeepsWhatIsDoneToIt() {
        Path file = folder.resolve("trial.json");
        String ref = "memory:edge-storm@" + file;
        try (Host host = Hosts.open(ref)) {
            Eku.on(host).diagnose();
        }
        assertThat(folder).as("who only reads leaves no file").isEmptyDirectory();

        try (Host host = Hosts.open(ref)) {
            Eku.on(host).apply(Eku.on(host).plan(EXEMPTION, PlanOptions.DEFAULT));
        }
        assertThat(file).exists();
        assertThat(first(ref)).isEqualTo(Finding.Situation.EFFECTIVE);
        try (Host host = Hosts.open("memory:" + file)) {
            assertThat(Eku.on(host).verify(EXEMPTION)).isInstanceOf(Verdict.Compliant.class);
            assertThat(Eku.on(host).diagnose().peers()).as("it keeps the peers").hasSize(1);
        }
        try (Host host = Hosts.open(ref)) {
            Eku.on(host).apply(Eku.on(host).planRollback());
        }
        assertThat(first(ref)).isEqualTo(Finding.Situation.NOT_EXEMPT);
    }

    @Test
    void fileOfAPoolIsOneForEachOfItsHosts() {
        HostRef pool = HostRef.parse("memory:pool-of-four@" + folder.resolve("trial.json"));
        List<HostRef> members = Hosts.members(pool);
        assertThat(members.stream()
                        .map(ref -> Hosts.file(ref).orElseThrow().getFileName().toString()))
                .containsExactly("trial-fe01.json", "trial-fe02.json", "trial-fe03.json", "trial-fe04.json");
        assertThat(first(members.get(1).toString())).isEqualTo(Finding.Situation.NOT_EXEMPT);
        assertThatThrownBy(() -> Hosts.open(pool.toString())).hasMessageContaining("several hosts");
        assertThat(folder).as("what is refused holds no file").isEmptyDirectory();
    }

    @Test
    void fileThatIsThereIsNeverTakenForANewOne() throws Exception {
        Path file = Files.writeString(folder.resolve("trial.json"), "mine");
        assertThatThrownBy(() -> Hosts.open("memory:sfb-2015@" + file)).hasMessageStartingWith("MALFORMED_FILE");
        assertThat(file).hasContent("mine");
        assertThatThrownBy(() -> Hosts.open("memory:nobody@" + file)).hasMessageContaining("nobody@");
    }

    @Test
    void unknownNameIsRefusedWithTheKnownOnes() {
        assertThatThrownBy(() -> Hosts.open("memory:sfb-2016"))
                .hasMessageStartingWith("INVALID_PARAMETER: the host memory:sfb-2016 cannot be opened")
                .hasMessageContaining("memory:sfb-2015")
                .hasMessageContaining("memory:edge-storm");
    }
}
