package dev.eku.maven.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eku.fleet.Canary;
import dev.eku.fleet.FleetHost;
import dev.eku.host.HostRef;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostSelectionTest {
    private static final NumberParameter AT_A_TIME = new NumberParameter("eku.concurrency", "8", 1, 256);

    @TempDir
    private Path folder = Path.of("");

    private HostSelection targets(
            @Nullable String hosts,
            @Nullable String inventory,
            @Nullable List<PoolParameter> fleet,
            @Nullable String pools) {
        return HostSelection.of(hosts, inventory, fleet, pools, folder::resolve, "Linux");
    }

    @Test
    void oneHostIsNoFleetAndTwoAreOne() {
        assertThat(targets("\\\\fe01", null, null, null).isFleet()).isFalse();
        assertThat(targets("\\\\fe01,\\\\fe02", null, List.of(), null).isFleet())
                .isTrue();
        assertThat(targets("\\\\fe01,\\\\fe02", null, null, null).inventory().members())
                .extracting(FleetHost::pool)
                .containsOnly("default");
    }

    @Test
    void inventoryIsAFleetEvenWithOneHost() throws Exception {
        Files.writeString(folder.resolve("fleet.txt"), "[a]\n\\\\fe01\n[b]\n\\\\fe02\n");

        HostSelection targets = targets(null, "fleet.txt", null, "B");

        assertThat(targets.isFleet()).isTrue();
        assertThat(targets.inventory().members())
                .extracting(FleetHost::toString)
                .containsExactly("\\\\fe02");
    }

    @Test
    void poolsOfThePomAreAFleet() {
        List<PoolParameter> fleet =
                List.of(new PoolParameter("a", "\\\\fe01, \\\\fe02"), new PoolParameter("b", "\\\\fe03"));

        assertThat(targets(null, null, fleet, null).inventory().members())
                .extracting(member -> member + " " + member.pool())
                .containsExactly("\\\\fe01 a", "\\\\fe02 a", "\\\\fe03 b");
    }

    @Test
    void hostsAreNamedInOneWayOnly() {
        assertThatThrownBy(() -> targets("\\\\fe01", "fleet.txt", null, null))
                .hasMessage("INVALID_PARAMETER: the hosts are named more than once, by eku.hosts, eku.inventory\n"
                        + "  Next: name them in one way; to choose pools of an inventory there is eku.pools");
        assertThatThrownBy(() -> targets(null, "fleet.txt", List.of(new PoolParameter("a", "local:")), null))
                .hasMessageStartingWith(
                        "INVALID_PARAMETER: the hosts are named more than once, by eku.inventory, <fleet>\n");
    }

    @Test
    void poolOfThePomNeedsANameAndHosts() {
        assertThatThrownBy(() -> targets(null, null, List.of(new PoolParameter(null, "local:")), null))
                .hasMessage("INVALID_PARAMETER: a <pool> has no <name>\n"
                        + "  Next: give it one, such as <name>pool-a.contoso.com</name>");
        assertThatThrownBy(() -> targets(null, null, List.of(new PoolParameter("a", " ")), null))
                .hasMessage("INVALID_PARAMETER: <pool> a has no <hosts>\n"
                        + "  Next: name them, such as <hosts>\\\\fe01,\\\\fe02</hosts>");
    }

    @Test
    void poolThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> targets("\\\\fe01,\\\\fe02", null, null, "a"))
                .hasMessageStartingWith("INVALID_INVENTORY: there is no pool a\n");
    }

    /** A rollout may skip what it cannot reach, but not what was misspelt. */
    @Test
    void hostThatNoBackendServesIsRefusedBeforeAnyIsOpened() throws Exception {
        Files.writeString(folder.resolve("fleet.txt"), "[a]\n\\\\fe01\nsmbb://fe02\n");

        assertThatThrownBy(() -> targets(null, "fleet.txt", null, null))
                .hasMessageStartingWith("UNKNOWN_SCHEME: no backend serves the host 'smbb://fe02'\n");
    }

    @Test
    void canaryIsANumberOrHostsOfTheInventory() {
        HostSelection targets = targets("\\\\fe01,\\\\fe02,\\\\fe03", null, null, null);

        assertThat(targets.canary(null)).isEqualTo(Canary.NONE);
        assertThat(targets.canary("2")).isEqualTo(new Canary.First(2));
        assertThat(targets.canary("\\\\FE02, \\\\fe03"))
                .isEqualTo(new Canary.Named(List.of(HostRef.parse("\\\\fe02"), HostRef.parse("\\\\fe03"))));
        assertThatThrownBy(() -> targets.canary("\\\\fe09"))
                .hasMessage("INVALID_PARAMETER: eku.canary: '\\\\fe09' is not one of the hosts\n"
                        + "  Next: name a host of the inventory as it stands there, or give a number");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "4"})
    void canaryIsNotNobodyNorMoreThanThereAre(String number) {
        assertThatThrownBy(() ->
                        targets("\\\\fe01,\\\\fe02,\\\\fe03", null, null, null).canary(number))
                .hasMessage("INVALID_PARAMETER: eku.canary: '" + number + "' is not a valid number from 1 to 3\n"
                        + "  Next: give one in digits");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-3", "257", "1.5", "eight", "99999999999", "٣"})
    void numberOutOfBoundsIsRefused(String number) {
        assertThatThrownBy(() -> AT_A_TIME.of(number))
                .hasMessage("INVALID_PARAMETER: eku.concurrency: '" + number + "' is not a valid number from 1 to 256\n"
                        + "  Next: give one in digits");
    }

    @Test
    void numberIsTakenOrLeftOut() {
        assertThat(AT_A_TIME.of(" 256 ")).isEqualTo(256);
        assertThat(AT_A_TIME.of(null)).isEqualTo(8);
    }
}
