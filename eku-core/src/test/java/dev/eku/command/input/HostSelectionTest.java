package dev.eku.command.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eku.contract.TestParameters;
import dev.eku.fleet.Canary;
import dev.eku.fleet.FleetHost;
import dev.eku.fleet.Inventory.NamedPool;
import dev.eku.host.HostRef;
import dev.eku.text.Option;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostSelectionTest {
    private static final NumberParameter AT_A_TIME = new NumberParameter(Option.CONCURRENCY, "8", 1, 256);

    @TempDir
    private Path folder = Path.of("");

    private HostSelection targets(TestParameters given) {
        return HostSelection.of(given, (parameter, name) -> folder.resolve(name), "Linux");
    }

    private static TestParameters hosts(String text) {
        return TestParameters.NONE.with(Option.HOSTS, text);
    }

    private static TestParameters inventory(String text) {
        return TestParameters.NONE.with(Option.INVENTORY, text);
    }

    @Test
    void oneHostIsNoFleetAndTwoAreOne() {
        assertThat(targets(hosts("\\\\fe01")).isFleet()).isFalse();
        assertThat(targets(hosts("\\\\fe01,\\\\fe02")).isFleet()).isTrue();
        assertThat(targets(hosts("\\\\fe01,\\\\fe02")).inventory().members())
                .extracting(FleetHost::pool)
                .containsOnly("default");
    }

    @Test
    void inventoryIsAFleetEvenWithOneHost() throws Exception {
        Files.writeString(folder.resolve("fleet.txt"), "[a]\n\\\\fe01\n[b]\n\\\\fe02\n");

        HostSelection targets = targets(inventory("fleet.txt").with(Option.POOLS, "B"));

        assertThat(targets.isFleet()).isTrue();
        assertThat(targets.inventory().members())
                .extracting(FleetHost::toString)
                .containsExactly("\\\\fe02");
    }

    @Test
    void poolsAreAFleet() {
        List<NamedPool> fleet =
                List.of(new NamedPool("a", List.of("\\\\fe01", "\\\\fe02")), new NamedPool("b", List.of("\\\\fe03")));

        assertThat(targets(TestParameters.NONE.with(fleet)).inventory().members())
                .extracting(member -> member + " " + member.pool())
                .containsExactly("\\\\fe01 a", "\\\\fe02 a", "\\\\fe03 b");
    }

    @Test
    void hostsAreNamedInOneWayOnly() {
        assertThatThrownBy(() -> targets(hosts("\\\\fe01").with(Option.INVENTORY, "fleet.txt")))
                .hasMessage("INVALID_PARAMETER: the hosts are named more than once, by hosts, inventory\n"
                        + "  Next: name them in one way; to choose pools of an inventory there is pools");
        assertThatThrownBy(() -> targets(inventory("fleet.txt").with(List.of(new NamedPool("a", List.of("local:"))))))
                .hasMessageStartingWith("INVALID_PARAMETER: the hosts are named more than once, by inventory, fleet\n");
    }

    @Test
    void poolThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> targets(hosts("\\\\fe01,\\\\fe02").with(Option.POOLS, "a")))
                .hasMessageStartingWith("INVALID_INVENTORY: there is no pool a\n");
    }

    /** A rollout may skip what it cannot reach, but not what was misspelt. */
    @Test
    void hostThatNoBackendServesIsRefusedBeforeAnyIsOpened() throws Exception {
        Files.writeString(folder.resolve("fleet.txt"), "[a]\n\\\\fe01\nsmbb://fe02\n");

        assertThatThrownBy(() -> targets(inventory("fleet.txt")))
                .hasMessageStartingWith("UNKNOWN_SCHEME: no backend serves the host 'smbb://fe02'\n");
    }

    @Test
    void canaryIsANumberOrHostsOfTheInventory() {
        HostSelection targets = targets(hosts("\\\\fe01,\\\\fe02,\\\\fe03"));

        assertThat(targets.canary(TestParameters.NONE)).isEqualTo(Canary.NONE);
        assertThat(targets.canary(TestParameters.NONE.with(Option.CANARY, "2"))).isEqualTo(new Canary.First(2));
        assertThat(targets.canary(TestParameters.NONE.with(Option.CANARY, "\\\\FE02, \\\\fe03")))
                .isEqualTo(new Canary.Named(List.of(HostRef.parse("\\\\fe02"), HostRef.parse("\\\\fe03"))));
        assertThatThrownBy(() -> targets.canary(TestParameters.NONE.with(Option.CANARY, "\\\\fe09")))
                .hasMessage("INVALID_PARAMETER: canary: '\\\\fe09' is not one of the hosts\n"
                        + "  Next: name a host of the inventory as it stands there, or give a number");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "4"})
    void canaryIsNotNobodyNorMoreThanThereAre(String number) {
        assertThatThrownBy(() -> targets(hosts("\\\\fe01,\\\\fe02,\\\\fe03"))
                        .canary(TestParameters.NONE.with(Option.CANARY, number)))
                .hasMessage("INVALID_PARAMETER: canary: '" + number + "' is not a valid number from 1 to 3\n"
                        + "  Next: give one in digits");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-3", "257", "1.5", "eight", "99999999999", "٣"})
    void numberOutOfBoundsIsRefused(String number) {
        assertThatThrownBy(() -> AT_A_TIME.of(TestParameters.NONE.with(Option.CONCURRENCY, number)))
                .hasMessage("INVALID_PARAMETER: concurrency: '" + number + "' is not a valid number from 1 to 256\n"
                        + "  Next: give one in digits");
    }

    @Test
    void numberIsTakenOrLeftOut() {
        assertThat(AT_A_TIME.of(TestParameters.NONE.with(Option.CONCURRENCY, " 256 ")))
                .isEqualTo(256);
        assertThat(AT_A_TIME.of(TestParameters.NONE)).isEqualTo(8);
    }
}
